"""What the clinician changes in an open plan: dates, supervisor, notice."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mentoring.models import Mentorship
from pathways.models import CheckIn, ReturnPlan
from pathways.returns.changing import change_dates, give_notice, hand_over
from people.dates import after_months
from people.models import Role
from people.refusals import Refused
from reminders.models import Due, Message
from tests.factories import MembershipFactory, MentorProfileFactory
from tests.pathways.returning import Returning, step_of


def due_on(check_in: CheckIn) -> set[object]:
    return {due.due_on for due in Due.objects.filter(subject=f"check-in:{check_in.pk}", state="open")}


def test_what_is_not_held_moves_with_the_return_and_what_is_held_stays(returning: Returning) -> None:
    plan = returning.opened()
    before = returning.hold(plan, "before")
    later = after_months(returning.back, 6)
    moved = change_dates(plan, by=returning.clinician, away_from=plan.away_from, returns_on=later)
    before.refresh_from_db()
    assert before.due_on <= returning.today
    assert moved.check_ins.filter(kind="before").count() == 1
    on_return = step_of(moved, "on_return")
    assert (on_return.due_on, due_on(on_return)) == (later, {later})
    assert moved.strength == "structured"
    assert [d.isoformat() for d in moved.check_ins.filter(kind="in_role").values_list("due_on", flat=True)] == [
        after_months(returning.left, n).isoformat() for n in (3, 6, 9, 12)
    ]
    assert moved.phases.get(position=1).starts == later
    assert Message.objects.filter(user=returning.lead, key__contains=":dates:").count() == 1
    assert change_dates(moved, by=returning.clinician, away_from=plan.away_from, returns_on=later) == moved
    assert Message.objects.filter(user=returning.lead, key__contains=":dates:").count() == 1


def test_check_ins_that_are_gone_are_due_no_more(returning: Returning) -> None:
    plan = returning.opened()
    gone = [check_in.pk for check_in in plan.check_ins.filter(kind="in_role")]
    change_dates(plan, by=returning.clinician, away_from=plan.away_from, returns_on=after_months(returning.back, -5))
    open_ones = set(Due.objects.filter(state="open").values_list("subject", flat=True))
    assert not open_ones & {f"check-in:{pk}" for pk in gone}
    assert open_ones >= {f"check-in:{pk}" for pk in plan.check_ins.values_list("pk", flat=True)}


def test_dates_that_make_no_plan_and_dates_after_the_return_are_refused(returning: Returning) -> None:
    plan = returning.opened()
    with pytest.raises(Refused, match="Less than 3 months"):
        change_dates(plan, by=returning.clinician, away_from=returning.left, returns_on=returning.today)
    with pytest.raises(PermissionDenied):
        change_dates(plan, by=returning.lead, away_from=returning.left, returns_on=returning.back)
    ReturnPlan.objects.update(status="supervised")
    with pytest.raises(Refused, match="You are back already"):
        change_dates(plan, by=returning.clinician, away_from=returning.left, returns_on=after_months(returning.back, 1))


def test_another_supervisor_takes_over_what_is_due_and_the_one_before_reads_it_no_more(client, returning) -> None:
    plan = returning.opened()
    other = MembershipFactory(
        user__name="Nia Next", organisation=plan.organisation, service=plan.service, role=Role.CLINICIAN
    ).user
    hand_over(plan, by=returning.clinician, supervisor=other)
    step = step_of(plan, "before")
    open_ones = Due.objects.filter(subject=f"check-in:{step.pk}", state="open").values_list("user__name", flat=True)
    assert set(open_ones) == {"Amira Away", "Nia Next"}
    assert Message.objects.filter(user=other, key__contains=":opened:").count() == 1
    assert "Nia Next supervises the return of Amira Away now" in Message.objects.get(key__contains=":handed_over:").text
    client.force_login(returning.lead)
    assert client.get(reverse("returns:detail", args=[plan.pk])).status_code == 404


def test_nobody_who_may_not_supervise_takes_over(returning: Returning) -> None:
    plan = returning.opened()
    for supervisor, sentence in (
        (returning.clinician, "nobody supervises their own return"),
        (MembershipFactory().user, "does not work for this organisation"),
    ):
        with pytest.raises(Refused, match=sentence):
            hand_over(plan, by=returning.clinician, supervisor=supervisor)
    mentor = MembershipFactory(organisation=plan.organisation, service=plan.service).user
    Mentorship.objects.create(
        mentor=MentorProfileFactory(user=mentor), mentee=returning.clinician, message="Hello", status="active"
    )
    with pytest.raises(Refused, match="is your mentor"):
        hand_over(plan, by=returning.clinician, supervisor=mentor)


def test_notice_is_recorded_once_and_no_longer_due(returning: Returning) -> None:
    returning.appointment.return_notice_months = 3
    returning.appointment.save()
    plan = returning.opened()
    given = give_notice(plan, by=returning.clinician)
    assert given.notice_given_on == returning.today
    assert Due.objects.get(kind="return_notice").state == "done"
    give_notice(plan, by=returning.clinician)
    assert Message.objects.filter(user=returning.lead, key__contains=":notice:").count() == 1


def test_without_notice_agreed_none_is_recorded(returning: Returning) -> None:
    with pytest.raises(Refused, match="No notice was agreed"):
        give_notice(returning.opened(), by=returning.clinician)


def test_in_the_browser_dates_supervisor_and_notice_are_changed_from_the_plan(client, returning: Returning) -> None:
    returning.appointment.return_notice_months = 3
    returning.appointment.save()
    plan = returning.opened()
    client.force_login(returning.clinician)
    at = {name: reverse(f"returns:{name}", args=[plan.pk]) for name in ("detail", "dates", "supervisor", "notice")}
    text = client.get(at["detail"]).content.decode()
    for words in (at["dates"], at["supervisor"], at["notice"], "To be given by"):
        assert words in text
    wrong = client.post(at["dates"], {"away_from": returning.left.isoformat(), "returns_on": "2199-01-01"})
    assert "must be on or before" in wrong.content.decode()
    back = returning.back + timedelta(days=7)
    typed = {"away_from": returning.left.isoformat(), "returns_on": back.isoformat()}
    assert client.post(at["dates"], typed).url == at["detail"]
    assert "Choose who supervises" in client.post(at["supervisor"], {}).content.decode()
    assert client.post(at["notice"]).url == at["detail"]
    assert "Given on" in client.get(at["detail"]).content.decode()
