"""Every count that a search page shows, in one query."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from roles.posts.kept import Kept
from roles.posts.query import FACETS, LEAST
from roles.posts.search import ALL_OF, ARRAYS, COLUMNS, Question, sql_of
from roles.posts.vocabulary import Vocabulary

# Each filter's bit in the sum `missed`.
BITS = {name: 1 << place for place, name in enumerate(COLUMNS)}
# SQL's grouping(a, b, …) has a bit for each column that a row is not grouped by, the last column's lowest.
GROUPED = {(1 << len(COLUMNS)) - 1 - (1 << place): name for place, name in enumerate(reversed(COLUMNS))}
# Each column once under its filter's name: those of arrays apart, for PostgreSQL gives them as lists.
MARKED = ", ".join(f"{column} AS {name}" for name, column in COLUMNS.items())
SINGLE = ", ".join(f"{name}::text" for name in COLUMNS if name not in ARRAYS)
SETS = ", ".join(f"({name})" for name in COLUMNS)
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
    least: dict[str, dict[Decimal, int]] = field(default_factory=lambda: {name: {} for name in LEAST})
    """By number and exact value, such as PAs a week: the posts that meet every filter but that number's own."""
    without: dict[str, int] = field(default_factory=dict)
    """By filter: the posts there would be without it."""
    filters: str = ""
    """What the page makes of them, kept as long as they are."""


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
    own = "".join(f", count(*) FILTER (WHERE missed IN (0, {BITS[each.name]}))" for each in wanted)
    counted = f"count(*), count(*) FILTER (WHERE missed = 0){own}"
    # OFFSET 0: the sum of bits is worked out once a post, not once a count.
    statement = (
        f"SELECT grouping({', '.join(COLUMNS)}), coalesce({SINGLE}), {', '.join(ARRAYS)}, {counted}"  # noqa: S608 -- own
        f" FROM (SELECT {MARKED}, {missed} AS missed FROM roles_post"
        f" WHERE {sql_of(asked.found)} OFFSET 0) AS marked"
        f" GROUP BY GROUPING SETS ((), {SETS})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [each.value for each in (*wanted, *asked.found)])
        return _counted(cursor.fetchall(), [each.name for each in wanted], known)


def _counted(rows: list[tuple[Any, ...]], in_use: list[str], known: Vocabulary) -> Counts:
    counts = Counts()
    for grouping, value, *rest in rows:
        lists, (matched, total, *own) = dict(zip(ARRAYS, rest, strict=False)), rest[len(ARRAYS) :]
        name = GROUPED.get(grouping)
        if name is None:
            counts.matched, counts.total, counts.without = matched, total, dict(zip(in_use, own, strict=True))
            continue
        # Of what a post offers every choice narrows further; of another facet, a choice widens its own.
        n = own[in_use.index(name)] if name in in_use and name not in ALL_OF else total
        if not n:
            continue
        if name in LEAST:
            if value is not None:
                counts.least[name][Decimal(value)] = n
        elif name in ARRAYS:
            for each in lists[name]:
                counts.facets[name][each] = counts.facets[name].get(each, 0) + n
        elif name in known.keys:
            if slug := known.values[name].get(int(value)):
                counts.facets[name][slug] = n
        elif value:
            counts.facets[name][value] = n
    return counts
