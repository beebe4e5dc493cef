"""Saved searches to match with a day's new posts."""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from bench.data_size import Size
from people.models import User
from reminders.models import Message, Notice
from roles.models import Archetype, Post, SavedSearch
from roles.posts import words
from roles.posts.query import Search
from roles.posts.vocabulary import vocabulary
from roles.saved.models import Every

ROLES = ["clinical director", "cd", "clinical lead", "medical director", "amd", "lead", "governance lead", "matron", ""]
AREAS = [
    "cardiology",
    "a&e",
    "anaesthetics",
    "paeds",
    "elderly care",
    "surgery",
    "radiology",
    "stroke",
    "icu",
    "gp",
    "",
]
EXTRA = ["quality", "safety", "education", "research", "-london", '"patient safety"', ""]
DAY = timedelta(days=1)


def fill_searches(size: Size) -> None:
    """As many searches as asked for, of words and filters as people combine them, and a day's new posts."""
    rng = Random(1)  # noqa: S311 -- nothing secret
    users = list(User.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True)[: size.searches])
    kinds = list(Archetype.objects.order_by("pk").values_list("pk", flat=True))
    regions = sorted(vocabulary().titles["region"])
    queries: dict[str, str | None] = {}

    def one(number: int) -> SavedSearch:
        typed = " ".join(filter(None, (rng.choice(ROLES), rng.choice(AREAS), rng.choice(EXTRA))))
        if typed not in queries:
            queries[typed] = words.read(typed).query or None
        search = Search(words=typed)
        return SavedSearch(
            user_id=users[number % len(users)],
            name=search.words or "All",
            address=f"q={number}",
            every=Every.DAILY,
            words=queries[typed],
            region=rng.sample(regions, rng.randint(0, 2)),
            kind=rng.sample(kinds, rng.choice([0, 0, 0, 1, 3])),
            pas=rng.choice([None, None, 1, 2]),
        )

    with transaction.atomic():
        SavedSearch.objects.bulk_create([one(number) for number in range(size.searches)], batch_size=2_000)
        fresh = list(Post.objects.open(timezone.now()).order_by("pk").values_list("pk", flat=True)[: size.fresh])
        Post.objects.filter(published_at__gt=timezone.now() - DAY).update(published_at=timezone.now() - 2 * DAY)
        Post.objects.filter(pk__in=fresh).update(published_at=timezone.now() - DAY / 4)


def forget_alerts(size: Size) -> None:
    """Makes the day's posts new to every search again."""
    Message.objects.filter(kind="saved_search").delete()
    Notice.objects.filter(kind="saved_search").delete()
    fresh = list(Post.objects.open(timezone.now()).order_by("pk").values_list("pk", flat=True)[: size.fresh])
    Post.objects.filter(pk__in=fresh).update(published_at=timezone.now() - DAY / 4)
    SavedSearch.objects.update(told_until=timezone.now() - DAY)
