"""Role reviews of the demo: one in each state, from proposed objectives to one that both have signed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from people.dates import after_months
from people.models import Service, User
from roles.appointments.models import NextStep
from roles.models import Appointment, Archetype, PaidBy, ReviewKind, RoleReview
from roles.reviews import accounts, actions, deciding, feedback, meetings, objectives, wishes
from roles.reviews.models import Wish

HOLDERS = 3
"""Colleagues whom it takes beside the mentor."""
AIMS = (
    "First outpatient visit within 12 weeks for nine in ten patients by next June, from the weekly list\n"
    "Every complaint answered within 25 working days, counted each month\n"
    "A named deputy who runs the rota alone by Christmas"
)
WRITTEN = {
    "done": "The rota is redrawn and two locum posts are filled. The complaints backlog is gone since March.",
    "pas_used": Decimal("2.5"),
    "time_used": "More than agreed in winter; the Friday clinic gave way four times.",
    "support": "The general manager meets me weekly. I still lack figures by consultant.",
    "learning": "The finance course helped. Next I want to learn to run a meeting that decides.",
    "skills": "Two lists a week kept. Inserting pacemakers is at risk: six this year.",
    "effect": "Waits fell from 16 to 13 weeks since the spring.",
    "ahead": "Go on, and hand the rota to my deputy.",
}
LED = {
    **dict.fromkeys(accounts.TEXTS, ""),
    "done": "The team speaks well of the new rota, and complaints are down by half.",
    "pas_used": None,
    "ahead": "Keep the Friday clinic free, also in winter.",
}


def begin(review: RoleReview) -> None:
    """The mentor's review, due today: objectives agreed, what they wrote sent, and a time agreed."""
    holder, reviewer = review.appointment.user, _reviewer(review)
    objectives.agree(objectives.propose(review.appointment, AIMS, by=holder), by=reviewer)
    accounts.send(review, WRITTEN, by=holder)
    at = timezone.make_aware(datetime.combine(review.due_on + timedelta(days=3), time(14)))
    made = meetings.propose(review, by=reviewer, starts_at=at, minutes=60, place="Education centre, room 3", link="")
    meetings.agree(made, by=holder)


def review_roles(
    colleagues: Sequence[User], service: Service, reviewer: User, friends: Sequence[User], on: date
) -> list[RoleReview]:
    """A role with objectives proposed, one whose review waits for the holder's signature, and one that both signed."""
    new = _role(colleagues[0], service, reviewer, ReviewKind.EARLY, -1, on)
    objectives.propose(new.appointment, AIMS, by=colleagues[0])
    recorded = _role(colleagues[1], service, reviewer, ReviewKind.YEARLY, -12, on)
    _write(recorded, friends)
    _record(recorded, NextStep.CHANGE_SPLIT, on)
    signed = _role(colleagues[2], service, reviewer, ReviewKind.END_OF_TERM, -30, on)
    _write(signed, friends)
    wishes.say(signed.appointment, Wish.RETURN, by=colleagues[2])
    _record(signed, NextStep.RETURN, on)
    deciding.sign(signed, by=colleagues[2])
    return [new, recorded, signed]


def _role(holder: User, service: Service, reviewer: User, kind: ReviewKind, began_months: int, on: date) -> RoleReview:
    starts = after_months(on, began_months)
    held = Appointment.objects.create(
        user=holder,
        organisation=service.organisation,
        service=service,
        archetype=Archetype.objects.get(slug="clinical-lead"),
        title="Clinical lead, outpatients",
        term=DateRange(starts, after_months(starts, 36)),
        pas=2,
        paid_by=PaidBy.TIME_ONLY,
        allowance_gbp=0,
        return_dcc_pas=8,
        return_service=service,
        return_within_months=3,
        return_notice_months=3,
    )
    due_on = on if began_months < -1 else after_months(starts, 3)
    return RoleReview.objects.create(appointment=held, kind=kind, due_on=due_on, reviewer=reviewer)


def _write(review: RoleReview, friends: Sequence[User]) -> None:
    holder, reviewer = review.appointment.user, _reviewer(review)
    objectives.agree(objectives.propose(review.appointment, AIMS, by=holder), by=reviewer)
    accounts.send(review, WRITTEN, by=holder)
    accounts.send(review, LED, by=reviewer)
    said = ("Listens before deciding.", "Is there when the ward is full.", "Tells us the figures, good and bad.")
    for friend, words in zip(friends, said, strict=False):
        asked = feedback.ask(review, friend.email, named=False, by=holder)
        feedback.give(asked, well=words, better="Say no more often.", by=friend)


def _record(review: RoleReview, step: NextStep, on: date) -> None:
    holder, reviewer = review.appointment.user, _reviewer(review)
    actions.add(
        review, what="Hand the rota to the deputy", owner=holder.pk, due_on=on + timedelta(days=60), by=reviewer
    )
    actions.add(
        review,
        what="Get figures by consultant from finance",
        owner=reviewer.pk,
        due_on=on + timedelta(days=30),
        by=holder,
    )
    summary = (
        "A good year in a hard winter. Waits are down, the Friday clinic must be kept, and the deputy takes the rota."
    )
    deciding.record(review, by=reviewer, held_on=on, summary=summary, next_step=step)


def _reviewer(review: RoleReview) -> User:
    assert review.reviewer is not None
    return review.reviewer
