"""A draft as applicants will read it: on the post's own page, marked as a preview, for who may write it alone."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roles.authoring.requests import post_or_404
from roles.catalogue.words import level_words, setting_words
from roles.posts import facts
from roles.posts.models import PostStatus
from roles.posts.structured import paragraphs


@login_required
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft's page to be; a published post has its own."""
    post = post_or_404(request, pk)
    if post.status != PostStatus.DRAFT:
        return redirect(post)
    context = {
        "post": post,
        "standing": facts.standing(post, timezone.now()),
        "facts": facts.of_page(post),
        "description": paragraphs(post.description),
        "how_chosen": paragraphs(post.how_chosen),
        "by_when": facts.by_when(post),
        "way_back": facts.way_back(post),
        "level": level_words(post.level),
        "setting": setting_words(post.setting),
        "criteria": list(post.criteria.values_list("text", "essential")),
        "documents": list(post.documents.all()),
        "back": reverse("posts:tasks", args=[pk]),
        "changes": [],
        "clinician": False,
        "similar": [],
    }
    response = render(request, "roles/authoring_preview.jinja", context)
    response["X-Robots-Tag"] = "noindex"
    return response
