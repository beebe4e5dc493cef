"""One page of the posts that a search finds, in the order asked for."""

from collections.abc import Iterable
from datetime import datetime

from roles.posts.counting import KEPT_FROM, Counts
from roles.posts.kept import Kept
from roles.posts.models import Post
from roles.posts.query import PAGE_SIZE, Order
from roles.posts.search import OPEN, Question, sql_of

# What a post says, and how much of its title it is: 2 divides by the number of the title's words.
RANK = "ts_rank(search, asked.words) + ts_rank(ts_filter(search, '{a}'), asked.words, 2) DESC, closes_at, id"
ORDERS = {
    Order.CLOSING: "closes_at, id",
    Order.NEWEST: "published_at DESC, id DESC",
    Order.PAS: "pas DESC, closes_at, id",
    Order.ALLOWANCE: "allowance_high_gbp DESC NULLS LAST, closes_at, id",
    Order.BEST: "closes_at, id",
}
SHOWN = (
    "id, title, summary, organisation_name, region, pas, paid_by, allowance_low_gbp, allowance_high_gbp, salary_gbp,"
    " term_months, closes_at, status"
)
KEPT_MOST = 8 * PAGE_SIZE
"""How far the order of a search that finds many is kept; few read on."""

kept_order: Kept[list[int]] = Kept()


def page_of(asked: Question, counts: Counts, page: int) -> list[Post]:
    """The posts of a page, numbered from 1.

    Where many have the words, putting them in order is most of the work: the first of them are kept for a minute.
    One that closes within it is left out all the same.
    """
    start = (page - 1) * PAGE_SIZE
    if counts.matched < KEPT_FROM or start + PAGE_SIZE > KEPT_MOST:
        return list(_ordered(asked, SHOWN, PAGE_SIZE, start))
    keys = kept_order.get((asked.key, asked.order), lambda: [post.pk for post in _ordered(asked, "id", KEPT_MOST, 0)])
    shown = keys[start : start + PAGE_SIZE]
    statement = f"SELECT {SHOWN} FROM roles_post WHERE id = ANY(%s) AND {OPEN}"  # noqa: S608 -- own SQL only
    still = {post.pk: post for post in Post.objects.raw(statement, [shown, asked.at])}
    return [still[key] for key in shown if key in still]


def newest(asked: Question, most: int) -> list[Post]:
    """The first posts that a search finds, with the moment they were published."""
    return list(_ordered(asked, f"{SHOWN}, published_at", most, 0))


def like(post: Post, at: datetime, most: int = 3) -> list[Post]:
    """Open posts of the same kind, or of the same specialty and level; the nearest first, then by closing date."""
    near = "(archetype_id = %s)::int * 2 + (specialty_name = %s)::int * 2 + (region = %s)::int"
    statement = (
        f"SELECT {SHOWN} FROM roles_post WHERE {OPEN} AND id <> %s"  # noqa: S608 -- own SQL only
        f" AND (archetype_id = %s OR (specialty_name = %s AND specialty_name <> '' AND level = %s))"
        f" ORDER BY {near} DESC, closes_at, id LIMIT %s"
    )
    same = [post.archetype_id, post.specialty_name]
    return list(Post.objects.raw(statement, [at, post.pk, *same, post.level, *same, post.region, most]))


def _ordered(asked: Question, columns: str, most: int, start: int) -> Iterable[Post]:
    by_rank = asked.order == Order.BEST and asked.words
    conditions = [*asked.found, *asked.filters]
    asking = ", (SELECT %s::tsquery AS words) AS asked" if by_rank else ""
    statement = (
        f"SELECT {columns} FROM roles_post{asking}"  # noqa: S608 -- own SQL only
        f" WHERE {sql_of(conditions)} ORDER BY {RANK if by_rank else ORDERS[asked.order]} LIMIT %s OFFSET %s"
    )
    ranked = [asked.words] if by_rank else []
    return Post.objects.raw(statement, [*ranked, *(each.value for each in conditions), most, start])
