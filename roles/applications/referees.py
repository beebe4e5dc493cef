"""Referees: how many, and whose addresses they may not have; pure functions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEAST = 2
MOST = 4


@dataclass(frozen=True)
class Referee:
    """One referee as typed; `later` if they may be asked only once the post is offered."""

    name: str
    position: str
    email: str
    later: bool

    @property
    def is_empty(self) -> bool:
        return not any((self.name, self.position, self.email))

    def __str__(self) -> str:
        who = ", ".join(part for part in (self.name, self.position, self.email) if part)
        return f"{who} (not before the post is offered)" if self.later else who


def referee_problems(referee: Referee, own: Iterable[str], earlier: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row: `own` are the applicant's addresses, `earlier` those of the referees above."""
    if not referee.name:
        yield "name", "Enter the referee’s name"
    if not referee.position:
        yield "position", "Enter the referee’s position"
    if not referee.email:
        yield "email", "Enter the referee’s email address"
    elif referee.email.casefold() in {each.casefold() for each in own}:
        yield "email", "This is your own email address: enter your referee’s"
    elif referee.email.casefold() in {each.casefold() for each in earlier}:
        yield "email", "This is the address of another of your referees"


def too_few(given: int) -> str:
    """What to add; empty when there are enough."""
    left = LEAST - given
    if left <= 0:
        return ""
    return f"Name {'two referees' if not given else 'one more referee'}: at least {LEAST} are needed."
