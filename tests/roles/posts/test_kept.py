from functools import partial
from itertools import count

from roles.posts.kept import Kept


def test_an_answer_is_found_once_and_kept():
    asked = count(1)
    kept: Kept[int] = Kept()

    assert [kept.get("a", lambda: next(asked)) for _ in range(3)] == [1, 1, 1]
    kept.clear()
    assert kept.get("a", lambda: next(asked)) == 2


def test_an_answer_is_forgotten_after_its_time():
    kept: Kept[int] = Kept(seconds=0)

    assert [kept.get("a", partial(int, n)) for n in (1, 2)] == [1, 2]


def test_what_is_not_worth_it_is_not_kept():
    kept: Kept[int] = Kept()

    assert [kept.get("a", partial(int, n), worth=lambda answer: answer > 1) for n in (1, 2, 3)] == [1, 2, 2]


def test_the_oldest_answer_goes_when_there_are_too_many():
    kept: Kept[int] = Kept(most=2)
    for question in "abc":
        kept.get(question, lambda: 1)

    assert kept.get("c", lambda: 2) == 1
    assert kept.get("a", lambda: 2) == 2
