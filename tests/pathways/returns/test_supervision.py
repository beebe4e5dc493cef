"""R3: supervised days are logged one by one, and none with out-of-hours work alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pathways.models import ReturnPlan, SupervisedDay
from pathways.returns.supervision import agree_days, log_day, take_back
from people.refusals import Refused
from tests.factories import MembershipFactory


def log(plan: ReturnPlan, by: object, n: int = 0, **changes: object) -> SupervisedDay:
    said = {"by": by, "day": plan.returns_on + timedelta(days=n), "work": "clinic"} | changes
    return log_day(plan, **said)  # type: ignore[arg-type]


def test_a_day_with_out_of_hours_work_alone_is_refused_and_not_kept(back, returning) -> None:
    with pytest.raises(Refused, match="is no supervised day") as refused:
        log(back, returning.clinician, solo_out_of_hours=True)
    assert refused.value.field == "solo_out_of_hours"
    assert not back.days.exists()


def test_the_database_too_refuses_a_day_with_out_of_hours_work_alone(back, returning) -> None:
    day = SupervisedDay(plan=back, day=back.returns_on, work="clinic", logged_by=returning.clinician)
    day.solo_out_of_hours = True
    with pytest.raises(IntegrityError, match="r3_no_solo_out_of_hours"), transaction.atomic():
        day.save()


def test_out_of_hours_work_with_a_senior_there_counts(back, returning) -> None:
    assert log(back, returning.lead, out_of_hours=True).agreed_at


def test_what_the_clinician_logs_counts_once_the_supervisor_agrees(back, returning) -> None:
    mine = [log(back, returning.clinician, n) for n in range(2)]
    assert back.days.agreed().count() == 0
    with pytest.raises(PermissionDenied):
        agree_days(back, by=returning.clinician, days=[day.pk for day in mine])
    assert agree_days(back, by=returning.lead, days=[mine[0].pk, 999_999]) == 1
    assert agree_days(back, by=returning.lead, days=[mine[0].pk]) == 0
    assert list(back.days.agreed()) == [mine[0]]


def test_the_same_day_again_changes_nothing_and_otherwise_is_refused(back, returning) -> None:
    assert log(back, returning.clinician) == log(back, returning.lead)
    with pytest.raises(Refused, match="is logged already"):
        log(back, returning.clinician, work="ward")
    assert back.days.get().work == "clinic"


@pytest.mark.parametrize(("n", "sentence"), [(-1, "on or after the day of return"), (999, "today or earlier")])
def test_a_day_outside_the_period_is_refused(back, returning, n: int, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        log(back, returning.clinician, n)


def test_no_day_is_logged_before_the_meeting_on_return_nor_after_the_end(back, returning) -> None:
    ReturnPlan.objects.filter(pk=back.pk).update(status="pre_return")
    with pytest.raises(Refused, match="from the meeting on return"):
        log(back, returning.clinician)
    ReturnPlan.objects.filter(pk=back.pk).update(status="supervised")
    returning.worked(back, 10)
    returning.hold(back, "supervised_end")
    with pytest.raises(Refused, match="from the meeting on return"):
        log(back, returning.clinician, 12)
    with pytest.raises(Refused, match="has ended, so its days stand"):
        take_back(back.days.all()[0], by=returning.lead)


def test_an_agreed_day_is_taken_out_by_the_supervisor_alone(back, returning) -> None:
    mine = log(back, returning.clinician)
    agreed = log(back, returning.lead, 1)
    take_back(mine, by=returning.clinician)
    with pytest.raises(Refused, match="Ask them to take it out"):
        take_back(agreed, by=returning.clinician)
    take_back(agreed, by=returning.lead)
    take_back(agreed, by=returning.lead)
    assert not back.days.exists()


def test_a_stranger_logs_nothing(back, returning) -> None:
    stranger = MembershipFactory(organisation=back.organisation, service=back.service).user
    with pytest.raises(PermissionDenied):
        log(back, stranger)


def test_days_are_logged_on_a_phone_with_the_last_work_offered_and_agreed_on_the_desk(client, back, returning) -> None:
    page = reverse("returns:days", args=[back.pk])
    client.force_login(returning.clinician)
    day = {"day": back.returns_on.isoformat(), "work": "ward", "solo_out_of_hours": "no"}
    assert client.post(page, day).status_code == 302
    text = client.get(page).content.decode()
    assert 'value="ward" checked' in text.replace("  ", " ") or "Ward round" in text
    alone = client.post(page, day | {"solo_out_of_hours": "yes", "note": "Kept"}).content.decode()
    assert "is no supervised day" in alone
    assert 'value="Kept"' in alone
    client.force_login(returning.lead)
    assert "Agree 1 supervised day of Amira Away" in client.get(reverse("desk:home")).content.decode()
    assert "Tick the days" in client.post(page, {"agree": "1"}).content.decode()
    waiting = back.days.get()
    assert client.post(page, {"agree": "1", "days": [waiting.pk]}).status_code == 302
    assert "supervised day of" not in client.get(reverse("desk:home")).content.decode()
    detail = client.get(reverse("returns:detail", args=[back.pk])).content.decode()
    assert "1 of at least 10 working days agreed" in detail


def test_a_day_is_taken_out_in_the_browser(client, back, returning) -> None:
    day = log(back, returning.clinician)
    client.force_login(returning.clinician)
    assert client.post(reverse("returns:take-back", args=[day.pk])).status_code == 302
    assert not back.days.exists()
    assert client.post(reverse("returns:take-back", args=[day.pk])).status_code == 404


def test_the_plan_and_its_days_ask_as_many_queries_for_many_days_as_for_one(client, back, returning) -> None:
    def asked() -> list[int]:
        found = []
        for route in ("detail", "days"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse(f"returns:{route}", args=[back.pk])).status_code == 200
            found.append(len(queries))
        return found

    client.force_login(returning.lead)
    log(back, returning.clinician)
    few = asked()
    for n in range(1, 9):
        log(back, returning.clinician, n)
    assert asked() == few
