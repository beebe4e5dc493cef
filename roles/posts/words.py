"""What typed words ask of posts, and the words of published posts, by which slips are mended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from itertools import islice

from django.db import connection

from roles.posts.kept import Kept
from roles.posts.models import Post
from roles.posts.synonyms import single_words
from roles.posts.terms import IGNORED, Term, mend, take_apart, ways_to_write, widen, without_ignored

LIKE_ENOUGH = 0.75
"""How much of two words must agree (difflib's ratio, 0 to 1): "cardiolgy" and "cardiology" have 0.95."""
CORRECTED_MOST = 10
COMPLETED_MOST = 40
"""Words that begin as one typed does: more are not searched for."""
_WORD = re.compile(r"\b[a-z]{3,60}\b", re.IGNORECASE)

_SLIPS = """
SELECT typed.word, near.words, longer.words
FROM (
    SELECT t.word, stem.of,
           stem.of = '{}' OR EXISTS (
               SELECT FROM roles_searchword k WHERE k.word = t.word OR k.word = stem.of[1]
           ) AS known
    FROM unnest(%s::text[]) AS t(word), LATERAL (SELECT ts_lexize('english_stem', t.word) AS of) AS stem
) AS typed
LEFT JOIN LATERAL (
    SELECT array_agg(c.word ORDER BY c.likeness DESC, c.word) AS words
    FROM (
        SELECT CASE WHEN ts_lexize('english_stem', s.word) = typed.of THEN typed.word ELSE s.word END AS word,
               similarity(s.word, typed.word) AS likeness
        FROM roles_searchword s
        WHERE s.word %% typed.word
            OR (s.word LIKE left(typed.word, 1) || '%%' AND abs(length(s.word) - length(typed.word)) <= 1)
        ORDER BY likeness DESC, s.word
        LIMIT 12
    ) AS c
) AS near ON true
LEFT JOIN LATERAL (
    SELECT array_agg(c.word) AS words
    FROM (
        SELECT word FROM roles_searchword WHERE word LIKE typed.word || '%%' ORDER BY length(word), word LIMIT %s
    ) AS c
) AS longer ON true
WHERE NOT typed.known
"""
_QUERIES = """
SELECT (CASE WHEN together THEN phraseto_tsquery('english', way) ELSE plainto_tsquery('english', way) END)::text
FROM unnest(%s::text[], %s::boolean[]) WITH ORDINALITY AS asked(way, together, n) ORDER BY n
"""


@dataclass(frozen=True)
class Reading:
    """What is searched for: the words, mended or as typed, and what they come to."""

    words: str
    query: str = ""
    """The tsquery; empty for words that are too common to search by, such as "the"."""
    any_of: str = ""
    """The tsquery of posts that have some of several words, for when none has all."""
    corrected: bool = False
    also: tuple[str, ...] = ()
    """Other ways to say it that are searched for too."""
    all_known: bool = True
    """Whether posts have every word, as typed or as corrected."""

    @property
    def means_something(self) -> bool:
        """Whether there is anything to search by, or nothing was typed."""
        return bool(self.query or not self.words)


kept_readings: Kept[Reading] = Kept()


def read(typed: str, *, exact: bool = False) -> Reading:
    """What the words ask for: slips mended, beginnings completed, abbreviations of the field understood.

    Two queries, kept for a minute. `exact` takes the words as they are.
    """
    if not typed:
        return Reading("")
    return kept_readings.get((typed, exact), lambda: _read(typed, exact), worth=lambda r: r.all_known)


def _read(typed: str, exact: bool) -> Reading:
    asked = take_apart(typed)
    if exact:
        return Reading(typed, _queries(asked)[0])
    strange = _strange(asked)
    better = {word: found for word, (found, _) in strange.items() if found and found != word}
    endings = {word: longer for word, (_, longer) in strange.items() if longer}
    widened = [without_ignored(widen(mend(terms, better))) for terms in asked]
    alternatives = [[_completed(term, endings) for term in terms] for terms in widened]
    said = [term for terms in alternatives for term in terms if term.ways[0] not in endings]
    wanted = [[term] for terms in alternatives for term in terms if not term.unwanted]
    query, any_of = _queries(alternatives, wanted if len(wanted) > len(alternatives) else [])
    return Reading(
        words=_WORD.sub(lambda m: better.get(m[0].lower(), m[0]), typed),
        query=query,
        any_of=any_of,
        corrected=bool(better),
        also=tuple(dict.fromkeys(way for term in said for way in term.ways[1:])),
        all_known=all(found or longer for found, longer in strange.values()),
    )


def _strange(asked: list[list[Term]]) -> dict[str, tuple[str | None, list[str]]]:
    """The words that no published post has: the nearest that one has, or else the words that begin so."""
    said = [term.ways[0] for terms in asked for term in terms if term.plain and not term.unwanted]
    typed = [word for word in dict.fromkeys(said) if _WORD.fullmatch(word) and word not in single_words() | IGNORED]
    if not typed:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SLIPS, [typed[:CORRECTED_MOST], COMPLETED_MOST])
        rows = cursor.fetchall()
    return {
        word: (None, longer) if longer else (nearest(word, [*(near or []), *close_to(word)]), [])
        for word, near, longer in rows
    }


def close_to(word: str) -> list[str]:
    """The abbreviations and other words of the field that are most like this one."""
    return get_close_matches(word, single_words(), n=3, cutoff=LIKE_ENOUGH)


def _completed(term: Term, endings: dict[str, list[str]]) -> Term:
    word = term.ways[0]
    return replace(term, ways=(word, *endings[word])) if word in endings else term


def _queries(*forms: list[list[Term]]) -> list[str]:
    """Each form's alternatives as one tsquery; its parts are PostgreSQL's own, so nothing typed becomes an operator."""
    ways = [way for alternatives in forms for terms in alternatives for way in ways_to_write(terms)]
    if not ways:
        return [""] * len(forms)
    with connection.cursor() as cursor:
        cursor.execute(_QUERIES, [[words for words, _ in ways], [together for _, together in ways]])
        parts = iter([row[0] for row in cursor.fetchall()])
    return [" | ".join(filter(None, (_all_of(terms, parts) for terms in alternatives))) for alternatives in forms]


def _all_of(terms: list[Term], parts: Iterator[str]) -> str:
    asked = []
    for term in terms:
        if any_of := dict.fromkeys(f"({part})" for part in islice(parts, len(term.ways)) if part):
            asked.append(f"{'!' if term.unwanted else ''}({' | '.join(any_of)})")
    return f"({' & '.join(asked)})" if asked else ""


def nearest(word: str, candidates: list[str] | None) -> str | None:
    """The candidate most like the word, if one is like enough; of equals the first."""
    scored = [(SequenceMatcher(None, word, other).ratio(), other) for other in candidates or []]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= LIKE_ENOUGH else None


def note_words(post: Post) -> None:
    """Keeps the words of a post for corrections; called when it is published."""
    held = [post.title, post.specialty_name, post.organisation_name, post.found_by, post.region]
    text = " ".join([*held, post.summary, post.description])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO roles_searchword (word) SELECT lexeme FROM unnest(to_tsvector('simple', %s))"
            " WHERE lexeme ~ '^[a-z]{3,60}$' ON CONFLICT DO NOTHING",
            [text],
        )
    kept_readings.clear()
