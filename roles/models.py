"""Gathers the rooms' models for Django."""

from roles.applications.models import Application, Part, StageCount, Statement
from roles.appointments.models import Appointment, ReviewKind, RoleReview
from roles.catalogue.models import Archetype, Competency
from roles.equality.models import EqualityRecord
from roles.fit.models import OwnCompetency
from roles.fitness.models import Attestation, FitnessCheck
from roles.keeping.models import LegalHold
from roles.posts.models import Criterion, PaidBy, Post, PostChange, SearchWord
from roles.saved.models import SavedSearch
from roles.selection.models import Offer, PanelSeat, Score
from roles.terms.models import Handover, TermOffer

__all__ = [
    "Application",
    "Appointment",
    "Archetype",
    "Attestation",
    "Competency",
    "Criterion",
    "EqualityRecord",
    "FitnessCheck",
    "Handover",
    "LegalHold",
    "Offer",
    "OwnCompetency",
    "PaidBy",
    "PanelSeat",
    "Part",
    "Post",
    "PostChange",
    "ReviewKind",
    "RoleReview",
    "SavedSearch",
    "Score",
    "SearchWord",
    "StageCount",
    "Statement",
    "TermOffer",
]
