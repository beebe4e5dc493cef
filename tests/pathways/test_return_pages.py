"""The pages of return plans: open one, read it, record its meetings."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange

from pathways.models import ReturnPlan, TimeSplit
from pathways.returns.settings import LEAST_SUPERVISED_DAYS, LOW_VOLUME
from people.refusals import Refused
from tests.factories import AppointmentFactory, MembershipFactory, TimeSplitFactory, set_here
from tests.pathways.returning import DONE, Returning, step_of

LIST, NEW = reverse("returns:list"), reverse("returns:new")


@pytest.fixture
def returning(db: None) -> Returning:
    return Returning()


@pytest.fixture
def page(client, returning):
    client.force_login(returning.clinician)
    return client


def hidden(text: str) -> dict[str, str]:
    """The hidden fields of a page, as a browser sends them back."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def address(returning: Returning) -> str:
    return f"{NEW}?appointment={returning.appointment.pk}"


def test_the_form_is_filled_in_from_the_right_to_return(page, returning) -> None:
    text = page.get(address(returning)).content.decode()
    for value in (returning.left.day, returning.left.year, returning.back.year, "7.5", "10"):
        assert f'value="{value}"' in text
    assert "Sam Supervisor" in text
    assert f"Amira Away, {returning.clinician.email}" not in text


def test_the_plan_is_shown_before_it_is_opened_and_opened_when_confirmed(page, returning) -> None:
    text = page.post(address(returning), returning.typed()).content.decode()
    assert not ReturnPlan.objects.exists()
    for words in ("Return with some support", "Pre-return meeting", "End of the supervised period", "Rule R5"):
        assert words in text
    kept = {**hidden(text), "open": "1"}
    opened = page.post(address(returning), kept)
    plan = ReturnPlan.objects.get()
    assert opened.url == reverse("returns:detail", args=[plan.pk])
    assert (plan.away_from, plan.returns_on, plan.supervisor) == (returning.left, returning.back, returning.lead)
    again = page.post(address(returning), kept)
    assert again.url == opened.url
    assert ReturnPlan.objects.count() == 1


def test_from_the_preview_the_answers_can_be_changed(page, returning) -> None:
    kept = hidden(page.post(address(returning), returning.typed()).content.decode())
    text = page.post(address(returning), {**kept, "change": "1"}).content.decode()
    assert 'name="returns_on-day"' in text
    assert f'value="{returning.back.year}"' in text
    assert "There is a problem" not in text


def test_an_empty_form_answers_with_a_sentence_at_each_field(page, returning) -> None:
    text = page.post(address(returning), {}).content.decode()
    for sentence in (
        "Enter the day of the last change to clinical practice",
        "Enter day of return",
        "Enter the PAs of direct clinical care to come back to",
        "Choose who supervises your return",
        "Enter how many working days you are supervised",
    ):
        assert sentence in text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"return_dcc_pas": "lots"}, "must be a number, like 2.5"),
        ({"return_dcc_pas": "21"}, "must be 20 PAs or less"),
        ({"supervised_days": "9"}, "must be 10 or more"),
        ({"supervised_days": "99999"}, "must be 260 or less"),
        ({"supervised_days": "ten"}, "must be a whole number"),
        ({"supervisor": "999999"}, "Choose supervisor from the list"),
        ({"supervisor": "x" * 300}, "Choose supervisor from the list"),
        ({"returns_on-day": "32"}, "must be a real date"),
        ({"returns_on-year": "2020"}, "must be on or after"),
        ({"returns_on-year": "2199"}, "must be on or before"),
        ({"away_from-month": "13"}, "must have a month from 1 to 12"),
    ],
)
def test_a_wrong_answer_is_a_sentence_and_what_was_typed_stays(page, returning, changes, sentence) -> None:
    for button in ({}, {"open": "1"}):
        answer = page.post(address(returning), returning.typed(**changes) | button)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert sentence in text
        assert "There is a problem" in text
        [typed] = changes.values()
        assert typed.startswith("x") or f'value="{typed}"' in text or "supervisor" in changes
    assert not ReturnPlan.objects.exists()


def test_dates_in_the_wrong_order_are_a_sentence(page, returning) -> None:
    posted = returning.typed(**{"away_from-year": returning.back.year + 1})
    text = page.post(address(returning), posted).content.decode()
    assert "Day of return must be after the last change to clinical practice" in text
    assert not ReturnPlan.objects.exists()


