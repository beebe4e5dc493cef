"""The mentor search: words that forgive slips, facets with counts, only those who can take this person on."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.http import QueryDict

from mentoring.models import OPEN, MentorProfile, Mentorship, MentorshipStatus
from mentoring.policies import people_over
from people.models import Profession, User

PROFESSION, SPECIALTY = "user__clinician__profession", "user__clinician__specialty__name"
FACETS = {"region": "region", "profession": PROFESSION, "specialty": SPECIALTY}
LABELS = {"region": "Region", "profession": "Profession", "specialty": "Specialty"}
ORDERS = {
    "free": ("Most free places", ("-free", "user__name", "pk")),
    "name": ("Name", ("user__name", "pk")),
    "new": ("Newest mentors first", ("-joined_on", "user__name", "pk")),
}
MOST_WORDS, MOST_LETTERS, MOST_CHOSEN = 6, 100, 50


@dataclass(frozen=True)
class Wish:
    """What someone looks for, read from an address that anyone may have written."""

    words: str
    chosen: dict[str, list[str]]
    order: str

    @classmethod
    def read(cls, query: QueryDict) -> "Wish":
        words = " ".join(_clean(query.get("q", ""))[:MOST_LETTERS].split())
        chosen = {name: [_clean(v) for v in query.getlist(name)[:MOST_CHOSEN]] for name in FACETS}
        order = query.get("order", "")
        return cls(words, chosen, order if order in ORDERS else "free")


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()


def open_to(user: User) -> QuerySet[MentorProfile]:
    """Mentors this person may ask now: accepting, active, with a free place (R9), not over them (R8).

    Neither themselves nor those with whom a request or a mentoring is open already.
    """
    active = Mentorship.objects.filter(mentor=OuterRef("pk"), status=MentorshipStatus.ACTIVE)
    mine = Mentorship.objects.filter(mentor=OuterRef("pk"), mentee=user, status__in=OPEN)
    counted = active.order_by().values("mentor").annotate(n=Count("pk")).values("n")
    return (
        MentorProfile.objects.filter(accepting=True, user__is_active=True)
        .exclude(user__in=[user.pk, *people_over(user)])
        .exclude(Exists(mine))
        .alias(taken=Coalesce(Subquery(counted), 0))
        .filter(taken__lt=F("capacity"))
    )


def saying(mentors: QuerySet[MentorProfile], words: str) -> QuerySet[MentorProfile]:
    """Those whose name, topics, words about themselves or specialty hold each word, or one much like it."""
    if not words:
        return mentors
    space = Value(" ")
    parts = ("user__name", space, "topics", space, "about", space, Coalesce(SPECIALTY, Value("")))
    mentors = mentors.alias(all_words=Concat(*parts, output_field=TextField()))
    for word in words.split()[:MOST_WORDS]:
        mentors = mentors.filter(Q(all_words__icontains=word) | Q(all_words__trigram_word_similar=word))
    return mentors


def counts(mentors: QuerySet[MentorProfile], wish: Wish) -> tuple[int, dict[str, list[tuple[str, str, int]]]]:
    """How many fit, and each facet's choices with how many each would give beside the other facets: one query."""
    groups = mentors.order_by().values_list(*FACETS.values()).annotate(n=Count("pk"))
    names = list(FACETS)
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    total = 0
    for *values, n in groups:
        fits = [not wish.chosen[name] or value in wish.chosen[name] for name, value in zip(names, values, strict=True)]
        total += n if all(fits) else 0
        for i, (name, value) in enumerate(zip(names, values, strict=True)):
            if value:
                found[name][value] += n if all(fits[:i] + fits[i + 1 :]) else 0
    return total, {name: [(v, label(name, v), n) for v, n in sorted(found[name].items())] for name in names}


def narrowed(mentors: QuerySet[MentorProfile], wish: Wish) -> QuerySet[MentorProfile]:
    """The mentors of the chosen facets in the wished order, with what a result shows."""
    for name, values in wish.chosen.items():
        if values:
            mentors = mentors.filter(**{f"{FACETS[name]}__in": values})
    shown: dict[str, Any] = {"free": F("capacity") - F("taken"), "profession": F(PROFESSION), "specialty": F(SPECIALTY)}
    return mentors.annotate(**shown).select_related("user").order_by(*ORDERS[wish.order][1])


def label(name: str, value: str | None) -> str:
    """A facet's value in words."""
    if name == "profession" and value in Profession.values:
        return str(Profession(value).label)
    return value or ""
