"""The order of a search that finds many is kept for a minute; its answers are those of one that is not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from roles.models import Post
from roles.posts import results
from roles.posts.counting import count
from roles.posts.query import Order, Search
from roles.posts.search import Question, question
from roles.posts.vocabulary import vocabulary

pytestmark = pytest.mark.django_db
Publish = Callable[..., Post]


def put(order: Order = Order.BEST) -> Question:
    search = Search(words="lead", chosen={"region": ("Midlands",)}, order=order)
    return question(search, "lead", timezone.now(), vocabulary())


def titles(asked: Question, page: int = 1) -> list[str]:
    return [post.title for post in results.page_of(asked, count(asked, vocabulary()), page)]


@pytest.fixture
def many(publish: Publish) -> None:
    now = timezone.now()
    for n in range(30):
        days = timedelta(days=1 + n * 7 % 30)
        summary = "Lead a team that leads." if n % 3 else "Lead."
        publish(f"Lead {n}", summary=summary, pas=n % 5, closes_at=now + days, published_at=now - days)
    publish("Lead elsewhere", region="London")


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("order", list(Order))
def test_every_order_is_the_same_kept_or_not(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = [titles(put(order), page) for page in (1, 2)]
    assert [len(page) for page in fresh] == [25, 5]
    monkeypatch.setattr(results, "KEPT_FROM", 0)
    assert [titles(put(order), page) for page in (1, 2)] == fresh


@pytest.mark.usefixtures("many")
def test_a_kept_order_is_asked_once_and_a_post_that_closes_is_left_out(
    monkeypatch: pytest.MonkeyPatch, publish: Publish
) -> None:
    monkeypatch.setattr(results, "KEPT_FROM", 0)
    before = titles(put(Order.CLOSING))
    publish("Lead just published", closes_at=timezone.now() + timedelta(hours=1))
    assert titles(put(Order.CLOSING)) == before
    with time_machine.travel(timezone.now() + timedelta(days=1, hours=1), tick=False):
        assert titles(put(Order.CLOSING)) == before[1:]
