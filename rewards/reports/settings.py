"""The organisation's setting that every report asks for."""

from people.settings.reading import setting
from people.settings.shared import SMALL_NUMBER
from rewards.reports.asking import Ask


def least_of(ask: Ask) -> int:
    """R12: groups of fewer people than this are hidden, as set for the day; one query."""
    return setting(ask.organisation, SMALL_NUMBER, ask.on)
