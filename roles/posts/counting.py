"""Every count that a search page shows, in one query."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from roles.posts.kept import Kept
from roles.posts.models import PostQuerySet
from roles.posts.query import FACETS, Search
from roles.posts.search import Vocabulary

# The column behind each filter; `missed` in the query below has a bit for each.
COLUMNS = {
    "kind": "archetype_id",
    "level": "level",
    "region": "region",
    "profession": "professions",
    "setting": "setting",
    "pas": "pas",
}
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


def count(search: Search, words: str, found: PostQuerySet, known: Vocabulary) -> Counts:
    """Every count of the page in one query; those of many posts are kept for a minute.

    Each open post that has the words gets the sum of bits of the filters it misses. Each value is then counted over
    the posts that miss nothing, or nothing but that facet's own filter.
    """
    asked = (words, tuple(sorted(search.chosen.items())), search.least_pas)
    return kept_counts.get(asked, lambda: _count(search, found, known), worth=lambda c: c.matched >= KEPT_FROM)


def _count(search: Search, found: PostQuerySet, known: Vocabulary) -> Counts:
    inner, params = found.order_by().values(*COLUMNS.values()).query.sql_with_params()
    missed, more = _missed(search, known)
    in_use = [*search.chosen, *(["pas"] if search.least_pas is not None else [])]
    columns = ", ".join(COLUMNS.values())
    sets = ", ".join(f"({column})" for column in COLUMNS.values())
    own = "".join(f", count(*) FILTER (WHERE missed IN (0, {BITS[name]}))" for name in in_use)
    # OFFSET 0: the sum of bits is worked out once a post, not once a count.
    counted = f"count(*), count(*) FILTER (WHERE missed = 0){own}"
    statement = (
        f"SELECT grouping({columns}), coalesce({COALESCED}), professions, {counted}"  # noqa: S608 -- own names only
        f" FROM (SELECT *, {missed} AS missed FROM ({inner}) AS open OFFSET 0) AS marked"
        f" GROUP BY GROUPING SETS ((), {sets})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*more, *params])
        return _counted(cursor.fetchall(), in_use, {str(pk): slug for slug, (pk, _) in known.kinds.items()})


def _missed(search: Search, known: Vocabulary) -> tuple[str, list[Any]]:
    """SQL of the sum of bits of the filters that a row misses, and its parameters."""
    terms: list[str] = ["0"]
    params: list[Any] = []
    for name, values in search.chosen.items():
        test = "professions && %s::varchar[]" if name == "profession" else f"{COLUMNS[name]} = ANY(%s)"
        terms.append(f"CASE WHEN {test} THEN 0 ELSE {BITS[name]} END")
        params.append([known.kinds[slug][0] for slug in values] if name == "kind" else list(values))
    if search.least_pas is not None:
        terms.append(f"CASE WHEN pas >= %s THEN 0 ELSE {BITS['pas']} END")
        params.append(search.least_pas)
    return " + ".join(terms), params


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
