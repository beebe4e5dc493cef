"""The equations that stand in a row of a published table, and what an attacker finds by them.

Written apart from rewards.reports, from the words of the tables alone: counts that add up to the people of their row,
parts to what they come to, on-costs to shares of parts, losses taken from changes to gains, means by counts to sums,
shares by people to counts, and a gap beside one mean to the other. What a figure adds up stands in the facts; which
figures a reader can work out is decided here, by whether a row's shown figures and its equations span it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rewards.reports.published import HIDDEN, Fact, Published, Row, Table, Value

Part = dict[int, Decimal]
Vector = tuple[Fraction, ...]
REFERENCES = ("Male", "White", "Doctor", "Full time")
"""The groups to which gaps are measured, as the reports say in a note."""


@dataclass(frozen=True)
class Words:
    """What is said of a kind of table: equations that come to nothing, and sums that someone would work out.

    Both by place: the people of the row first, then each amount of its facts.
    """

    equations: tuple[tuple[float, ...], ...] = ()
    sums: tuple[tuple[str, tuple[float, ...]], ...] = ()


# The shares of pension and insurance stand in the report's method; which figures follow is the same for any shares.
COSTS = Words(equations=((0, 1, 1, 1, 1, -1), (0, 0.35, 0.35, 0.15, -1, 0)))
LEADING = Words(
    equations=((1, -1, -1, -1, 0, 0),),
    sums=(("gains", (0, 0, 0, 0, 1, 1)),),
)


def _words(title: str, table: Table) -> Words:
    if title == "Cost of leading":
        return COSTS
    if title == "Effect of leading":
        return LEADING
    if table.key.startswith("quarters"):
        return Words(equations=((1, *[-1] * table.sums),))
    return Words()


def worked_out(published: Published) -> Iterator[tuple[str, Part]]:
    """Every sum that a reader can work out within one table, and who adds what to it."""
    for table in published.tables:
        yield from _of_rows(table, _words(published.title, table))
        yield from _of_gaps(table)


def about_few(published: Published, least: int) -> list[str]:
    """What one report tells about fewer than `least` people, by a figure, an equation or the middle of a few."""
    found = [name for name, part in worked_out(published) if 0 < len(part) < least]
    return found + [name for name, people in _middles(published) if 0 < people < least]


def _of_rows(table: Table, words: Words) -> Iterator[tuple[str, Part]]:
    facts = table.facts
    if not facts:
        return
    width = 1 + len(facts[0].amounts)
    alone = [(f"{n}", tuple(Fraction(n == m) for m in range(width))) for n in range(width)]
    wanted = [*alone, *((name, _form(form, width)) for name, form in words.sums)]
    spans = [(row, _people(table, row), _span(table, row, words, width)) for row in table.lines]
    for name, form in wanted:
        known = [row.name for row, _, span in spans if _follows(form, span)]
        for row, those, _ in spans:
            if row.name in known:
                yield f"{table.key}/{row.name}/{name}", _part(those, form)
        if table.everyone is not None and table.everyone.name in known:
            rest = [fact for fact in facts if fact.group not in known]
            yield f"{table.key}/the rest/{name}", _part(rest, form)


def _people(table: Table, row: Row) -> list[Fact]:
    whole = table.everyone is not None and row == table.everyone
    return [fact for fact in table.facts if whole or fact.group == row.name]


def _span(table: Table, row: Row, words: Words, width: int) -> list[Vector]:
    """What the reader of a row knows: its shown figures, and the equations that hold among them."""
    unit = [tuple(Fraction(n == m) for m in range(width)) for n in range(width)]
    span = [unit[n] for n, value in enumerate(row.values[: table.sums + 1]) if value is not HIDDEN]
    people = _people(table, row)
    for equation in words.equations:
        form = _form(equation, width)
        # Someone with two roles counts once among the people and twice among the roles.
        if not form[0] or not _part(people, form):
            span.append(form)
    for n, (column, value) in enumerate(zip(table.columns, row.values, strict=True)):
        if n <= table.sums or value is HIDDEN or value is None:
            continue
        if column.heading == "Share":
            span.append(unit[1])
        elif column.heading.endswith(", of 100"):
            span.append(unit[n - table.sums])
        elif column.heading.startswith("Mean") and "gap" not in column.heading:
            span.append(unit[width - 1])
    return span


def _form(numbers: Sequence[float], width: int) -> Vector:
    """The numbers exactly, and nothing for amounts that the words know nothing of."""
    exact = [Fraction(str(number)) for number in numbers]
    return (*exact, *[Fraction(0)] * (width - len(exact)))


def _part(facts: Sequence[Fact], form: Vector) -> Part:
    part: Part = {fact.key: _times(form[0], Decimal(1)) for fact in facts}
    for fact in facts:
        for by, amount in zip(form[1:], fact.amounts, strict=True):
            part[fact.key] += _times(by, amount or Decimal(0))
    return {key: amount for key, amount in part.items() if amount}


def _times(by: Fraction, amount: Decimal) -> Decimal:
    return amount * by.numerator / by.denominator


def _follows(form: Vector, span: Sequence[Vector]) -> bool:
    """Whether the form is a sum of multiples of what is known."""
    return _rank(span) == _rank([*span, form])


def _rank(vectors: Sequence[Vector]) -> int:
    rows, rank = [list(vector) for vector in vectors], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[rank:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(rank, pivot)
        for n in range(rank + 1, len(rows)):
            by = rows[n][column] / pivot[column]
            rows[n] = [one - by * other for one, other in zip(rows[n], pivot, strict=True)]
        rank += 1
    return rank


def _of_gaps(table: Table) -> Iterator[tuple[str, Part]]:
    """A mean that is hidden, from the other side's mean and the gap between the two."""
    headings = [column.heading for column in table.columns]
    reference = next((row for row in table.rows if row.name in REFERENCES), None)
    if "Mean gap" not in headings or reference is None or not table.facts:
        return
    gap = headings.index("Mean gap")
    mean = next(n for n, heading in enumerate(headings) if heading.startswith("Mean"))
    form = tuple(Fraction(n == len(table.facts[0].amounts)) for n in range(1 + len(table.facts[0].amounts)))
    for row in table.rows:
        if row is reference or not _shown(row.values[gap]):
            continue
        if _shown(row.values[mean]) and not _shown(reference.values[mean]):
            yield f"{table.key}/{reference.name}/by the gap of {row.name}", _part(_people(table, reference), form)
        if _shown(reference.values[mean]) and not _shown(row.values[mean]):
            yield f"{table.key}/{row.name}/by its gap", _part(_people(table, row), form)


def _shown(value: Value) -> bool:
    return value is not HIDDEN and value is not None


def _middles(published: Published) -> Iterator[tuple[str, int]]:
    """Medians and quartiles, and of how many people they are: no sums, so that nothing can be taken from them."""
    for table in published.tables:
        for n, column in enumerate(table.columns):
            if not any(word in column.heading for word in ("Median", "quartile")) or not table.facts:
                continue
            amount = {"Effect of leading": 3, "Consistency": 0}.get(published.title, len(table.facts[0].amounts) - 1)
            for row in table.lines:
                if _shown(row.values[n]):
                    of = {fact.key for fact in _people(table, row) if fact.amounts[amount] is not None}
                    yield f"{table.key}/{row.name}/{column.heading}", len(of)
