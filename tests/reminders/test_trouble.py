"""What an answer means, and how long to wait after it: pure rules."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.trouble import FIRST_PAUSE, LONGEST_PAUSE, MOST_TRIES, pause_after, refuses_address

CHANCES = st.floats(0, 1, exclude_max=True)


@given(st.integers(1, 10_000), CHANCES)
def test_a_pause_is_never_shorter_than_half_the_first_nor_longer_than_the_longest(tries, chance):
    assert FIRST_PAUSE / 2 <= pause_after(tries, chance) <= LONGEST_PAUSE


@given(st.integers(1, 8), CHANCES, CHANCES)  # then the longest pause is reached
def test_each_pause_is_longer_than_the_one_before_whatever_chance_says(tries, one, other):
    assert pause_after(tries, one) <= pause_after(tries + 1, other)


@given(st.integers(1, 50), CHANCES, CHANCES)
def test_letters_that_failed_together_come_again_apart(tries, one, other):
    apart = abs(pause_after(tries, one) - pause_after(tries, other))
    assert apart >= FIRST_PAUSE / 2 * abs(one - other) - timedelta(milliseconds=1)


def test_all_tries_together_last_about_five_days():
    whole = sum((pause_after(n, 0.5) for n in range(1, MOST_TRIES)), timedelta(0))
    assert timedelta(days=4, hours=12) < whole < timedelta(days=6)


@pytest.mark.parametrize(
    ("code", "words", "refuses"),
    [
        (550, "No such mailbox", True),
        (550, "5.1.1 User unknown", True),
        (553, "5.1.3 Not an address", True),
        (550, "5.2.1 Mailbox disabled", True),
        (551, "User not local", True),
        (550, "5.7.1 Relaying denied", False),
        (554, "5.7.0 Sender blocked", False),
        (530, "5.5.1 Authentication required", False),
        (550, "5.4.4 No route to the domain", False),
        (450, "4.2.1 Greylisted", False),
        (451, "Come again", False),
    ],
)
def test_an_address_is_refused_by_what_is_said_of_it_alone(code, words, refuses):
    assert refuses_address(code, words) is refuses
