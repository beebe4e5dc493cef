"""What every verb of choosing asks first; the caller holds the post's row."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.design.words import longtime
from people.models import User
from people.refusals import Refused
from roles.posts.models import Post, PostStatus
from roles.selection import policies, rules


def own(post: Post, by: User) -> None:
    """Only a recruiter who runs this choice."""
    if not policies.runs_choice(by, post):
        raise PermissionDenied


def still_open(post: Post) -> None:
    """Until the shortlist is locked."""
    if post.shortlist_locked_at is not None:
        raise Refused(
            f"{post.shortlist_locked_by} locked this shortlist on {longtime(post.shortlist_locked_at)}. "
            "Nothing was changed."
        )


def stands(post: Post, at_the_end: str = "") -> None:
    """While the post and its service are there; `at_the_end` says what one can do about a closed service."""
    if post.status == PostStatus.WITHDRAWN:
        raise Refused("This post was withdrawn, so nobody is chosen for it.")
    if post.service and (
        gone := rules.closed_service_problem(post.service.name, post.service.closed_on, timezone.localdate())
    ):
        raise Refused(f"{gone} {at_the_end or 'Withdraw the post, or advertise it again in another service.'}")
