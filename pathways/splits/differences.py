"""What changes from one week to another, line by line: plain lines in, differences out. PAs are a week's."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from pathways.splits.week import ZERO, Line


class Difference(NamedTuple):
    """One kind of work in two weeks; 0 PAs where a week has none of it."""

    what: str
    category: str
    additional: bool
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        return self.after - self.before


def differences(before: Iterable[Line], after: Iterable[Line]) -> tuple[Difference, ...]:
    """Every kind of work of both weeks, in the order of the new one and then what is gone.

    Lines of one category and name are one kind of work, however they are written and on however many days.
    """
    old, new = _by_work(before), _by_work(after)
    return tuple(
        Difference(
            what=(new.get(work) or old[work])[0],
            category=work[0],
            additional=work[2],
            before=old.get(work, ("", ZERO))[1],
            after=new.get(work, ("", ZERO))[1],
        )
        for work in [*new, *(work for work in old if work not in new)]
    )


def _by_work(lines: Iterable[Line]) -> dict[tuple[str, str, bool], tuple[str, Decimal]]:
    sums: dict[tuple[str, str, bool], tuple[str, Decimal]] = {}
    for line in lines:
        work = (line.category, " ".join(line.what.casefold().split()), line.additional)
        written, pas = sums.get(work, (line.what, ZERO))
        sums[work] = (written, pas + line.pas)
    return sums
