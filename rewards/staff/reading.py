"""All that HR sees of one person: contracts, pay on a day, awards, steps of pay, elements, and what was put right."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from people.history import Entry, history_among
from people.models import Organisation, User
from rewards.awards.models import HeldAward
from rewards.elements.models import ElementKind, PayElement
from rewards.employment.models import Employment, Principal
from rewards.packages.day import DayPackage, day_of
from rewards.progression.models import ProgressReview
from rewards.progression.reading import Due, steps_of
from rewards.protection.models import ProtectedSum

A_PAGE = 25
ORDER = ElementKind.values
"""In which lines stand on the page."""
HIDDEN = frozenset({"user", "organisation", "recorded_at", "recorded_by", "employment"})


@dataclass(frozen=True)
class Record:
    """One person's record with one employer, as of a day."""

    packages: list[DayPackage]
    terms: list[Employment]
    standing: Employment | None
    step: Due | None
    awards: list[HeldAward]
    awards_elsewhere: bool
    """Whether awards of the day are paid with another employment."""
    reviews: list[ProgressReview]
    protected: list[ProtectedSum]
    elements: list[PayElement]
    corrected: Page[PayElement]
    history: list[Entry]


def record_of(user: User, organisation: Organisation, on: date, today: date, page: str) -> Record:
    """The record on the day. The queries do not grow with what is on it."""
    here: dict[str, Any] = {"user": user, "organisation": organisation}
    terms = list(Employment.objects.filter(**here).select_related("service").order_by("period"))
    for each in terms:
        each.user, each.organisation = user, organisation
    standing = next((each for each in terms if on in each.period), None)
    steps = steps_of(organisation, [standing], on) if standing else []
    elements = PayElement.objects.filter(**here)
    corrected = elements.filter(superseded_at__isnull=False).order_by("-superseded_at", "-period", "label", "pk")
    reviews = ProgressReview.objects.filter(employment__user=user, employment__organisation=organisation)
    return Record(
        packages=[each for each in day_of(user, on, today).packages if each.organisation == organisation.pk],
        terms=terms,
        standing=standing,
        step=steps[0] if steps else None,
        awards=list(HeldAward.objects.filter(user=user).select_related("level").order_by("period", "pk")),
        awards_elsewhere=_carried_elsewhere(user, organisation, on),
        reviews=list(reviews.select_related("recorded_by").order_by("-held_on", "-pk")),
        protected=list(ProtectedSum.objects.filter(**here).order_by("from_day", "pk")),
        elements=sorted(elements.current().order_by("label", "period"), key=lambda each: ORDER.index(each.kind)),
        corrected=Paginator(corrected, A_PAGE).get_page(page),
        history=_history(user, organisation, terms),
    )


def _carried_elsewhere(user: User, organisation: Organisation, on: date) -> bool:
    carried = Principal.objects.filter(user=user, period__contains=on).exclude(organisation=organisation)
    return carried.exists()


def _history(user: User, organisation: Organisation, terms: list[Employment]) -> list[Entry]:
    """Who changed what of contracts, awards and reviews, the newest first."""
    found = [
        *history_among(Employment, hide=HIDDEN, user_id=[user.pk], organisation_id=[organisation.pk]),
        *history_among(HeldAward, hide=HIDDEN, user_id=[user.pk]),
        *history_among(ProgressReview, hide=HIDDEN, employment_id=[each.pk for each in terms]),
    ]
    return sorted(found, key=lambda entry: entry.at, reverse=True)
