"""The page on which one writes before the meeting: kept as typed, in any browser, and never over what is newer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Membership, Role
from roles.models import Account
from roles.reviews import accounts
from roles.reviews.forms import KEPT_MOST
from roles.reviews.line import follow_the_line
from tests.roles.reviews.reviewing import TEXTS, Reviewing, colleague

pytestmark = pytest.mark.django_db
TYPED = dict.fromkeys(accounts.TEXTS, "") | {"pas_used": ""}


@pytest.fixture
def of():
    return Reviewing()


@pytest.fixture
def holder(client, of):
    client.force_login(of.holder)
    return client


def page(of):
    return reverse("reviews:account", args=[of.review.pk])


def typing(client, of, *, seen="", **said):
    """What the page's script sends."""
    return client.post(reverse("reviews:keep", args=[of.review.pk]), TYPED | said | {"seen": seen})


def pressing(client, of, act, *, seen="", **said):
    return client.post(page(of), TYPED | said | {"seen": seen, "act": act})


def kept():
    return Account.objects.get()


def events(account):
    return account.events.count()


class TestWhileItIsTyped:
    def test_each_word_is_kept_and_the_page_learns_of_the_new_state(self, holder, of):
        first = typing(holder, of, done="The win")
        assert first.status_code == 200
        assert first.json()["sentence"].startswith("Draft saved at")
        typing(holder, of, done="The winter plan held.", seen=first.json()["seen"])
        assert kept().done == "The winter plan held."

    def test_what_another_window_saved_is_not_overwritten_in_silence(self, holder, of):
        seen = typing(holder, of, done="First").json()["seen"]
        typing(holder, of, done="In this window", seen=seen)
        answer = typing(holder, of, done="In the other", seen=seen)
        assert (answer.status_code, kept().done) == (409, "In this window")
        assert "another window" in answer.json()["sentence"]

    def test_two_windows_that_both_begin_are_noticed_too(self, holder, of):
        typing(holder, of, done="In this window")
        assert typing(holder, of, done="In the other").status_code == 409

    def test_a_figure_that_is_none_yet_holds_up_no_text(self, holder, of):
        typing(holder, of, pas_used="2.5")
        answer = typing(holder, of, done="Busy", pas_used="two and a", seen=accounts.version(kept()))
        assert "no number yet" in answer.json()["sentence"]
        assert (kept().done, kept().pas_used) == ("Busy", 2.5)

    def test_a_text_too_long_to_send_is_kept_and_an_endless_one_is_cut(self, holder, of):
        typing(holder, of, done="x" * 6000, support="y" * (KEPT_MOST + 1), learning="a\x00b\r\nc")
        assert (len(kept().done), len(kept().support), kept().learning) == (6000, KEPT_MOST, "ab\nc")

    def test_what_was_sent_is_not_changed_word_by_word(self, holder, of):
        of.sends(of.holder, "Sent words")
        answer = typing(holder, of, done="Half a sen", ahead="Next.", seen=accounts.version(kept()))
        assert (answer.status_code, kept().done) == (409, "Sent words")
        assert "Send it again" in answer.json()["sentence"]

    def test_a_draft_leaves_no_history_and_what_was_sent_does(self, holder, of):
        typing(holder, of, done="The win")
        typing(holder, of, done="The winter", seen=accounts.version(kept()))
        assert events(kept()) == 0
        of.sends(of.holder, "The winter plan held.")
        of.sends(of.holder, "The winter plan held well.")
        assert events(kept()) == 2

    def test_the_former_reviewer_writes_no_more_and_the_next_one_reads_none_of_it(self, client, of):
        client.force_login(of.reviewer)
        typing(client, of, done="Quizzaciously led")
        Membership.objects.filter(user=of.reviewer).delete()
        successor = colleague(of.appointment.organisation, Role.MEDICAL_DIRECTOR)
        follow_the_line()
        assert typing(client, of, done="More", seen=accounts.version(kept())).status_code == 404
        client.force_login(successor)
        assert "Quizzaciously" not in client.get(page(of)).content.decode()


