"""Gathers the rooms' models for Django."""

from pathways.returns.models import CheckIn, CheckInKind, ReturnPlan
from pathways.signatories.models import Delegation, Tier, Who
from pathways.splits.models import Category, Seen, SignOff, SplitLine, TimeSplit

__all__ = [
    "Category",
    "CheckIn",
    "CheckInKind",
    "Delegation",
    "ReturnPlan",
    "Seen",
    "SignOff",
    "SplitLine",
    "Tier",
    "TimeSplit",
    "Who",
]
