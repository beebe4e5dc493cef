"""The panel: its members score blind and apart, declare interests, and talk where they are far apart."""

import pghistory
from django.db import models

from people.memberships.policies import memberships_today
from people.models import Role, User
from roles.applications.models import Application
from roles.posts.models import Criterion, Post, PostStatus
from roles.selection.outcome_models import TAKES_SEAT, TRANSITIONS, Offer, OfferStatus, takes_seat

__all__ = [
    "TAKES_SEAT",
    "TRANSITIONS",
    "Interest",
    "InterestKind",
    "InterestOutcome",
    "Offer",
    "OfferStatus",
    "PanelSeat",
    "PanelSeatQuerySet",
    "Score",
    "Talk",
    "TalkOutcome",
    "takes_seat",
]


class PanelSeatQuerySet(models.QuerySet["PanelSeat"]):
    def sitting(self) -> "PanelSeatQuerySet":
        """Seats whose holders were not taken off the panel."""
        return self.filter(removed_at=None)

    def visible_to(self, user: User) -> "PanelSeatQuerySet":
        """The user's own seats, in organisations where they are a panel member today; a draft has no panel yet."""
        here = memberships_today(user, Role.PANEL_MEMBER).values("organisation_id")
        own = self.sitting().filter(user_id=user.pk, post__organisation_id__in=here)
        return own.exclude(post__status=PostStatus.DRAFT)


class PanelSeat(models.Model):
    """A person's seat on the panel of a post; scoring starts once interests are declared.

    Someone taken off midway keeps the row, with their scores, which count no more.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="panel")
    user = models.ForeignKey(User, models.PROTECT, related_name="panel_seats")
    declared_at = models.DateTimeField("declared interests", null=True, blank=True)
    declaration = models.TextField(blank=True)
    declared_mentoring = models.BooleanField("mentors someone, or is mentored (R11)", default=False)
    removed_at = models.DateTimeField("taken off the panel", null=True, blank=True)
    removed_because = models.TextField("why they were taken off", blank=True)

    objects = PanelSeatQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="one_seat_a_panel_and_person")]

    def __str__(self) -> str:
        return f"{self.user_id} on the panel of {self.post_id}"


class Score(models.Model):
    """One member's 0 to 5 points for one application against one criterion."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="scores")
    seat = models.ForeignKey(PanelSeat, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    revised_because = models.TextField("why it was changed after a talk was asked for", blank=True)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "seat", "criterion"], name="one_score_a_member_and_criterion"
            ),
            models.CheckConstraint(name="score_0_to_5", condition=models.Q(points__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.points} of 5"


class InterestKind(models.TextChoices):
    """What ties a panel member to one application."""

    RECOGNISED = "recognised", "I think I know who wrote it, and that could sway me"
    CLOSE = "close", "Someone close to me wrote it"
    GAINS = "gains", "I would gain or lose by it"
    FOUND = "found", "A link on record"


class InterestOutcome(models.TextChoices):
    OPEN = "", "Not settled"
    OUT = "out", "Left out of it"
    COUNTS = "counts", "May score it"


class Interest(models.Model):
    """A member's interest in one application, declared by themselves or found on record (R11).

    Their scores of it do not count until the recruiter has said so. One found on record is no business of the
    member's: it would tell them who applied.
    """

    seat = models.ForeignKey(PanelSeat, models.CASCADE, related_name="interests")
    application = models.ForeignKey(Application, models.CASCADE, related_name="interests_of_panel")
    kind = models.CharField(max_length=12, choices=InterestKind)
    noted_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=8, choices=InterestOutcome, blank=True, default=InterestOutcome.OPEN)
    reason = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat", "application"], name="one_interest_a_member_and_application"),
            models.CheckConstraint(
                name="settled_interest_has_its_reason",
                condition=models.Q(outcome="") | ~models.Q(reason="") & models.Q(settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Interest {self.pk}"


class TalkOutcome(models.TextChoices):
    OPEN = "", "To be held"
    HELD = "held", "Held"
    WAIVED = "waived", "Not needed"


class Talk(models.Model):
    """Members who are far apart on one criterion of one application talk about it before the lock."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="talks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=8, choices=TalkOutcome, blank=True, default=TalkOutcome.OPEN)
    reason = models.TextField("what came of it", blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="one_talk_an_application_and_criterion"),
            models.CheckConstraint(
                name="settled_talk_has_its_reason",
                condition=models.Q(outcome="") | ~models.Q(reason="") & models.Q(settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Talk {self.pk}"


for model in (Score, PanelSeat, Interest, Talk):
    pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)
