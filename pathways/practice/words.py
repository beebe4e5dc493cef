"""Entries, conditions and grants in words."""

from datetime import date

from pathways.practice.kinds import COUNTED, Kind
from pathways.practice.models import Evidence, Grant
from pathways.practice.readiness import State
from people.design.words import number, shortdate

STATES = {
    State.NOT_MET: ("Not met", "red"),
    State.AT_RISK: ("At risk", "orange"),
    State.MET: ("Met", "green"),
}


def states() -> dict[State, tuple[str, str]]:
    """Each state's words and colour, as pages show them."""
    return STATES


def counted_words(entry: Evidence) -> str:
    """ "3 procedures: coronary angiogram"."""
    counted = COUNTED[Kind(entry.kind)]
    many = f"{number(entry.amount)} {counted.one if entry.amount == 1 else counted.many}"
    if entry.kind in (Kind.TRAINING, Kind.OUTCOME):
        return entry.what
    if entry.kind in (Kind.SIMULATION, Kind.CPD):
        many += f" of {'simulation' if entry.kind == Kind.SIMULATION else 'learning'}"
    return f"{many}: {entry.what}" if entry.what else many


def grant_words(grant: Grant, today: date) -> tuple[str, str]:
    """Where a grant stands, and its colour."""
    if grant.ended_at is not None:
        return "Ended", "grey"
    if grant.until <= today:
        return f"Over since {shortdate(grant.last_day)}", "grey"
    starts = grant.period.lower
    if starts is not None and starts > today:
        return f"From {shortdate(starts)} until {shortdate(grant.last_day)}", "blue"
    return f"Until {shortdate(grant.last_day)}", "green"
