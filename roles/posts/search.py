"""What a search asks of posts, said once in SQL for the counts and for the page of posts.

By hand: the ORM took half of the page's time to write its two statements anew each time.
"""

from datetime import datetime
from typing import Any, NamedTuple

from roles.posts.models import Post
from roles.posts.query import PAGE_SIZE, Order, Search
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
RANK = "ts_rank(search, websearch_to_tsquery('english', %s)) DESC, closes_at, id"
ORDERS = {
    Order.CLOSING: "closes_at, id",
    Order.NEWEST: "published_at DESC, id DESC",
    Order.PAS: "pas DESC, closes_at, id",
    Order.BEST: "closes_at, id",
}
SHOWN = (
    "id, title, summary, organisation_name, region, pas, paid_by, allowance_low_gbp, allowance_high_gbp, salary_gbp,"
    " term_months, closes_at, status"
)


class Condition(NamedTuple):
    """What is asked of a post, with its one value; `name` is the filter it comes from."""

    name: str
    sql: str
    value: Any


def matching(words: str, at: datetime) -> list[Condition]:
    """The open posts that have the words; all open posts without words (indexes post_search, post_open_by_*)."""
    return [Condition("", OPEN, at), *([Condition("q", WORDS, words)] if words else [])]


def filters(search: Search, known: Vocabulary) -> list[Condition]:
    """A condition for each filter in use."""
    wanted = []
    for name, values in search.chosen.items():
        sql = "professions && %s::varchar[]" if name == "profession" else f"{COLUMNS[name]} = ANY(%s)"
        kinds = name == "kind"
        wanted.append(Condition(name, sql, [known.kinds[slug][0] for slug in values] if kinds else list(values)))
    if search.least_pas is not None:
        wanted.append(Condition("pas", "pas >= %s", search.least_pas))
    return wanted


def page_of(search: Search, words: str, asked: list[Condition], page: int) -> list[Post]:
    """One page of the posts that meet every condition, in the order asked for."""
    by_rank = search.order == Order.BEST and words
    statement = (
        f"SELECT {SHOWN} FROM roles_post WHERE {' AND '.join(each.sql for each in asked)}"  # noqa: S608 -- own SQL only
        f" ORDER BY {RANK if by_rank else ORDERS[search.order]} LIMIT %s OFFSET %s"
    )
    values = [*(each.value for each in asked), *([words] if by_rank else []), PAGE_SIZE, (page - 1) * PAGE_SIZE]
    return list(Post.objects.raw(statement, values))
