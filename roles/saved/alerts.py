"""Telling people of new posts that their saved searches find: each post once to each search."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.design.words import longtime, plural
from reminders.services import Letter, tell_all
from roles.posts.models import Post
from roles.saved.matching import matches
from roles.saved.models import Every, SavedSearch
from roles.saved.services import stop_token

SHOWN = 10
"""Posts that a letter names; it links to the rest."""
SETTLED = timedelta(minutes=2)
"""A post bears the moment its publishing began: one whose transaction is still open is not passed over."""
AT_A_TIME = 5_000


def alert(every: Every) -> int:
    """Tells the people whose searches have this turn; returns how many letters were queued.

    Safe to repeat, and twice at once: a search is told under its row's lock, and remembers until when.
    """
    now = timezone.now()
    until, queued = now - SETTLED, 0
    while True:
        with transaction.atomic():
            due = SavedSearch.objects.filter(every=every, told_until__lt=until, user__is_active=True)
            searches = {
                each.pk: each
                for each in due.select_for_update(skip_locked=True, of=("self",))
                .select_related("user")
                .defer("words")
                .order_by("told_until")[:AT_A_TIME]
            }
            if not searches:
                return queued
            found = matches(searches, now=now, until=until)
            posts = Post.objects.in_bulk({key for keys in found.values() for key in keys[:SHOWN]})
            tell_all(
                [
                    _letter(searches[key], [posts[each] for each in keys[:SHOWN]], len(keys))
                    for key, keys in found.items()
                ]
            )
            SavedSearch.objects.filter(pk__in=searches).update(told_until=until)
            queued += len(found)


def _letter(saved: SavedSearch, posts: Iterable[Post], count: int) -> Letter:
    return Letter(
        user=saved.user,
        kind="saved_search",
        key=f"saved:{saved.pk}:{saved.told_until.isoformat()}",
        subject=f"{plural(count, 'new post')}: {saved.name}",
        template="roles/mail/saved_search",
        context={
            "name": saved.name,
            "count": count,
            "posts": [(post, settings.SITE_URL + post.get_absolute_url(), _closes(post)) for post in posts],
            "more": max(count - SHOWN, 0),
            "stop": settings.SITE_URL + reverse("saved:stop", args=[stop_token(saved)]),
        },
        path=f"{reverse('roles:search')}?{saved.address}&order=newest",
    )


def _closes(post: Post) -> str:
    closes: datetime = post.closes_at
    return longtime(closes)
