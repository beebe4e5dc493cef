"""Every count that a search page shows, in one query."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from roles.posts.kept import Kept
from roles.posts.query import FACETS
from roles.posts.search import COLUMNS, Question, sql_of
from roles.posts.vocabulary import Vocabulary

# Each filter's bit in the sum `missed`.
BITS = {name: 1 << place for place, name in enumerate(COLUMNS)}
# SQL's grouping(a, b, …) has a bit for each column that a row is not grouped by, the last column's lowest.
GROUPED = {(1 << len(COLUMNS)) - 1 - (1 << place): name for place, name in enumerate(reversed(COLUMNS))}
COALESCED = ", ".join(f"{column}::text" for name, column in COLUMNS.items() if name != "profession")
KEPT_FROM = 500
"""Where fewer posts have the words, their counts are cheap and always fresh."""


@dataclass
class Counts:
    """How many posts the search finds, and would find with another choice."""

    total: int = 0
    matched: int = 0
    """Open posts that have the words, whatever the filters."""
    facets: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in FACETS})
    """By facet and value: the posts of that value that meet every other filter."""
    pas: dict[Decimal, int] = field(default_factory=dict)
    """By exact PAs a week: the posts that meet every filter but least PAs."""
    without: dict[str, int] = field(default_factory=dict)
    """By filter: the posts there would be without it."""


kept_counts: Kept[Counts] = Kept()


def count(asked: Question, known: Vocabulary) -> Counts:
    """Every count of the page in one query; those of many posts are kept for a minute.

    Each open post that has the words gets the sum of bits of the filters it misses. Each value is then counted over
    the posts that miss nothing, or nothing but that facet's own filter.
    """
    return kept_counts.get(asked.key, lambda: _count(asked, known), worth=lambda c: c.matched >= KEPT_FROM)


def _count(asked: Question, known: Vocabulary) -> Counts:
    wanted = asked.filters
    missed = " + ".join(["0", *(f"CASE WHEN {each.sql} THEN 0 ELSE {BITS[each.name]} END" for each in wanted)])
    columns = ", ".join(COLUMNS.values())
    sets = ", ".join(f"({column})" for column in COLUMNS.values())
    own = "".join(f", count(*) FILTER (WHERE missed IN (0, {BITS[each.name]}))" for each in wanted)
    counted = f"count(*), count(*) FILTER (WHERE missed = 0){own}"
    # OFFSET 0: the sum of bits is worked out once a post, not once a count.
    statement = (
        f"SELECT grouping({columns}), coalesce({COALESCED}), professions, {counted}"  # noqa: S608 -- own names only
        f" FROM (SELECT {columns}, {missed} AS missed FROM roles_post"
        f" WHERE {sql_of(asked.found)} OFFSET 0) AS marked"
        f" GROUP BY GROUPING SETS ((), {sets})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [each.value for each in (*wanted, *asked.found)])
        in_use = [each.name for each in wanted]
        return _counted(cursor.fetchall(), in_use, {str(pk): slug for slug, (pk, _) in known.kinds.items()})


def _counted(rows: list[tuple[Any, ...]], in_use: list[str], slugs: dict[str, str]) -> Counts:
    counts = Counts()
    for grouping, value, professions, matched, total, *own in rows:
        name = GROUPED.get(grouping)
        if name is None:
            counts.matched, counts.total, counts.without = matched, total, dict(zip(in_use, own, strict=True))
            continue
        n = own[in_use.index(name)] if name in in_use else total
        if not n:
            continue
        if name == "pas":
            counts.pas[Decimal(value)] = n
        elif name == "profession":
            for profession in professions:
                counts.facets[name][profession] = counts.facets[name].get(profession, 0) + n
        elif name != "kind" or value in slugs:
            counts.facets[name][slugs[value] if name == "kind" else value] = n
    return counts
