"""My package on one page of A4, in the order of a payslip. It says that it is none."""

from datetime import datetime

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, KeepInFrame

from people.design.paper import HEADING, MARGIN, SMALL, TITLE, built, columns, table, text
from people.design.words import longdate, longtime, number, pounds, shortdate
from people.models import User
from rewards.packages.day import Day, DayLine, DayPackage

NO_PAYSLIP = (
    "This is not a payslip. It is what a year of weeks like this one pays before tax, worked out by this service from "
    "what is on record. Your payslip comes from your employer."
)


def on_one_page(user: User, day: Day, now: datetime) -> bytes:
    """Who, employer, day, lines, totals and sources, set smaller until they fit. `now`: when it is printed."""
    title = f"Package of {user} on {shortdate(day.on)}"
    parts: list[Flowable] = [text(str(user), SMALL), text(f"My package on {longdate(day.on)}", TITLE), text(NO_PAYSLIP)]
    for each in day.packages:
        parts += _employer(each)
    if not day.packages:
        parts.append(text("No employment is on record for this day."))
    ahead = [f"{longdate(change.on)}: {change.title}. {change.text}" for change in day.ahead]
    if ahead:
        parts += [text("Changes known ahead", HEADING), *(text(said, SMALL) for said in ahead)]
    parts.append(
        text(
            "Tax, and tax on the growth of your pension, are not in these figures. This is not tax advice. "
            f"As on record on {longtime(now)}.",
            SMALL,
        )
    )
    height = A4[1] - 2 * MARGIN - 12
    return built([KeepInFrame(A4[0] - 2 * MARGIN, height, parts, mode="shrink")], title, str(user))


def _employer(each: DayPackage) -> list[Flowable]:
    package, standing = each.package, each.standing
    facts = [("Week", package.week)]
    if standing is not None:
        contract = ", ".join(filter(None, [standing.facts.contract, standing.facts.point]))
        facts = [("Contract", contract), *facts, ("Rates of", longdate(standing.priced_on))]
    rows = [
        (
            line.line.label,
            "Yes" if line.line.pensionable else "No",
            line.sure.capitalize(),
            line.line.unknown if line.line.annual_gbp is None else pounds(line.line.annual_gbp),
        )
        for line in each.lines
    ]
    totals = [
        ("Total a year" if package.complete else "Total a year, incomplete", pounds(package.total)),
        (package.unit.heading, pounds(package.per_unit)),
        ("Of the total, pensionable", pounds(package.pensionable_total)),
        ("Of the total, not pensionable", pounds(package.not_pensionable_total)),
    ]
    rate = package.employer_pension_rate
    if rate is not None:
        totals.append(
            (f"Employer’s pension contribution, {number(rate.value * 100)}%", pounds(package.employer_pension))
        )
        totals.append(("Employer’s cost, without national insurance", pounds(package.employer_cost)))
    said = [
        f"{line.line.label}: {' '.join(filter(None, [line.line.working, _source(line.line.source), _from(line)]))}"
        for line in each.lines
    ]
    return [
        text(each.employer, HEADING),
        table(facts),
        columns(["Line, pounds a year", "Pensionable", "How sure the figure is", "A year"], rows, totals),
        text("How each line was worked out", HEADING),
        *(text(line, SMALL) for line in said),
    ]


def _source(source: str) -> str:
    return f"Source: {source}." if source else ""


def _from(line: DayLine) -> str:
    return f"From your {line.origin.words}." if line.origin else ""
