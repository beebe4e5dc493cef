"""Both sign; actions are due; the wish after the term; the reviewer follows the line; who reads what."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange

from people.models import Membership, Role
from people.refusals import Refused
from reminders.following import follow
from reminders.models import Due, Message
from reminders.sweeping import sweep
from roles.appointments.models import NextStep
from roles.appointments.policies import reviewer_for
from roles.appointments.settings import LEAD_REVIEWS
from roles.models import ReviewKind, RoleReview
from roles.reviews import actions, deciding, wishes
from roles.reviews.dues import WISH
from roles.reviews.line import follow_the_line
from roles.reviews.settings import WISH_DAYS
from tests.factories import MembershipFactory, set_here
from tests.roles.reviews.reviewing import Reviewing, colleague

pytestmark = pytest.mark.django_db
SECRET = "Quizzaciously"


@pytest.fixture
def of():
    return Reviewing()


def record(of, summary="The winter plan held.", next_step=NextStep.GO_ON):
    return deciding.record(
        of.review, by=of.reviewer, held_on=timezone.localdate(), summary=summary, next_step=next_step
    )


def page(client, user, review):
    client.force_login(user)
    return client.get(reverse("reviews:detail", args=[review.pk]))


class TestSigning:
    def test_the_reviewer_signs_by_recording_and_the_holder_after_them(self, of):
        record(of)
        assert Due.objects.get(kind="review_to_sign").state == Due.State.OPEN
        deciding.sign(of.review, by=of.holder)
        deciding.sign(of.review, by=of.holder)
        assert actions.is_signed(RoleReview.objects.get(pk=of.review.pk))
        assert Due.objects.get(kind="review_to_sign").state == Due.State.DONE
        assert Message.objects.filter(user=of.reviewer, subject__startswith="Signed").count() == 1

    def test_the_reviewer_does_not_sign_for_the_holder(self, of):
        record(of)
        with pytest.raises(PermissionDenied):
            deciding.sign(of.review, by=of.reviewer)

    def test_nothing_is_signed_before_it_is_recorded(self, of):
        with pytest.raises(Refused, match="not recorded yet"):
            deciding.sign(of.review, by=of.holder)

    def test_the_holder_asks_for_a_change_and_the_reviewer_makes_it_until_both_have_signed(self, of):
        record(of)
        deciding.ask_to_change(of.review, "The audit is missing.", by=of.holder)
        record(of, "The winter plan held, and the audit.")
        of.review.refresh_from_db()
        assert of.review.summary.endswith("the audit.")
        assert of.review.holder_answer.asks == ""

        deciding.sign(of.review, by=of.holder)
        with pytest.raises(Refused, match="has signed"):
            record(of, "Something else.")


class TestActions:
    def test_an_action_is_due_to_its_owner_and_done_by_them_alone(self, of):
        day = timezone.localdate() + timedelta(days=30)
        made = actions.add(of.review, what="Meet finance", owner=of.holder.pk, due_on=day, by=of.reviewer)
        assert actions.add(of.review, what="Meet finance", owner=of.holder.pk, due_on=day, by=of.reviewer) == made
        due = Due.objects.get(kind="review_action")
        assert (due.user, due.due_on) == (of.holder, day)
        with pytest.raises(PermissionDenied):
            actions.do(made, by=of.reviewer)
        actions.do(made, by=of.holder)
        due.refresh_from_db()
        assert due.state == Due.State.DONE

    def test_after_both_signed_no_action_is_added(self, of):
        record(of)
        deciding.sign(of.review, by=of.holder)
        with pytest.raises(Refused, match="stay as they are"):
            actions.add(of.review, what="More", owner=of.holder.pk, due_on=timezone.localdate(), by=of.reviewer)

    @pytest.mark.parametrize(("days", "field"), [(-1, "due_on")])
    def test_an_action_lies_ahead(self, of, days, field):
        day = timezone.localdate() + timedelta(days=days)
        with pytest.raises(Refused) as refused:
            actions.add(of.review, what="More", owner=of.holder.pk, due_on=day, by=of.reviewer)
        assert refused.value.field == field


class TestWish:
    def test_who_holds_a_role_is_asked_before_the_last_review_until_they_say(self):
        of = Reviewing(ReviewKind.END_OF_TERM)
        follow(WISH, timezone.localdate())
        due = Due.objects.get(kind="term_wish")
        assert (due.user, due.due_on) == (of.holder, of.review.due_on)

        wishes.say(of.appointment, "return", by=of.holder)
        wishes.say(of.appointment, "stay", by=of.holder)
        follow(WISH, timezone.localdate())
        due.refresh_from_db()
        assert due.state == Due.State.DONE

    @pytest.mark.parametrize(
        ("set_days", "ahead", "asked"),
        [(None, 60, True), (None, 61, False), (90, 90, True), (90, 91, False), (20, 60, False), (20, 20, True)],
    )
    def test_it_is_asked_as_many_days_before_as_the_organisation_has_set(self, set_days, ahead, asked):
        of = Reviewing(ReviewKind.END_OF_TERM)
        today = timezone.localdate()
        RoleReview.objects.filter(pk=of.review.pk).update(due_on=today + timedelta(days=ahead))
        if set_days:
            set_here(of.appointment.organisation, WISH_DAYS, set_days, DateRange(today, None))
        follow(WISH, today)
        sweep()
        assert Message.objects.filter(user=of.holder, kind="term_wish").exists() is asked

    def test_a_changed_setting_takes_a_question_back_and_asks_one_that_is_late_at_once(self):
        of, today = Reviewing(ReviewKind.END_OF_TERM), timezone.localdate()
        RoleReview.objects.filter(pk=of.review.pk).update(due_on=today + timedelta(days=50))
        follow(WISH, today)
        in_a_week, in_two = today + timedelta(days=7), today + timedelta(days=14)
        set_here(of.appointment.organisation, WISH_DAYS, 14, DateRange(in_a_week, in_two))
        follow(WISH, in_a_week)
        due = Due.objects.get(kind="term_wish")
        assert due.state == Due.State.CANCELLED

        set_here(of.appointment.organisation, WISH_DAYS, 100, DateRange(in_two, None))
        follow(WISH, in_two)
        due.refresh_from_db()
        assert (due.state, due.stage) == (Due.State.OPEN, "before")
        assert due.remind_on < in_two

    def test_another_organisation_keeps_its_own_days(self):
        of, today = Reviewing(ReviewKind.END_OF_TERM), timezone.localdate()
        RoleReview.objects.filter(pk=of.review.pk).update(due_on=today + timedelta(days=80))
        other = Reviewing(ReviewKind.END_OF_TERM)
        RoleReview.objects.filter(pk=other.review.pk).update(due_on=today + timedelta(days=80))
        set_here(other.appointment.organisation, WISH_DAYS, 120, DateRange(today, None))
        follow(WISH, today)
        assert Due.objects.get(kind="term_wish").user == other.holder

    def test_in_a_yearly_review_nobody_is_asked_yet(self, of):
        follow(WISH, timezone.localdate())
        assert not Due.objects.filter(kind="term_wish").exists()

    def test_nobody_says_it_for_another(self, of):
        with pytest.raises(PermissionDenied):
            wishes.say(of.appointment, "return", by=of.reviewer)


class TestTheLine:
    def test_a_reviewer_who_leaves_the_line_is_followed_by_another_and_reminded_no_more(self, of):
        of.meets()
        Membership.objects.filter(user=of.reviewer).delete()
        successor = colleague(of.appointment.organisation, Role.MEDICAL_DIRECTOR)

        assert follow_the_line() == 1
        assert follow_the_line() == 0
        of.review.refresh_from_db()
        assert of.review.reviewer == successor
        open_dues = Due.objects.filter(kind="role_review", state=Due.State.OPEN)
        assert set(open_dues.values_list("user", flat=True)) == {of.holder.pk, successor.pk}
        assert not of.review.meetings.filter(state="agreed").exists()

    def test_a_review_that_was_held_stays_with_who_held_it(self, of):
        record(of)
        Membership.objects.filter(user=of.reviewer).delete()
        colleague(of.appointment.organisation, Role.MEDICAL_DIRECTOR)
        follow_the_line()
        of.review.refresh_from_db()
        assert of.review.reviewer == of.reviewer

    def test_where_it_is_set_the_lead_of_the_service_reviews(self, of):
        lead = colleague(of.appointment.organisation, Role.SERVICE_LEAD)
        assert reviewer_for(of.appointment) == of.reviewer
        set_here(of.appointment.organisation, LEAD_REVIEWS, True, DateRange(timezone.localdate(), None))
        assert reviewer_for(of.appointment) == lead
        assert follow_the_line() == 1

    def test_nobody_reviews_themselves_whatever_role_they_get(self, of):
        Membership.objects.filter(user=of.reviewer).delete()
        MembershipFactory(user=of.holder, organisation=of.appointment.organisation, role=Role.MEDICAL_DIRECTOR)
        follow_the_line()
        of.review.refresh_from_db()
        assert of.review.reviewer is None


class TestWhoReads:
    def test_a_medical_director_reads_dates_decision_and_actions_and_no_written_word(self, client, of):
        of.sends(of.holder, f"{SECRET} done")
        of.sends(of.reviewer, f"{SECRET} led")
        actions.add(of.review, what="Meet finance", owner=of.holder.pk, due_on=timezone.localdate(), by=of.reviewer)
        record(of, f"{SECRET} summed up")
        deciding.ask_to_change(of.review, f"{SECRET} asked", by=of.holder)
        other = colleague(of.appointment.organisation, Role.MEDICAL_DIRECTOR)

        for party in (of.holder, of.reviewer):
            assert SECRET in page(client, party, of.review).content.decode()
        shown = page(client, other, of.review).content.decode()
        assert SECRET not in shown
        assert "Meet finance" in shown
        assert "Go on as agreed" in shown

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.MEDICAL_DIRECTOR])
    def test_nobody_else_finds_it(self, client, of, role):
        assert page(client, colleague(of.appointment.organisation, role), of.review).status_code == 404

    def test_human_resources_see_on_the_role_that_a_review_is_late_and_nothing_of_it(self, client, of):
        RoleReview.objects.filter(pk=of.review.pk).update(due_on=timezone.localdate() - timedelta(days=3))
        client.force_login(colleague(of.appointment.organisation, Role.HR))
        shown = client.get(reverse("appointments:detail", args=[of.appointment.pk])).content.decode()
        assert "Late" in shown
        assert reverse("reviews:detail", args=[of.review.pk]) not in shown

    def test_the_page_asks_as_often_for_many_actions_and_answers_as_for_few(
        self, client, of, django_assert_max_num_queries
    ):
        record(of)

        def queries():
            with django_assert_max_num_queries(45) as captured:
                page(client, of.holder, of.review)
            return len(captured)

        page(client, of.holder, of.review)  # what is kept between requests is kept now
        few = queries()
        for n in range(9):
            actions.add(of.review, what=f"Act {n}", owner=of.holder.pk, due_on=timezone.localdate(), by=of.holder)
        assert queries() == few


def test_a_reviewer_who_runs_terms_is_led_to_the_offer_of_another(client, of):
    record(of, next_step=NextStep.RENEW)
    assert reverse("terms:more", args=[of.appointment.pk]) in page(client, of.reviewer, of.review).content.decode()


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (NextStep.CHANGE_SPLIT, "from=now"),
        (NextStep.NEXT_ROLE, "Find a next role"),
        (NextStep.RETURN, "Open a return plan"),
        (NextStep.RENEW, "For another term"),
    ],
)
def test_each_decision_leads_the_holder_on(client, of, step, words):
    record(of, next_step=step)
    assert words in page(client, of.holder, of.review).content.decode()
