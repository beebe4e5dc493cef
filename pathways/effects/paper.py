"""What a split would do, on one page for the file."""

from datetime import datetime
from decimal import Decimal

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, KeepInFrame

from pathways.effects.consistency import Spread
from pathways.effects.money import Money
from pathways.effects.reading import Effects
from pathways.splits.models import Category, TimeSplit
from pathways.splits.rules import Finding
from pathways.splits.words import signatures, standing
from people.design.paper import HEADING, MARGIN, SMALL, TITLE, built, bullets, table, text
from people.design.words import change, longdate, longtime, number, pas
from rewards.packages.services import Comparison


def one_page(
    split: TimeSplit,
    cost: Comparison | None,
    money: Money | None,
    found: tuple[Finding, ...],
    effects: Effects,
    now: datetime,
) -> bytes:
    """One A4 page, whatever there is to say: it is set smaller until it fits. `now` is the moment it is printed."""
    stands = standing(split, now.date())
    parts: list[Flowable] = [
        text(f"{split.service}, {split.organisation}", SMALL),
        text(f"Time split of {split.user} from {longdate(split.starts)}", TITLE),
        text(f"{stands.status}. {stands.next_step}"),
        table(
            [
                ("PAs a week", f"{number(split.total_pas)}, of which {number(split.apa_pas)} additional"),
                *((str(label), number(getattr(split, f"{key}_pas"))) for key, label in Category.choices),
                ("Leadership role", str(split.appointment or "None")),
                ("Why", split.reason or "No reason given"),
            ]
        ),
        *_part("Money", text(_money(cost, money))),
        *_part("Clinical cover", text(_cover(split, effects))),
        *_part("Clinical practice kept", text(_skills(effects))),
    ]
    if effects.consistency:
        both = (("Here", effects.consistency.here), ("Elsewhere", effects.consistency.elsewhere))
        said = [_group(words, spread, effects.consistency.least) for words, spread in both]
        parts += _part("Beside the same kind of role", text(" ".join(said)))
    rules = [f"{finding.rule}: {finding.text}" for finding in found]
    parts += _part("What the rules say", bullets(rules) if rules else text("Nothing against this split."))
    signed = [
        f"{given.step}: {given.by}{f' for {given.for_whom}' if given.for_whom else ''}, {longtime(given.at)}"
        for given in signatures(split)
        if given.counts
    ]
    parts += _part("Signatures", bullets(signed) if signed else text("Not signed yet."))
    parts.append(text(f"As it stood on {longtime(now)}.", SMALL))
    height = A4[1] - 2 * MARGIN - 12
    return built([KeepInFrame(A4[0] - 2 * MARGIN, height, parts, mode="shrink")], f"Time split of {split.user}", "")


def _part(heading: str, said: Flowable) -> list[Flowable]:
    return [text(heading, HEADING), said]


def _money(cost: Comparison | None, money: Money | None) -> str:
    if cost is None or money is None:
        return "The cost is not known, because no employment is on record for the first day."
    pension = "not published here" if money.pension is None else change(money.pension)
    return (
        f"The person’s pay a year, before tax: {change(money.pay)}. The employer’s pension contribution: {pension}. "
        f"Employer’s national insurance, at the organisation’s setting: {change(money.national_insurance)}. "
        f"Together {change(money.full_year)} in a full year, {change(money.this_year)} to 31 March "
        f"{money.year_ends.year}. At the rates of {longdate(cost.on)}."
    )


def _cover(split: TimeSplit, effects: Effects) -> str:
    last, needed = effects.cover.months[-1], effects.cover.needed
    words = (
        f"With this split {split.service} has {pas(last.after)} of direct clinical care a week "
        f"on {longdate(last.day)}, {number(last.before)} without it, {number(last.with_all)} with all asked for. "
    )
    return words + ("What it needs is not set." if needed is None else f"It needs {number(needed)}.")


def _skills(effects: Effects) -> str:
    kept = effects.skills
    words = f"{pas(kept.dcc)} of direct clinical care a week, {number(kept.sessions)} sessions a year"
    words += (
        f"; the employer’s least is {number(kept.minimum)}."
        if not kept.under_minimum
        else (f", under the employer’s least of {number(kept.minimum)}.")
    )
    if kept.low_volume:
        words += f" Fewer than {kept.low} sessions a year: low volume."
    return words + (f" It would call for: {kept.plan.lower()}." if kept.plan else "")


def _group(words: str, spread: Spread | None, least: int) -> str:
    if spread is None:
        return f"{words}: fewer than {least} people, hidden."
    middle = f"{number(Decimal(spread.low))} to {number(Decimal(spread.high))}"
    return f"{words}: {spread.people} people, median {number(spread.median)} PAs of leadership, middle half {middle}."
