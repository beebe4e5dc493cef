"""How a post fits: each point with its weight and reason, nothing hidden, nothing guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.fit.rules import COMPETENCIES, PLACE, PROFESSION, Asked, Fit, Point, Reader, fit

DOCTOR = Reader("doctor", "Cardiology", "Midlands", Decimal(1), Decimal(3))
POST = Asked(("doctor",), Decimal(2), "Cardiology", "Midlands", (("Planning", True), ("Making decisions", True)))


def point(found: Fit, name: str) -> Point:
    return next(each for each in found.points if each.name == name)


def test_a_post_that_fits_in_all_gets_every_point():
    found = fit(DOCTOR, POST, Decimal(500))
    assert found.got == found.of == sum(each.weight for each in found.points)
    assert {each.words for each in found.points} == {"Fits"}


def test_a_post_that_fits_in_nothing_gets_none_and_says_why():
    post = Asked(("nurse",), Decimal(5), "Surgery", "London", (("Planning", True), ("Making decisions", False)))
    found = fit(DOCTOR, post, Decimal(-1200))
    assert point(found, "Profession").why == "Not open to your profession: Doctor."
    assert point(found, "Leadership time").why == "5 PAs a week; you want 1 to 3 PAs."
    assert point(found, "Specialty").why == "The service’s is Surgery; yours is Cardiology."
    assert point(found, "Place").why == "It is in London; you look in Midlands."
    assert point(found, "Pay").why == "You would be paid £1,200 less a year."
    assert point(found, "Competencies").why == "You can show 1 of 2. Missing: Making decisions."
    assert found.got == Decimal("1.5")


def test_what_is_not_known_counts_neither_for_nor_against():
    found = fit(Reader("doctor"), Asked(("doctor",), Decimal(2), "Cardiology", "", (("Planning", False),)), None)
    assert (found.got, found.of) == (PROFESSION, PROFESSION)
    assert {each.name for each in found.points if each.got is None} == {
        "Competencies",
        "Leadership time",
        "Specialty",
        "Pay",
    }


def test_a_post_open_to_any_profession_fits_every_one():
    assert point(fit(Reader("nurse"), Asked((), Decimal(1)), None), "Profession").got == PROFESSION


def test_the_same_region_counts():
    assert point(fit(DOCTOR, POST, None), "Place").got == PLACE


@pytest.mark.parametrize(
    ("low", "high", "fits", "words"),
    [("2", None, True, "at least 2 PAs"), (None, "1.5", False, "at most 1.5 PAs"), ("2", "2", True, "2 to 2 PAs")],
)
def test_time_fits_within_what_is_wanted_ends_included(low, high, fits, words):
    wants = [Decimal(each) if each else None for each in (low, high)]
    found = point(fit(Reader("doctor", "", "", *wants), POST, None), "Leadership time")
    assert found.words == ("Fits" if fits else "Does not fit")
    assert found.why.endswith(f"you want {words}.")


def test_pay_that_stays_the_same_is_no_loss():
    assert point(fit(DOCTOR, POST, Decimal(0)), "Pay").why == "You would be paid the same."


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_competencies_count_by_their_share_and_never_more_than_their_weight(met):
    asked = Asked((), Decimal(1), "", "", tuple((f"c{n}", each) for n, each in enumerate(met)))
    found = point(fit(DOCTOR, asked, None), "Competencies")
    if not any(met):
        assert found.got is None
    else:
        assert found.got is not None
        assert 0 < found.got <= COMPETENCIES
        assert (found.got == COMPETENCIES) == all(met)


@given(
    st.tuples(st.none() | st.integers(-9, 9), st.booleans(), st.booleans(), st.sampled_from(["doctor", "nurse", "x"]))
)
def test_the_sum_is_that_of_the_points_shown(given_):
    change, specialty, region, profession = given_
    reader = Reader(profession, "Cardiology" if specialty else "", "Midlands" if region else "")
    found = fit(reader, POST, Decimal(change) if change is not None else None)
    assert found.of + found.unknown == sum(each.weight for each in found.points)
    assert 0 <= found.got <= found.of
