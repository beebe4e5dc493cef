"""A post closed early, or withdrawn."""

from django.db import transaction
from django.utils import timezone

from people.models import User
from people.refusals import Refused
from roles.authoring import rules
from roles.authoring.keeping import locked, write
from roles.authoring.telling import applicants, list_change, tell_of
from roles.interviews.reminding import forget_all
from roles.posts.models import Post, PostStatus
from roles.selection.models import Offer, takes_seat


@transaction.atomic
def close_early(post: Post, why: str, *, by: User) -> Post:
    """Closes an open post now, with a reason that stands on it."""
    kept, now = locked(post, by), timezone.now()
    if kept.status != PostStatus.PUBLISHED or kept.closes_at <= now:
        raise Refused("This post is not open")
    lines = rules.changed({"closes_at": kept.closes_at}, {"closes_at": now})
    kept.closes_at, kept.ended_reason = now, why
    write(kept, by, why)
    list_change(kept, why, lines, by)
    return kept


@transaction.atomic
def withdraw(post: Post, why: str, *, by: User) -> Post:
    """Takes a published post back; whoever applied or began to is told once."""
    kept = locked(post, by)
    if kept.status != PostStatus.PUBLISHED:
        raise Refused("This post is not published, or has ended already")
    if Offer.objects.filter(takes_seat(timezone.localdate()), application__post=kept).exists():
        raise Refused("An offer of this post is open or accepted, so it can’t be withdrawn")
    kept.status, kept.ended_reason = PostStatus.WITHDRAWN, why
    write(kept, by, why)
    forget_all(kept)
    for applicant in applicants(kept):
        tell_of(applicant, kept, "withdrawn", f"A post you applied for is withdrawn: {kept.title}", why=why)
    return kept
