"""Reads the worked cases that HR can read, and the rates they name, without the database.

The tables in docs/worked-pay-cases were worked out apart from the code; here they are only read.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange

from rewards.models import Area, AwardLevel, Contract, Employment, HeldAward, OnCall
from rewards.packages.comparing import Paid, RoleOffer, with_role
from rewards.packages.facts import Allowance, Award, Circumstances, Salary
from rewards.packages.terms import award_of, circumstances, needed
from rewards.rates.services import Rates, point_name

ROOT = Path(__file__).parents[2]
CASES = ROOT / "docs" / "worked-pay-cases"
PAID = {
    "allowance": Paid.ALLOWANCE,
    "additional PAs": Paid.APA,
    "time only": Paid.TIME_ONLY,
    "salary beside the contract": Paid.SALARY,
    "salary alone": Paid.SALARY,
}


@dataclass(frozen=True)
class Case:
    """A row as it stands: every cell is text, by the name of its column."""

    row: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.row[column]

    def money(self, column: str) -> Decimal | None:
        return Decimal(self[column].replace(",", "")) if self[column] else None

    @property
    def priced_on(self) -> date:
        return self.ground[1]

    @property
    def ground(self) -> tuple[Circumstances, date]:
        """What pricing asks, and the day whose rates it found."""
        if self["role"]:
            facts, priced_on = packages()[self["compared with"]].ground
            return with_role(facts, self.role), priced_on
        return self.alone

    @property
    def role(self) -> RoleOffer:
        low, _, high = self["role sum"].replace(",", "").removeprefix("to be agreed").partition(" to ")
        sums = [Decimal(each) if each else None for each in (low, high)]
        how = PAID[self["role paid by"]]
        return RoleOffer(
            self["role"],
            Decimal(self["role takes"].removesuffix(" PAs")),
            how,
            organisation_id=1,
            allowance_low=sums[0] if how == Paid.ALLOWANCE else None,
            allowance_high=sums[1],
            salary=sums[0] if how == Paid.SALARY else None,
            keeps_clinical_contract=self["role paid by"] != "salary alone",
            in_trust=self["employer"] == "trust",
        )

    @property
    def alone(self) -> tuple[Circumstances, date]:
        """The person without a role to compare, through the same reading of rates as on the site."""
        day = date.fromisoformat(self["day"])
        employment = Employment(
            contract=_value(Contract, self["contract"]),
            point=self["point"],
            on_call=_value(OnCall, self["on-call"] or "None"),
            area=_value(Area, self["area"] or "None"),
        )
        priced_on = rates().day_to_price(needed(employment), day)
        very_senior = employment.contract == Contract.VSM
        facts = circumstances(
            employment,
            rates(),
            priced_on,
            pas=_week(self["week"]),
            apas=self.money("additional PAs") or Decimal(0),
            awards=tuple(_awards(self["awards"])),
            allowances=tuple(Allowance(name, amount) for name, amount in _named(self["allowances"])),
            salary=Salary("", self.money("salary"), self["employer"] == "trust") if very_senior else None,
            clinical_contract=not very_senior,
        )
        return facts, priced_on


def _value(choices: type[Contract] | type[OnCall] | type[Area], label: str) -> str:
    return next(str(choice.value) for choice in choices if choice.label == label)


def _week(text: str) -> Decimal:
    amount, unit = text.split()
    return Decimal(amount) / (4 if unit == "hours" else 1)


def _named(cell: str) -> Iterator[tuple[str, Decimal]]:
    for part in filter(None, cell.split(" | ")):
        name, amount = part.split(" = ")
        yield name, Decimal(amount.replace(",", ""))


def _awards(cell: str) -> Iterator[Award]:
    for name, amount in _named(cell):
        scheme, level = name.rsplit(", ", 1)
        found = next(each for each in _data("awards") if (each["scheme"], each["level"]) == (scheme, level))
        assert Decimal(found["annual_gbp"]) == amount, f"{name} is worth {found['annual_gbp']}"
        yield award_of(HeldAward(level=AwardLevel(scheme=scheme, level=level), annual_gbp=amount))


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _data(name: str) -> list[dict[str, str]]:
    return _read(ROOT / "rewards" / "data" / f"{name}.csv")


@cache
def packages() -> dict[str, Case]:
    """The cases of whole packages by their names, in the order of the table."""
    return {row["case"]: Case(row) for row in _read(CASES / "packages.csv")}


@cache
def beside() -> dict[str, Case]:
    """The sums beside a package: annual allowance, network director, employer's national insurance."""
    return {row["case"]: Case(row) for row in _read(CASES / "beside.csv")}


@cache
def rates() -> Rates:
    """The published rates of rewards/data, as a load into the database would find them."""
    points = [row for row in _data("pay_points") if row["effective_from"]]
    named = [
        *((point_name(row["contract"], row["point"]), row["annual_gbp"], row["financial_year"], row) for row in points),
        *((row["name"], row["value"], "", row) for row in _data("rates")),
    ]
    return Rates(
        (name, Decimal(value), year, period.lower, period.upper, row["source"], row["verified"])
        for name, value, year, row in named
        for period in [_period(row)]
    )


def _period(row: dict[str, str]) -> DateRange:
    last = row["effective_to"]
    ends = date.fromisoformat(last) + timedelta(days=1) if last else None
    return DateRange(date.fromisoformat(row["effective_from"]), ends)


def equations(working: str) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Each sum of a working: its words, what it comes to, worked out anew, and what the working says."""
    for part in working.split("; "):
        words, _, equation = part.partition(": ")
        left, _, right = equation.rpartition(" = ")
        tokens = re.findall(r"[\d.,]+%?|[-+x/()]", left)
        assert "".join(tokens) == left.replace(" ", ""), part
        yield words, _sum(tokens), Fraction(right.replace(",", ""))
        assert not tokens, part


def _sum(tokens: list[str]) -> Fraction:
    total = _product(tokens)
    while tokens and tokens[0] in "+-":
        sign = 1 if tokens.pop(0) == "+" else -1
        total += sign * _product(tokens)
    return total


def _product(tokens: list[str]) -> Fraction:
    product = _number(tokens)
    while tokens and tokens[0] in "x/":
        times = tokens.pop(0) == "x"
        factor = _number(tokens)
        product = product * factor if times else product / factor
    return product


def _number(tokens: list[str]) -> Fraction:
    token = tokens.pop(0)
    if token == "-":
        return -_number(tokens)
    if token == "(":
        inside = _sum(tokens)
        assert tokens.pop(0) == ")"
        return inside
    return Fraction(token.rstrip("%").replace(",", "")) / (100 if token.endswith("%") else 1)


def to_the_penny(amount: Fraction) -> Fraction:
    """Rounded half up, away from nought."""
    pence = (abs(amount) * 100 + Fraction(1, 2)).__floor__()
    return Fraction(pence if amount >= 0 else -pence, 100)
