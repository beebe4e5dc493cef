"""What one was told stands in one's inbox: the newest first, read or not, page by page, by kind."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reminders.models import Due, Notice
from tests.reminders.making import make_due, make_notice

INBOX = reverse("reminders:inbox")


def test_the_newest_comes_first_with_its_kind_and_day(signed_in, user):
    now = timezone.now()
    make_notice(user=user, title="Older", made_at=now - timedelta(days=1))
    make_notice(user=user, title="Newer <b>", due_on=now.date())
    make_notice(title="Someone else’s")
    page = signed_in.get(INBOX).content.decode()
    assert page.index("Newer &lt;b&gt;") < page.index("Older")
    assert "Role reviews" in page
    assert "Someone else’s" not in page
    assert "2 messages, 2 unread in all" in page


def test_a_link_goes_to_the_thing_itself_and_marks_it_read(signed_in, user):
    notice = make_notice(user=user, path="/calendar/")
    response = signed_in.get(reverse("reminders:open", args=[notice.pk]))
    assert response["Location"] == "/calendar/"
    notice.refresh_from_db()
    first = notice.read_at
    assert first is not None
    signed_in.get(reverse("reminders:open", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == first


@pytest.mark.parametrize("path", ["https://elsewhere.example/", "", "//elsewhere.example/"])
def test_a_link_never_leads_elsewhere(signed_in, user, path):
    notice = make_notice(user=user, path=path)
    assert signed_in.get(reverse("reminders:open", args=[notice.pk]))["Location"] == INBOX


def test_one_is_marked_unread_and_read_and_all_are_marked_read(signed_in, user):
    one, other, theirs = make_notice(user=user, read_at=timezone.now()), make_notice(user=user), make_notice()
    address = reverse("reminders:mark", args=[one.pk])
    signed_in.post(address, {"as": "unread"})
    assert Notice.objects.filter(user=user, read_at=None).count() == 2
    signed_in.post(address, {"as": "read"})
    assert list(Notice.objects.filter(user=user, read_at=None)) == [other]
    signed_in.post(reverse("reminders:mark-all"))
    assert list(Notice.objects.filter(read_at=None)) == [theirs]


def test_it_is_filtered_by_kind_and_by_what_is_unread(signed_in, user):
    make_notice(user=user, title="A review", kind="role_review")
    make_notice(user=user, title="A mentor", kind="mentoring", read_at=timezone.now())
    page = signed_in.get(INBOX, {"kind": "mentoring"}).content.decode()
    assert "A mentor" in page
    assert "A review" not in page
    assert "Role reviews (1)" in page
    assert "A mentor" not in signed_in.get(INBOX, {"unread": "yes"}).content.decode()
    assert "A review" in signed_in.get(INBOX, {"kind": "nonsense"}).content.decode()
    assert "Nothing here" in signed_in.get(INBOX, {"kind": "mentoring", "unread": "yes"}).content.decode()


def test_what_is_done_or_called_off_says_so(signed_in, user):
    for state in (Due.State.DONE, Due.State.CANCELLED):
        make_notice(user=user, due=make_due(user=user, state=state))
    page = signed_in.get(INBOX).content.decode()
    assert "Done" in page
    assert "Called off" in page


def test_before_the_first_the_page_says_how_one_comes(signed_in):
    assert "You have not been told anything yet" in signed_in.get(INBOX).content.decode()


@pytest.mark.parametrize("count", [3, 60])
def test_it_is_read_page_by_page_in_as_many_queries(signed_in, user, count, django_assert_num_queries):
    for _ in range(count):
        make_notice(user=user, due=make_due(user=user))
    signed_in.get(INBOX)
    with django_assert_num_queries(6):
        page = signed_in.get(INBOX, {"page": 2 if count > 25 else 1}).content.decode()
    assert page.count("app-result__title") == min(count, 25)
