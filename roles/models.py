"""Gathers the rooms' models for Django."""

from roles.applications.models import Application, Part, StageCount, Statement
from roles.appointments.models import Appointment, ReviewKind, RoleReview
from roles.catalogue.models import Archetype, Competency
from roles.equality.models import EqualityRecord
from roles.fit.models import OwnCompetency
from roles.fitness.models import Attestation, FitnessCheck
from roles.interviews.models import Booking, InterviewScore, Question, Slot
from roles.keeping.models import LegalHold
from roles.posts.documents import PostDocument
from roles.posts.models import Criterion, PaidBy, Post, PostChange, SearchWord
from roles.reviews.models import Account, Action, FeedbackRequest, HolderAnswer, Meeting, Objectives, TermWish
from roles.saved.models import SavedSearch
from roles.selection.models import Interest, PanelSeat, Score, Talk
from roles.selection.outcome_models import Decision, Feedback, Offer, OfferNote
from roles.terms.models import Handover, TermOffer

__all__ = [
    "Account",
    "Action",
    "Application",
    "Appointment",
    "Archetype",
    "Attestation",
    "Booking",
    "Competency",
    "Criterion",
    "Decision",
    "EqualityRecord",
    "Feedback",
    "FeedbackRequest",
    "FitnessCheck",
    "Handover",
    "HolderAnswer",
    "Interest",
    "InterviewScore",
    "LegalHold",
    "Meeting",
    "Objectives",
    "Offer",
    "OfferNote",
    "OwnCompetency",
    "PaidBy",
    "PanelSeat",
    "Part",
    "Post",
    "PostChange",
    "PostDocument",
    "Question",
    "ReviewKind",
    "RoleReview",
    "SavedSearch",
    "Score",
    "SearchWord",
    "Slot",
    "StageCount",
    "Statement",
    "Talk",
    "TermOffer",
    "TermWish",
]
