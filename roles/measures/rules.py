"""How long choosing takes: pure functions over moments; no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Moments:
    """When a post came to each stage; None where it has not."""

    published: datetime | None
    closed: datetime
    locked: datetime | None
    offered: datetime | None
    """Its first offer."""
    accepted: datetime | None
    """Its first acceptance."""


STAGES = {
    "advert": "Advert open",
    "scoring": "Closing to shortlist",
    "deciding": "Shortlist to first offer",
}
"""Stages of a post. How long somebody took to answer is about that person: it stands in the median alone."""
ANSWER, WHOLE = "First offer to acceptance", "Advert to acceptance"


def days(start: datetime | None, end: datetime | None) -> Decimal | None:
    """Days from one moment to another, to a tenth; None where either is missing or they are the wrong way round."""
    if start is None or end is None or end < start:
        return None
    return (Decimal((end - start).total_seconds()) / 86400).quantize(TENTH, ROUND_HALF_UP)


def stages_of(moments: Moments) -> dict[str, Decimal | None]:
    """Days in each stage, by its key in STAGES."""
    return {
        "advert": days(moments.published, moments.closed),
        "scoring": days(moments.closed, moments.locked),
        "deciding": days(moments.locked, moments.offered),
    }


@dataclass(frozen=True)
class Middle:
    """The median days of a stage over so many posts; both None where too few people are behind it (R12)."""

    stage: str
    posts: int | None
    days: Decimal | None


def middle(stage: str, values: Iterable[Decimal | None], *, least: int = 0) -> Middle:
    """The median of what is known; hidden where fewer than `least` stand behind it."""
    known = [value for value in values if value is not None]
    if len(known) < least:
        return Middle(stage, None, None)
    return Middle(stage, len(known), Decimal(median(known)).quantize(TENTH, ROUND_HALF_UP) if known else None)


def middles(posts: Iterable[Moments], *, least: int) -> list[Middle]:
    """The median of each stage over the posts; those that tell of people are hidden under `least`."""
    everything = list(posts)
    by_stage = [stages_of(each) for each in everything]
    found = [middle(words, (each[key] for each in by_stage)) for key, words in STAGES.items()]
    found.append(middle(ANSWER, (days(each.offered, each.accepted) for each in everything), least=least))
    found.append(middle(WHOLE, (days(each.published, each.accepted) for each in everything), least=least))
    return found
