"""What the search page shows: facets with counts, the filters in use, the pages, and what to loosen."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from people.design.addresses import with_query
from people.design.words import number, plural, pounds
from roles.catalogue.words import LEVELS
from roles.posts.counting import Counts
from roles.posts.facts import of_result
from roles.posts.models import Post
from roles.posts.query import FACETS, NAMES, PAGE_SIZE, Order, Search
from roles.posts.vocabulary import OFFERS, TERMS, Vocabulary

LEGENDS = {
    "kind": "Kind of role",
    "level": "Level",
    "region": "Region",
    "organisation": "Organisation",
    "profession": "Profession",
    "specialty": "Specialty",
    "setting": "Setting",
    "term": "Length of term",
    "offers": "What it offers",
    "pas": "Least PAs a week",
    "allowance": "Least allowance a year",
}
STEPS = {
    "pas": [Decimal(n) for n in ("0.5", "1", "2", "3", "4", "6", "8", "10")],
    "allowance": [Decimal(n) for n in ("1000", "2500", "5000", "7500", "10000", "15000", "20000", "30000")],
}
IN_ORDER = {"level": list(LEVELS), "term": list(TERMS), "offers": list(OFFERS)}
"""Facets whose values have an order of their own; the others stand by their words."""
MOST_CHOICES = {"organisation": 10, "specialty": 20}
"""Those with most posts; the words of the search reach the others."""


@dataclass(frozen=True)
class Facet:
    """One group of boxes: (value, words, posts) each."""

    name: str
    legend: str
    choices: list[tuple[str, str, int]]
    chosen: tuple[str, ...]
    problem: str
    more: int = 0
    """Values with posts that are not listed, for there are too many."""


@dataclass(frozen=True)
class Least:
    """One number to choose the least of: (value, words, whether it is chosen) each."""

    name: str
    legend: str
    choices: list[tuple[str, str, bool]]
    problem: str


@dataclass(frozen=True)
class Row:
    """One result."""

    post: Post
    href: str
    facts: list[tuple[str, str]]


class SearchPage:
    """The page's parts, worked out from the search and its counts."""

    def __init__(self, request: HttpRequest, search: Search, counts: Counts, known: Vocabulary) -> None:
        self.request, self.search, self.counts, self.known = request, search, counts, known
        pages = max(1, ceil(counts.total / PAGE_SIZE))
        self.number = min(search.page, pages)
        # Counted already: the paginator needs only how many, not which.
        self.page: Page[int] = Paginator(range(counts.total), PAGE_SIZE).page(self.number)

    def filters(self) -> str:
        """The boxes and lists to narrow by; kept with the counts, which with the choices made are all they say."""
        if self.search.problems or not self.counts.filters:
            html = render_to_string("roles/posts_search_filters.jinja", {"page": self})
            if self.search.problems:
                return html
            self.counts.filters = html
        return self.counts.filters

    def facets(self) -> list[Facet]:
        """Every facet, with the values that have posts or are chosen."""
        return [self._facet(name) for name in FACETS]

    def _facet(self, name: str) -> Facet:
        chosen = self.search.chosen.get(name, ())
        found = self.counts.facets.get(name, {})
        shown = {*sorted(found, key=lambda value: (-found[value], value))[: MOST_CHOICES.get(name)], *chosen}
        titles = self.known.titles[name]
        choices = [(value, titles.get(value, value), found.get(value, 0)) for value in shown]
        order = IN_ORDER.get(name, [])
        choices.sort(key=lambda c: (order.index(c[0]) if c[0] in order else len(order), c[1]))
        more = len({*found} - shown)
        return Facet(name, LEGENDS[name], choices, chosen, self.search.problems.get(name, ""), more)

    def least(self) -> list[Least]:
        """The choices of each least number with their counts; one typed in the address stands among them."""
        return [self._least(name, steps) for name, steps in STEPS.items()]

    def _least(self, name: str, steps: list[Decimal]) -> Least:
        chosen, found = self.search.least.get(name), self.counts.least[name]
        choices = []
        for step in sorted({*steps, *([chosen] if chosen is not None else [])}):
            posts = sum(n for value, n in found.items() if value >= step)
            choices.append((f"{step.normalize():f}", f"{_number(name, step)} or more ({posts:,})", step == chosen))
        return Least(name, LEGENDS[name], choices, self.search.problems.get(name, ""))

    def chosen(self) -> list[tuple[str, str]]:
        """Each filter in use, with the address without it."""
        items = []
        for name, values in self.search.chosen.items():
            for value in values:
                rest = [other for other in values if other != value] or None
                items.append((self.known.titles[name][value], with_query(self.request, **{name: rest, "page": None})))
        for name, least in self.search.least.items():
            items.append((least_words(name, least), with_query(self.request, **{name: None, "page": None})))
        return items

    def orders(self) -> list[tuple[str, str, bool]]:
        """The orders there are: words, address, and whether it is the one in use."""
        return [
            (str(order.label), with_query(self.request, order=order.value, page=None), order == self.search.order)
            for order in Order
            if order != Order.BEST or self.search.words
        ]

    def looser(self) -> list[tuple[str, str]]:
        """What to loosen when nothing is found: which filters to take away, the most fruitful first."""
        fruitful = sorted(self.counts.without.items(), key=lambda pair: -pair[1])
        return [
            (
                f"Without the filter on {LEGENDS[name][:1].lower()}{LEGENDS[name][1:]}: {plural(n, 'post')}",
                with_query(self.request, **{name: None, "page": None}),
            )
            for name, n in fruitful
            if n
        ]

    def rows(self, posts: list[Post]) -> list[Row]:
        """The posts of this page, each with its address, which carries the search to come back by."""
        # One reverse() for all: twenty-five cost a millisecond.
        pattern, back = reverse("roles:post", args=[0, "slug"]), carried(self.request)
        today = timezone.localdate()
        return [
            Row(post, pattern.replace("/0/slug/", f"/{post.pk}/{post.slug}/") + back, of_result(post, today))
            for post in posts
        ]

    def words_only(self) -> str:
        """The query string of the words alone, with which every filter is cleared."""
        return f"?{urlencode({'q': self.search.words})}" if self.search.words else ""

    def without_words(self) -> str:
        """The address of the same filters without the words."""
        return with_query(self.request, q=None, exact=None, order=None, page=None)

    def exact(self) -> str:
        """The address of the same search by the very words typed."""
        return with_query(self.request, exact=1, page=None)


def _number(name: str, value: Decimal) -> str:
    return pounds(value) if name == "allowance" else number(value)


def least_words(name: str, least: Decimal) -> str:
    """A least number in words: "2.5 PAs or more", "allowance of £5,000 or more"."""
    return f"{number(least)} PAs or more" if name == "pas" else f"allowance of {pounds(least)} or more"


def in_words(search: Search, known: Vocabulary) -> list[str]:
    """What a search asks for beside words: "London", "2.5 PAs or more"."""
    values = [known.titles[name][value] for name, chosen in search.chosen.items() for value in chosen]
    return values + [least_words(name, least) for name, least in search.least.items()]


def carried(request: HttpRequest) -> str:
    """The part of an address that is a search: "?q=cardiology&region=London", or nothing."""
    pairs = [(name, value) for name in NAMES for value in request.GET.getlist(name) if value and len(value) <= 300]
    return f"?{urlencode(pairs)}" if pairs else ""
