"""Five questions of a check-in, answered by the clinician, and the supervisor's reply."""

import pghistory
from django.db import models

from pathways.returns.models import CheckIn, CheckInKind, ReturnPlan
from people.models import User

ASKED = (CheckInKind.IN_ROLE, CheckInKind.CONTACT, CheckInKind.AFTER_3_MONTHS, CheckInKind.AFTER_6_MONTHS)
"""Check-ins that the questions can do; meetings are held (R2)."""


class Practice(models.TextChoices):
    AS_PLANNED = "as_planned", "As much as planned, or more"
    LESS = "less", "Less than planned"
    NONE = "none", "Hardly any"


class Confidence(models.TextChoices):
    YES = "yes", "Yes, alone"
    SUPPORTED = "supported", "Yes, with someone at hand"
    NOT_YET = "not_yet", "Not yet"


class Support(models.TextChoices):
    ENOUGH = "enough", "Yes"
    PARTLY = "partly", "In part"
    NO = "no", "No"


class Wellbeing(models.TextChoices):
    WELL = "well", "Well"
    GETTING_BY = "getting_by", "Getting by"
    STRUGGLING = "struggling", "Struggling"
    UNSAID = "unsaid", "I would rather not say"


class CheckInAnswersQuerySet(models.QuerySet["CheckInAnswers"]):
    def visible_to(self, user: User) -> "CheckInAnswersQuerySet":
        """Those of the plans that this person reads: the clinician's and the supervisor's."""
        return self.filter(check_in__plan__in=ReturnPlan.objects.visible_to(user))


class CheckInAnswers(models.Model):
    """The answers; that on wellbeing was given to one supervisor, and no later one reads it."""

    check_in = models.OneToOneField(CheckIn, models.CASCADE, related_name="answers")
    practice = models.CharField("clinical work", max_length=10, choices=Practice)
    confidence = models.CharField(max_length=10, choices=Confidence)
    support = models.CharField(max_length=10, choices=Support)
    wellbeing = models.CharField(max_length=10, choices=Wellbeing)
    helps = models.CharField("what would help most", max_length=500, blank=True)
    given_to = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField()

    objects = CheckInAnswersQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Answers of check-in {self.check_in_id}"

    def wellbeing_for(self, reader: User) -> str:
        """In words, for the clinician and the supervisor to whom it was said; else empty."""
        if reader.pk in (self.given_to_id, self.check_in.plan.user_id):
            return str(self.get_wellbeing_display())
        return ""


# That it was answered is history; what was answered is the two's.
pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    exclude=["practice", "confidence", "support", "wellbeing", "helps"],
)(CheckInAnswers)
