"""What a search asks of posts, said once in SQL, for the counts and for the page of posts.

By hand: the ORM took a third of the page's time to write both statements anew each time.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from roles.posts.query import Order, Search
from roles.posts.vocabulary import Vocabulary

# The column behind each filter.
COLUMNS = {
    "kind": "archetype_id",
    "level": "level",
    "region": "region",
    "profession": "professions",
    "setting": "setting",
    "pas": "pas",
}
OPEN = "status = 'published' AND closes_at > %s"
WORDS = "search @@ websearch_to_tsquery('english', %s)"


class Condition(NamedTuple):
    """What is asked of a post, with its one value; `name` is the filter it comes from."""

    name: str
    sql: str
    value: Any


@dataclass(frozen=True)
class Question:
    """What is asked of the database: open posts at a moment, with words, that meet every filter, in an order."""

    words: str
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
    """The search as the database is asked; `words` as they were read, which may not be as typed."""
    filters = []
    for name, values in search.chosen.items():
        sql = "professions && %s::varchar[]" if name == "profession" else f"{COLUMNS[name]} = ANY(%s)"
        value = [known.kinds[slug][0] for slug in values] if name == "kind" else list(values)
        filters.append(Condition(name, sql, value))
    if search.least_pas is not None:
        filters.append(Condition("pas", "pas >= %s", search.least_pas))
    return Question(words, search.order, at, tuple(filters))


def sql_of(conditions: Iterable[Condition]) -> str:
    """All of them, as the body of a WHERE."""
    return " AND ".join(each.sql for each in conditions)
