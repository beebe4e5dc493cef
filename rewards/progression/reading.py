"""Which steps of pay are due, or will be: from contracts, scales and reviews on record."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from people.dates import after_months
from people.models import Organisation
from people.settings.reading import settings_on
from rewards.contracts.scales import Scales, scales
from rewards.employment.models import AGREED_PAY, Employment
from rewards.progression import rules
from rewards.progression.models import Outcome, ProgressReview
from rewards.progression.settings import AFC_MIDDLE_YEARS, AFC_TOP_YEARS

AHEAD = timedelta(days=60)
"""How long before its day a step is shown as due, to hold the review in time (I)."""


@dataclass(frozen=True)
class Due:
    """A step of one employment. `published`: whether the scale of that day is (P8); `held_back`: the last review."""

    employment: Employment
    step: rules.Step
    published: bool
    table_from: date | None = None
    held_back: ProgressReview | None = None


def due(organisation: Organisation, on: date, *, ahead: timedelta = AHEAD) -> list[Due]:
    """Steps that are due in the organisation by the day `on` and the time `ahead`, the earliest first. Five queries."""
    employments = (
        Employment.objects.in_force(on)
        .filter(organisation=organisation, seniority_from__isnull=False)
        .exclude(contract__in=AGREED_PAY)
        .select_related("user", "organisation")
    )
    found = steps_of(organisation, list(employments), on)
    return sorted(
        (each for each in found if each.step.on <= on + ahead),
        key=lambda each: (each.step.on, each.employment.user.name, each.employment.pk),
    )


def steps_of(organisation: Organisation, employments: list[Employment], on: date) -> list[Due]:
    """The next step of each employment, however far ahead. Four queries.

    None where years are not on record, or where the step is on record already, from a later day.
    """
    counting = [each for each in employments if each.seniority_from and each.contract not in AGREED_PAY]
    if not counting:
        return []
    tables = scales({each.contract for each in counting})
    held = settings_on(organisation, on, AFC_MIDDLE_YEARS, AFC_TOP_YEARS)
    usual = {"entry": 0, "intermediate": held[AFC_MIDDLE_YEARS], "top": held[AFC_TOP_YEARS]}
    back, planned = _held_back(organisation, counting), _planned(organisation, counting, on)
    found = (_next(each, tables, usual, on, back.get(each.user_id, [])) for each in counting)
    return [each for each in found if each and (each.employment.user_id, each.step.point) not in planned]


def _next(
    employment: Employment, tables: Scales, usual: dict[str, int], on: date, reviews: list[ProgressReview]
) -> Due | None:
    scale = tables.on(employment.contract, on)
    points = rules.with_years(scale.points, usual)
    since = employment.seniority_from
    if since is None or not points:
        return None
    step = rules.next_step(points, employment.point, since, on=on, table_from=scale.starts)
    if step is None:
        return None
    last = next((each for each in reviews if each.point == step.point), None)
    if last is not None:
        again = after_months(last.held_on, rules.AGAIN_MONTHS)
        step = replace(step, on=max(step.on, again), automatic=False)
    published = tables.on(employment.contract, max(step.on, employment.period.lower or step.on)).published
    return Due(employment, step, published, scale.starts, last)


def _planned(organisation: Organisation, employments: Iterable[Employment], on: date) -> set[tuple[int, str]]:
    """The points that people are put on from a later day, by person."""
    later = Employment.objects.filter(
        organisation=organisation, user__in=[each.user_id for each in employments], period__startswith__gt=on
    )
    return set(later.values_list("user_id", "point"))


def _held_back(organisation: Organisation, employments: Iterable[Employment]) -> dict[int, list[ProgressReview]]:
    """Reviews that held someone back, the newest first, by person."""
    found: dict[int, list[ProgressReview]] = {}
    reviews = ProgressReview.objects.filter(
        outcome=Outcome.HELD_BACK,
        employment__organisation=organisation,
        employment__user__in=[each.user_id for each in employments],
    ).select_related("employment")
    for review in reviews.order_by("-held_on", "-pk"):
        found.setdefault(review.employment.user_id, []).append(review)
    return found
