"""From invented people to rows: how their weeks divide, now, before a role began, and as they propose."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db.backends.postgresql.psycopg_any import DateRange

from pathways.seed.careers import Person
from pathways.seed.copying import Keys, copy_in
from pathways.seed.moments import noon
from pathways.seed.weeks import Line, total, week
from pathways.signatories.models import Who
from pathways.signatories.tiers import DAYS
from pathways.splits.models import Category, SignOff, SplitLine, SplitStatus, TimeSplit
from pathways.splits.signing import FINAL, FIRST
from people.dates import after_months
from people.models import Profession, Role

EXTERNAL_SHARE = 0.1
LINES_EACH = 7
REASONS = [
    "My clinic has moved to another day and the service has a new colleague.",
    "I would like to give more time to leadership for the rest of the term.",
    "Agreed in my yearly job plan review.",
    "To take on the teaching programme from spring.",
]


@dataclass
class Week:
    """One split of a person, its key not yet given."""

    person: Person
    lines: list[Line]
    starts: date
    ends: date | None
    status: SplitStatus
    sent: date
    appointment_id: int | None = None
    id: int = 0
    reason: str = ""


def weeks_of(
    rng: Random, people: list[Person], appointments: dict[int, int], *, pending: set[int], on: date
) -> list[Week]:
    """The splits of all clinicians; those in `pending` (keys) also propose one that waits for the last signature."""
    weeks: list[Week] = []
    for person in people:
        if person.profession == Profession.MANAGER:
            continue
        external = Decimal("0.25") if person.terms.pas >= 8 and rng.random() < EXTERNAL_SHARE else Decimal(0)
        held, appointment = person.held, appointments.get(person.id)
        begun = max(person.joined, held.starts) if held else person.joined
        if held and held.starts > person.joined:
            weeks.append(_week(person, external, False, person.joined, held.starts, SplitStatus.SUPERSEDED))
        weeks.append(_week(person, external, True, begun, None, SplitStatus.IN_FORCE, appointment))
        if person.id in pending:
            starts = after_months(on.replace(day=1), rng.randint(2, 5))
            proposed = _week(
                person, external + Decimal("0.5"), True, starts, None, SplitStatus.FIRST_SIGNED, appointment
            )
            proposed.sent = on - timedelta(days=rng.randint(2, 90))
            proposed.reason = rng.choice(REASONS)
            weeks.append(proposed)
    return weeks


def _week(
    person: Person,
    external: Decimal,
    in_role: bool,
    starts: date,
    ends: date | None,
    status: SplitStatus,
    appointment_id: int | None = None,
) -> Week:
    held = person.held if in_role else None
    lines = week(
        pas=person.terms.pas,
        apa=Decimal(0) if held and held.allowance else person.terms.apa,  # S11: not both for the same time
        role=held.title if held else "",
        role_pas=held.pas if held else Decimal(0),
        external=external,
        medical=person.profession == Profession.DOCTOR,
    )
    return Week(person, lines, starts, ends, status, starts - timedelta(days=40), appointment_id)


def write_splits(weeks: list[Week], signatories: "Signatories") -> None:
    """Gives each split its key and writes splits, lines and signatures."""
    key, line_key = Keys(TimeSplit, len(weeks)), Keys(SplitLine, len(weeks) * LINES_EACH)
    for one in weeks:
        one.id = key()
    copy_in(TimeSplit, (_split(one) for one in weeks))
    copy_in(
        SplitLine,
        (
            SplitLine(
                id=line_key(),
                split_id=one.id,
                position=position,
                category=line.category,
                what=line.what[:120],
                pas=line.pas,
                additional=line.additional,
            )
            for one in weeks
            for position, line in enumerate(one.lines, start=1)
        ),
    )
    copy_in(SignOff, _sign_offs(weeks, signatories))


def _split(one: Week) -> TimeSplit:
    return TimeSplit(
        id=one.id,
        user_id=one.person.id,
        organisation_id=one.person.place.organisation_id,
        service_id=one.person.place.service_id,
        appointment_id=one.appointment_id,
        status=one.status,
        tier=FINAL if one.status == SplitStatus.FIRST_SIGNED else None,
        waits_for=Who.DIRECTOR if one.status == SplitStatus.FIRST_SIGNED else "",
        due_on=one.sent + timedelta(days=1 + DAYS) if one.status == SplitStatus.FIRST_SIGNED else None,
        period=DateRange(one.starts, one.ends),
        total_pas=total(one.lines),
        dcc_pas=total(one.lines, Category.DCC),
        spa_pas=total(one.lines, Category.SPA),
        anr_pas=total(one.lines, Category.ANR),
        ed_pas=total(one.lines, Category.ED),
        apa_pas=sum((line.pas for line in one.lines if line.additional), Decimal(0)),
        reason=one.reason,
        version=4 if one.status in (SplitStatus.IN_FORCE, SplitStatus.SUPERSEDED) else 3,
        created_at=noon(one.sent),
        submitted_at=noon(one.sent),
    )


@dataclass
class Signatories:
    """Who signs: the lead of each service, the directors of each organisation."""

    leads: dict[int, int]
    directors: dict[int, int]

    @classmethod
    def of(cls, people: list[Person]) -> "Signatories":
        leads = {p.place.service_id: p.id for p in people if Role.SERVICE_LEAD in p.roles}
        directors = {p.place.organisation_id: p.id for p in people if Role.MEDICAL_DIRECTOR in p.roles}
        return cls(leads, directors)

    def pair(self, person: Person) -> tuple[int | None, int | None]:
        """First and last signatory of the person's splits, never the person and never the same twice (S10)."""
        director = self.directors.get(person.place.organisation_id)
        lead = self.leads.get(person.place.service_id)
        first = lead if lead not in (person.id, director) else None
        return first, director if director != person.id else None


def _sign_offs(weeks: list[Week], signatories: Signatories) -> Iterator[SignOff]:
    key = Keys(SignOff, 2 * len(weeks))
    for one in weeks:
        first, last = signatories.pair(one.person)
        if first:
            yield SignOff(
                id=key(), split_id=one.id, round=1, tier=FIRST, by_id=first, at=noon(one.sent + timedelta(days=1))
            )
        if last and one.status != SplitStatus.FIRST_SIGNED:
            yield SignOff(
                id=key(), split_id=one.id, round=1, tier=FINAL, by_id=last, at=noon(one.sent + timedelta(days=3))
            )
