"""Finding a post and reading it: open to anyone, signed in or not."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import User
from rewards.packages.services import Comparison, compare_for, role_of
from roles.catalogue.words import level_words, setting_words
from roles.fit.rules import Fit, fit
from roles.posts import facts, words
from roles.posts.calendars import closing_date
from roles.posts.counting import count
from roles.posts.models import Post
from roles.posts.pages import SearchPage, carried
from roles.posts.query import parse
from roles.posts.reading import Shown, read
from roles.posts.results import like, page_of
from roles.posts.search import question
from roles.posts.structured import job_posting, paragraphs
from roles.posts.vocabulary import vocabulary


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Open posts by words and filters; six queries whatever is asked (indexes post_search, post_open_by_*)."""
    known = vocabulary()
    asked = parse(dict(request.GET.lists()), known.known())
    reading = words.read(asked.words, exact=asked.exact)
    put = question(asked, reading.query, timezone.now(), known)
    counts = count(put, known)
    if some := not counts.matched and bool(reading.any_of):
        put = replace(put, words=reading.any_of)
        counts = count(put, known)
    page = SearchPage(request, asked, counts, known)
    posts = page_of(put, counts, page.number) if counts.total else []
    context = {
        "search": asked,
        "reading": reading,
        "counts": counts,
        "some": some and bool(counts.matched),
        "page": page,
        "rows": page.rows(posts),
        "feed": f"{reverse('roles:feed')}?{request.GET.urlencode()}".rstrip("?"),
        "save": f"{reverse('saved:save')}?{request.GET.urlencode()}",
    }
    return render(request, "roles/posts_search.jinja", context)


@require_safe
def post(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """A post, open or not: one that has closed says so; a draft is not there."""
    user = request.user if isinstance(request.user, User) else None
    found = read(pk, user)
    if found is None:
        raise Http404
    shown = found.post
    if request.path != shown.get_absolute_url():
        return redirect(shown.get_absolute_url() + carried(request), permanent=True)
    now = timezone.now()
    standing = facts.standing(shown, now)
    address = request.build_absolute_uri(shown.get_absolute_url())
    apply = reverse("applications:start", args=[shown.pk])
    if user is None:
        apply = f"{reverse('account_login')}?{urlencode({'next': apply})}"
    comparison = _comparison(user, shown) if user and found.reader else None
    context = {
        "post": shown,
        "standing": standing,
        "facts": facts.of_page(shown),
        "description": paragraphs(shown.description),
        "how_chosen": paragraphs(shown.how_chosen),
        "by_when": facts.by_when(shown),
        "apply": apply,
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': shown.get_absolute_url()})}",
        "way_back": facts.way_back(shown),
        "level": level_words(shown.level),
        "setting": setting_words(shown.setting),
        "criteria": found.criteria,
        "changes": found.changes,
        "back": reverse("roles:search") + carried(request),
        "address": address,
        "structured": job_posting(shown, address) if standing.open else "",
        "clinician": found.reader is not None,
        "comparison": comparison,
        "fit": _fit(found, comparison),
        "similar": [] if standing.open else like(shown, now),
    }
    return render(request, "roles/posts_post.jinja", context)


def _fit(found: Shown, comparison: Comparison | None) -> Fit | None:
    """How the post fits a clinician who reads it; nobody else is told, and no list is sorted by it."""
    if found.reader is None:
        return None
    return fit(found.reader, found.asked, comparison.difference if comparison and comparison.complete else None)


def _comparison(user: User, shown: Post) -> Comparison | None:
    """What the post would do to the clinician's package on its first day."""
    return compare_for(user, role_of(shown), shown.starts_on or timezone.localdate())


@require_safe
def post_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The closing date of an open post as a calendar file; a closed post's page says that it has closed."""
    shown = get_object_or_404(Post.objects.published(), pk=pk)
    if not facts.standing(shown, timezone.now()).open:
        return redirect(shown)
    address = request.build_absolute_uri(shown.get_absolute_url())
    return HttpResponse(
        closing_date(shown, address),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="closing-date-{shown.pk}.ics"'},
    )
