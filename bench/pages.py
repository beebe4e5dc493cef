"""The pages that are measured: by name, who asks, and the addresses asked for in turn."""

from dataclasses import dataclass
from itertools import product
from random import Random
from urllib.parse import urlencode

from django.utils import timezone

from bench.data import CLINICIAN, DIRECTOR, MEMBER, RECRUITER
from pathways.models import TimeSplit
from people.models import Profession
from roles.models import PanelSeat, Post

# Searches that fill a page with a tenth of the posts too: growth then compares like with like.
WORDS = ["clinical", "clinical director", "directors", "lead", "leads", "clinical lead"]
REGIONS = [["London", "South East"], ["Midlands", "East of England"], ["North West", "North East and Yorkshire"]]
POSTS, PAGES, PANEL_PAGES = 300, 20, 2


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
        "/roles/?" + urlencode({"q": words, "region": regions, "profession": Profession.DOCTOR, "pas": pas}, doseq=True)
        for words, regions, pas in product(WORDS, REGIONS, ["", "0.5", "1"])
    ]
    chosen = list(PanelSeat.objects.order_by("post").values_list("post", flat=True).distinct()[:POSTS])
    waiting = list(TimeSplit.objects.pending().filter(tier=2).order_by("pk").values_list("pk", flat=True)[:POSTS])
    return [
        Page("ceiling", "", ["/bench/ceiling/"]),
        Page("post search with words and filters", "", searches),
        Page("a post with its package comparison", CLINICIAN, [post.get_absolute_url() for post in asked]),
        Page("the panel's list", MEMBER, [f"/panel/?page={n}" for n in range(1, PANEL_PAGES + 1)]),
        Page("the panel's applications", MEMBER, [f"/panel/{key}/scoring/" for key in chosen]),
        Page("the ranking of a choice", RECRUITER, [f"/panel/{key}/" for key in chosen]),
        Page("the final signatory's queue", DIRECTOR, [f"/approvals/?page={n}" for n in range(1, PAGES + 1)]),
        Page("a split to sign with its five effects", DIRECTOR, [f"/approvals/{key}/" for key in waiting]),
    ]
