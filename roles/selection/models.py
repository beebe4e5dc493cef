"""Choosing: panel members score blind and apart, the recruiter locks the shortlist and offers."""

from datetime import date, timedelta

import pghistory
from django.db import models

from people.memberships.policies import memberships_today
from people.models import Role, User
from roles.applications.models import Application
from roles.posts.models import Criterion, Post


class PanelSeatQuerySet(models.QuerySet["PanelSeat"]):
    def visible_to(self, user: User) -> "PanelSeatQuerySet":
        """The user's own seats, in organisations where they are a panel member today."""
        here = memberships_today(user, Role.PANEL_MEMBER).values("organisation_id")
        return self.filter(user_id=user.pk, post__organisation_id__in=here)


class PanelSeat(models.Model):
    """A person's seat on the panel of a post; scoring starts once interests are declared."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="panel")
    user = models.ForeignKey(User, models.PROTECT, related_name="panel_seats")
    declared_at = models.DateTimeField("declared interests", null=True, blank=True)
    declaration = models.TextField(blank=True)

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


class OfferStatus(models.TextChoices):
    MADE = "made", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Lapsed"


# The whole life of an offer: from each status, the ones it may move to.
TRANSITIONS: dict[str, set[str]] = {
    OfferStatus.MADE: {OfferStatus.ACCEPTED, OfferStatus.DECLINED, OfferStatus.LAPSED},
    OfferStatus.ACCEPTED: set(),
    OfferStatus.DECLINED: set(),
    OfferStatus.LAPSED: set(),
}
# These take a seat of the post.
TAKES_SEAT = [OfferStatus.MADE, OfferStatus.ACCEPTED]


def takes_seat(today: date, offer: str = "") -> models.Q:
    """Offers that are accepted, or can still be; `offer` is the path to them in a query of something else."""
    path = f"{offer}__" if offer else ""
    waiting = models.Q(**{f"{path}status": OfferStatus.MADE, f"{path}answer_by__gte": today})
    return waiting | models.Q(**{f"{path}status": OfferStatus.ACCEPTED})


class Offer(models.Model):
    """An offer of the post to one shortlisted applicant, to be answered by a date."""

    Status = OfferStatus

    application = models.OneToOneField(Application, models.PROTECT, related_name="offer")
    allowance_gbp = models.DecimalField("allowance, pounds a year", max_digits=10, decimal_places=2)
    pas = models.DecimalField("leadership PAs a week", max_digits=5, decimal_places=3)
    starts_on = models.DateField()
    ends_on = models.DateField("first day after the term", null=True, blank=True)
    answer_by = models.DateField()
    status = models.CharField(max_length=10, choices=OfferStatus, default=OfferStatus.MADE)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="offer_allowance_not_negative", condition=models.Q(allowance_gbp__gte=0)),
            models.CheckConstraint(
                name="offer_term_runs_forward",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"Offer for application {self.application_id}"

    @property
    def last_day(self) -> date | None:
        """The last day of the term offered, or None when no end is agreed."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    def is_open(self, today: date) -> bool:
        """Whether the applicant can still answer it."""
        return self.status == OfferStatus.MADE and self.answer_by >= today


for model in (Score, Offer, PanelSeat):
    pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)
