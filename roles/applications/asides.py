"""What else stands on a sent application: the rooms above say it (`shown_by`), for its applicant alone."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from roles.applications.models import Application


class Aside(NamedTuple):
    """A heading with lines (each a short label, may be empty, and a text), and where to go on."""

    heading: str
    lines: list[tuple[str, str]]
    href: str = ""
    action: str = ""


Answer = Callable[[Application], Iterable[Aside]]
_answers: list[Answer] = []


def shown_by(answer: Answer) -> None:
    """Registers who has something to show; called once, when an app is ready."""
    _answers.append(answer)


def asides(application: Application) -> list[Aside]:
    """What the rooms above show on the application."""
    return [aside for answer in _answers for aside in answer(application)]
