"""Sessions as lists show them, and what of them stands on home and desk: as many queries, however many."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from mentoring.models import Mentorship
from mentoring.sessions.models import Session, SessionNote, SessionTime, TimeState
from people.models import User


def visible_to(user: User) -> QuerySet[Session]:
    """Sessions of the person's own mentorships, ended ones too (R10)."""
    return Session.objects.filter(Q(mentorship__mentee=user) | Q(mentorship__mentor__user=user))


def with_times(sessions: QuerySet[Session]) -> QuerySet[Any]:
    """Each with its pair, its times that were not replaced (`known`, the oldest last), and whether there is a note."""
    known = SessionTime.objects.exclude(state=TimeState.REPLACED).select_related("proposed_by").order_by("-pk")
    notes = SessionNote.objects.filter(session=OuterRef("pk"))
    return (
        sessions.select_related("mentorship__mentor__user", "mentorship__mentee", "cancelled_by")
        .prefetch_related(Prefetch("times", queryset=known, to_attr="known"))
        .annotate(is_noted=Exists(notes), is_shared=Exists(notes.filter(shared=True)))
    )


def ahead(mentorship: Mentorship, now: datetime) -> QuerySet[Any]:
    """Sessions that wait or have not begun, the next one first."""
    first = Min("times__starts_at", filter=Q(times__state__in=[TimeState.AGREED, TimeState.PROPOSED]))
    return with_times(mentorship.sessions.filter(_ahead(now))).annotate(at=first).order_by("at", "pk")


def before(mentorship: Mentorship, now: datetime) -> QuerySet[Any]:
    """Sessions that have begun, are over or are cancelled, the last one first."""
    last = Max("times__starts_at", filter=~Q(times__state=TimeState.REPLACED))
    return with_times(mentorship.sessions.exclude(_ahead(now))).annotate(at=last).order_by("-at", "-pk")


def _ahead(now: datetime) -> Exists:
    return Exists(SessionTime.objects.filter(_waits(now) | _coming(now), session=OuterRef("pk")))


def _coming(now: datetime) -> Q:
    return Q(state=TimeState.AGREED, starts_at__gt=now)


def _waits(now: datetime) -> Q:
    """Times that wait for a word: a move that nobody answered in time waits no more, and what was agreed was held."""
    agreed = SessionTime.objects.filter(session=OuterRef("session"), state=TimeState.AGREED)
    return Q(Q(starts_at__gt=now) | Q(~Exists(agreed)), state=TimeState.PROPOSED)


def with_sessions(mentorships: QuerySet[Mentorship], now: datetime) -> QuerySet[Any]:
    """Mentorships with their next agreed session (`next_at`) and the times that wait for a word (`proposed`), in the
    same query: each with `session`, `starts_at` and `by`."""
    times = SessionTime.objects.filter(session__mentorship=OuterRef("pk")).order_by("starts_at", "pk")
    waiting = JSONObject(session="session", starts_at="starts_at", by="proposed_by")
    return mentorships.annotate(
        next_at=Subquery(times.filter(_coming(now)).values("starts_at")[:1]),
        proposed=ArraySubquery(times.filter(_waits(now)).values(json=waiting)),
    )
