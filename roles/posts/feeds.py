"""Posts for readers that are no people: any search as an Atom feed, and the addresses that search engines may list."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from roles.catalogue.models import Archetype
from roles.posts import facts, words
from roles.posts.models import Post
from roles.posts.query import NAMES, Order, parse
from roles.posts.results import newest
from roles.posts.search import question
from roles.posts.vocabulary import vocabulary

ENTRIES = 50
CLOSED_DAYS = 90
"""Closed posts stay listed so long: people still follow links to them."""
MOST_ADDRESSES = 50_000
"""Of one sitemap file (sitemaps.org)."""
MINUTES = 10
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold: one such character in one post would keep the whole feed from being written."""


def _address(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


@require_safe
@cache_control(public=True, max_age=60 * MINUTES)
def feed(request: HttpRequest) -> HttpResponse:
    """The newest posts of a search, by the same address as the search's page."""
    known = vocabulary()
    asked = replace(parse(dict(request.GET.lists()), known.known()), order=Order.NEWEST, page=1)
    put = question(asked, words.read(asked.words, exact=asked.exact).query, timezone.now(), known)
    query = urlencode([(name, value) for name in NAMES if name != "page" for value in request.GET.getlist(name)])
    search = _address(reverse("roles:search")) + (f"?{query}" if query else "")
    written = Atom1Feed(
        title="Leadership posts" + (f": {asked.words}" if asked.words else ""),
        link=search,
        feed_url=_address(reverse("roles:feed")) + (f"?{query}" if query else ""),
        description="Open clinical leadership posts, newest first",
        language="en-GB",
    )
    for post in newest(put, ENTRIES):
        link = _address(post.get_absolute_url())
        said = [post.summary, *(f"{name}: {value}." for name, value in facts.of_result(post, timezone.localdate()))]
        written.add_item(
            title=UNWRITABLE.sub(" ", f"{post.title}, {post.organisation_name}"),
            link=link,
            description=UNWRITABLE.sub(" ", " ".join(said)),
            # By number: the words of an address change when a title is put right, and readers show a post once.
            unique_id=_address(reverse("roles:post-short", args=[post.pk])),
            pubdate=post.published_at,
            updateddate=post.published_at,
        )
    return HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def listed() -> QuerySet[Post]:
    """Open posts and those closed lately, newest first."""
    since = timezone.now() - timedelta(days=CLOSED_DAYS)
    found = Post.objects.published().filter(closes_at__gt=since, published_at__isnull=False)
    return found.order_by("-published_at", "-pk").only("pk", "title", "published_at")


@require_safe
@cache_control(public=True, max_age=60 * MINUTES)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The pages that search engines may list."""
    fixed = [
        reverse(name)
        for name in ("pages:landing", "roles:search", "kinds:map", "leaders:leaders", "pages:words", "pages:help")
    ]
    fixed += [reverse("kinds:kind", args=[slug]) for slug in Archetype.objects.values_list("slug", flat=True)]
    posts = [(post.get_absolute_url(), post.published_at) for post in listed()[: MOST_ADDRESSES - len(fixed)]]
    response = HttpResponse(content_type="application/xml; charset=utf-8")
    xml = SimplerXMLGenerator(response, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", AttributesImpl({"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}))
    for path, at in [*((path, None) for path in fixed), *posts]:
        xml.startElement("url", AttributesImpl({}))
        xml.addQuickElement("loc", _address(path))
        if at:
            xml.addQuickElement("lastmod", at.date().isoformat())
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return response


@require_safe
@cache_control(public=True, max_age=60 * MINUTES)
def robots(request: HttpRequest) -> HttpResponse:
    """Where the sitemap is; pages of one's own are behind sign-in in any case."""
    lines = ["User-agent: *", "Disallow: /accounts/", f"Sitemap: {_address(reverse('crawlers:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
