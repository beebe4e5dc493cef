"""What a comparison says in sentences: the answer, what is best, what to look at, what the way back brings (P4, P5)."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from people.design.words import number, pounds
from rewards.comparisons.rules import Column
from rewards.packages.comparing import Comparison
from rewards.packages.rules import Package
from rewards.packages.weeks import IN_PAS, hours

USUAL_PAS = Decimal(12)
"""PAs a week; more need a reason and an opt-out (S3)."""


def answer(beside: Comparison) -> str:
    """P5 in a sentence: the year's total, the pay for each PA or hour, and the pensionable pay, each beside now."""
    if not beside.complete:
        return beside.summary
    before, after = beside.before, beside.after
    percent = f" ({'+' if beside.percent > 0 else ''}{number(beside.percent)}%)" if beside.percent else ""
    said = [f"{_moved(beside.difference)} a year{percent}"]
    each = before.unit.each.removesuffix(" a week")
    if before.per_unit is not None and after.per_unit is not None:
        said.append(f"{_moved(after.per_unit - before.per_unit)} {each}")
    said.append(f"{_moved(after.pensionable_total - before.pensionable_total)} pensionable")
    if all(each.startswith("the same ") for each in said):
        return f"Your pay would stay the same: a year, {each} and pensionable."
    text = ", ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def best(columns: Sequence[Column]) -> str:
    """Which of several pays most a year, for each PA, and pensionably; empty with one, or where a figure is missing."""
    if len(columns) < 2 or not all(each.beside.complete for each in columns):
        return ""
    now = columns[0].beside.before
    packages = [("what you have now", now), *((f"“{each.wish.title}”", each.package) for each in columns)]
    measures: list[tuple[str, Callable[[Package], Decimal]]] = [
        ("Most a year", lambda package: package.total),
        (f"most {now.unit.each.removesuffix(' a week')}", lambda package: package.per_unit or Decimal(0)),
        ("most pensionable", lambda package: package.pensionable_total),
    ]
    said = []
    for words, of in measures:
        top = max(of(package) for _, package in packages)
        first = [name for name, package in packages if of(package) == top]
        said.append(f"{words}: {' and '.join(first)}, {pounds(top)}")
    return "; ".join(said) + "."


def _moved(amount: Decimal) -> str:
    """A change in words that hold for whole pounds: "£800 more", "the same"."""
    text = pounds(abs(amount))
    return "the same" if text == "£0" else f"{text} {'less' if amount < 0 else 'more'}"


def on_the_way_back(each: Column) -> list[str]:
    """What changes when the term is over, line by line, and what no line says (domain.md 2.6, 3.1)."""
    said = list(each.back) or ["No line of your pay changes on that day."]
    if each.facts.on_call is not None:
        said.append("An on-call supplement is not protected: it follows the duty you have then.")
    if each.award_ends:
        said.append("An award that has ended does not come back by itself, and the old local scheme takes nobody new.")
    return said


def cautions(each: Column) -> list[str]:
    """What to look at before deciding, beside what every comparison warns of."""
    found = list(each.beside.warnings)
    if each.package.pas > USUAL_PAS and each.package.unit != IN_PAS:
        long = f"The week would have {hours(each.package.pas)}. More than {hours(USUAL_PAS)} need an opt-out"
        found.append(f"{long} of the 48-hour week.")
    elif each.package.pas > USUAL_PAS:
        found.append(
            f"The week would have {number(each.package.pas)} PAs. More than {number(USUAL_PAS)} need a reason, and an "
            "opt-out of the 48-hour week (rule S3)."
        )
    return found