@pytest.mark.parametrize("wanted", ["999999", "x", "1" * 30, "-1"])
def test_a_role_that_is_not_there_is_not_found(page, returning, wanted: str) -> None:
    assert page.get(f"{NEW}?appointment={wanted}").status_code == 404


def test_the_role_of_someone_else_is_not_found(page, returning) -> None:
    theirs = AppointmentFactory()
    for send in (page.get, page.post):
        assert send(f"{NEW}?appointment={theirs.pk}").status_code == 404


def test_someone_of_another_organisation_cannot_be_chosen(page, returning) -> None:
    stranger = MembershipFactory().user
    text = page.post(address(returning), returning.typed(supervisor=stranger.pk)).content.decode()
    assert "Choose supervisor from the list" in text


def test_a_role_with_a_plan_leads_to_it(page, returning) -> None:
    plan = returning.opened()
    assert page.get(address(returning)).url == reverse("returns:detail", args=[plan.pk])
    other = page.post(address(returning), returning.typed(supervised_days="20", open="1")).content.decode()
    assert "has an open return plan already" in other
    assert reverse("returns:detail", args=[plan.pk]) in other
    assert 'value="20"' in other


def test_without_a_role_in_the_address_the_roles_without_a_plan_are_offered(page, returning) -> None:
    assert f"?appointment={returning.appointment.pk}" in page.get(NEW).content.decode()
    returning.opened()
    assert "No role waits for a return plan" in page.get(NEW).content.decode()


def test_the_record_says_what_comes_next_and_whose_turn_it_is(page, returning) -> None:
    plan = returning.opened()
    text = page.get(reverse("returns:detail", args=[plan.pk])).content.decode()
    assert "Next: meeting before leaving practice, due on" in text
    assert "It is for you and Sam Supervisor" in text
    assert "Opened the return plan" in text
    assert text.count(">Record it<") == 1, "only the next step is offered; the others are months away"
    assert reverse("returns:check_in", args=[step_of(plan, "before").pk]) in text


def test_the_record_says_what_the_agreed_week_means_for_the_skills_r5(page, returning) -> None:
    plan = returning.opened()
    detail = reverse("returns:detail", args=[plan.pk])
    assert "No agreed time split says" in page.get(detail).content.decode()
    TimeSplitFactory(
        user=returning.clinician,
        organisation=plan.organisation,
        service=plan.service,
        status=TimeSplit.Status.IN_FORCE,
        period=DateRange(returning.left, None),
        dcc_pas=Decimal("0.75"),
        anr_pas=Decimal("7.75"),
    )
    assert "About 32 clinical sessions a year: under 40 is low volume." in page.get(detail).content.decode()


def test_a_step_is_recorded_and_its_note_is_read_by_the_two_alone(page, client, returning) -> None:
    plan = returning.opened()
    step = step_of(plan, "before")
    step_page, detail = reverse("returns:check_in", args=[step.pk]), reverse("returns:detail", args=[plan.pk])
    told = page.post(step_page, {"done_on": returning.today.isoformat(), "note": DONE}, follow=True)
    assert "Recorded: meeting before leaving practice." in told.content.decode()
    director = MembershipFactory(organisation=plan.organisation, role="medical_director").user
    for reader, readable in ((returning.clinician, True), (returning.lead, True), (director, False)):
        client.force_login(reader)
        for where in (detail, step_page):
            answer = client.get(where)
            assert (answer.status_code, DONE in answer.content.decode()) == ((200, True) if readable else (404, False))


def test_a_stale_page_names_who_was_first_and_keeps_what_was_typed(page, returning) -> None:
    plan = returning.opened()
    step = returning.hold(plan, "before", by=returning.lead)
    posted = {"done_on": returning.today.isoformat(), "note": "My own words"}
    text = page.post(reverse("returns:check_in", args=[step.pk]), posted).content.decode()
    assert "Sam Supervisor recorded this already, as held on" in text
    assert "My own words" in text
    assert DONE in text
    step.refresh_from_db()
    assert step.note == DONE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Enter the day you met or spoke"),
        ({"done_on-day": "tomorrow"}, "must include a month"),
        ({"done_on": "2199-01-01"}, "must be today or earlier"),
        ({"done_on": "1999-01-01"}, "must not be more than a year before"),
        ({"done_on": "TODAY", "note": "x" * 2001}, "must be 2000 characters or fewer"),
        ({"done_on": "TODAY", "note": "a\x00b"}, "has a character that cannot be kept"),
    ],
)
def test_a_wrong_record_is_a_sentence_and_changes_nothing(page, returning, typed, sentence) -> None:
    step = step_of(returning.opened(), "before")
    posted = {name: value.replace("TODAY", returning.today.isoformat()) for name, value in typed.items()}
    answer = page.post(reverse("returns:check_in", args=[step.pk]), posted)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    step.refresh_from_db()
    assert step.done_on is None


