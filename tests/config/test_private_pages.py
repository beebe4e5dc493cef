"""Who may keep a copy of a page."""

from django.urls import reverse


def test_a_page_of_ones_own_is_kept_by_no_cache_between(signed_in):
    assert signed_in.get(reverse("fit:showing"))["Cache-Control"] == "private, no-cache"


def test_a_feed_is_the_same_for_everyone_and_may_be_kept(client, db):
    answer = client.get(reverse("roles:feed"))
    assert answer["Cache-Control"].startswith("public")
    assert "Cookie" not in answer.get("Vary", "")
