"""What else stands on an appointment: the rooms above say it (`shown_by`), to each reader their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from people.models import User
from roles.appointments.models import Appointment


@dataclass(frozen=True)
class Aside:
    """A heading with paragraphs, and links (words, address) to go on by."""

    heading: str
    lines: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


Answer = Callable[[User, Appointment], Iterable[Aside]]
_answers: list[Answer] = []


def shown_by(answer: Answer) -> None:
    """Registers who has something to show; called once, when an app is ready."""
    _answers.append(answer)


def asides(user: User, appointment: Appointment) -> list[Aside]:
    """What the rooms above show this reader on the appointment."""
    return [aside for answer in _answers for aside in answer(user, appointment)]
