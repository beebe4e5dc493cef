"""The owner's pages: propose, check, send, read."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from pathways.models import TimeSplit
from pathways.splits.drafting import save_draft
from pathways.splits.services import return_for_change
from tests.factories import AppointmentFactory, ServiceFactory
from tests.pathways.conftest import House, lines

Status = TimeSplit.Status


def typed(house: House, *lines: str, **changes: object) -> dict[str, object]:
    """What a browser posts: lines such as "dcc 6.5"."""
    starts = timezone.localdate() + timedelta(days=30)
    rows = [line.split() for line in lines or ("dcc 6.5", "spa 1.5", "anr 2")]
    posted: dict[str, object] = {
        "service": house.service.pk,
        "starts-day": starts.day,
        "starts-month": starts.month,
        "starts-year": starts.year,
        "total": "10",
        "reason": "I lead the service.",
        "lines-TOTAL_FORMS": len(rows) + 1,
        "lines-INITIAL_FORMS": 0,
    }
    for n, (category, pas, *when) in enumerate(rows):
        posted |= {f"lines-{n}-category": category, f"lines-{n}-what": f"Work {n}", f"lines-{n}-pas": pas}
        if when:
            posted |= {f"lines-{n}-weekday": when[0], f"lines-{n}-session": when[1]}
    return {**posted, **changes}


@pytest.fixture
def page(client, house):
    client.force_login(house.clinician)
    return client


def test_a_proposal_is_saved_as_a_draft_checked_and_sent(page, house) -> None:
    saved = page.post(reverse("splits:new"), typed(house))
    split = TimeSplit.objects.get()
    assert saved.url == reverse("effects:answers", args=[split.pk])
    assert (split.status, split.dcc_pas, split.anr_pas) == (Status.DRAFT, Decimal("6.5"), Decimal("2"))
    answers = page.get(saved.url).content.decode()
    assert "Work 0" in answers
    assert "The rules have nothing to say" in answers
    sent = page.post(saved.url, {"version": split.version}, follow=True)
    assert "Your time split has been sent" in sent.content.decode()
    split.refresh_from_db()
    assert split.status == Status.SUBMITTED


def test_pressing_save_twice_makes_one_draft(page, house) -> None:
    page.post(reverse("splits:new"), typed(house))
    page.post(reverse("splits:new"), typed(house))
    assert TimeSplit.objects.count() == 1


def test_an_empty_form_answers_with_a_sentence_at_each_field(page, house) -> None:
    empty = page.post(reverse("splits:new"), {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0"})
    text = empty.content.decode()
    assert empty.status_code == 200
    for sentence in ("Choose the service whose lead", "Enter first day", "Enter PAs a week in all"):
        assert sentence in text
    assert not TimeSplit.objects.exists()


def test_a_wrong_line_keeps_what_was_typed(page, house) -> None:
    posted = typed(house, "dcc 6.4", "spa lots")
    text = page.post(reverse("splits:new"), posted).content.decode()
    assert "Give PAs in quarters" in text
    assert "PAs a week must be a number" in text
    assert 'value="6.4"' in text
    assert 'value="lots"' in text
    assert "I lead the service." in text
    assert not TimeSplit.objects.exists()


def test_a_draft_with_rule_errors_is_kept_but_not_sent(page, house) -> None:
    saved = page.post(reverse("splits:new"), typed(house, "dcc 6.5"))
    text = page.get(saved.url).content.decode()
    assert "Your lines add up to 6.5 PAs" in text
    assert "Send for sign-off" not in text
    split = TimeSplit.objects.get()
    refused = page.post(saved.url, {"version": split.version})
    assert "There is a problem" in refused.content.decode()
    split.refresh_from_db()
    assert split.status == Status.DRAFT


def test_one_session_in_two_lines_is_refused_with_the_day_s7(page, house) -> None:
    text = page.post(reverse("splits:new"), typed(house, "dcc 1 0 am", "spa 1 0 am")).content.decode()
    assert "Monday morning stands in 2 lines." in text
    assert not TimeSplit.objects.exists()


def test_more_time_than_a_week_holds_is_refused_and_never_a_server_error(page, house) -> None:
    lines = ["dcc 20"] * 6
    text = page.post(reverse("splits:new"), typed(house, *lines, total="20")).content.decode()
    assert "A week holds 168 hours" in text


def test_the_button_add_gives_another_line_and_judges_nothing_yet(page, house) -> None:
    posted = typed(house, "dcc 6.4", add="1")
    text = page.post(reverse("splits:new"), posted).content.decode()
    assert "Line 3" in text
    assert 'value="6.4"' in text
    assert "There is a problem" not in text


def test_the_role_in_the_address_fills_in_its_time(page, house) -> None:
    appointment = AppointmentFactory(user=house.clinician, organisation=house.organisation, service=house.service)
    text = page.get(reverse("splits:new") + f"?appointment={appointment.pk}").content.decode()
    assert 'value="Clinical director, cardiology"' in text
    stranger = AppointmentFactory(title="Someone else's role")
    assert "Someone else" not in page.get(reverse("splits:new") + f"?appointment={stranger.pk}").content.decode()


def test_a_service_of_another_organisation_cannot_be_chosen(page, house) -> None:
    elsewhere = ServiceFactory()
    text = page.post(reverse("splits:new"), typed(house, service=elsewhere.pk)).content.decode()
    assert "Choose service from the list" in text


def test_the_rules_answer_while_typing(page, house) -> None:
    said = page.post(reverse("splits:check"), typed(house, "dcc 6.5")).content.decode()
    assert "3.5 less than the 10 PAs" in said
    assert "<html" not in said
    silent = page.post(reverse("splits:check"), typed(house)).content.decode()
    assert "nothing to say" in silent
    nothing = page.post(reverse("splits:check"), {}).content.decode()
    assert "at least one line" in nothing


def test_a_page_that_went_stale_is_refused_and_changes_nothing(page, house) -> None:
    draft = save_draft(house.proposal(), by=house.clinician)
    edit = reverse("splits:edit", args=[draft.pk])
    assert page.post(edit, typed(house, total="10", version=draft.version)).status_code == 302
    stale = page.post(edit, typed(house, "dcc 8.5", "spa 1.5", version=draft.version))
    assert "has changed since you opened the page" in stale.content.decode()
    draft.refresh_from_db()
    assert draft.dcc_pas == Decimal("6.5")


def test_a_split_of_someone_else_is_not_there(client, house) -> None:
    draft = save_draft(house.proposal(), by=house.clinician)
    client.force_login(house.lead)
    for name in ("splits:detail", "splits:edit", "effects:answers", "splits:withdraw"):
        assert client.get(reverse(name, args=[draft.pk])).status_code == 404


def test_the_record_says_whose_turn_it_is_by_name(page, house) -> None:
    split = house.submitted()
    text = page.get(reverse("splits:detail", args=[split.pk])).content.decode()
    assert "The service lead&#39;s turn: The lead" in text
    assert "Sent for sign-off" in text


def test_the_list_shows_what_holds_now_what_comes_and_what_was(page, house) -> None:
    today = timezone.localdate()
    house.signed_off(today - timedelta(days=200))
    house.agreed_then(today - timedelta(days=20))
    house.signed_off(today + timedelta(days=20))
    text = page.get(reverse("splits:list")).content.decode()
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", text)
    assert [h for h in headings if h in ("In force now", "Coming next", "Before")] == [
        "In force now",
        "Coming next",
        "Before",
    ]


def test_the_list_asks_as_many_queries_for_many_splits_as_for_few(page, house, django_assert_num_queries) -> None:
    today = timezone.localdate()
    counts = []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for starts in (300, 280, 260, 240, 220):
        house.agreed_then(today - timedelta(days=starts))
        if starts in (260, 220):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                page.get(reverse("splits:list"))
            counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("name", "value"), [("appointment", "999999"), ("reason", "x" * 1001), ("override_reason", "x" * 1001)]
)
def test_a_wrong_answer_beside_a_right_week_is_a_sentence(page, house, name: str, value: str) -> None:
    for route in ("splits:new", "splits:check"):
        assert page.post(reverse(route), typed(house, **{name: value})).status_code == 200
    assert not TimeSplit.objects.exists()


def test_the_effect_on_the_service_is_asked_only_while_a_split_is_open(page, house) -> None:
    proposed = house.submitted()
    assert "Agreed with this split" in page.get(reverse("splits:detail", args=[proposed.pk])).content.decode()
    TimeSplit.objects.filter(pk=proposed.pk).update(status=Status.IN_FORCE)
    assert "Agreed with this split" not in page.get(reverse("splits:detail", args=[proposed.pk])).content.decode()


def test_the_reason_of_a_return_stands_on_the_page_that_changes_it_as_words(client, house: House) -> None:
    split = house.submitted()
    split = return_for_change(split, by=house.lead, version=split.version, reason="Less than <two> PAs.")
    client.force_login(house.clinician)
    page = client.get(reverse("splits:edit", args=[split.pk])).content.decode()
    assert "<strong>It was returned for change:</strong> Less than &lt;two&gt; PAs.</p>" in page
    assert "&lt;p&gt;" not in page


def test_the_sum_under_the_lines_is_the_lines_own(client, house: House) -> None:
    draft = save_draft(house.proposal(total=Decimal(12)), by=house.clinician)
    client.force_login(house.clinician)
    page = client.get(reverse("effects:answers", args=[draft.pk])).content.decode()
    foot = page[page.index("<tfoot") : page.index("</tfoot>")]
    assert "10" in foot
    assert "12" not in foot


def test_an_agreed_split_stands_beside_the_week_before_it(client, house: House) -> None:
    house.agreed_then(timezone.localdate() - timedelta(days=60))
    split = house.signed_off(lines=lines("dcc 8.5", "spa 1.5"))
    client.force_login(house.lead)
    page = client.get(reverse("approvals:detail", args=[split.pk])).content.decode()
    assert "Beside the split agreed before" in page
    assert "this is the first" not in page
