"""What stands beside a review, and where its decision leads: the floors above say it, once, when they are ready."""

from collections.abc import Callable, Iterable

from django.urls import reverse

from roles.appointments.asides import Aside
from roles.appointments.models import NextStep, RoleReview

Answer = Callable[[RoleReview], Iterable[Aside]]
Link = Callable[[RoleReview], tuple[str, str]]
_answers: list[Answer] = []
_links: dict[NextStep, Link] = {NextStep.NEXT_ROLE: lambda _: ("Find a next role", reverse("roles:search"))}


def shown_beside(answer: Answer) -> None:
    """Registers figures that holder and reviewer see while they write: the agreed week, outcomes of the service."""
    _answers.append(answer)


def follows(step: NextStep, link: Link) -> None:
    """Registers where the holder takes the decided step: words and address, filled in."""
    _links[step] = link


def beside(review: RoleReview) -> list[Aside]:
    """The figures, for the two of the review."""
    return [aside for answer in _answers for aside in answer(review)]


def way_on(review: RoleReview) -> tuple[str, str] | None:
    """The page on which the holder does what was decided; None where there is nothing to do there."""
    link = _links.get(NextStep(review.next_step)) if review.next_step in NextStep.values else None
    return link(review) if link else None
