"""What the field says in more than one way: "CD" is a clinical director. The file is data/search_synonyms.csv."""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data" / "search_synonyms.csv"
LONGEST = 6
"""Words of an expression that are looked at together."""
Expression = tuple[str, ...]


@cache
def same_as() -> dict[Expression, list[str]]:
    """By an expression's words: every other way to say it."""
    found: dict[Expression, list[str]] = {}
    with DATA.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            said = row["same"].split(";")
            for one in said:
                found.setdefault(tuple(one.split()), []).extend(other for other in said if other != one)
    return found


@cache
def single_words() -> frozenset[str]:
    """The expressions of one word: no slip is seen in them."""
    return frozenset(words[0] for words in same_as() if len(words) == 1)


def find(words: list[str], start: int) -> tuple[int, list[str]]:
    """The longest expression that begins at this word: how many words it has, and the other ways to say it."""
    for length in range(min(LONGEST, len(words) - start), 0, -1):
        said = tuple(words[start : start + length])
        for form in (said, (*said[:-1], said[-1].removesuffix("s"))):
            if form in same_as():
                return length, same_as()[form]
    return 0, []
