"""What else stands on a return plan: the rooms above say it (`shown_by`), to each of its two readers their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pathways.returns.models import ReturnPlan
from people.models import User


@dataclass(frozen=True)
class Aside:
    """A heading with paragraphs, and links (words, address) to go on by."""

    heading: str
    lines: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


Answer = Callable[[User, ReturnPlan], Iterable[Aside]]
_answers: list[Answer] = []


def shown_by(answer: Answer) -> None:
    """Registers who has something to show; called once, when an app is ready."""
    _answers.append(answer)


def asides(user: User, plan: ReturnPlan) -> list[Aside]:
    """What the rooms above show this reader on the plan."""
    return [aside for answer in _answers for aside in answer(user, plan)]
