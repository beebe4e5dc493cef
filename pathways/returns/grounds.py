"""What a return plan starts from (R1): a role with its right to return, time away, or a week with little clinical work.

Why someone was away is never asked: a plan needs dates, not reasons.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from pathways.regulators.settings import LOW_VOLUME
from pathways.returns import rules
from pathways.returns.models import Basis, ReturnPlan, ReturnStatus
from pathways.splits.models import AGREED, TimeSplit
from pathways.splits.settings import WORKING_WEEKS
from people.memberships.policies import memberships_today
from people.models import Membership, Organisation, Role, Service, User
from people.settings.reading import set_by_organisations, settings_on
from roles.models import Appointment

MOST_LOW = Decimal(LOW_VOLUME.most) / WORKING_WEEKS.least
"""PAs a week that no employer's settings make low."""
NAMES = {Basis.ROLE: "appointment", Basis.ABSENCE: "absence", Basis.LOW_SHARE: "split"}
"""What the address calls each, with the key of the role, the membership or the split behind it."""


@dataclass(frozen=True)
class Ground:
    """Where a plan begins and what it is filled in with; `key` is that of the thing it is named by."""

    basis: Basis
    key: int
    owner: User
    organisation: Organisation
    service: Service | None
    appointment: Appointment | None = None
    away_from: date | None = None
    returns_on: date | None = None
    dcc_pas: Decimal | None = None

    @property
    def title(self) -> str:
        if self.appointment is not None:
            return self.appointment.title
        what = "Time away" if self.basis is Basis.ABSENCE else "Little clinical work"
        return f"{what}: {self.service or self.organisation}"

    @property
    def query(self) -> str:
        """As the address of the form names it."""
        return f"?{NAMES[self.basis]}={self.key}"

    @property
    def right_until(self) -> date | None:
        """A right to return is the role's, and holds while it is held."""
        return self.appointment.term.upper if self.appointment and self.appointment.return_dcc_pas is not None else None

    @property
    def notice_months(self) -> int | None:
        return self.appointment.return_notice_months if self.appointment else None

    def open_plan(self) -> ReturnPlan | None:
        """The plan there is already: one a role, and one an employer without a role."""
        plans = ReturnPlan.objects.filter(user=self.owner).exclude(status=ReturnStatus.CLOSED)
        if self.appointment is not None:
            return plans.filter(appointment=self.appointment).first()
        return plans.filter(appointment=None, organisation=self.organisation).first()


def of_role(appointment: Appointment) -> Ground:
    """The way back from a leadership role."""
    return Ground(
        Basis.ROLE,
        appointment.pk,
        appointment.user,
        appointment.organisation,
        appointment.return_service or appointment.service,
        appointment,
        appointment.starts,
        appointment.term.upper,
        appointment.return_dcc_pas,
    )


def of_absence(membership: Membership) -> Ground:
    """The way back from time away, to where one works; filled in with the last agreed week's clinical work."""
    last = _agreed(membership.user).filter(organisation=membership.organisation_id).order_by("-period").first()
    return Ground(
        Basis.ABSENCE,
        membership.pk,
        membership.user,
        membership.organisation,
        membership.service,
        dcc_pas=last.dcc_pas if last else None,
    )


def of_low_share(split: TimeSplit) -> Ground:
    """The way back from a week with little clinical work, to what the week before had."""
    before = _agreed(split.user).filter(organisation=split.organisation_id, period__startswith__lt=split.starts)
    fuller = before.filter(dcc_pas__gt=split.dcc_pas).order_by("-period").first()
    return Ground(
        Basis.LOW_SHARE,
        split.pk,
        split.user,
        split.organisation,
        split.service,
        away_from=split.starts,
        returns_on=split.period.upper,
        dcc_pas=fuller.dcc_pas if fuller else None,
    )


def _agreed(user: User) -> QuerySet[TimeSplit]:
    return TimeSplit.objects.filter(user=user, status__in=AGREED)


def named(user: User, today: date, wanted: dict[str, str]) -> Ground | None:
    """The ground that the address names, if it is the user's own."""
    for basis, name in NAMES.items():
        text = wanted.get(name, "")
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            continue
        if basis is Basis.ROLE:
            related = Appointment.objects.filter(user=user).select_related(
                "user", "organisation", "service", "return_service"
            )
            role = related.filter(pk=int(text)).first()
            return of_role(role) if role else None
        if basis is Basis.ABSENCE:
            member = _clinical(user).filter(pk=int(text)).first()
            return of_absence(member) if member else None
        split = _lasting(user, today).filter(pk=int(text)).first()
        return of_low_share(split) if split and is_low(split, today) else None
    return None


def absences(user: User) -> list[Ground]:
    """One for each place where the user works as a clinician today."""
    return [of_absence(membership) for membership in _clinical(user)]


def _clinical(user: User) -> QuerySet[Membership]:
    held = memberships_today(user, Role.CLINICIAN)
    return held.select_related("user", "organisation", "service").order_by("pk")


def low_shares(user: User, today: date) -> Iterator[TimeSplit]:
    """R1: agreed weeks of three months or more under the mark of low volume that no open plan covers."""
    planned = ReturnPlan.objects.filter(user=user).exclude(status=ReturnStatus.CLOSED).values("organisation")
    yield from low_among(_lasting(user, today).exclude(organisation__in=planned), today)


def low_among(splits: Iterable[TimeSplit], today: date) -> Iterator[TimeSplit]:
    """Those of the splits that are agreed, not over and low for three months: two queries where one may be, or none."""
    found = [split for split in splits if split.dcc_pas < MOST_LOW and _goes_on(split, today)]
    if found:
        marks = {mark: set_by_organisations(mark, today) for mark in (WORKING_WEEKS, LOW_VOLUME)}
        for split in found:
            weeks, least = (
                marks[mark].get(split.organisation_id, mark.default) for mark in (WORKING_WEEKS, LOW_VOLUME)
            )
            if _lasts(split) and rules.sessions_a_year(split.dcc_pas, weeks) < least:
                yield split


def _lasting(user: User, today: date) -> QuerySet[TimeSplit]:
    """Agreed weeks that go on or are to come."""
    going_on = Q(period__endswith__gt=today) | Q(period__upper_inf=True)
    return _agreed(user).filter(going_on).select_related("user", "organisation", "service").order_by("period")


def is_low(split: TimeSplit, today: date) -> bool:
    """Whether the week is under the mark of low volume (R5) for three months or more (R1)."""
    if not _lasts(split):
        return False
    held = settings_on(split.organisation_id, today, WORKING_WEEKS, LOW_VOLUME)
    return rules.sessions_a_year(split.dcc_pas, held[WORKING_WEEKS]) < held[LOW_VOLUME]


def _goes_on(split: TimeSplit, today: date) -> bool:
    return split.status in AGREED and (split.period.upper is None or split.period.upper > today)


def _lasts(split: TimeSplit) -> bool:
    """R1: whether the week holds for three months or more."""
    return split.period.upper is None or rules.needs_plan(split.starts, split.period.upper)
