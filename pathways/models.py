"""Gathers the rooms' models for Django."""

from pathways.disputes.models import Appeal, Mediation, Outcome
from pathways.jobplans.models import JobPlanImport
from pathways.practice.models import Evidence, EvidenceImport, Grant, Look, Target
from pathways.returns.answers_models import CheckInAnswers
from pathways.returns.concern_models import Concern
from pathways.returns.models import Basis, CheckIn, CheckInKind, ReturnPlan
from pathways.returns.phase_models import ReturnPhase
from pathways.returns.supervision_models import SupervisedDay, Work
from pathways.signatories.models import Delegation, Tier, Who
from pathways.splits.models import Category, Remark, Seen, SignOff, SplitLine, TimeSplit

__all__ = [
    "Appeal",
    "Basis",
    "Category",
    "CheckIn",
    "CheckInAnswers",
    "CheckInKind",
    "Concern",
    "Delegation",
    "Evidence",
    "EvidenceImport",
    "Grant",
    "JobPlanImport",
    "Look",
    "Mediation",
    "Outcome",
    "Remark",
    "ReturnPhase",
    "ReturnPlan",
    "Seen",
    "SignOff",
    "SplitLine",
    "SupervisedDay",
    "Target",
    "Tier",
    "TimeSplit",
    "Who",
    "Work",
]
