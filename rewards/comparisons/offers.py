"""Offers that one's package is compared with. The app above knows posts and says what they pay (`answered_by`).

Pay stands below roles and imports none of them. A view in roles could build the comparison instead; then the address
`/pay/compare/`, its form and its words would belong to two apps. So roles registers one function when it is ready, as
it is done for people to ask and for links, and this room has the page and the rules to itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rewards.packages.comparing import RoleOffer


@dataclass(frozen=True)
class Offered:
    """An open post as pay sees it. `key`: how an address names it; `way_back`: what it promises, a sentence each."""

    key: str
    role: RoleOffer
    employer: str
    href: str
    starts: date | None = None
    term_months: int | None = None
    way_back: tuple[str, ...] = ()


Answer = Offered | str
"""The offer, or the sentence that says why there is none."""
Finder = Callable[[Sequence[str]], Sequence[Answer]]
_finders: list[Finder] = []


def answered_by(finder: Finder) -> None:
    """Registers who knows offers: given what was typed, it answers each in order; called once, when an app is ready."""
    _finders.append(finder)


def offered(typed: Sequence[str]) -> list[Answer]:
    """The offers that were meant, in order, each an offer or a sentence. One query, however many."""
    if not typed:
        return []
    for finder in _finders:
        return list(finder(typed))
    return ["Posts can’t be looked up here."] * len(typed)
