"""What a person's picture of readiness is made of, read in as many queries however long the log is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q

from pathways.practice import readiness
from pathways.practice.kinds import Kind
from pathways.practice.models import Evidence, Target
from pathways.practice.readiness import Condition, Entry, Wanted
from pathways.practice.settings import AT_RISK_MONTHS
from pathways.regulators.facts import Kept, facts_of, kept_by
from pathways.regulators.rules import HOURS_A_SESSION, NURSE_YEARS, NURSES, Facts, Route, State, routes
from pathways.regulators.settings import LOW_VOLUME
from pathways.returns.models import ReturnPlan, ReturnStatus
from pathways.splits.settings import CLINICAL_MINIMUM
from people.dates import after_months
from people.memberships.policies import memberships_today
from people.models import Clinician, User
from people.settings.reading import Held, settings_of

ZERO = Decimal(0)
LONGEST_MONTHS = 72
"""No target asks further back."""


@dataclass(frozen=True)
class Picture:
    """A person's conditions on the day, and the regulators' rules behind some of them."""

    on: date
    conditions: tuple[Condition, ...]
    routes: tuple[Route, ...]

    def count(self, state: readiness.State) -> int:
        return sum(each.state == state for each in self.conditions)


@dataclass(frozen=True)
class Employers:
    """Those of today by their keys, with what each has set."""

    named: dict[int, str]
    held: dict[int, Held]

    def soon(self, employer: int) -> int:
        return self.held[employer][AT_RISK_MONTHS]

    @property
    def soonest(self) -> int:
        """What is asked of the person is at risk as early as any employer says."""
        return max((self.soon(employer) for employer in self.named), default=AT_RISK_MONTHS.default)

    @property
    def low_volume(self) -> int:
        """The highest mark that any employer has."""
        return max((held[LOW_VOLUME] for held in self.held.values()), default=LOW_VOLUME.default)

    def at(self, employer: int, condition: Condition) -> Condition:
        """An employer's condition, which says whose it is where there are several."""
        if len(self.named) < 2:
            return condition
        return replace(condition, title=f"{condition.title}, {self.named[employer]}")


def picture_of(user: User, today: date) -> Picture:
    """The picture of the person: a fixed number of queries, however many employers and entries.

    An employer's conditions are its targets and its clinical minimum; what a regulator asks counts every employer's
    weeks together.
    """
    employers = _employers(user, today)
    clinician = Clinician.objects.filter(user=user).first()
    entries, weeks = entries_of(user, today), kept_by(user, today)
    conditions = list(_of_employers(employers, clinician, entries, weeks, today))
    conditions += readiness.of_training(entries, today, soon=employers.soonest)
    found: tuple[Route, ...] = ()
    if employers.named:
        more, found = _of_regulators(user, employers, clinician, entries, weeks, today)
        conditions += more
    return Picture(today, readiness.picture(conditions), found)


def _employers(user: User, today: date) -> Employers:
    held = memberships_today(user).values_list("organisation_id", "organisation__name").order_by("pk")
    named = dict(held)
    return Employers(named, settings_of(named, today, AT_RISK_MONTHS, CLINICAL_MINIMUM, LOW_VOLUME))


def _of_employers(
    employers: Employers, clinician: Clinician | None, entries: list[Entry], weeks: list[Kept], today: date
) -> Iterator[Condition]:
    """Each employer's targets, for which the whole log counts, and its minimum over the weeks agreed with it."""
    profession, specialty = (clinician.profession, clinician.specialty_id) if clinician else ("", None)
    for target in Target.objects.for_clinician(list(employers.named), profession, specialty):
        wanted = Wanted(target.kind, target.what, target.amount, target.months, target.source)
        soon = employers.soon(target.organisation_id)
        yield employers.at(target.organisation_id, readiness.of_target(wanted, entries, today, soon=soon))
    for employer in employers.named:
        own = [week for week in weeks if week.employer == employer]
        least, soon = employers.held[employer][CLINICAL_MINIMUM], employers.soon(employer)
        found = readiness.of_week(own, least, today, soon=soon, source="The employer’s setting")
        if found is not None:
            yield employers.at(employer, found)


def entries_of(user: User, today: date) -> list[Entry]:
    """The log as plain values, as far back as any target asks, and every training: one query."""
    since = after_months(today, -LONGEST_MONTHS)
    asked = Evidence.objects.filter(Q(on__gte=since) | Q(kind=Kind.TRAINING), user=user)
    return [Entry(*row) for row in asked.values_list("kind", "on", "what", "amount", "expires_on")]


def logged_hours(entries: list[Entry], today: date) -> Facts:
    """Hours of practice and of learning in the log's last 3 years; a session is 4 hours."""
    since = after_months(today, -12 * NURSE_YEARS)
    recent = [entry for entry in entries if since <= entry.on <= today]
    practice = sum((e.amount for e in recent if e.kind in (Kind.SESSION, Kind.LIST)), ZERO) * HOURS_A_SESSION
    learning = sum((e.amount for e in recent if e.kind == Kind.CPD), ZERO)
    return Facts("", today, hours=practice, cpd_hours=learning)


def _of_regulators(
    user: User,
    employers: Employers,
    clinician: Clinician | None,
    entries: list[Entry],
    weeks: list[Kept],
    today: date,
) -> tuple[list[Condition], tuple[Route, ...]]:
    """What the person's regulator asks, of all weeks together, wherever they are away from."""
    plans = ReturnPlan.objects.filter(user=user).exclude(status=ReturnStatus.CLOSED)
    plan = plans.order_by("returns_on", "pk").first()
    logged, soon = logged_hours(entries, today), employers.soonest
    known = facts_of(
        user,
        weeks,
        on=today,
        today=today,
        away_from=plan.away_from if plan else None,
        returns_on=plan.returns_on if plan else None,
        low_volume=employers.low_volume,
        logged=logged,
    )
    found = routes(known)
    conditions = []
    nurse = clinician is not None and clinician.profession in NURSES
    if clinician is not None and nurse:
        hours = logged.hours or ZERO
        both = clinician.both_registers
        conditions.append(readiness.of_nursing_hours(weeks, hours, today, both=both, soon=soon))
    conditions += [readiness.of_route(route, today, soon=soon) for route in _conditional(found, nurse=nurse)]
    return conditions, found


def _conditional(found: tuple[Route, ...], *, nurse: bool) -> Iterator[Route]:
    """The rules that ask something of the person; hours of nurses stand in a condition of their own, reckoned ahead."""
    for route in found:
        hours = nurse and ("ractice hours" in route.title or "return programme" in route.title)
        if not hours and (route.until is not None or route.state is not State.IN_ORDER or route.rule == "R5"):
            yield route
