"""Gathers the rooms' models for Django."""

from pathways.disputes.models import Appeal, Mediation, Outcome
from pathways.jobplans.models import JobPlanImport
from pathways.returns.models import CheckIn, CheckInKind, ReturnPlan
from pathways.signatories.models import Delegation, Tier, Who
from pathways.splits.models import Category, Remark, Seen, SignOff, SplitLine, TimeSplit

__all__ = [
    "Appeal",
    "Category",
    "CheckIn",
    "CheckInKind",
    "Delegation",
    "JobPlanImport",
    "Mediation",
    "Outcome",
    "Remark",
    "ReturnPlan",
    "Seen",
    "SignOff",
    "SplitLine",
    "Tier",
    "TimeSplit",
    "Who",
]