class TestWithoutAScript:
    def test_the_button_keeps_the_draft_however_unfinished(self, holder, of):
        assert pressing(holder, of, "keep", support="Too few data").url == page(of)
        assert kept().support == "Too few data"

    def test_what_is_missing_is_said_and_what_was_typed_is_kept_though_not_sent(self, holder, of):
        answer = pressing(holder, of, "send", done="The winter plan held.")
        assert "Write what should come next" in answer.content.decode()
        assert (kept().done, kept().sent_at) == ("The winter plan held.", None)

    def test_a_wrong_figure_is_said_and_the_rest_is_kept(self, holder, of):
        shown = pressing(holder, of, "send", done="Busy", ahead="More", pas_used="2,5 or so").content.decode()
        assert "must be a number" in shown
        assert "Your draft is kept, without the leadership time" in shown
        assert "2,5 or so" in shown
        assert (kept().done, kept().sent_at) == ("Busy", None)

    def test_from_a_stale_page_both_texts_are_shown_and_saving_again_is_meant(self, holder, of):
        pressing(holder, of, "keep", done="In this window")
        shown = pressing(holder, of, "keep", done="In the other").content.decode()
        assert kept().done == "In this window"
        assert "In this window" in shown
        assert "In the other" in shown
        assert f'name="seen" value="{accounts.version(kept())}"' in shown
        pressing(holder, of, "keep", done="In the other", seen=accounts.version(kept()))
        assert kept().done == "In the other"

    def test_what_was_sent_is_not_made_a_draft_again(self, holder, of):
        of.sends(of.holder, "Sent words")
        pressing(holder, of, "keep", seen=accounts.version(kept()))
        assert kept().done == "Sent words"
        assert "Keep as a draft" not in holder.get(page(of)).content.decode()

    def test_sent_again_with_something_missing_what_was_sent_stays(self, holder, of):
        of.sends(of.holder, "Sent words")
        shown = pressing(holder, of, "send", done="", ahead="More", seen=accounts.version(kept())).content.decode()
        assert "Write what was done" in shown
        assert "draft is kept" not in shown
        assert kept().done == "Sent words"

    def test_the_button_that_the_enter_key_presses_does_not_send(self, holder, of):
        shown = holder.get(page(of)).content.decode()
        assert shown.index('value="keep"') < shown.index('value="send"')

    def test_what_was_typed_when_the_sign_in_had_run_out_is_back_after_it(self, client, of):
        answer = pressing(client, of, "keep", done="Typed while signed out")
        assert "login" in answer.url
        assert not Account.objects.exists()
        session = client.session["typed_while_signed_out"]
        client.force_login(of.holder)
        state = client.session
        state["typed_while_signed_out"] = session
        state.save()
        shown = client.get(page(of)).content.decode()
        assert "You were signed out before this was saved" in shown
        assert "Typed while signed out" in shown
        pressing(client, of, "keep", done="Typed while signed out")
        assert "You were signed out" not in client.get(page(of)).content.decode()

    def test_once_the_other_reads_it_the_form_is_gone_and_what_is_typed_is_shown_and_refused(self, holder, of):
        of.sends(of.holder, "Sent words")
        of.sends(of.reviewer)
        assert "Send it" not in holder.get(page(of)).content.decode()
        shown = pressing(holder, of, "send", done="Too late", ahead="x", seen=accounts.version(of_holder(of)))
        assert "so it stays as it is" in shown.content.decode()
        assert "Too late" in shown.content.decode()
        assert of_holder(of).done == "Sent words"


def of_holder(of):
    return Account.objects.get(author=of.holder)


def test_on_the_day_of_the_meeting_a_draft_may_still_be_written_and_sent(of):
    of.meets(timezone.now() + timedelta(minutes=5))
    accounts.keep(of.review, TEXTS | {"done": "Draft"}, by=of.holder)
    of.sends(of.holder, "Sent on the day")
    assert of_holder(of).done == "Sent on the day"
