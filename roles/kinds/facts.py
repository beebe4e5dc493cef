"""What is usual for a kind of role, in words, each with how sure we are of it."""

from decimal import Decimal
from typing import NamedTuple

from people.clinicians.models import Profession
from people.design.words import number, pas, plural, pounds
from roles.catalogue.models import Archetype

BASES = {
    "allowance": "A responsibility allowance on top of your pay",
    "time_only": "Time in your week, with no extra pay",
    "sessional_fee": "A fee for each weekly session, a year",
    "salary_band_or_vsm": "A pay band or a very senior manager’s salary instead of your own",
    "network_funding": "Money of the network, by the size of its list",
    "whole_salary": "A whole salary instead of your own",
    "office_fee": "A yearly fee for the office",
}
FROM_MEMORY, PARTLY, SOURCED = "Not verified", "Partly verified", "Has a source"
COLOURS = {FROM_MEMORY: "yellow", PARTLY: "blue", SOURCED: "green"}


class Fact(NamedTuple):
    """A line of what is usual; `sure` is one of the three words above, empty where it is no figure."""

    name: str
    value: str
    sure: str = ""

    @property
    def colour(self) -> str:
        return COLOURS.get(self.sure, "grey")


def usual(archetype: Archetype) -> list[Fact]:
    """PAs a week, pay a year, term, and who may hold it. Ranges are defaults: each post says its own."""
    professions = ", ".join(str(Profession(p).label) for p in Profession.values if p in archetype.professions)
    lines = [
        Fact("Time", _pas(archetype), sure(archetype.pas_mark)),
        Fact("How it is paid", BASES.get(archetype.payment_basis, "Each post says")),
    ]
    if pay := _pay(archetype):
        lines.append(Fact("Pay", pay, sure(archetype.money_mark)))
    lines.append(Fact("Term", _term(archetype), sure(archetype.term_mark) if archetype.term_years else ""))
    lines.append(Fact("Open to", archetype.professions_note or professions))
    return lines


def sure(mark: str) -> str:
    """How sure a range is, from its mark: all from memory, in part, or with a source."""
    if "FROM MEMORY" not in mark:
        return SOURCED if mark else FROM_MEMORY
    return FROM_MEMORY if mark.startswith("FROM MEMORY") else PARTLY


def _pas(archetype: Archetype) -> str:
    low, high = archetype.pas_low, archetype.pas_high
    if low is None or high is None:
        return "Each post says"
    if archetype.payment_basis in {"network_funding"}:
        return f"{number(low)} to {number(high)} sessions a week"
    if high == 0:
        return "None of its own"
    return f"{pas(low)} a week" if low == high else f"{number(low)} to {pas(high)} a week"


def _pay(archetype: Archetype) -> str:
    """The range a year, of the allowance or of another pay; empty where there is none to tell."""
    return _range(archetype.allowance_low_gbp, archetype.allowance_high_gbp) or _range(
        archetype.other_pay_low_gbp, archetype.other_pay_high_gbp
    )


def _range(low: Decimal | None, high: Decimal | None) -> str:
    if not high:
        return ""
    if not low:
        return f"Up to {pounds(high)} a year"
    return f"{pounds(high)} a year" if low == high else f"{pounds(low)} to {pounds(high)} a year"


def _term(archetype: Archetype) -> str:
    return plural(archetype.term_years, "year") if archetype.term_years else "No usual term"
