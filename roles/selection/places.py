"""The places of a post: how many people, or in a job share how many of its PAs a week, are offered or taken up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from people.design.words import number
from people.design.words import pas as pas_words
from roles.posts.models import Post

SHARERS = 2
"""A job share is a place held by two."""


@dataclass(frozen=True)
class Places:
    """Places of `each` PAs a week, and the PAs of each offer that takes one or, when `shared`, a part of one."""

    seats: int
    each: Decimal
    shared: bool
    taken: tuple[Decimal, ...]

    @property
    def most(self) -> int:
        """How many people can hold the post at once."""
        return self.seats * SHARERS if self.shared else self.seats

    @property
    def left(self) -> Decimal:
        """PAs a week that nobody is offered or holds; of a post that is not shared, those of its free places."""
        if self.shared:
            return max(self.seats * self.each - sum(self.taken), Decimal(0))
        return max(self.seats - len(self.taken), 0) * self.each

    @property
    def full(self) -> bool:
        return not self.left or len(self.taken) >= self.most

    def problem(self, pas: Decimal) -> str:
        """Why so many PAs a week can't be offered to one more person; empty when they can."""
        if self.full:
            seats = "The post's one seat is" if self.seats == 1 else f"All {self.seats} seats of the post are"
            return f"{seats} offered or taken. Wait for the answer before you offer it to someone else."
        if not self.shared:
            return ""
        most = min(self.each, self.left)
        if not 0 < pas <= most:
            return f"{pas_words(self.left)} a week of this post {'is' if self.left == 1 else 'are'} free. " + (
                f"Offer {number(most)} at most, and more than 0."
            )
        if len(self.taken) + 1 == self.most and pas != self.left:
            return f"Nobody else can share this post then: offer the {pas_words(self.left)} a week that are left."
        return ""


def places_of(post: Post, taken: Iterable[Decimal]) -> Places:
    """The post's places with the PAs a week of the offers that take them."""
    return Places(post.seats, post.pas, post.job_share, tuple(taken))


def in_proportion(post: Post, pounds: Decimal | None, pas: Decimal) -> Decimal | None:
    """Pounds a year of the whole post for a part of its PAs, in whole pounds; all of it unless the post is shared."""
    if pounds is None or not post.job_share or pas >= post.pas or not post.pas:
        return pounds
    return (pounds * pas / post.pas).quantize(Decimal(1), ROUND_HALF_UP)
