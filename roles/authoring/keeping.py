"""The post that a verb of this room acts on: its row locked, its recruiter known, and written with its reason."""

from django.core.exceptions import PermissionDenied

from people.history import because
from people.models import User
from roles.posts.models import Post, PostStatus
from roles.posts.words import note_words
from roles.selection.policies import runs_choice


def locked(post: Post, by: User) -> Post:
    """The post as it stands, its row locked; only for who recruits for it."""
    related = ("organisation", "archetype", "service", "return_service", "specialty")
    kept = Post.objects.select_for_update(of=("self",)).select_related(*related).get(pk=post.pk)
    if not runs_choice(by, kept):
        raise PermissionDenied
    return kept


def write(post: Post, by: User, why: str) -> Post:
    """Saves the post, with what it holds for search."""
    post.hold()
    if post.service is None or not post.specialty_name:
        post.specialty_name = post.specialty.name if post.specialty else ""
    with because(why, by=by):
        post.save()
    if post.status == PostStatus.PUBLISHED:
        note_words(post)
    return post
