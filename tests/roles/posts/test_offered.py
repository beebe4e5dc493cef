"""Posts as offers to compare with: by number or address, open ones only, in one query."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from rewards.comparisons.offers import Offered, offered
from roles.posts.offered import number_in
from tests.factories import PostFactory


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" #12 ", 12),
        ("/roles/12/", 12),
        ("roles/12/clinical-director/", 12),
        ("https://pathways.example/roles/12/clinical-director/?q=heart#comparison-heading", 12),
        ("/roles/12/clinical-director.pdf", 12),
        ("", None),
        ("twelve", None),
        ("12, 13", None),
        ("/appointments/12/", None),
        ("https://pathways.example/x/roles/12/", None),
        ("1" * 19, None),
    ],
)
def test_a_post_is_told_by_its_number_or_its_address(typed: str, number: int | None) -> None:
    assert number_in(typed) == number


@pytest.mark.django_db
def test_each_typed_post_gets_its_answer_in_order_in_one_query(django_assert_num_queries) -> None:
    post = PostFactory(term_months=24)
    filled, draft = PostFactory(status="filled"), PostFactory(status="draft")
    late = PostFactory(closes_at=timezone.now() - timedelta(minutes=1))
    with django_assert_num_queries(1):
        answers = offered([str(draft.pk), post.get_absolute_url(), str(filled.pk), "soon", str(late.pk)])
    first, offer, *others = answers
    assert first == f"There is no open post with the number {draft.pk}: check it on the post’s page"
    assert isinstance(offer, Offered)
    assert (offer.key, offer.href, offer.term_months) == (str(post.pk), post.get_absolute_url(), 24)
    assert (offer.role.pas, offer.role.allowance_low) == (Decimal(2), Decimal(8_000))
    assert offer.way_back[0].startswith("You come back to 7.5 PAs")
    assert "has been filled" in str(others[0])
    assert str(others[1]).startswith("Give one post")
    assert "The panel is choosing" in str(others[2])


def test_nothing_typed_asks_nothing() -> None:
    assert offered([]) == []
