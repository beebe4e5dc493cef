"""What must not work around a review: stale pages, people who have left, numbers of others, odd and huge input."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people.models import Membership, Role
from people.refusals import Refused
from reminders.models import Due, Message
from roles.appointments.models import NextStep
from roles.models import FeedbackRequest, Meeting, RoleReview
from roles.reviews import actions, deciding, feedback, meetings, objectives
from roles.reviews.line import follow_the_line
from tests.factories import MembershipFactory
from tests.roles.reviews.reviewing import Reviewing, colleague

pytestmark = pytest.mark.django_db
SECRET = "Quizzaciously"
HUGE = 10**30


@pytest.fixture
def of():
    return Reviewing()


def detail(of):
    return reverse("reviews:detail", args=[of.review.pk])


def record(of, summary="The winter plan held.", **more):
    return deciding.record(
        of.review, by=of.reviewer, held_on=timezone.localdate(), summary=summary, next_step=NextStep.GO_ON, **more
    )


def seen_on(client, of):
    """The mark in the page's form, as a browser sends it."""
    return client.get(detail(of)).content.decode().split('name="seen" value="')[1].split('"')[0]


def recording(of, seen, summary):
    today = timezone.localdate()
    return {"held_on": today.isoformat(), "summary": summary, "next_step": "go_on", "seen": seen}


class TestStalePages:
    def test_nobody_signs_a_text_that_was_changed_since_they_opened_the_page(self, client, of):
        record(of)
        client.force_login(of.holder)
        seen = seen_on(client, of)
        record(of, "Something quite different.")
        shown = client.post(reverse("reviews:sign", args=[of.review.pk]), {"seen": seen}, follow=True)
        assert "Read it again, then sign" in shown.content.decode()
        assert not actions.is_signed(RoleReview.objects.get(pk=of.review.pk))

        client.post(reverse("reviews:sign", args=[of.review.pk]), {"seen": seen_on(client, of)})
        assert actions.is_signed(RoleReview.objects.get(pk=of.review.pk))

    def test_nor_an_action_that_was_added_since(self, client, of):
        record(of)
        client.force_login(of.holder)
        seen = seen_on(client, of)
        actions.add(of.review, what="Work more", owner=of.holder.pk, due_on=timezone.localdate(), by=of.reviewer)
        client.post(reverse("reviews:sign", args=[of.review.pk]), {"seen": seen})
        assert not actions.is_signed(RoleReview.objects.get(pk=of.review.pk))

    def test_a_second_window_of_the_reviewer_writes_over_nothing_in_silence(self, client, of):
        client.force_login(of.reviewer)
        seen = seen_on(client, of)
        record(of, "From the first window.")
        shown = client.post(detail(of), recording(of, seen, "From the second window.")).content.decode()
        of.review.refresh_from_db()
        assert of.review.summary == "From the first window."
        assert "From the second window." in shown
        now = shown.split('name="seen" value="')[1].split('"')[0]
        client.post(detail(of), recording(of, now, "From the second window."))
        of.review.refresh_from_db()
        assert of.review.summary == "From the second window."

    def test_recorded_twice_by_a_double_click_it_is_recorded_once(self, client, of):
        client.force_login(of.reviewer)
        sent = recording(of, seen_on(client, of), "A good year.")
        assert [client.post(detail(of), sent).status_code for _ in range(2)] == [302, 302]
        assert Due.objects.filter(kind="review_to_sign").count() == 1


class TestWhoHasLeft:
    @pytest.fixture
    def left(self, of):
        """The reviewer's last day was yesterday, and the night has not come yet."""
        of.sends(of.holder, SECRET)
        of.sends(of.reviewer)
        Membership.objects.filter(user=of.reviewer).delete()
        return of

    def test_a_reviewer_who_has_left_reads_nothing_more_the_same_day(self, client, left):
        client.force_login(left.reviewer)
        for name in ("detail", "account", "feedback", "meeting", "actions"):
            assert client.get(reverse(f"reviews:{name}", args=[left.review.pk])).status_code == 404
        assert client.get(reverse("reviews:objectives", args=[left.appointment.pk])).status_code == 404
        assert left.appointment.title not in client.get(reverse("reviews:list")).content.decode()

    def test_nor_does_anything(self, left):
        with pytest.raises(PermissionDenied):
            record(left)
        with pytest.raises(PermissionDenied):
            objectives.propose(left.appointment, "Save money", by=left.reviewer)
        at = timezone.now() + timedelta(days=2)
        with pytest.raises(PermissionDenied):
            meetings.propose(left.review, by=left.reviewer, starts_at=at, minutes=60, place="Room 4", link="")

    def test_also_not_in_a_review_that_they_held(self, client, of):
        record(of, SECRET)
        Membership.objects.filter(user=of.reviewer).delete()
        client.force_login(of.reviewer)
        assert client.get(detail(of)).status_code == 404

    def test_another_organisation_where_they_work_now_opens_nothing(self, client, left):
        elsewhere = Reviewing()
        for role in Role:
            MembershipFactory(user=left.reviewer, organisation=elsewhere.appointment.organisation, role=role)
        client.force_login(left.reviewer)
        assert client.get(detail(left)).status_code == 404

    def test_the_holder_reads_their_own_though_they_have_left(self, client, of):
        record(of, SECRET)
        Membership.objects.filter(user=of.holder).delete()
        client.force_login(of.holder)
        assert SECRET in client.get(detail(of)).content.decode()

    def test_what_the_former_reviewer_had_to_do_is_the_next_ones(self, of):
        day = timezone.localdate() + timedelta(days=9)
        made = actions.add(of.review, what="Get the figures", owner=of.reviewer.pk, due_on=day, by=of.holder)
        Membership.objects.filter(user=of.reviewer).delete()
        successor = colleague(of.appointment.organisation, Role.MEDICAL_DIRECTOR)
        follow_the_line()
        made.refresh_from_db()
        assert made.owner == successor
        due = Due.objects.get(kind="review_action", state=Due.State.OPEN)
        assert (due.user, due.title) == (successor, "Agreed in the role review of Hana Holder: Get the figures")


