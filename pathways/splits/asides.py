"""What else stands on a time split: the rooms above say it (`shown_by`), to its owner alone."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pathways.splits.models import TimeSplit
from people.models import User


class Aside(NamedTuple):
    """A sentence, and the link to go on by."""

    line: str
    words: str
    href: str


Answer = Callable[[TimeSplit], Iterable[Aside]]
_answers: list[Answer] = []


def shown_by(answer: Answer) -> None:
    """Registers who has something to show; called once, when an app is ready."""
    _answers.append(answer)


def asides(user: User, split: TimeSplit) -> list[Aside]:
    """What the rooms above show on the split; nothing to anyone but its owner."""
    return [aside for answer in _answers for aside in answer(split)] if split.user_id == user.pk else []
