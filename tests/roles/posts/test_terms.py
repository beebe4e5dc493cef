"""What is typed in the search box, taken apart without a database."""

import csv

import pytest

from roles.posts import synonyms
from roles.posts.terms import Term, mend, take_apart, widen, without_ignored


def _said(typed: str) -> list[list[str]]:
    return [[("-" if term.unwanted else "") + term.ways[0] for term in terms] for terms in take_apart(typed)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Clinical  Director", [["clinical", "director"]]),
        ('"hip fracture" lead', [["hip fracture", "lead"]]),
        ('"never closed', [["never closed"]]),
        ("lead -ward", [["lead", "-ward"]]),
        ("cardiology or dermatology london", [["cardiology"], ["dermatology", "london"]]),
        ("or cardiology OR", [["cardiology"]]),
        ("A & E", [["a&e"]]),
        ("x-ray co/director women’s", [["x", "ray", "co", "director", "womens"]]),
        ("- & | ! ( ) :* <->", []),
        ("", []),
    ],
)
def test_words_phrases_unwanted_ones_and_alternatives_are_told_apart(typed: str, said: list[list[str]]):
    assert _said(typed) == said


def test_an_abbreviation_is_searched_for_in_full_too_and_the_longest_expression_counts():
    [terms] = take_apart("cd cardiology")
    [director, cardiology] = widen(terms)
    assert director.ways[0] == "cd"
    assert "clinical director" in director.ways
    assert cardiology.ways[0] == "cardiology"

    [terms] = take_apart("associate medical directors")
    [associate] = widen(terms)
    assert associate.ways[0] == "associate medical directors"
    assert "amd" in associate.ways


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("cardiology jobs", ["cardiology"]),
        ("jobs", ["jobs"]),
        ('"post room"', ["post room"]),
        ("job share", ["job share"]),
    ],
)
def test_words_that_every_advert_could_say_ask_for_nothing_beside_others(typed: str, left: list[str]):
    [terms] = take_apart(typed)

    assert [term.ways[0] for term in without_ignored(widen(terms))] == left


def test_a_phrase_or_an_unwanted_word_is_taken_as_it_stands():
    [terms] = take_apart('"cd" -ed')

    assert widen(terms) == terms


def test_only_plain_words_are_mended():
    assert mend([Term(("ld",), plain=True), Term(("ld",), phrase=True)], {"ld": "lead"}) == [
        Term(("lead",), plain=True),
        Term(("ld",), phrase=True),
    ]


def test_every_expression_of_the_file_is_written_as_typed_words_are_read():
    with synonyms.DATA.open(encoding="utf-8", newline="") as file:
        said = [expression for row in csv.DictReader(file) for expression in row["same"].split(";")]

    assert len(said) > 200
    for expression in said:
        assert _said(expression) == [expression.split()], expression
        assert len(expression.split()) <= synonyms.LONGEST
