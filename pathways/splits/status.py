"""The categories of a week, and the whole life of a split: its statuses, and from each those it may move to."""

from django.db import models


class Category(models.TextChoices):
    """The categories of a job plan (domain.md section 1.1)."""

    DCC = "dcc", "Direct clinical care"
    SPA = "spa", "Supporting professional activities"
    ANR = "anr", "Additional NHS responsibilities"
    ED = "ed", "External duties"


class SplitStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for first sign-off"
    FIRST_SIGNED = "first_signed", "Signed in part"
    SIGNED_OFF = "signed_off", "Signed off"
    IN_FORCE = "in_force", "In force"
    SUPERSEDED = "superseded", "Superseded"
    RETURNED = "returned", "Returned for change"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENDED = "ended", "Ended"
    DECLINED = "declined", "Declined"
    REOPENED = "reopened", "Reopened"
    IN_MEDIATION = "in_mediation", "In mediation"
    IN_APPEAL = "in_appeal", "In appeal"
    CORRECTED = "corrected", "Corrected"


# The whole life of a split: from each status, the ones it may move to.
TRANSITIONS: dict[str, set[str]] = {
    SplitStatus.DRAFT: {SplitStatus.SUBMITTED, SplitStatus.WITHDRAWN},
    SplitStatus.RETURNED: {
        SplitStatus.SUBMITTED,
        SplitStatus.WITHDRAWN,
        SplitStatus.IN_MEDIATION,
        SplitStatus.IN_APPEAL,
    },
    SplitStatus.REOPENED: {SplitStatus.SUBMITTED, SplitStatus.WITHDRAWN},
    SplitStatus.SUBMITTED: {
        SplitStatus.FIRST_SIGNED,
        SplitStatus.SIGNED_OFF,
        SplitStatus.RETURNED,
        SplitStatus.DECLINED,
        SplitStatus.WITHDRAWN,
        SplitStatus.REOPENED,
        SplitStatus.IN_MEDIATION,
    },
    SplitStatus.FIRST_SIGNED: {
        SplitStatus.FIRST_SIGNED,
        SplitStatus.SIGNED_OFF,
        SplitStatus.RETURNED,
        SplitStatus.DECLINED,
        SplitStatus.WITHDRAWN,
        SplitStatus.REOPENED,
        SplitStatus.IN_MEDIATION,
    },
    SplitStatus.SIGNED_OFF: {
        SplitStatus.IN_FORCE,
        SplitStatus.REOPENED,
        SplitStatus.SUPERSEDED,
        SplitStatus.ENDED,
    },
    SplitStatus.IN_FORCE: {SplitStatus.SUPERSEDED, SplitStatus.ENDED, SplitStatus.CORRECTED},
    SplitStatus.SUPERSEDED: {SplitStatus.CORRECTED},
    SplitStatus.ENDED: {SplitStatus.CORRECTED},
    SplitStatus.DECLINED: {SplitStatus.REOPENED, SplitStatus.IN_MEDIATION, SplitStatus.IN_APPEAL},
    SplitStatus.IN_MEDIATION: {
        SplitStatus.SUBMITTED,
        SplitStatus.RETURNED,
        SplitStatus.DECLINED,
        SplitStatus.WITHDRAWN,
    },
    SplitStatus.IN_APPEAL: {
        SplitStatus.SIGNED_OFF,
        SplitStatus.RETURNED,
        SplitStatus.DECLINED,
        SplitStatus.WITHDRAWN,
    },
    SplitStatus.WITHDRAWN: set(),
    SplitStatus.CORRECTED: set(),
}
AGREED = [SplitStatus.SIGNED_OFF, SplitStatus.IN_FORCE, SplitStatus.SUPERSEDED, SplitStatus.ENDED]
CORRECTABLE = [SplitStatus.IN_FORCE, SplitStatus.SUPERSEDED, SplitStatus.ENDED]
PENDING = [SplitStatus.SUBMITTED, SplitStatus.FIRST_SIGNED]
CHANGEABLE = [SplitStatus.DRAFT, SplitStatus.RETURNED, SplitStatus.REOPENED]
