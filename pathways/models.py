"""Gathers the rooms' models for Django."""

from pathways.returns.models import CheckIn, CheckInKind, ReturnPlan
from pathways.splits.models import Category, SignOff, SplitLine, TimeSplit

__all__ = [
    "Category",
    "CheckIn",
    "CheckInKind",
    "ReturnPlan",
    "SignOff",
    "SplitLine",
    "TimeSplit",
]
