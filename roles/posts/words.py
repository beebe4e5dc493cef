"""The words of published posts: kept for the forgiving of slips, and used for it."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import connection

from roles.posts.kept import Kept
from roles.posts.models import Post

LIKE_ENOUGH = 0.75
"""How much of two words must agree (difflib's ratio, 0 to 1): "cardiolgy" and "cardiology" have 0.95."""
CORRECTED_MOST = 10
_WORD = re.compile(r"\b[a-z]{3,60}\b", re.IGNORECASE)

_READ = """
SELECT numnode(websearch_to_tsquery('english', %s)), typed.word, typed.known, near.words
FROM (SELECT) AS once
LEFT JOIN (
    SELECT t.word, stem.of,
           stem.of = '{}' OR EXISTS (
               SELECT FROM roles_searchword k WHERE k.word = t.word OR k.word = stem.of[1]
           ) AS known
    FROM unnest(%s::text[]) AS t(word), LATERAL (SELECT ts_lexize('english_stem', t.word) AS of) AS stem
) AS typed ON true
LEFT JOIN LATERAL (
    SELECT array_agg(c.word ORDER BY c.likeness DESC, c.word) AS words
    FROM (
        SELECT CASE WHEN ts_lexize('english_stem', s.word) = typed.of THEN typed.word ELSE s.word END AS word,
               similarity(s.word, typed.word) AS likeness
        FROM roles_searchword s
        WHERE NOT typed.known AND (
            s.word %% typed.word
            OR (s.word LIKE left(typed.word, 1) || '%%' AND abs(length(s.word) - length(typed.word)) <= 1)
        )
        ORDER BY likeness DESC, s.word
        LIMIT 12
    ) AS c
) AS near ON true
"""


@dataclass(frozen=True)
class Reading:
    """What is searched for: the words, corrected or as typed."""

    words: str
    corrected: bool = False
    means_something: bool = True
    """False for words that are too common to search by, such as "the"."""
    all_known: bool = True
    """Whether posts have every word, as typed or as corrected."""


kept_readings: Kept[Reading] = Kept()


def read(typed: str, *, exact: bool = False) -> Reading:
    """Replaces each word that no published post has by the nearest that one has; one query, kept for a minute.

    `exact` keeps the words as they are.
    """
    return kept_readings.get((typed, exact), lambda: _read(typed, exact), worth=lambda r: r.all_known)


def _read(typed: str, exact: bool) -> Reading:
    slips = [] if exact else list(dict.fromkeys(re.findall(r"\b[a-z]{3,60}\b", typed.lower())))[:CORRECTED_MOST]
    with connection.cursor() as cursor:
        cursor.execute(_READ, [typed, slips])
        rows = cursor.fetchall()
    nearer = {word: nearest(word, near) for _, word, known, near in rows if word and not known}
    better = {word: found for word, found in nearer.items() if found and found != word}
    return Reading(
        words=_WORD.sub(lambda m: better.get(m[0].lower(), m[0]), typed),
        corrected=bool(better),
        means_something=rows[0][0] > 0,
        all_known=None not in nearer.values(),
    )


def nearest(word: str, candidates: list[str] | None) -> str | None:
    """The candidate most like the word, if one is like enough; of equals the first."""
    scored = [(SequenceMatcher(None, word, other).ratio(), other) for other in candidates or []]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= LIKE_ENOUGH else None


def note_words(post: Post) -> None:
    """Keeps the words of a post for corrections; called when it is published."""
    text = " ".join([post.title, post.specialty_name, post.organisation_name, post.summary, post.description])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO roles_searchword (word) SELECT lexeme FROM unnest(to_tsvector('simple', %s))"
            " WHERE lexeme ~ '^[a-z]{3,60}$' ON CONFLICT DO NOTHING",
            [text],
        )
    kept_readings.clear()
