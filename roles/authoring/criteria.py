"""The person specification: written while the post is a draft, fixed from then on (domain.md 9)."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from people.forms.seen import STALE
from people.models import User
from people.refusals import Refused
from roles.authoring.keeping import locked, write
from roles.posts.models import Criterion, Post, PostStatus


class Line(NamedTuple):
    """A line of the person specification."""

    text: str
    essential: bool
    weight: int
    assessed_by: str


@transaction.atomic
def save_criteria(post: Post, lines: Sequence[Line], *, by: User, seen: list[Line]) -> None:
    """Writes the person specification of a draft; after that it stands (domain.md 9)."""
    kept = locked(post, by)
    if list(lines) == criteria_of(kept):
        return
    if kept.status != PostStatus.DRAFT:
        raise Refused("Criteria can’t change once a post is published: applicants have written against them")
    if seen != criteria_of(kept):
        raise Refused(STALE)
    kept.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(post=kept, position=n, **line._asdict()) for n, line in enumerate(lines, start=1)
    )
    kept.ready_at = kept.ready_by = None
    write(kept, by, "Person specification")


def criteria_of(post: Post) -> list[Line]:
    """The person specification as it stands."""
    return [Line(*row) for row in post.criteria.values_list(*Line._fields)]
