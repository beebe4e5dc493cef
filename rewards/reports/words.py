"""A report's values in words, by their units; pages and papers write them alike."""

from datetime import date
from decimal import Decimal

from people.design.words import change, number, pounds, pounds_pence, shortdate
from rewards.reports.published import HIDDEN, Unit, Value


def written(value: Value, unit: Unit) -> str:
    """The value with its unit: "hidden" where R12 hides it, a dash where there is none."""
    if value is HIDDEN:
        return "hidden"
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return shortdate(value)
    return _figure(Decimal(value), unit)


def _figure(value: Decimal, unit: Unit) -> str:
    if unit == Unit.POUNDS:
        return pounds(value)
    if unit == Unit.GAIN:
        return change(value)
    if unit == Unit.HOURLY:
        return pounds_pence(value)
    return f"{number(value)}%" if unit == Unit.PERCENT else number(value)
