"""People who hold a kind of role and would talk about it. The apps above say who they are (`answered_by`)."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from people.models import User
from roles.catalogue.models import Archetype


class Talker(NamedTuple):
    """Someone to ask: what they are called, a line about them, and where to ask."""

    name: str
    line: str
    href: str


Answer = Callable[[Archetype, User], Iterable[Talker]]
_answers: list[Answer] = []


def answered_by(answer: Answer) -> None:
    """Registers who knows of people to ask; called once, when an app is ready."""
    _answers.append(answer)


def talkers(archetype: Archetype, asker: User) -> list[Talker]:
    """The people whom this person may ask about the kind of role."""
    return [talker for answer in _answers for talker in answer(archetype, asker)]
