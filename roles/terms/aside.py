"""What stands on an appointment of its term: an offer of more, ways to end it, and the handover."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from people.design.words import longdate
from people.models import User
from roles.appointments import policies
from roles.appointments.asides import Aside
from roles.appointments.models import Appointment
from roles.leaders.showing import is_shown
from roles.terms.models import TermStatus
from roles.terms.services import left_for


def term_and_handover(user: User, appointment: Appointment) -> Iterator[Aside]:
    """For the holder and those who run terms; other readers see that it ended early, and why not."""
    holder, runs = policies.is_holder(user, appointment), policies.runs_term(user, appointment)
    if not holder and not runs:
        return
    if appointment.ended_reason:
        yield Aside("Why it ended before its term", [appointment.ended_reason])
    waiting = appointment.term_offers.filter(status=TermStatus.MADE).first()
    if waiting is not None:
        words = f"{waiting.get_kind_display()}, to {longdate(waiting.last_day)}, waits for {appointment.user}’s answer."
        address = reverse("terms:answer", args=[waiting.pk])
        yield Aside("More time offered", [words], [("Answer" if holder else "Read it, or take it back", address)])
    if runs and (appointment.term.upper is None or appointment.term.upper > timezone.localdate()):
        yield Aside(
            "The term", [], [*_more(appointment, waiting is not None), _link("End it early", "end", appointment)]
        )
    yield from _handover(appointment, holder=holder)
    if holder:
        shown = (
            "You are named on the public page of who leads what."
            if is_shown(appointment)
            else ("You are not named on the public page of who leads what.")
        )
        yield Aside("In public", [shown], [_link("Change this", "shown", appointment)])


def _more(appointment: Appointment, waits: bool) -> list[tuple[str, str]]:
    return [] if waits or appointment.term.upper is None else [_link("Offer more time", "more", appointment)]


def _handover(appointment: Appointment, *, holder: bool) -> Iterator[Aside]:
    own = getattr(appointment, "handover", None)
    if holder:
        verb = "Change your handover" if own else "Write a handover for whoever comes next"
        yield Aside("Handover", [own.text] if own else [], [_link(verb, "handover", appointment)])
    elif own:
        yield Aside("Handover", [own.text])
    if left := left_for(appointment):
        yield Aside(
            f"What {left.appointment.user} left for you" if holder else "Left by who held it before", [left.text]
        )


def _link(words: str, route: str, appointment: Appointment) -> tuple[str, str]:
    return words, reverse(f"terms:{route}", args=[appointment.pk])
