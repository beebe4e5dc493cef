"""The pages that are measured: by name, who asks, and the addresses asked for in turn."""

from dataclasses import dataclass
from itertools import product
from random import Random
from urllib.parse import urlencode

from django.utils import timezone

from bench.data import CLINICIAN, DIRECTOR
from people.models import Profession
from roles.models import Post

WORDS = ["cardiology lead", "clinical director", "emergency", "governance", "medical oncology", "paediatrics", "safety"]
REGIONS = ["London", "South East", "Midlands", "North West"]
POSTS, PAGES = 300, 20


@dataclass(frozen=True)
class Page:
    """A page under measure. `who` is one of bench.data.people, "" for a stranger."""

    name: str
    who: str
    addresses: list[str]


def pages() -> list[Page]:
    """The ceiling first, then the pages that have a goal."""
    posts = list(Post.objects.open(timezone.now()).filter(professions__contains=["doctor"]).order_by("pk")[:5_000])
    asked = Random(1).sample(posts, min(POSTS, len(posts)))  # noqa: S311 -- nothing secret
    searches = [
        "/roles/?" + urlencode({"q": words, "region": region, "profession": profession, "pas": pas})
        for words, region, profession, pas in product(WORDS, REGIONS, [Profession.DOCTOR, Profession.NURSE], ["", "1"])
    ]
    return [
        Page("ceiling", "", ["/bench/ceiling/"]),
        Page("post search with words and filters", "", searches),
        Page("a post with its package comparison", CLINICIAN, [post.get_absolute_url() for post in asked]),
        Page("the final signatory's queue", DIRECTOR, [f"/approvals/?page={n}" for n in range(1, PAGES + 1)]),
    ]
