"""How contracts are said on HR's pages."""

from datetime import date

from people.design.words import shortdate
from rewards.employment.models import Employment
from rewards.packages.terms import unit_of
from rewards.progression.reading import Due


def week_of(employment: Employment) -> str:
    """The contracted week in the contract's own unit: "10 PAs", "37.5 hours", "full time" (S12)."""
    return unit_of(employment.contract).said(employment.pas)


def when_due(due: Due, today: date) -> str:
    """What the list says of a step: from when it is due, and whether someone must look."""
    day, point = shortdate(due.step.on), due.step.point.capitalize()
    if due.step.automatic and due.published:
        return f"{point} by itself on {day}"
    if due.step.automatic:
        return f"{point} since {day}: confirm it, as that year’s scale is not published here"
    if due.step.rescaled:
        return f"{point}: the scale changed on {day}"
    return f"{point} {'since' if due.step.on <= today else 'on'} {day}: hold the review"
