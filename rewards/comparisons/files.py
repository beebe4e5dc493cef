"""The comparison as a workbook or CSV: the table of the page, and a sheet that says what its figures are."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from people.design.sheets import Cell, Sheet, as_workbook
from people.design.words import longdate, longtime, shortdate
from people.models import User
from rewards.comparisons.services import Beside
from rewards.comparisons.words import answer
from rewards.packages.rules import UNPUBLISHED, Line


def table(beside: Beside) -> Iterator[Sequence[Cell]]:
    """Line by line with its totals; an empty cell where a package has no such line."""
    packages, columns = beside.packages, [each.column for each in beside.columns]
    yield ["Pounds a year, before tax", "As now", *(each.wish.title for each in columns)]
    for row in beside.rows:
        yield [row.label, *map(_amount, row.lines)]
    yield ["Total a year" if beside.complete else "Total a year, incomplete", *(each.total for each in packages)]
    yield [beside.now.unit.heading, *(_known(each.per_unit) for each in packages)]
    yield ["Of the total, pensionable", *(each.pensionable_total for each in packages)]
    yield ["Of the total, not pensionable", *(each.not_pensionable_total for each in packages)]
    yield ["Employer’s cost, without national insurance", *(_known(each.employer_cost) for each in packages)]
    yield ["First twelve months, pounds", "", *(_known(each.first_year.with_it) for each in columns)]
    yield ["The same months going on as now, pounds", "", *(_known(each.first_year.without) for each in columns)]
    yield ["The whole term, pounds", "", *(_known(each.term.with_it) for each in columns)]
    yield ["The same term going on as now, pounds", "", *(_known(each.term.without) for each in columns)]


def about(beside: Beside, who: User, now: datetime) -> Iterator[Sequence[Cell]]:
    """What the figures are, whose, and when they were taken."""
    standing = beside.standing
    yield [f"Packages of {who} side by side, taken on {longtime(now)}"]
    yield [f"As things stand for {longdate(standing.asked_on)}, at the rates of {longdate(standing.priced_on)}"]
    yield [f"As now: {standing.employment.organisation}"]
    for each in beside.columns:
        wish = each.column.wish
        term = f"from {shortdate(wish.starts)} to the day before {shortdate(wish.ends)}"
        yield [f"{wish.title}: {each.said}, {term}. {answer(each.column.beside)}"]
    yield from ([said] for said in beside.shared)
    yield ["No rise is assumed in later years. Tax, and tax on the growth of a pension, are not in these figures."]


def workbook(beside: Beside, who: User, now: datetime) -> bytes:
    """Both sheets, with the figures as numbers."""
    return as_workbook([Sheet("Side by side", table(beside)), Sheet("About", about(beside, who, now))])


def _amount(line: Line | None) -> Cell:
    if line is None:
        return ""
    return line.unknown if line.annual_gbp is None else line.annual_gbp


def _known(amount: Decimal | None) -> Cell:
    return UNPUBLISHED if amount is None else amount
