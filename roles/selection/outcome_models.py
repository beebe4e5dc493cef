"""After the shortlist: the decision on each applicant, feedback to them, the offer and what is asked about it."""

from datetime import date, timedelta

import pghistory
from django.db import models

from people.models import User
from roles.applications.models import Application
from roles.posts.models import Criterion


class Verdict(models.TextChoices):
    """What the panel found of someone shortlisted."""

    APPOINTABLE = "appointable", "Appointable"
    RESERVE = "reserve", "Reserve"
    NOT_APPOINTABLE = "not_appointable", "Not appointable"


class Decision(models.Model):
    """The panel's decision on one shortlisted applicant, as the recruiter recorded it; offers go by its rank."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="decision")
    verdict = models.CharField("decision", max_length=16, choices=Verdict)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField()
    decided_at = models.DateTimeField(auto_now=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_rank_for_all_but_not_appointable",
                condition=models.Q(verdict="not_appointable", rank__isnull=True)
                | ~models.Q(verdict="not_appointable") & models.Q(rank__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"Decision {self.pk}"


class Feedback(models.Model):
    """What the recruiter writes to one applicant on one criterion; no note of the panel is ever sent."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="feedback")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    text = models.TextField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "criterion"], name="one_feedback_a_criterion"),
        ]

    def __str__(self) -> str:
        return f"Feedback {self.pk}"


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


class OfferNote(models.Model):
    """A question about an offer, or its answer: a dated talk between applicant and recruiters."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="notes")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Note {self.pk}"


for model in (Decision, Offer):
    pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)
pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(Feedback)
