"""From invented people to rows: the roles they hold, with reviews held and due."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from pathways.seed.careers import Held, Person
from pathways.seed.copying import Keys, copy_in
from pathways.seed.moments import noon
from pathways.seed.posts import SALARY, TIME_ONLY
from reminders.models import Due
from reminders.rules import ANY_ROLE
from roles.appointments.models import NextStep
from roles.appointments.rules import review_dates
from roles.appointments.services import DUE
from roles.models import Appointment, PaidBy, RoleReview

REVIEWS_EACH = 8
OVERDUE_DAYS = 21
"""A review due so lately has not been held yet."""
SUMMARY = "Went through the year's aims, time and support. The time suffices; a deputy is to be found by summer."


def write_roles(people: list[Person], *, on: date) -> dict[int, int]:
    """Writes appointments, their reviews and what is due; returns each holder's appointment by the holder's key."""
    holders = [(person, person.held) for person in people if person.held]
    key = Keys(Appointment, len(holders))
    keys = {person.id: key() for person, _ in holders}
    copy_in(Appointment, (_appointment(keys[person.id], person, held) for person, held in holders))
    review_key = Keys(RoleReview, len(holders) * REVIEWS_EACH)
    reviews = [
        (review, person, held)
        for person, held in holders
        for review in _reviews(review_key, keys[person.id], person, held, on)
    ]
    copy_in(RoleReview, (review for review, _, _ in reviews))
    copy_in(Due, _dues([found for found in reviews if found[0].held_on is None], on))
    return keys


def paid_by(held: Held) -> str:
    """How the role's time is paid, from its archetype."""
    if held.allowance:
        return PaidBy.ALLOWANCE
    return PaidBy.SALARY if SALARY in held.kind.basis else PaidBy(TIME_ONLY)


def _appointment(key: int, person: Person, held: Held) -> Appointment:
    return Appointment(
        id=key,
        user_id=person.id,
        organisation_id=person.place.organisation_id,
        service_id=person.place.service_id,
        archetype_id=held.kind.id,
        title=held.title,
        term=DateRange(held.starts, held.ends),
        pas=held.pas,
        paid_by=paid_by(held),
        allowance_gbp=held.allowance,
        return_dcc_pas=min(person.terms.pas * 3 / 4, person.terms.pas),
        return_service_id=person.place.service_id,
        return_within_months=3,
        return_notice_months=3,
    )


def _reviews(key: Keys, appointment: int, person: Person, held: Held, on: date) -> Iterator[RoleReview]:
    for kind, due_on in review_dates(held.starts, held.ends):
        was_held = due_on < on - timedelta(days=OVERDUE_DAYS)
        yield RoleReview(
            id=key(),
            appointment_id=appointment,
            kind=kind,
            due_on=due_on,
            reviewer_id=person.manager_id,
            held_on=due_on if was_held else None,
            summary=SUMMARY if was_held else "",
            next_step=NextStep.GO_ON if was_held else "",
            recorded_by_id=(person.manager_id or person.id) if was_held else None,
        )


def _dues(reviews: list[tuple[RoleReview, Person, Held]], on: date) -> Iterator[Due]:
    key = Keys(Due, 2 * len(reviews))
    for review, person, held in reviews:
        title = f"Role review: {held.title}"
        theirs = f"Role review of {person.name}: {held.title}"
        for user_id, words, only_as in ((person.id, title, ""), (person.manager_id, theirs, ANY_ROLE)):
            if user_id is None:
                continue
            yield Due(
                id=key(),
                kind=DUE,
                subject=f"review:{review.pk}",
                user_id=user_id,
                due_on=review.due_on,
                remind_on=review.due_on,
                organisation_id=person.place.organisation_id,
                only_as=only_as,
                title=words[:200],
                path=reverse("reviews:detail", args=[review.pk]),
                # What is overdue has been reminded of on its day.
                reminded_at=noon(review.due_on) if review.due_on <= on else None,
                updated_at=noon(min(review.due_on, on)),
            )
