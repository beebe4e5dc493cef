"""What pages keep from one to the next: components, addresses, the cache's client."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from people.cache import Cache
from people.design.keeping import kept
from people.design.words import number, shortdate

SEARCH = "components/search.jinja"


def macro(name: str) -> Any:
    engine: Any = engines["jinja2"]
    return getattr(engine.env.get_template(SEARCH).module, name)


def test_a_kept_component_is_the_macros_own_for_each_of_its_arguments() -> None:
    facet = macro("facet")
    for choices in ((("a", "A & B", 1),), (("a", "A & B", 2),)):
        for chosen in ((), ("a",)):
            for _ in range(2):
                assert kept(facet, "kind", "Kind", choices, chosen) == facet("kind", "Kind", choices, chosen)
    assert "A &amp; B" in kept(facet, "kind", "Kind", (("a", "A & B", 1),))


def test_a_component_tells_true_from_one() -> None:
    assert (kept(str, True), kept(str, 1)) == ("True", "1")


@pytest.mark.parametrize(("value", "words"), [("-0.000", "0"), ("0", "0"), ("-1.50", "−1.5"), ("1.5", "1.5")])
def test_a_figures_words_are_its_own_however_it_was_written_before(value, words) -> None:
    assert (number(Decimal(value)), number(Decimal(value))) == (words, words)
    assert shortdate(None) == number(None) == "not known"


def test_pages_left_out_are_dots_and_no_link_and_filters_stay_in_the_address() -> None:
    request = RequestFactory().get("/approvals/", {"q": "A & B", "page": "10"})
    html = macro("pagination")(Paginator(range(500), 25).page(10), request)
    assert html.count('nhsuk-pagination__item--ellipsis">⋯</li>') == 2
    assert "…" not in html
    assert "%E2%80%A6" not in html
    assert 'href="?q=A+%26+B&amp;page=9" aria-label="Page 9"' in html
    bare = macro("pagination")(Paginator(range(50), 25).page(1), RequestFactory().get("/approvals/"))
    assert 'href="?page=2"' in bare


def test_the_cache_keeps_one_client_and_answers_with_it() -> None:
    assert isinstance(caches["default"], Cache)
    cache.set("kept-client", "it", 5)
    client = caches["default"]._cache.get_client(write=True)
    assert caches["default"]._cache.get_client("kept-client") is client
    assert cache.get("kept-client") == "it"
