"""Whatever an address says, the answer is a search, with a sentence about what could not be read."""

from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.posts.query import FACETS, NAMES, Order, parse
from roles.posts.words import nearest

KNOWN = {name: {"a", "b"} for name in FACETS}
NOISE = st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=300), max_size=3))


def test_nothing_asked_is_every_post_by_closing_date():
    search = parse({}, KNOWN)

    assert (search.words, search.chosen, search.least, search.page) == ("", {}, {}, 1)
    assert search.order == Order.CLOSING
    assert search.problems == {}


def test_what_is_not_known_is_left_out_with_a_sentence():
    search = parse({"region": ["a", "Atlantis", "a"]}, KNOWN)

    assert search.chosen == {"region": ("a",)}
    assert search.problems == {"region": "“Atlantis” is not one of these, so it was left out"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2.5", Decimal("2.5")), (" 3 PAs ", Decimal(3)), ("1 pa", Decimal(1)), ("0", None), ("", None)],
)
def test_least_pas_are_read_as_people_write_them(typed: str, read: Decimal | None):
    search = parse({"pas": [typed]}, KNOWN)

    assert search.least.get("pas") == read
    assert search.problems == {}


@pytest.mark.parametrize("typed", ["abc", "-1", "1e9", "NaN", "2,5", "100", "٣", "1.2345"])
def test_least_pas_that_are_no_figure_get_a_sentence(typed: str):
    search = parse({"pas": [typed]}, KNOWN)

    assert search.least == {}
    assert search.problems == {"pas": "Least PAs must be a number between 0 and 12, like 2.5"}


@pytest.mark.parametrize("typed", ["5000", "£5,000", "5,000.00"])
def test_least_allowance_is_read_as_people_write_it(typed: str):
    assert parse({"allowance": [typed]}, KNOWN).least == {"allowance": Decimal(5000)}


@pytest.mark.parametrize(("typed", "page"), [("0", 1), ("-3", 1), ("abc", 1), ("7", 7), ("99999999999", 1), ("²", 1)])
def test_a_page_number_that_is_none_is_the_first_page(typed: str, page: int):
    assert parse({"page": [typed]}, KNOWN).page == page


def test_very_long_words_are_cut_with_a_sentence():
    search = parse({"q": ["cardiology " * 100]}, KNOWN)

    assert len(search.words) <= 200
    assert search.problems["q"].startswith("Search with 200 characters or fewer")


def test_characters_that_cannot_be_kept_are_taken_out():
    assert parse({"q": ["car\x00diology\ud800\u200b lead"]}, KNOWN).words == "car diology lead"


def test_best_match_needs_words():
    assert parse({"order": ["best"]}, KNOWN).order == Order.CLOSING
    assert parse({"order": ["best"], "q": ["x"]}, KNOWN).order == Order.BEST


@given(NOISE)
def test_any_address_reads_as_a_search(given_lists: dict[str, list[str]]):
    search = parse(given_lists, KNOWN)

    assert search.page >= 1
    assert len(search.words) <= 200
    assert all(value in KNOWN[name] for name, values in search.chosen.items() for value in values)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NOISE)
def test_any_address_answers_with_a_page(client: Client, given_lists: dict[str, list[str]]):
    sendable = {
        name: [value.encode("utf-8", "replace").decode() for value in values] for name, values in given_lists.items()
    }

    assert client.get("/roles/", sendable).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ff%fe", "q=" + "x" * 3000, "q=%22%22%22+or+-+%26%7C!%3A*", "q=o%27clock+%25+%5C", "q=%C5%BFlip",
     "page=0", "page=99999999999999999999", "pas=abc", "region=Atlantis", "kind=%00", "order=1", "exact=1",
     "q=the&exact=1"],
)  # fmt: skip
def test_bad_input_never_breaks_the_page(client: Client, query: str):
    assert client.get(f"/roles/?{query}").status_code == 200


@pytest.mark.django_db
def test_the_sentence_stands_beside_the_field(client: Client):
    page = client.get("/roles/?pas=abc&region=Atlantis&q=" + "y" * 300).content.decode()

    assert 'id="pas-problem">Least PAs must be a number' in page
    assert '<p class="nhsuk-error-message">“Atlantis” is not one of these, so it was left out</p>' in page
    assert '<p class="nhsuk-error-message">“Atlantis” is not one of these, so it was left out</p>' in page
    assert 'id="q-problem">Search with 200 characters' in page


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("cardiolgy", "cardiology"), ("nusre", "nurse"), ("pediatrics", "paediatrics"), ("xylophone", None)],
)
def test_the_nearest_word_is_the_one_most_alike(typed: str, meant: str | None):
    assert nearest(typed, ["cardiology", "nurse", "paediatrics", "director"]) == meant
