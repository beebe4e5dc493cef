"""How a post fits a person: a list of points, each with its weight and its reason. No hidden score.

It is shown to the person alone, and never sorts applicants. The weights are our suggestion. What is not known counts
neither for nor against.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from people.clinicians.models import Profession
from people.design.words import number, pas, pounds

PROFESSION, COMPETENCIES, TIME, SPECIALTY, PLACE, PAY = 3, 3, 2, 2, 1, 2
"""What each point weighs."""


@dataclass(frozen=True)
class Reader:
    """What a person says about themselves; PAs a week, empty or None where they say nothing."""

    profession: str
    specialty: str = ""
    region: str = ""
    wants_low: Decimal | None = None
    wants_high: Decimal | None = None


@dataclass(frozen=True)
class Asked:
    """What a post says: PAs a week; `professions` empty where it is open to any."""

    professions: tuple[str, ...]
    pas: Decimal
    specialty: str = ""
    region: str = ""
    competencies: tuple[tuple[str, bool], ...] = ()
    """Each competency that the kind of role asks for, and whether the person says they can show it."""


@dataclass(frozen=True)
class Point:
    """One point of the fit: `got` of `weight`, None where it is not known."""

    name: str
    weight: int
    got: Decimal | None
    why: str

    @property
    def words(self) -> str:
        if self.got is None:
            return "Not known"
        if self.got == self.weight:
            return "Fits"
        return "Fits in part" if self.got else "Does not fit"

    @property
    def colour(self) -> str:
        return {"Fits": "green", "Fits in part": "blue", "Does not fit": "red"}.get(self.words, "grey")


@dataclass(frozen=True)
class Fit:
    """All points of a post for a person."""

    points: tuple[Point, ...]

    @property
    def got(self) -> Decimal:
        return sum((point.got for point in self.points if point.got is not None), Decimal(0))

    @property
    def of(self) -> int:
        """The weight of what is known."""
        return sum(point.weight for point in self.points if point.got is not None)

    @property
    def unknown(self) -> int:
        """The weight of what is not known."""
        return sum(point.weight for point in self.points if point.got is None)


def fit(reader: Reader, asked: Asked, pay_change: Decimal | None) -> Fit:
    """The points; `pay_change` in pounds a year, None where pay can't be compared."""
    return Fit(
        tuple(
            point
            for point in (
                _profession(reader, asked),
                _competencies(asked.competencies),
                _time(reader, asked),
                _specialty(reader, asked),
                _place(reader, asked),
                _pay(pay_change),
            )
            if point is not None
        )
    )


def _point(name: str, weight: int, fits: bool, why: str) -> Point:
    return Point(name, weight, Decimal(weight if fits else 0), why)


def _profession(reader: Reader, asked: Asked) -> Point:
    mine = Profession(reader.profession).label if reader.profession in Profession.values else reader.profession
    fits = not asked.professions or reader.profession in asked.professions
    return _point("Profession", PROFESSION, fits, f"{'Open' if fits else 'Not open'} to your profession: {mine}.")


def _competencies(asked: Iterable[tuple[str, bool]]) -> Point | None:
    asked = tuple(asked)
    missing = [name for name, met in asked if not met]
    if not asked:
        return None
    if len(missing) == len(asked):
        why = f"You have not said yet which of these you can show: {', '.join(missing)}."
        return Point("Competencies", COMPETENCIES, None, why)
    met = len(asked) - len(missing)
    got = (Decimal(COMPETENCIES * met) / len(asked)).quantize(Decimal("0.1"))
    why = f"You can show {met} of {len(asked)}." + (f" Missing: {', '.join(missing)}." if missing else "")
    return Point("Competencies", COMPETENCIES, got, why)


def _time(reader: Reader, asked: Asked) -> Point:
    low, high = reader.wants_low, reader.wants_high
    if low is None and high is None:
        return Point("Leadership time", TIME, None, f"{pas(asked.pas)} a week; you have not said how much you want.")
    wanted = f"{number(low)} to {pas(high)}" if low is not None and high is not None else ""
    wanted = wanted or (f"at least {pas(low)}" if high is None else f"at most {pas(high)}")
    fits = (low is None or asked.pas >= low) and (high is None or asked.pas <= high)
    return _point("Leadership time", TIME, fits, f"{pas(asked.pas)} a week; you want {wanted}.")


def _specialty(reader: Reader, asked: Asked) -> Point | None:
    if not asked.specialty:
        return None
    if not reader.specialty:
        return Point("Specialty", SPECIALTY, None, f"The service’s is {asked.specialty}; you have not said yours.")
    fits = reader.specialty.casefold() == asked.specialty.casefold()
    why = f"The service’s is {asked.specialty}; {'so is yours' if fits else f'yours is {reader.specialty}'}."
    return _point("Specialty", SPECIALTY, fits, why)


def _place(reader: Reader, asked: Asked) -> Point | None:
    if not reader.region or not asked.region:
        return None
    fits = reader.region == asked.region
    why = f"It is in {asked.region}; you look {'there' if fits else f'in {reader.region}'}."
    return _point("Place", PLACE, fits, why)


def _pay(change: Decimal | None) -> Point:
    if change is None:
        return Point("Pay", PAY, None, "Your pay can’t be compared yet.")
    if change < 0:
        return _point("Pay", PAY, False, f"You would be paid {pounds(-change)} less a year.")
    more = f"{pounds(change)} more a year" if change else "the same"
    return _point("Pay", PAY, True, f"You would be paid {more}.")
