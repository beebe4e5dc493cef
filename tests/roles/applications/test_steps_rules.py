"""Months, jobs, gaps, registration numbers and referees: what is wrong, in a sentence."""

from datetime import date

import pytest

from roles.applications.history import GAP_MONTHS, Job, Month, gap_problem, gaps, job_problems, month_of
from roles.applications.referees import Referee, referee_problems, too_few
from roles.applications.registration import BODIES, body_named, number_problem, tidy

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("3 2019", Month(2019, 3)),
        ("03/2019", Month(2019, 3)),
        ("March 2019", Month(2019, 3)),
        ("mar 2019", Month(2019, 3)),
        ("Sept. 2019", Month(2019, 9)),
        ("2019-03", Month(2019, 3)),
        ("13 2019", None),
        ("0 2019", None),
        ("Marmalade 2019", None),
        ("3 19", None),
        ("2019", None),
        ("３ 2019", None),
        ("", None),
    ],
)
def test_a_month_is_read_as_people_type_it(typed, month):
    assert month_of(typed) == month


@pytest.mark.parametrize(
    ("changes", "part", "words"),
    [
        ({"employer": ""}, "employer", "Enter the employer"),
        ({"role": ""}, "role", "Enter what you were there"),
        ({"began": ""}, "began", "Enter the month you began"),
        ({"began": "31 31 2019"}, "began", "must be a month and a year"),
        ({"began": "12 2026"}, "began", "must not be in the future"),
        ({"began": "12 1899"}, "began", "must be 1940 or later"),
        ({"ended": ""}, "ended", "or the word now"),
        ({"ended": "soon"}, "ended", "or the word now"),
        ({"ended": "2 2015"}, "ended", "must not be before from, which is March 2015"),
        ({"ended": "1 2027"}, "ended", "if you are still there, type now"),
    ],
)
def test_a_wrong_row_of_the_history_says_what_is_wrong(changes, part, words):
    job = Job(**{"employer": "Leeds", "role": "Consultant", "began": "3 2015", "ended": "8 2022", **changes})
    found = dict(job_problems(job, TODAY))
    assert list(found) == [part]
    assert words in found[part]


def test_a_job_that_goes_on_and_one_of_a_single_month_are_right():
    assert not list(job_problems(Job("Leeds", "Consultant", "3 2015", "Now"), TODAY))
    assert not list(job_problems(Job("Leeds", "Consultant", "3 2015", "3 2015"), TODAY))


def job(began, ended):
    return Job("Leeds", "Consultant", began, ended)


def test_a_gap_is_found_whatever_the_order_and_up_to_today():
    jobs = [job("1 2024", "6 2026"), job("1 2015", "12 2019"), job("6 2016", "2 2017")]
    assert gaps(jobs, TODAY) == [
        (Month(2020, 1), Month(2023, 12)),
        (Month(2026, 7), Month(2026, 11)),
    ]


def test_a_gap_of_just_the_allowed_months_needs_no_words():
    left = Month.of(TODAY).after(-GAP_MONTHS)
    assert not gaps([job("1 2015", f"{left.month} {left.year}")], TODAY)
    earlier = left.after(-1)
    assert gaps([job("1 2015", f"{earlier.month} {earlier.year}")], TODAY)


def test_a_gap_asks_for_words_and_is_content_with_them():
    jobs = [job("1 2015", "12 2019"), job("1 2024", "now")]
    assert gap_problem(jobs, " ", TODAY) == "Say what you did from January 2020 to December 2023."
    assert not gap_problem(jobs, "I raised a child", TODAY)


def test_a_row_reads_as_a_line_right_or_wrong():
    assert str(job("3 2015", "NOW")) == "Consultant, Leeds: March 2015 to now"
    assert str(job("long ago", "")) == "Consultant, Leeds: long ago to not given"


@pytest.mark.parametrize(
    ("body", "number"),
    [("GMC", "7012345"), ("GMC", "70 12 345"), ("NMC", "12a3456b"), ("HCPC", "PH12345"), ("GPhC", "2071234"),
     ("GDC", "123456"), ("other", "whatever"), ("none", "")],
)  # fmt: skip
def test_a_number_of_the_bodys_shape_is_taken(body, number):
    assert not number_problem(body, number)


@pytest.mark.parametrize(
    ("body", "number"),
    [("GMC", "701234"), ("GMC", "C7012345"), ("NMC", "1234567"), ("HCPC", "12345"), ("GPhC", "1071234"), ("GDC", "12")],
)
def test_a_number_of_another_shape_gets_one_sentence(body, number):
    assert number_problem(body, number) == f"A {body} number has {BODIES[body].words}"


def test_a_number_left_out_is_asked_for():
    assert number_problem("GMC", " ") == "Enter your registration number"


def test_numbers_and_bodies_of_profiles_are_recognised():
    assert tidy(" 12a 3456b") == "12A3456B"
    assert [body_named(text) for text in ("gmc", "GPhC", "Royal Something", "")] == ["GMC", "GPhC", "other", ""]


def referee(**changes):
    return Referee(**{"name": "Ruth", "position": "Director", "email": "ruth@x.example", "later": False, **changes})


@pytest.mark.parametrize(
    ("changes", "part", "words"),
    [
        ({"name": ""}, "name", "Enter the referee’s name"),
        ({"position": ""}, "position", "position"),
        ({"email": ""}, "email", "Enter the referee’s email address"),
        ({"email": "ME@own.example"}, "email", "This is your own email address"),
        ({"email": "sam@X.example"}, "email", "another of your referees"),
    ],
)
def test_a_wrong_referee_says_what_is_wrong(changes, part, words):
    found = dict(referee_problems(referee(**changes), ["me@own.example"], ["sam@x.example"]))
    assert list(found) == [part]
    assert words in found[part]


def test_two_referees_are_enough_and_one_is_not():
    assert too_few(0).startswith("Name two referees")
    assert too_few(1).startswith("Name one more referee")
    assert not too_few(2)
    assert str(referee(later=True)).endswith("(not before the post is offered)")
