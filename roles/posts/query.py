"""A search for posts as plain values, read from an address; whatever the address says, the answer is a search."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models

WORDS_MOST = 200
"""Characters of the search box that are read."""
PAGE_SIZE = 25
PAGE_MOST = 4_000
FACETS = ("kind", "level", "region", "organisation", "profession", "specialty", "setting", "term", "offers")
LEAST = {"pas": (Decimal(12), "Least PAs", "2.5"), "allowance": (Decimal(500_000), "Least allowance", "5000")}
"""Filters by the least of a number: the largest that makes sense, what it is called, and an example."""
NAMES = ("q", "exact", *FACETS, *LEAST, "order", "page")
"""Every name that a search's address may carry."""


class Order(models.TextChoices):
    CLOSING = "closing", "Closing soonest"
    NEWEST = "newest", "Newest"
    PAS = "pas", "Most PAs"
    ALLOWANCE = "allowance", "Largest allowance"
    BEST = "best", "Best match"


@dataclass(frozen=True)
class Search:
    """What to look for: words and filters that combine, an order and a page."""

    words: str = ""
    exact: bool = False
    """Whether the words are taken as typed, without correcting a slip."""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values chosen of each facet; of one facet any will do, but of what is offered all must be."""
    least: Mapping[str, Decimal] = field(default_factory=dict)
    """PAs a week and pounds a year, by their names in LEAST."""
    order: Order = Order.CLOSING
    page: int = 1
    problems: Mapping[str, str] = field(default_factory=dict)
    """What could not be read, a sentence by the name of its field."""

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is on, words aside."""
        return bool(self.chosen or self.least)


def parse(given: Mapping[str, list[str]], known: Mapping[str, Iterable[str]]) -> Search:
    """Reads a query string's lists; `known` holds the values there are of each facet.

    What cannot be read is left out, with a sentence that says so.
    """
    problems: dict[str, str] = {}
    words = _words(_last(given, "q"), problems)
    chosen = {}
    for name in FACETS:
        if values := _choices(name, given.get(name, []), set(known[name]), problems):
            chosen[name] = values
    return Search(
        words=words,
        exact=bool(words) and _last(given, "exact") == "1",
        chosen=chosen,
        least={name: n for name in LEAST if (n := _least(name, _last(given, name), problems))},
        order=_order(_last(given, "order"), bool(words)),
        page=_page(_last(given, "page")),
        problems=problems,
    )


def _last(given: Mapping[str, list[str]], name: str) -> str:
    values = given.get(name) or [""]
    return _clean(values[-1])


def _clean(text: str) -> str:
    """Without characters that the database cannot hold or nobody can see."""
    return " ".join("".join(c if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF else " " for c in text).split())


def _words(text: str, problems: dict[str, str]) -> str:
    if len(text) > WORDS_MOST:
        problems["q"] = f"Search with {WORDS_MOST} characters or fewer; the rest was left out"
    return text[:WORDS_MOST].strip()


def _choices(name: str, values: list[str], known: set[str], problems: dict[str, str]) -> tuple[str, ...]:
    cleaned = [value for value in dict.fromkeys(map(_clean, values)) if value]
    strangers = [value for value in cleaned if value not in known]
    if strangers:
        shown = strangers[0] if len(strangers[0]) <= 40 else f"{strangers[0][:40]}…"
        problems[name] = f"“{shown}” is not one of these, so it was left out"
    return tuple(value for value in cleaned if value in known)


def _least(name: str, text: str, problems: dict[str, str]) -> Decimal | None:
    most, called, example = LEAST[name]
    bare = re.sub(r"\s*pas?$|£|,(?=[0-9]{3}\b)", "", text, flags=re.IGNORECASE)
    if not bare:
        return None
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", bare) or Decimal(bare) > most:
        problems[name] = f"{called} must be a number between 0 and {most:,}, like {example}"
        return None
    return Decimal(bare) or None


def _order(text: str, has_words: bool) -> Order:
    usual = Order.BEST if has_words else Order.CLOSING
    if text not in Order.values or (text == Order.BEST and not has_words):
        return usual
    return Order(text)


def _page(text: str) -> int:
    return min(max(int(text), 1), PAGE_MOST) if re.fullmatch(r"[0-9]{1,6}", text) else 1
