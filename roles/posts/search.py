"""What a search asks of posts, said once in SQL, for the counts and for the page of posts.

By hand: the ORM took a third of the page's time to write both statements anew each time.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from roles.posts.query import Order, Search
from roles.posts.vocabulary import Vocabulary

# What stands behind each filter: a post has one value of it, or (ARRAYS) any number.
COLUMNS = {
    "kind": "archetype_id",
    "level": "level",
    "region": "region",
    "profession": "professions",
    "setting": "setting",
    "organisation": "organisation_id",
    "specialty": "specialty_name",
    "term": "CASE WHEN coalesce(term_months, 0) = 0 THEN 'none' WHEN term_months <= 12 THEN 'year'"
    " WHEN term_months <= 24 THEN 'two-years' WHEN term_months <= 36 THEN 'three-years' ELSE 'longer' END",
    "offers": "array_remove(ARRAY[CASE WHEN secondment THEN 'secondment' END, CASE WHEN job_share THEN 'job-share' END,"
    " CASE WHEN return_dcc_pas > 0 THEN 'return' END], NULL)",
    "pas": "pas",
    "allowance": "allowance_high_gbp",
}
ARRAYS = {"profession": "&& %s::varchar[]", "offers": "@> %s::text[]"}
"""How an array meets the values chosen: has any of them, or all."""
ALL_OF = ("offers",)
OPEN = "status = 'published' AND closes_at > %s"
WORDS = "search @@ %s::tsquery"


class Condition(NamedTuple):
    """What is asked of a post, with its one value; `name` is the filter it comes from."""

    name: str
    sql: str
    value: Any


@dataclass(frozen=True)
class Question:
    """What is asked of the database: open posts at a moment, with words, that meet every filter, in an order."""

    words: str
    """As a tsquery; empty for any."""
    order: Order
    at: datetime
    filters: tuple[Condition, ...]

    @property
    def found(self) -> list[Condition]:
        """Open, with the words: indexes post_open_by_* and post_search."""
        return [Condition("", OPEN, self.at), *([Condition("q", WORDS, self.words)] if self.words else [])]

    @property
    def key(self) -> Hashable:
        """The same for every asker within the minute for which answers are kept."""
        return self.words, tuple((each.name, str(each.value)) for each in self.filters)


def question(search: Search, words: str, at: datetime, known: Vocabulary) -> Question:
    """The search as the database is asked; `words` as the tsquery that they were read as."""
    filters = []
    for name, values in search.chosen.items():
        value = keys_of(name, values, known)
        sql = f"{COLUMNS[name]} {ARRAYS[name]}" if name in ARRAYS else f"{COLUMNS[name]} = ANY(%s)"
        filters.append(Condition(name, sql, value))
    filters += [Condition(name, f"{COLUMNS[name]} >= %s", least) for name, least in search.least.items()]
    return Question(words, search.order, at, tuple(filters))


def keys_of(name: str, values: Iterable[str], known: Vocabulary) -> list[Any]:
    """A facet's values as its column has them: of records their keys."""
    keys = known.keys.get(name)
    return [keys[each] for each in values] if keys else list(values)


def sql_of(conditions: Iterable[Condition]) -> str:
    """All of them, as the body of a WHERE."""
    return " AND ".join(each.sql for each in conditions)
