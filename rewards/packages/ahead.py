"""What is known to change in a package: elements that begin or end, awards that run out, contracts that change."""

from dataclasses import dataclass
from datetime import date

from people.design.words import pounds
from rewards.elements.models import ElementKind, PayElement
from rewards.packages.terms import Ground


@dataclass(frozen=True)
class Change:
    """One change on its day, in words."""

    on: date
    title: str
    text: str = ""


def changes_ahead(held: Ground, today: date) -> list[Change]:
    """Every change after today that is on record, the nearest first."""
    # An award's element ends with the award, which says more.
    ends_with = {award.period.upper for award in held.awards if award.period.upper}
    lines = [e for e in held.elements if e.kind != ElementKind.AWARD or e.period.upper not in ends_with]
    found = [*_of_elements(lines, today)]
    for award in held.awards:
        ends = award.period.upper
        if ends and ends > today:
            title = f"Award ends: {award.level.level}, {award.level.scheme}"
            found.append(Change(ends, title, f"{pounds(award.annual_gbp)} a year until then."))
    for employment in held.employments:
        starts = employment.period.lower
        if starts and starts > today:
            text = f"{employment.get_contract_display()}, {employment.point}".rstrip(", ")
            found.append(Change(starts, f"Employment begins: {employment.organisation}", text))
    return sorted(set(found), key=lambda change: (change.on, change.title))


def _of_elements(elements: list[PayElement], today: date) -> list[Change]:
    begins: dict[tuple[object, ...], PayElement] = {}
    for element in elements:
        if element.period.lower and element.period.lower > today:
            begins[_place(element, element.period.lower)] = element
    found = []
    for element in elements:
        ends = element.period.upper
        if ends is None or ends <= today:
            continue
        after = begins.pop(_place(element, ends), None)
        now = pounds(element.annual_gbp)
        if after is None:
            found.append(Change(ends, f"{element.label} ends", f"{now} a year until then."))
        elif after.annual_gbp != element.annual_gbp:
            text = f"From {now} to {pounds(after.annual_gbp)} a year."
            found.append(Change(ends, f"{element.label} changes", text))
    for element in begins.values():
        starts = element.period.lower or today
        found.append(Change(starts, f"{element.label} begins", f"{pounds(element.annual_gbp)} a year."))
    return found


def _place(element: PayElement, day: date) -> tuple[object, ...]:
    return element.organisation_id, element.kind, element.label, day
