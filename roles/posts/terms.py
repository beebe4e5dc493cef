"""What is typed in the search box, taken apart: words, "phrases", -unwanted ones, and or. Pure, without a database."""

import re
from dataclasses import dataclass, replace

from roles.posts import synonyms

# Said of every post: they narrow nothing, and many posts do not have them.
IGNORED = {"job", "jobs", "post", "posts", "role", "roles", "vacancy", "vacancies", "position", "positions", "near"}
_TOKEN = re.compile(r'(?P<minus>-)?"(?P<phrase>[^"]*)"?|(?P<bare>\S+)')
_LETTERS = re.compile(r"\b(\w) & (\w)\b")


@dataclass(frozen=True)
class Term:
    """One thing that a post must say, in any of these ways, or must not say."""

    ways: tuple[str, ...]
    """The first as typed; the others mean the same."""
    phrase: bool = False
    """Whether the first way's words must stand together; those of the others always do."""
    unwanted: bool = False
    plain: bool = False
    """A single word, in which a slip may be mended."""


def take_apart(typed: str) -> list[list[Term]]:
    """Alternatives of terms: a post must meet all terms of one of them. Empty where nothing is asked."""
    alternatives: list[list[Term]] = [[]]
    for token in _TOKEN.finditer(_LETTERS.sub(r"\1&\2", typed)):
        if token["phrase"] is not None:
            if words := _words(token["phrase"]):
                alternatives[-1].append(Term((" ".join(words),), phrase=True, unwanted=bool(token["minus"])))
            continue
        bare = token["bare"]
        if bare.lower() == "or":
            alternatives.append([])
            continue
        unwanted = len(bare) > 1 and bare.startswith("-")
        alternatives[-1] += [Term((word,), unwanted=unwanted, plain=True) for word in _words(bare)]
    return [terms for terms in alternatives if terms]


def _words(text: str) -> list[str]:
    """Lower-case words; "&" stays within ("a&e"), a hyphen or a stroke parts them, an apostrophe goes."""
    cleaned = re.sub(r"[’']", "", text.lower())
    return re.findall(r"\w+(?:&\w+)*", cleaned.replace("_", " "))


def without_ignored(terms: list[Term]) -> list[Term]:
    """The terms without the words that every advert could say, unless nothing is left then."""
    said = [term for term in terms if not (term.plain and term.ways[0] in IGNORED)]
    return said or terms


def widen(terms: list[Term]) -> list[Term]:
    """The same terms, where the field says it in other ways too each with those: "CD" also as "clinical director"."""
    widened: list[Term] = []
    words = [term.ways[0] if term.plain and not term.unwanted else "" for term in terms]
    at = 0
    while at < len(terms):
        length, others = synonyms.find(words, at)
        if length:
            said = " ".join(words[at : at + length])
            widened.append(Term((said, *others)))
        else:
            widened.append(terms[at])
        at += length or 1
    return widened


def mend(terms: list[Term], better: dict[str, str]) -> list[Term]:
    """The same terms with these words replaced."""
    return [replace(term, ways=(better.get(term.ways[0], term.ways[0]),)) if term.plain else term for term in terms]


def ways_to_write(terms: list[Term]) -> list[tuple[str, bool]]:
    """Every way of every term, with whether its words must stand together."""
    return [(way, term.phrase if n == 0 else " " in way) for term in terms for n, way in enumerate(term.ways)]
