"""How sure a figure is, in words, by its mark (domain.md: seen in a source, worked out, recalled, local)."""

from rewards.packages.rules import Line

WORDS = (
    ("MEMORY", "usual figure, not checked"),
    ("VERIFIED", "seen in a source"),
    ("COMPUTED", "worked out from published figures"),
    ("LOCAL", "set by the employer"),
    ("RECORDED", "as recorded"),
    ("WRITTEN", "as written down then"),
)
"""The first that a mark holds counts: a rate partly recalled is not checked."""


def how_sure(line: Line) -> str:
    """The words for the line's mark; empty where there is no figure to be sure of."""
    return next((words for mark, words in WORDS if mark in line.mark), "") if line.annual_gbp is not None else ""
