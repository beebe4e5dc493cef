"""How applications are ranked and offers bounded: pure functions, each refusal with its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

# At least two people shortlist (domain.md §9, V).
LEAST_SCORERS = 2
MOST_POINTS = 5
# Further apart than this on one criterion, two members talk (M: an organisation's setting).
TALK_BEYOND = 2


@dataclass(frozen=True)
class Ranked:
    """One application in the order of points; those with the same points share a place."""

    place: int
    reference: str
    points: Decimal
    """Mean of the members' totals, each criterion times its weight."""
    scorers: int


def rank(totals: Mapping[str, Sequence[int]]) -> list[Ranked]:
    """Orders applications by the mean of their complete scores' totals, most points first.

    `totals` holds, by reference, one total a member who has scored every criterion. Equal points keep the order
    of the references, which are random.
    """
    means = {
        reference: (Decimal(sum(given)) / len(given)).quantize(Decimal("0.01"), ROUND_HALF_UP) if given else Decimal(0)
        for reference, given in totals.items()
    }
    ordered = sorted(means, key=lambda reference: (-means[reference], reference))
    ranking: list[Ranked] = []
    for position, reference in enumerate(ordered, start=1):
        level = bool(ranking) and ranking[-1].points == means[reference]
        place = ranking[-1].place if level else position
        ranking.append(Ranked(place, reference, means[reference], len(totals[reference])))
    return ranking


def above_cut(ranking: Sequence[Ranked], places: int) -> set[str]:
    """References of those shortlisted: the first `places`, and whoever has the same points as the last of them."""
    return {ranked.reference for ranked in ranking if ranked.place <= places}


def not_scored_enough(totals: Mapping[str, Sequence[int]]) -> str:
    """Why the shortlist cannot be locked yet; empty when every application has two complete scores."""
    if not totals:
        return "Nobody has applied, so there is no shortlist to lock."
    short = sorted(reference for reference, given in totals.items() if len(given) < LEAST_SCORERS)
    if not short:
        return ""
    return (
        f"Each application needs complete scores from at least {LEAST_SCORERS} panel members. "
        f"Still short of that: {', '.join(short)}."
    )


def points_problem(points: Iterable[int]) -> str:
    """Points are whole numbers from 0 to 5 (domain.md §9, M: a setting)."""
    wrong = any(not 0 <= point <= MOST_POINTS for point in points)
    return f"Points are whole numbers from 0 to {MOST_POINTS}." if wrong else ""


def far_apart(points: Iterable[int], beyond: int) -> bool:
    """Whether two members are more than `beyond` points apart on one criterion."""
    given = list(points)
    return len(given) > 1 and max(given) - min(given) > beyond


def closed_service_problem(name: str, closed_on: date | None, today: date) -> str:
    """Nobody is chosen for a service that has closed; `closed_on` is the first day on which it is."""
    if closed_on is None or closed_on > today:
        return ""
    return f"{name} closed on {closed_on.day} {closed_on:%B %Y}, so nobody can be chosen for it."


def allowance_problem(
    allowance: Decimal, *, low: Decimal | None, high: Decimal | None, paid: bool, share: str = ""
) -> str:
    """Whether pounds a year lie within what the post was advertised with; `paid` if the post pays an allowance.

    `share` says of what part of a shared post the bounds are, like "2 of its 4 PAs".
    """
    if not paid:
        return "" if allowance == 0 else "This post was advertised without an allowance, so offer £0."
    part = f", in proportion for {share}" if share else ""
    if low is not None and allowance < low:
        return f"The post was advertised with an allowance of at least £{low:,.0f} a year{part}."
    if high is not None and allowance > high:
        return f"The post was advertised with an allowance of at most £{high:,.0f} a year{part}."
    return ""


def offer_dates_problem(*, today: date, starts_on: date, answer_by: date) -> str:
    """An offer leaves time to answer, and the answer comes before the start."""
    if answer_by < today:
        return "The day to answer by must be today or later."
    if starts_on <= answer_by:
        return "The start must be after the day to answer by."
    return ""
