"""What is on record of a person's pay, as values: what held on a day, what was put right since, and how pay went.

Pure: no database, no clock. Amounts are pounds a year, hours PAs a week, periods half-open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from rewards.packages.facts import ZERO
from rewards.packages.rules import Kind, Line, Package

ORDER = tuple(Kind)
"""In which lines stand on the page, and parts in the picture."""
WHOLE = {Kind.BASIC, Kind.SALARY}
"""With one of these on record, the record says all that was paid; without, only what came on top."""
AS_WRITTEN = "AS WRITTEN"
"""The mark of a line whose rate can't be found again: what was written then is all that is known."""
NOT_CHECKED = "usual figure, not checked"
"""What the writer of elements says of a rate that nobody has seen in a source (packages.services)."""


@dataclass(frozen=True)
class Recorded:
    """One pay element as it was written, and from when until when it was believed."""

    organisation: int
    kind: Kind
    label: str
    annual_gbp: Decimal
    pensionable: bool
    starts: date
    ends: date | None
    recorded_at: datetime
    superseded_at: datetime | None = None
    pas: Decimal | None = None
    source: str = ""
    working: str = ""

    def holds(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)

    def believed(self, moment: datetime) -> bool:
        """Whether this was what was known at the moment."""
        return self.recorded_at <= moment and (self.superseded_at is None or self.superseded_at > moment)

    @property
    def key(self) -> tuple[int, Kind, str]:
        return self.organisation, self.kind, self.label

    @property
    def said(self) -> tuple[Decimal, Decimal | None, bool]:
        """What a correction would change."""
        return self.annual_gbp, self.pas, self.pensionable


def held_on(records: Iterable[Recorded], day: date) -> list[Recorded]:
    """What held on the day as now known, in the order of a package."""
    held = [each for each in records if each.superseded_at is None and each.holds(day)]
    return sorted(held, key=lambda each: (ORDER.index(each.kind), each.label))


def first_days(records: Iterable[Recorded]) -> dict[str, date]:
    """The first day on which what each source wrote still stands."""
    days: dict[str, date] = {}
    for each in records:
        if each.superseded_at is None:
            days[each.source] = min(each.starts, days.get(each.source, each.starts))
    return days


def as_recorded(priced: Package, held: Sequence[Recorded]) -> Package:
    """The package of a day gone by: its lines as recorded; what the record leaves open as it is priced for that day."""
    if not held:
        return priced
    known = {(line.kind, line.label): line for line in priced.lines}
    lines = [_line(each, known.get((each.kind, each.label))) for each in held]
    kinds = {each.kind for each in held}
    if kinds & WHOLE:
        weekly = [each.pas or ZERO for each in held if each.kind in (Kind.BASIC, Kind.APA)]
        return replace(priced, lines=tuple(lines), pas=sum(weekly, ZERO) if weekly else priced.pas)
    open_ = [line for line in priced.lines if line.kind not in kinds]
    return replace(priced, lines=tuple(sorted([*lines, *open_], key=lambda line: ORDER.index(line.kind))))


def _line(each: Recorded, priced: Line | None) -> Line:
    """An element as a line; its rate's mark and source are those of the same sum priced again."""
    same = priced is not None and priced.annual_gbp == each.annual_gbp
    if same and priced is not None:
        mark, source, working = priced.mark, priced.source, each.working or priced.working
    else:
        mark, source, working = _mark(each), "", each.working or "As recorded; no working was written down."
    source = "" if "Source: " in working else source
    return Line(each.kind, each.label, each.annual_gbp, each.pensionable, working, source, mark, each.pas)


def _mark(each: Recorded) -> str:
    if NOT_CHECKED in each.working:
        return "FROM MEMORY"
    if each.kind in (Kind.ALLOWANCE, Kind.SALARY, Kind.PROTECTION):
        return "LOCAL"
    return "RECORDED" if each.kind == Kind.AWARD else AS_WRITTEN


@dataclass(frozen=True)
class Correction:
    """One line of a day that is known otherwise now; None: no such line."""

    label: str
    then: Decimal | None
    now: Decimal | None
    at: datetime

    @property
    def difference(self) -> Decimal:
        return (self.now or ZERO) - (self.then or ZERO)


@dataclass(frozen=True)
class Corrections:
    """What was put right since a day; `recorded_at`: the day's pay came on record only then, so nothing was wrong."""

    recorded_at: datetime | None = None
    lines: tuple[Correction, ...] = ()


def corrections(records: Iterable[Recorded], day: date, moment: datetime) -> Corrections:
    """What is known of the day's pay now beside what was believed at the moment, the end of that day."""
    about = [each for each in records if each.holds(day)]
    then = {each.key: each for each in about if each.believed(moment)}
    now = {each.key: each for each in about if each.superseded_at is None}
    if not then:
        return Corrections(min((each.recorded_at for each in about), default=None) if now else None)
    found = []
    for key in sorted(then | now, key=lambda key: (ORDER.index(key[1]), key[2], key[0])):
        old, new = then.get(key), now.get(key)
        if old and new and old.said == new.said:
            continue
        since = [each for each in about if each.key == key]
        if new:
            at = min(each.recorded_at for each in since if each.recorded_at > moment and each.said == new.said)
        else:
            at = max(each.superseded_at for each in since if each.superseded_at)
        found.append(Correction(key[2], old.annual_gbp if old else None, new.annual_gbp if new else None, at))
    return Corrections(lines=tuple(found))


@dataclass(frozen=True)
class Step:
    """A stretch of days with the same pay: pounds a year of each kind, all employers together."""

    starts: date
    ends: date
    amounts: tuple[tuple[Kind, Decimal], ...]

    @property
    def total(self) -> Decimal:
        return sum((amount for _, amount in self.amounts), ZERO)

    @property
    def days(self) -> int:
        return (self.ends - self.starts).days

    def of(self, kind: Kind) -> Decimal:
        return dict(self.amounts).get(kind, ZERO)


def steps(records: Iterable[Recorded], until: date) -> tuple[Step, ...]:
    """How pay went, as now known, up to the half-open day `until`, oldest first; days without pay are a step of 0."""
    held = [each for each in records if each.superseded_at is None and each.starts < until]
    days = sorted({each.starts for each in held} | {min(each.ends or until, until) for each in held})
    found: list[Step] = []
    for starts, ends in pairwise(days):
        here = [each for each in held if each.holds(starts)]
        sums = [(kind, sum((each.annual_gbp for each in here if each.kind == kind), ZERO)) for kind in ORDER]
        amounts = tuple((kind, amount) for kind, amount in sums if amount)
        if found and found[-1].amounts == amounts:
            starts = found.pop().starts
        found.append(Step(starts, ends, amounts))
    return tuple(found)
