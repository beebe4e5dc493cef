"""Gathers the rooms' models for Django."""

from rewards.awards.models import HeldAward
from rewards.editions.models import Edition, EditionFacts
from rewards.elements.models import ElementKind, PayElement
from rewards.employment.models import Area, Contract, Employed, Employment, OnCall, Principal
from rewards.exports.models import Export
from rewards.looks.models import PayLook
from rewards.payroll.models import PayrollHeading, PayrollImport
from rewards.progression.models import Outcome, ProgressReview
from rewards.protection.models import ProtectedSum
from rewards.rates.models import AwardLevel, PayPoint, Rate
from rewards.workforce.models import Characteristics, Ethnicity, Sex

__all__ = [
    "Area",
    "AwardLevel",
    "Characteristics",
    "Contract",
    "Edition",
    "EditionFacts",
    "ElementKind",
    "Employed",
    "Employment",
    "Ethnicity",
    "Export",
    "HeldAward",
    "OnCall",
    "Outcome",
    "PayElement",
    "PayLook",
    "PayPoint",
    "PayrollHeading",
    "PayrollImport",
    "Principal",
    "ProgressReview",
    "ProtectedSum",
    "Rate",
    "Sex",
]