def test_a_step_whose_time_has_not_come_says_why_and_offers_no_form(page, returning) -> None:
    plan = returning.opened()
    text = page.get(reverse("returns:check_in", args=[step_of(plan, "after_6_months").pk])).content.decode()
    assert "This plan cannot close yet. Still to be recorded before it" in text
    assert 'name="note"' not in text


def test_the_supervisor_extends_and_reads_why_not(page, client, returning) -> None:
    plan = returning.opened()
    extend = reverse("returns:extend", args=[plan.pk])
    assert page.get(extend).status_code == 404
    client.force_login(returning.lead)
    text = client.post(extend, {"supervised_days": "20"}).content.decode()
    assert "not under way" in text
    assert 'value="20"' in text
    ReturnPlan.objects.filter(pk=plan.pk).update(status="supervised")
    assert "the supervised period" in client.get(reverse("returns:detail", args=[plan.pk])).content.decode()
    assert client.post(extend, {"supervised_days": "20"}).status_code == 302
    plan.refresh_from_db()
    assert plan.supervised_days == 20


def test_an_empty_list_teaches_and_leads_to_appointments(client, db) -> None:
    client.force_login(MembershipFactory().user)
    text = client.get(LIST).content.decode()
    assert "You have no return plan" in text
    assert reverse("appointments:list") in text
    assert "You supervise no return now" in text


def test_the_list_shows_my_plans_and_those_i_supervise(page, client, returning) -> None:
    returning.opened()
    mine = page.get(LIST).content.decode()
    assert "Back from Clinical director, cardiology" in mine
    client.force_login(returning.lead)
    theirs = client.get(LIST).content.decode()
    assert ">Amira Away</a>" in theirs
    ReturnPlan.objects.update(status="closed")
    assert ">Amira Away</a>" not in client.get(LIST).content.decode()
    assert ">Amira Away</a>" in client.get(LIST + "?closed=1").content.decode()


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_the_list_and_the_record_ask_as_many_queries_for_many_as_for_few(client, returning) -> None:
    plan = returning.opened()
    client.force_login(returning.lead)
    detail = reverse("returns:detail", args=[plan.pk])
    few = [queries(client, LIST), queries(client, detail)]
    for _ in range(6):
        another = Returning()
        MembershipFactory(user=returning.lead, organisation=another.appointment.organisation)
        another.opened(supervisor=returning.lead)
    returning.hold(plan, "before", timezone.localdate())
    for months in range(30, 40):
        plan.check_ins.create(kind="in_role", due_on=returning.back.replace(day=1, year=2000 + months))
    assert queries(client, LIST) == few[0]
    assert queries(client, detail) == few[1]


def test_the_least_days_under_supervision_are_the_organisations(page, returning) -> None:
    set_here(returning.appointment.organisation, LEAST_SUPERVISED_DAYS, 20)
    assert (
        "At least 20. In this time there is no out-of-hours work alone."
        in page.get(address(returning)).content.decode()
    )
    text = page.post(address(returning), returning.typed(supervised_days="19") | {"open": "1"}).content.decode()
    assert "must be 20 or more" in text
    with pytest.raises(Refused, match="between 20 and 260"):
        returning.opened(supervised_days=19)
    assert not ReturnPlan.objects.exists()
    assert returning.opened(supervised_days=20).supervised_days == 20


def test_what_counts_as_low_volume_is_the_organisations(page, returning) -> None:
    here = returning.appointment
    TimeSplitFactory(
        user=returning.clinician,
        organisation=here.organisation,
        service=here.service,
        period=DateRange(returning.left, None),
        status="signed_off",
        dcc_pas=Decimal(2),
        anr_pas=Decimal("6.5"),
    )
    shown = reverse("returns:detail", args=[returning.opened().pk])
    assert "is low volume" not in page.get(shown).content.decode()
    set_here(here.organisation, LOW_VOLUME, 85)
    assert "About 84 clinical sessions a year: under 85 is low volume" in page.get(shown).content.decode()
