"""Who has a link with whom (R11). The apps above know: they register what they hold on record (`known_by`).

A panel member must not learn from a link who applied. So what they are asked rests on their own side alone
(`has_any`), and which pairs there are (`pairs`) is for counting scores and for the recruiter.
"""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from people.models import User

Pair = tuple[int, int]
"""Keys of a panel member and an applicant."""


class Record(NamedTuple):
    """What one app holds: pairs of members and applicants with a link, and whether someone has one with anybody."""

    pairs: Callable[[Collection[int], Collection[int]], Iterable[Pair]]
    has_any: Callable[[User], bool]


_records: list[Record] = []


def known_by(record: Record) -> None:
    """Registers who knows of links; called once, when an app is ready."""
    _records.append(record)


def pairs(members: Collection[int], applicants: Collection[int]) -> set[Pair]:
    """All links between these members and these applicants: one query for each record."""
    if not members or not applicants:
        return set()
    return {pair for record in _records for pair in record.pairs(members, applicants)}


def has_any(user: User) -> bool:
    """Whether this person must declare a link, whoever applies."""
    return any(record.has_any(user) for record in _records)
