"""Check-ins by five questions: answered by the clinician, replied to by the supervisor, and read by nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pathways.models import CheckIn, CheckInAnswers, ReturnPlan
from pathways.returns.answers import give, reply
from pathways.returns.changing import hand_over
from people.history import history_of
from people.models import Role
from people.refusals import Refused
from reminders.models import Due, Message
from reminders.sweeping import sweep
from tests.factories import MembershipFactory
from tests.pathways.returning import Returning, step_of

SAID = {"practice": "less", "confidence": "supported", "support": "partly", "wellbeing": "struggling"}
HELPS = "A second list each month."


@pytest.fixture
def plan(returning: Returning) -> ReturnPlan:
    plan = returning.opened()
    returning.hold(plan, "before")
    return plan


@pytest.fixture
def step(plan: ReturnPlan) -> CheckIn:
    return step_of(plan, "in_role")


def answered(returning: Returning, step: CheckIn, **changes: str) -> CheckInAnswers:
    return give(step, by=returning.clinician, **{**SAID, "helps": HELPS, **changes})


def dues(step: CheckIn) -> dict[str, str]:
    found = Due.objects.filter(subject=f"check-in:{step.pk}")
    return dict(found.values_list("user__name", "state"))


def test_the_clinician_is_done_and_the_supervisor_is_told_without_the_answers(returning, step) -> None:
    answered(returning, step)
    assert dues(step) == {"Amira Away": "done", "Sam Supervisor": "open"}
    [told] = Message.objects.filter(user=returning.lead, key__contains=":answered:")
    assert told.path == reverse("returns:reply", args=[step.pk])
    assert not Message.objects.filter(text__icontains="struggling").exists()
    assert HELPS not in told.text


def test_the_supervisor_who_was_reminded_reads_of_the_answers_and_is_not_reminded_again(returning, step) -> None:
    with time_machine.travel(f"{step.due_on + timedelta(days=4)}T10:00"):
        sweep()
        told = Message.objects.filter(user=returning.lead, kind="return_check_in")
        assert told.count() == 1
        answered(returning, step)
        sweep()
        assert told.count() == 1


def test_answers_change_until_the_reply_and_tell_once(returning, step) -> None:
    answered(returning, step)
    answered(returning, step)
    assert answered(returning, step, wellbeing="well").wellbeing == "well"
    assert Message.objects.filter(key__contains=":answered:").count() == 1
    reply(step, by=returning.lead, text="Let us meet.")
    with pytest.raises(Refused, match="recorded already"):
        answered(returning, step, wellbeing="unsaid")


def test_with_the_reply_the_check_in_is_held_and_the_plan_moves(returning, plan, step) -> None:
    with pytest.raises(Refused, match="no answers to reply to"):
        reply(step, by=returning.lead, text="Hello")
    answered(returning, step)
    held = reply(step, by=returning.lead, text="I ask for the list.")
    assert (held.done_on, held.note, held.done_by) == (returning.today, "I ask for the list.", returning.lead)
    assert dues(step) == {"Amira Away": "done", "Sam Supervisor": "done"}
    plan.refresh_from_db()
    assert plan.status == "away"


def test_only_the_clinician_answers_and_only_the_supervisor_replies(returning, step) -> None:
    with pytest.raises(PermissionDenied):
        give(step, by=returning.lead, **SAID)
    answered(returning, step)
    with pytest.raises(PermissionDenied):
        reply(step, by=returning.clinician, text="Hello")


def test_meetings_are_held_and_not_answered(returning, plan) -> None:
    with pytest.raises(Refused, match="This is a meeting"):
        answered(returning, step_of(plan, "pre_return"))


def test_what_was_answered_is_not_in_the_history(returning, step) -> None:
    told = str(history_of(answered(returning, step)))
    assert "struggling" not in told.lower()
    assert HELPS not in told


def test_wellbeing_stays_with_the_supervisor_to_whom_it_was_said(client, returning, plan, step) -> None:
    answered(returning, step)
    client.force_login(returning.lead)
    page = reverse("returns:reply", args=[step.pk])
    assert "Struggling" in client.get(page).content.decode()
    following = MembershipFactory(organisation=plan.organisation, service=plan.service, role=Role.CLINICIAN).user
    hand_over(plan, by=returning.clinician, supervisor=following)
    client.force_login(following)
    for address in (page, reverse("returns:check_in", args=[step.pk])):
        text = client.get(address).content.decode()
        assert "With someone at hand" in text or "with someone at hand" in text
        assert "Struggling" not in text
    client.force_login(returning.lead)
    assert client.get(page).status_code == 404


def test_in_the_browser_the_questions_are_answered_and_replied_to(client, returning, step) -> None:
    client.force_login(returning.clinician)
    page, shown = reverse("returns:questions", args=[step.pk]), reverse("returns:check_in", args=[step.pk])
    assert page in client.get(shown).content.decode()
    wrong = client.post(page, {"practice": "less", "helps": HELPS}).content.decode()
    assert "Select how you are, or that you would rather not say" in wrong
    assert f'value="{HELPS}"' in wrong
    assert client.post(page, SAID | {"helps": HELPS}).status_code == 302
    assert HELPS in client.get(page).content.decode(), "what was said is there to change"
    client.force_login(returning.lead)
    answer = reverse("returns:reply", args=[step.pk])
    assert answer in client.get(shown).content.decode()
    assert "a sentence will do" in client.post(answer, {}).content.decode()
    assert client.post(answer, {"text": "I ask for it."}).status_code == 302
    assert "I ask for it." in client.get(shown).content.decode()
    director = MembershipFactory(organisation=step.plan.organisation, role=Role.MEDICAL_DIRECTOR).user
    client.force_login(director)
    assert {client.get(each).status_code for each in (page, answer, shown)} == {404}


def test_a_check_in_whose_time_has_not_come_says_why(client, returning, plan) -> None:
    client.force_login(returning.clinician)
    later = step_of(plan, "after_6_months")
    text = client.get(reverse("returns:questions", args=[later.pk])).content.decode()
    assert "This plan cannot close yet" in text
    with time_machine.travel(f"{later.due_on}T12:00"), pytest.raises(Refused, match="cannot close yet"):
        answered(returning, later)
