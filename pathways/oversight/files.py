"""The figures as files: a workbook, the table shown as CSV, and a paper for the board."""

from collections.abc import Iterator
from datetime import datetime

from reportlab.platypus import Flowable

from pathways.oversight.figures import BY, Figures, Row
from pathways.oversight.people import TITLES
from pathways.oversight.standards import TARGET
from people.design import paper
from people.design.sheets import HIDDEN, PAS, Cell, Sheet, as_workbook
from people.design.words import longdate, longtime, number, pounds
from people.models import User

HEADS = ["People", "DCC", "SPA", "ANR", "ED", "of these, APA", "Total", "Mean"]


def about(figures: Figures, by: User, now: datetime) -> list[str]:
    """What the figures are, and who took them when."""
    ask = figures.ask
    of = [str(each) for each in (ask.service, ask.profession) if each]
    said = [
        f"Time splits of {ask.organisation}{', ' + ', '.join(of) if of else ''}",
        f"On {longdate(ask.on)}, as now known; what waits, and what is disputed, as on {longdate(ask.today)}",
        "PAs a week of signed-off splits that hold on the day; each is judged by the limits of its own first day",
        "Cost: pay alone, at each person’s basic pay for one PA, and allowances; no on-costs",
        f"Taken by {by} on {longtime(now)}",
    ]
    if not figures.opens:
        said.append(f"“{HIDDEN}”: fewer than {figures.least} people, or a figure from which such a one could be found")
    return said


def summary(figures: Figures) -> Iterator[list[Cell]]:
    """The single figures, each with its words."""
    everyone = figures.everyone
    yield ["Figure", "Value"]
    yield ["Clinicians", everyone.people]
    yield ["With a signed-off time split", everyone.signed]
    yield ["Share, in 100", everyone.share if everyone.signed is not None and everyone.people else None]
    yield ["Level 1 asks for more than, in 100", int(TARGET)]
    for name, title in TITLES.items():
        if name != "agreed":
            yield [title, figures.counts[name]]
    if figures.cost:
        yield ["Leadership, PAs a week", figures.cost.pas]
        yield ["Leadership time, pounds a year", figures.cost.time]
        yield ["Leadership allowances, pounds a year", figures.cost.allowances]


def table_lines(figures: Figures, by: str) -> Iterator[list[Cell]]:
    """PAs by category in groups, everyone last."""
    yield [BY[by], *HEADS]
    for row in figures.tables[by]:
        yield _cells(row)


def _cells(row: Row) -> list[Cell]:
    return [row.name, row.people, *row.pas, row.total, row.mean]


def signed_lines(figures: Figures) -> Iterator[list[Cell]]:
    """Who has a signed-off split, by service, everyone last."""
    yield ["Service", "Clinicians", "Signed off", "Share, in 100"]
    for each in [*figures.services, figures.everyone]:
        yield [each.name, each.people, each.signed, each.share]


def workbook(figures: Figures, by: User, now: datetime) -> bytes:
    """All the tables and what they are."""
    late: list[list[Cell]] = [["Whose turn", "Time splits", "Oldest due"]]
    late += [[each.who, each.splits, longdate(each.oldest)] for each in figures.late]
    sheets = [
        Sheet("Summary", summary(figures), "#,##0.##"),
        Sheet("Signed off", signed_lines(figures), "0.0"),
        *(Sheet(f"By {words.lower()}", table_lines(figures, key), PAS) for key, words in BY.items()),
    ]
    if figures.late:
        sheets.append(Sheet("Overdue", late))
    return as_workbook([*sheets, Sheet("About", [[line] for line in about(figures, by, now)])])


def board_paper(figures: Figures, by: User, now: datetime) -> bytes:
    """The figures for a board: what they are, the single figures, and each table."""
    ask = figures.ask
    parts: list[Flowable] = [paper.text(f"Time splits on {longdate(ask.on)}", paper.TITLE)]
    parts += [paper.text(line, paper.SMALL) for line in about(figures, by, now)]
    facts = [(str(cells[0]), _said(cells[1])) for cells in [*summary(figures)][1:]]
    parts += paper.part("In short", [paper.table(facts)])
    signed = [
        (each.name, "hidden" if each.signed is None else f"{each.signed} of {each.people}, {number(each.share)}%")
        for each in figures.services
        if each.signed is None or each.share is not None
    ]
    parts += paper.part("Signed off, by service", [paper.table(signed)] if signed else [])
    for key, words in BY.items():
        rows = [(row.name, _week(row)) for row in figures.tables[key]]
        parts += paper.part(f"PAs a week by {words.lower()}", [paper.table(rows)])
    if figures.late:
        late = [(each.who, f"{each.splits}, the oldest due {longdate(each.oldest)}") for each in figures.late]
        parts += paper.part("Waiting past their day", [paper.table(late)])
    if figures.cost:
        parts.append(paper.text(f"Leadership costs {pounds(figures.cost.together)} a year in pay."))
    return paper.built(parts, f"Time splits of {ask.organisation}", str(by))


def _week(row: Row) -> str:
    if row.people is None or row.total is None:
        return "hidden"
    names = ("DCC", "SPA", "ANR", "ED", "APA")
    pas = ", ".join(
        f"{name} {'hidden' if value is None else number(value)}" for name, value in zip(names, row.pas, strict=True)
    )
    return f"{row.people} people, {number(row.total)} PAs: {pas}"


def _said(cell: Cell) -> str:
    return HIDDEN if cell is None else cell if isinstance(cell, str) else f"{cell:,}"
