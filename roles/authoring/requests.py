"""The post that a page of this room is about."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from people.accounts.requests import signed_in
from roles.posts.models import Post
from roles.selection.policies import recruits_for, runs_choice

POSTED = ["GET", "HEAD", "POST"]


def post_or_404(request: HttpRequest, pk: int) -> Post:
    """A post of an organisation the signed-in person recruits for, unless they are part of its choice."""
    ours = Post.objects.filter(organisation_id__in=recruits_for(signed_in(request)))
    related = ("organisation", "archetype", "service", "return_service", "ready_by")
    found = get_object_or_404(ours.select_related(*related), pk=pk)
    if not runs_choice(signed_in(request), found):
        raise Http404
    return found