class TestNumbersOfOthers:
    def test_what_belongs_to_another_review_is_not_found(self, client, of):
        other = Reviewing()
        client.force_login(of.holder)
        at = timezone.now() + timedelta(days=2)
        meeting = meetings.propose(other.review, by=other.holder, starts_at=at, minutes=60, place="Room 4", link="")
        made = objectives.propose(other.appointment, "Waits under 18 weeks", by=other.holder)
        asked = feedback.ask(other.review, colleague(other.appointment.organisation).email, named=True, by=other.holder)
        day = timezone.localdate()
        action = actions.add(other.review, what="Meet finance", owner=other.holder.pk, due_on=day, by=other.holder)
        for name, key in (
            ("agree-meeting", meeting.pk),
            ("agree-objectives", made.pk),
            ("give", asked.pk),
            ("done", action.pk),
            ("sign", other.review.pk),
            ("keep", other.review.pk),
            ("call-off", other.review.pk),
            ("wish", other.appointment.pk),
        ):
            assert client.post(reverse(f"reviews:{name}", args=[key])).status_code == 404, name
        assert Meeting.objects.get(pk=meeting.pk).state == "proposed"

    @pytest.mark.parametrize(
        "name", ["detail", "account", "feedback", "meeting", "actions", "give", "objectives", "wish"]
    )
    def test_a_huge_number_is_not_found_and_breaks_nothing(self, client, of, name):
        client.force_login(of.holder)
        assert client.get(reverse(f"reviews:{name}", args=[HUGE])).status_code == 404

    @pytest.mark.parametrize("owner", ["0", str(HUGE), "x", "-1"])
    def test_an_action_belongs_to_one_of_the_two(self, client, of, owner):
        client.force_login(of.holder)
        sent = {"what": "Meet finance", "owner": owner, "due_on": timezone.localdate().isoformat()}
        assert client.post(reverse("reviews:actions", args=[of.review.pk]), sent).status_code == 200
        assert not of.review.actions.exists()

    def test_a_person_of_another_organisation_is_not_asked_nor_told_whether_they_exist(self, of):
        stranger = Reviewing().holder
        said = []
        for email in (stranger.email, "nobody@nowhere.example"):
            with pytest.raises(Refused) as refused:
                feedback.ask(of.review, email, named=True, by=of.holder)
            said.append(str(refused.value))
        assert said[0] == said[1]
        assert not Message.objects.filter(user=stranger, kind="review_feedback").exists()


class TestOddInput:
    @pytest.mark.parametrize("text", ["", " ", "\u200b", "\u2066\u2069", "x" * 3001, "a\x00b"])
    def test_objectives_of_nothing_or_too_much_are_said_to_be_wrong(self, client, of, text):
        client.force_login(of.holder)
        answer = client.post(reverse("reviews:objectives", args=[of.appointment.pk]), {"text": text})
        assert answer.status_code == 200
        assert "There is a problem" in answer.content.decode()
        assert objectives.waiting(of.appointment) is None

    @pytest.mark.parametrize("day", ["2199-12-31", "9999-12-31", "0001-01-01", "2026-02-30", "tomorrow"])
    def test_a_day_out_of_sight_is_said_to_be_wrong(self, client, of, day):
        client.force_login(of.holder)
        sent = {"what": "Meet finance", "owner": of.holder.pk, "due_on": day}
        assert (
            "There is a problem" in client.post(reverse("reviews:actions", args=[of.review.pk]), sent).content.decode()
        )
        sent = {"starts": day, "clock": "23:59", "minutes": "480", "place": "Room 4"}
        assert (
            "There is a problem" in client.post(reverse("reviews:meeting", args=[of.review.pk]), sent).content.decode()
        )

    @pytest.mark.parametrize(
        "link", ["javascript:alert(1)", "http://meet.example/1", 'https://meet.example/" onclick="x']
    )
    def test_a_link_that_is_none_to_meet_at_is_refused(self, client, of, link):
        client.force_login(of.holder)
        day = timezone.localdate() + timedelta(days=3)
        sent = {"starts": day.isoformat(), "clock": "9:30", "minutes": "60", "link": link}
        assert (
            "Link must begin with https://"
            in client.post(reverse("reviews:meeting", args=[of.review.pk]), sent).content.decode()
        )

    def test_typed_markup_is_shown_as_typed(self, client, of):
        of.sends(of.holder, "<script>alert(1)</script>")
        client.force_login(of.holder)
        shown = client.get(detail(of)).content.decode()
        assert "&lt;script&gt;alert(1)" in shown
        assert "<script>alert(1)" not in shown

    def test_feedback_given_twice_by_a_double_click_is_given_once(self, client, of):
        asked = feedback.ask(of.review, colleague(of.appointment.organisation).email, named=True, by=of.holder)
        client.force_login(asked.person)
        sent = {"well": "Calm", "better": "Rest"}
        address = reverse("reviews:give", args=[asked.pk])
        assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
        assert "not kept" in client.post(address, sent | {"well": "Other"}).content.decode()
        assert FeedbackRequest.objects.get().well == "Calm"
