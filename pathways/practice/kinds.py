"""Kinds of evidence that clinical skills are kept (domain.md 4.3, M), and what each is counted in."""

from dataclasses import dataclass

from django.db import models


class Kind(models.TextChoices):
    """What is logged."""

    SESSION = "session", "Clinical sessions"
    PROCEDURE = "procedure", "Procedures"
    LIST = "list", "Supervised lists"
    SIMULATION = "simulation", "Simulation"
    CPD = "cpd", "Learning (CPD)"
    TRAINING = "training", "Mandatory training"
    OUTCOME = "outcome", "Outcome data"


@dataclass(frozen=True)
class Counted:
    """How a kind is counted: its unit, and what `what` should say; `named` says that it is needed."""

    one: str
    many: str
    what: str
    named: bool = True


COUNTED = {
    Kind.SESSION: Counted("session", "sessions", "Clinic, ward round or list", named=False),
    Kind.PROCEDURE: Counted("procedure", "procedures", "Which procedure"),
    Kind.LIST: Counted("list", "lists", "Which kind of list"),
    Kind.SIMULATION: Counted("hour", "hours", "What was practised"),
    Kind.CPD: Counted("hour", "hours", "What was learnt"),
    Kind.TRAINING: Counted("time", "times", "Which training"),
    Kind.OUTCOME: Counted("report", "reports", "Which measure, and what it showed"),
}
"""A clinical session is 4 hours, as a PA of direct clinical care is."""
