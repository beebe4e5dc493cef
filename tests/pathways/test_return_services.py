"""The verbs of a return plan: opened once, each step recorded once, moved on by its meetings, and told once."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentoring.models import Mentorship
from pathways.models import CheckIn, ReturnPlan
from pathways.returns.rules import after_working_days
from pathways.returns.services import check, complete, extend, open_plan
from people.dates import after_months
from people.history import history_of
from people.refusals import Refused
from reminders.models import Due, Message
from tests.factories import MembershipFactory, MentorProfileFactory
from tests.pathways.returning import DONE, Returning, step_of
from tests.together import together

Status = ReturnPlan.Status


@pytest.fixture
def returning(db: None) -> Returning:
    return Returning()


def dues(check_in: CheckIn) -> list[tuple[str, str]]:
    found = Due.objects.filter(kind="return_check_in", subject=f"check-in:{check_in.pk}").order_by("user__name")
    return [(due.user.name, due.state) for due in found]


def test_opening_a_plan_drafts_its_steps_and_sets_each_due_for_both(returning: Returning) -> None:
    plan = returning.opened()
    assert (plan.status, plan.strength, plan.service) == (Status.DRAFT, "some", returning.appointment.service)
    kinds = set(plan.check_ins.values_list("kind", flat=True))
    assert kinds >= {"before", "in_role", "contact", "pre_return", "on_return", "supervised_end", "review"}
    for check_in in plan.check_ins.all():
        assert dues(check_in) == [("Amira Away", "open"), ("Sam Supervisor", "open")]
    assert Due.objects.get(subject=f"check-in:{step_of(plan, 'on_return').pk}", user=returning.lead).due_on == (
        returning.back
    )


def test_the_supervisor_is_told_of_the_plan_and_the_clinician_is_not(returning: Returning) -> None:
    returning.opened()
    [message] = Message.objects.filter(kind="return")
    assert message.to == returning.lead.email
    assert "Amira Away has opened a return plan" in message.text


def test_the_same_plan_sent_twice_is_one(returning: Returning) -> None:
    first, second = returning.opened(), returning.opened()
    assert first == second
    assert Message.objects.filter(kind="return").count() == 1


def test_a_second_plan_for_a_role_is_refused_while_the_first_is_open(returning: Returning) -> None:
    returning.opened()
    with pytest.raises(Refused, match="has an open return plan already"):
        returning.opened(supervised_days=20)
    assert ReturnPlan.objects.get().supervised_days == 10


def test_r1_less_than_three_months_away_makes_no_plan(returning: Returning) -> None:
    with pytest.raises(Refused, match="Less than 3 months away"):
        returning.opened(returns_on=after_months(returning.left, 3) - timedelta(days=1))
    assert not ReturnPlan.objects.exists()


def test_a_return_before_leaving_or_in_the_past_is_refused(returning: Returning) -> None:
    with pytest.raises(Refused, match="after the last change"):
        check(returning.proposal(returns_on=returning.left), by=returning.clinician)
    long_ago = returning.proposal(
        away_from=after_months(returning.today, -12), returns_on=returning.today - timedelta(days=1)
    )
    with pytest.raises(Refused, match="today or later"):
        check(long_ago, by=returning.clinician)


def test_r3_fewer_than_ten_supervised_days_are_refused(returning: Returning) -> None:
    with pytest.raises(Refused, match="between 10 and 260"):
        returning.opened(supervised_days=9)


def test_only_the_holder_of_the_role_opens_its_plan(returning: Returning) -> None:
    with pytest.raises(PermissionDenied):
        open_plan(returning.proposal(), by=returning.lead)


def test_nobody_supervises_their_own_return_nor_from_another_organisation(returning: Returning) -> None:
    with pytest.raises(Refused, match="nobody supervises their own return"):
        returning.opened(supervisor=returning.clinician)
    stranger = MembershipFactory(user__name="Ruth Elsewhere").user
    with pytest.raises(Refused, match="Ruth Elsewhere does not work for this organisation"):
        returning.opened(supervisor=stranger)


def test_a_mentor_does_not_supervise(returning: Returning) -> None:
    mentor = MentorProfileFactory(user=returning.lead)
    Mentorship.objects.create(mentor=mentor, mentee=returning.clinician, message="Hello", status="active")
    with pytest.raises(Refused, match="Sam Supervisor is your mentor"):
        returning.opened()


def test_the_first_meeting_agrees_the_plan_and_after_leaving_starts_the_time_away(returning: Returning) -> None:
    plan = returning.opened()
    returning.hold(plan, "before", returning.left - timedelta(days=10))
    plan.refresh_from_db()
    assert plan.status == Status.AGREED
    late = Returning()
    other = late.opened()
    late.hold(other, "before")
    other.refresh_from_db()
    assert other.status == Status.AWAY


def test_a_step_recorded_is_done_for_both_and_told_to_the_other_without_its_note(returning: Returning) -> None:
    plan = returning.opened()
    step = returning.hold(plan, "before", by=returning.lead)
    assert dues(step) == [("Amira Away", "done"), ("Sam Supervisor", "done")]
    [message] = Message.objects.filter(user=returning.clinician, kind="return")
    assert "Sam Supervisor has recorded a step" in message.text
    assert DONE not in message.text + message.html + message.subject


def test_neither_a_stranger_nor_another_member_records_a_step(returning: Returning) -> None:
    plan = returning.opened()
    colleague = MembershipFactory(organisation=plan.organisation, service=plan.service).user
    with pytest.raises(PermissionDenied):
        returning.hold(plan, "before", by=colleague)
    assert not CheckIn.objects.exclude(done_on=None).exists()


def test_a_step_recorded_twice_alike_stays_and_otherwise_names_who_was_first(returning: Returning) -> None:
    step = returning.hold(returning.opened(), "before", by=returning.lead)
    again = complete(step, by=returning.clinician, done_on=returning.today, note=f" {DONE} ")
    assert again.done_by == returning.lead
    with pytest.raises(Refused, match="Sam Supervisor recorded this already"):
        complete(step, by=returning.clinician, done_on=returning.today, note="Something else")
    step.refresh_from_db()
    assert step.note == DONE
    assert Message.objects.filter(key__contains=":done:").count() == 1


@pytest.mark.parametrize(
    ("kind", "days", "sentence"),
    [
        ("before", 1, "today or earlier"),
        ("before", -400, "more than a year before"),
        ("pre_return", 0, "at most 12 weeks before the return"),
        ("in_role", -31, "on or after the last change to practice"),
        ("on_return", 0, "on or after the day of return"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(returning: Returning, kind: str, days: int, sentence: str) -> None:
    plan = returning.opened()
    with pytest.raises(Refused, match=sentence):
        returning.hold(plan, kind, returning.today + timedelta(days=days))
    assert not plan.check_ins.exclude(done_on=None).exists()


def walk(returning: Returning, plan: ReturnPlan, *kinds: str) -> list[str]:
    """Holds each step on its day, and gives the statuses that follow."""
    statuses = []
    for kind in kinds:
        with time_machine.travel(f"{step_of(plan, kind).due_on}T12:00"):
            if kind == "supervised_end":
                returning.worked(plan, plan.supervised_days)
            returning.hold(plan, kind)
        plan.refresh_from_db()
        statuses.append(plan.status)
    return statuses


def test_the_meetings_move_the_plan_from_draft_to_closed(returning: Returning) -> None:
    plan = returning.opened()
    held = ["before", "in_role", "contact", "pre_return", "on_return", "supervised_end", "review", "after_6_months"]
    assert walk(returning, plan, *held) == [
        *(Status.AWAY, Status.AWAY, Status.AWAY, Status.PRE_RETURN),
        *(Status.SUPERVISED, Status.SUPERVISED, Status.REVIEWED, Status.CLOSED),
    ]
    assert not Due.objects.filter(kind="return_check_in", state="open").exists()
    assert history_of(plan)[0].why == "Recorded: Six months after return"
    assert history_of(plan)[0].changes == (("Status", "Reviewed", "Closed"),)


def test_r2_a_plan_cannot_close_without_its_three_meetings_and_says_which(returning: Returning) -> None:
    plan = returning.opened()
    walk(returning, plan, "before", "on_return", "supervised_end", "review")
    last = step_of(plan, "after_6_months")
    with time_machine.travel(f"{last.due_on}T12:00"), pytest.raises(Refused) as refused:
        returning.hold(plan, "after_6_months")
    assert refused.value.sentence == "This plan cannot close yet. Still to be recorded before it: pre-return meeting."
    plan.refresh_from_db()
    assert plan.status == Status.REVIEWED
    with time_machine.travel(f"{last.due_on}T12:00"):
        returning.hold(plan, "pre_return", returning.back - timedelta(days=50))
        returning.hold(plan, "after_6_months")
    plan.refresh_from_db()
    assert plan.status == Status.CLOSED


def test_r3_the_supervised_period_cannot_end_a_supervised_day_early(returning: Returning) -> None:
    plan = returning.opened()
    walk(returning, plan, "before", "on_return")
    with time_machine.travel(f"{returning.back + timedelta(days=30)}T12:00"):
        returning.worked(plan, 9)
        with pytest.raises(Refused, match="at least 10 working days, logged one by one, and 9 of them are agreed"):
            returning.hold(plan, "supervised_end")
        with pytest.raises(Refused, match="end of the supervised period"):
            returning.hold(plan, "review")
        returning.worked(plan, 1)
        assert returning.hold(plan, "supervised_end").done_on


def test_days_worked_after_the_day_on_which_the_period_is_said_to_have_ended_do_not_count(returning: Returning) -> None:
    plan = returning.opened()
    walk(returning, plan, "before", "on_return")
    with time_machine.travel(f"{returning.back + timedelta(days=30)}T12:00"):
        returning.worked(plan, 10)
        with pytest.raises(Refused, match="9 of them"):
            returning.hold(plan, "supervised_end", returning.back + timedelta(days=8))


def test_check_ins_in_the_role_are_no_longer_due_after_the_return(returning: Returning) -> None:
    plan = returning.opened()
    walk(returning, plan, "before", "on_return")
    assert dues(step_of(plan, "in_role"))[0][1] == "cancelled"
    assert dues(step_of(plan, "pre_return"))[0][1] == "open"


def test_the_supervisor_extends_the_supervised_period_and_its_dates_move(returning: Returning) -> None:
    plan = returning.opened()
    with pytest.raises(Refused, match="not under way"):
        extend(plan, by=returning.lead, supervised_days=20)
    walk(returning, plan, "before", "on_return")
    with pytest.raises(PermissionDenied):
        extend(plan, by=returning.clinician, supervised_days=20)
    with pytest.raises(Refused, match="between 11 and 260"):
        extend(plan, by=returning.lead, supervised_days=10)
    extend(plan, by=returning.lead, supervised_days=20)
    extend(plan, by=returning.lead, supervised_days=20)
    plan.refresh_from_db()
    ending = step_of(plan, "supervised_end")
    assert (plan.status, plan.supervised_days) == (Status.EXTENDED, 20)
    assert ending.due_on == after_working_days(plan.returns_on, 20)
    assert {due.due_on for due in Due.objects.filter(subject=f"check-in:{ending.pk}")} == {ending.due_on}
    assert Message.objects.filter(key__contains=":extended:").count() == 1
    assert walk(returning, plan, "supervised_end", "review") == [Status.EXTENDED, Status.REVIEWED]


def test_nothing_is_recorded_in_a_closed_plan(returning: Returning) -> None:
    plan = returning.opened()
    ReturnPlan.objects.filter(pk=plan.pk).update(status=Status.CLOSED)
    with pytest.raises(Refused, match="This plan is closed"):
        returning.hold(plan, "before")
    assert returning.opened() != plan, "after a closed plan the role can have a new one"


@pytest.mark.django_db(transaction=True)
def test_opening_from_two_windows_at_once_lands_on_one_plan() -> None:
    returning = Returning()
    made = together(*[returning.opened] * 4)
    assert {getattr(plan, "pk", plan) for plan in made} == {ReturnPlan.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_both_recording_a_step_at_once_leave_one_record_and_the_other_reads_who_was_first() -> None:
    returning = Returning()
    step = step_of(returning.opened(), "before")
    today = timezone.localdate()
    results = together(
        lambda: complete(step, by=returning.lead, done_on=today, note="One"),
        lambda: complete(step, by=returning.clinician, done_on=today, note="Two"),
    )
    [refused] = [result for result in results if isinstance(result, Refused)]
    [kept] = [result for result in results if isinstance(result, CheckIn)]
    step.refresh_from_db()
    assert (step.note, step.done_by) == (kept.note, kept.done_by)
    assert f"{kept.done_by} recorded this already" in refused.sentence
    assert Message.objects.filter(key__contains=":done:").count() == 1
