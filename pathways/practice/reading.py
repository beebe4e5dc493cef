"""What a person's picture of readiness is made of, read in as many queries however long the log is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from pathways.practice import readiness
from pathways.practice.kinds import Kind
from pathways.practice.models import Evidence, Target
from pathways.practice.readiness import Condition, Entry, Wanted
from pathways.practice.settings import AT_RISK_MONTHS
from pathways.regulators.facts import facts_of, kept_by
from pathways.regulators.rules import HOURS_A_SESSION, NURSE_YEARS, NURSES, Facts, Route, State, routes
from pathways.returns.models import ReturnPlan, ReturnStatus
from pathways.splits.settings import CLINICAL_MINIMUM, WORKING_WEEKS
from people.dates import after_months
from people.memberships.policies import memberships_today
from people.models import Clinician, Organisation, User
from people.settings.reading import settings_on

ZERO = Decimal(0)
LONGEST_MONTHS = 72
"""No target asks further back."""


@dataclass(frozen=True)
class Picture:
    """A person's conditions on the day, and the regulators' rules behind some of them."""

    on: date
    conditions: tuple[Condition, ...]
    routes: tuple[Route, ...]
    organisation: Organisation | None

    def count(self, state: readiness.State) -> int:
        return sum(each.state == state for each in self.conditions)


def picture_of(user: User, today: date) -> Picture:
    """The picture with the employer of today where the person works most: a fixed number of queries."""
    held = memberships_today(user).select_related("organisation").order_by("pk")
    employers = list({member.organisation_id: member.organisation for member in held}.values())
    first = employers[0] if employers else None
    clinician = Clinician.objects.filter(user=user).first()
    entries = entries_of(user, today)
    targets = Target.objects.for_clinician(
        [each.pk for each in employers],
        clinician.profession if clinician else "",
        clinician.specialty_id if clinician else None,
    )
    soon = settings_on(first, today, AT_RISK_MONTHS)[AT_RISK_MONTHS] if first else AT_RISK_MONTHS.default
    conditions = [
        readiness.of_target(
            Wanted(target.kind, target.what, target.amount, target.months, target.source), entries, today, soon=soon
        )
        for target in targets
    ]
    conditions += readiness.of_training(entries, today, soon=soon)
    found: tuple[Route, ...] = ()
    if first is not None:
        more, found = _with_employer(user, first, clinician, entries, today, soon)
        conditions += more
    return Picture(today, readiness.picture(conditions), found, first)


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


def _with_employer(
    user: User,
    employer: Organisation,
    clinician: Clinician | None,
    entries: list[Entry],
    today: date,
    soon: int,
) -> tuple[list[Condition], tuple[Route, ...]]:
    plan = ReturnPlan.objects.filter(user=user, organisation=employer).exclude(status=ReturnStatus.CLOSED).first()
    away = {"away_from": plan.away_from, "returns_on": plan.returns_on} if plan else {}
    logged = logged_hours(entries, today)
    found = routes(facts_of(user, employer.pk, on=today, today=today, logged=logged, **away))
    held = settings_on(employer, today, CLINICAL_MINIMUM, WORKING_WEEKS)
    weeks = kept_by(user, employer.pk)
    source = "The employer’s setting"
    week = readiness.of_week(weeks, held[CLINICAL_MINIMUM], today, soon=soon, source=source)
    conditions = [week] if week else []
    nurse = clinician is not None and clinician.profession in NURSES
    if clinician is not None and nurse:
        conditions.append(
            readiness.of_nursing_hours(
                weeks,
                logged.hours or ZERO,
                today,
                both=clinician.both_registers,
                working_weeks=held[WORKING_WEEKS],
                soon=soon,
            )
        )
    conditions += [readiness.of_route(route, today, soon=soon) for route in _conditional(found, nurse=nurse)]
    return conditions, found


def _conditional(found: tuple[Route, ...], *, nurse: bool) -> Iterator[Route]:
    """The rules that ask something of the person; hours of nurses stand in a condition of their own, reckoned ahead."""
    for route in found:
        hours = nurse and ("ractice hours" in route.title or "return programme" in route.title)
        if not hours and (route.until is not None or route.state is not State.IN_ORDER or route.rule == "R5"):
            yield route
