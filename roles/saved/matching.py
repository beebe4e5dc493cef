"""Which saved searches find which new posts: the few posts are laid beside all searches in one statement."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from roles.posts.query import FACETS, LEAST
from roles.posts.search import ARRAYS, COLUMNS

ASKED = " AND ".join(
    [
        *(
            f"(saved.{name} = '{{}}' OR post.{name} {ARRAYS[name].split()[0]} saved.{name}::text[])"
            if name in ARRAYS
            else f"(saved.{name} = '{{}}' OR post.{name} = ANY(saved.{name}))"
            for name in FACETS
        ),
        *(f"(saved.{name} IS NULL OR post.{name} >= saved.{name})" for name in LEAST),
    ]
)
MARKED = ", ".join(f"{column}{'::text[]' if name in ARRAYS else ''} AS {name}" for name, column in COLUMNS.items())
# Words are asked once for each different query, not once for each search: many people look for the same. As text, for
# PostgreSQL can't hash a tsquery, and comparing each with each took fifty times as long.
FOUND = f"""
WITH due AS MATERIALIZED (
    SELECT *, words::text AS said FROM roles_savedsearch WHERE id = ANY(%(searches)s)
), fresh AS MATERIALIZED (
    SELECT id, published_at, search, {MARKED} FROM roles_post
    WHERE status = 'published' AND closes_at > %(now)s
        AND published_at > (SELECT min(told_until) FROM due) AND published_at <= %(until)s
), worded AS MATERIALIZED (
    SELECT asked.said, post.id FROM (SELECT DISTINCT ON (said) said, words FROM due WHERE said IS NOT NULL) asked
    JOIN fresh post ON post.search @@ asked.words
)
SELECT id, array_agg(post ORDER BY published_at DESC, post DESC) FROM (
    SELECT saved.id, post.id AS post, post.published_at FROM due saved JOIN fresh post
        ON saved.words IS NULL AND post.published_at > saved.told_until AND {ASKED}
    UNION ALL
    SELECT saved.id, post.id, post.published_at FROM due saved JOIN worded ON worded.said = saved.said
    JOIN fresh post ON post.id = worded.id AND post.published_at > saved.told_until AND {ASKED}
) AS found GROUP BY id
"""  # noqa: S608 -- own names only


def matches(searches: Iterable[int], *, now: datetime, until: datetime) -> dict[int, list[int]]:
    """By search: the open posts that it finds, published since it was last told and not after `until`; newest first."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND, {"searches": list(searches), "now": now, "until": until})
        return dict(cursor.fetchall())
