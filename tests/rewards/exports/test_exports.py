"""Long lists: written by the worker, collected by their asker alone, for a day."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from people.models import Membership, Role
from people.refusals import Refused
from rewards.exports import services
from rewards.exports.models import Export, ExportState
from rewards.exports.tasks import throw_away, write_waiting
from rewards.reports import pages
from tests.factories import MembershipFactory, OrganisationFactory
from tests.rewards.reports.paying import leader

pytestmark = pytest.mark.django_db

QUERY = "on-day=1&on-month=5&on-year=2026&which=all"


@pytest.fixture
def trust():
    trust = OrganisationFactory()
    for _ in range(3):
        leader(trust, allowance=5_000)
    return trust


@pytest.fixture
def hr(trust, client):
    user = MembershipFactory(organisation=trust, role=Role.HR).user
    client.force_login(user)
    return user


def said(response):
    return " ".join(response.content.decode().split())


def test_a_list_is_asked_for_written_by_the_worker_and_collected(client, hr, monkeypatch):
    monkeypatch.setattr(pages, "LONG", 2)
    people = client.get(reverse("rewards:report-people", args=["leading"]) + f"?{QUERY}")
    assert "Prepare this list as a workbook" in said(people)
    response = client.post(reverse("rewards:exports"), {"report": "leading", "query": QUERY})
    page = response["Location"]
    waiting = client.get(page)
    assert "Waiting for the worker" in said(waiting)
    assert waiting["Refresh"] == "3"
    assert write_waiting() == 1
    ready = client.get(page)
    assert "Your list is ready" in said(ready)
    assert "Refresh" not in ready
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{page}list.xlsx").content))
    assert len(book.get_sheet_by_name("People").to_python()) == 4
    assert f"Taken by {hr}" in str(book.get_sheet_by_name("Notes").to_python())


def test_a_list_that_is_long_is_not_written_while_someone_waits(client, hr, monkeypatch):
    monkeypatch.setattr(pages, "LONG", 2)
    response = client.get(reverse("rewards:people-file", args=["leading", "xlsx"]) + f"?{QUERY}")
    assert response.status_code == 302
    assert response["Location"] == reverse("rewards:report-people", args=["leading"]) + f"?{QUERY}"


def test_nobody_else_finds_it_not_even_a_colleague(client, hr, trust):
    export = services.ask(hr, "leading", QUERY)
    services.write(export.pk)
    client.force_login(MembershipFactory(organisation=trust, role=Role.HR).user)
    assert client.get(reverse("rewards:export", args=[export.pk])).status_code == 404
    assert client.get(reverse("rewards:export-file", args=[export.pk])).status_code == 404


def test_the_same_list_asked_for_twice_while_it_waits_is_one(hr):
    assert services.ask(hr, "leading", QUERY) == services.ask(hr, "leading", QUERY)


def test_a_fourth_list_is_refused_while_three_wait(hr):
    for n in range(3):
        services.ask(hr, "leading", f"{QUERY}&n={n}")
    with pytest.raises(Refused, match="Three of your lists"):
        services.ask(hr, "leading", f"{QUERY}&n=3")


@pytest.mark.parametrize(
    ("report", "query"),
    [("none", QUERY), ("leading", "which=none"), ("leading", "which=all&organisation=0"), ("leading", "which=all\0")],
)
def test_what_is_no_list_of_theirs_is_refused_in_a_sentence(client, hr, report, query):
    response = client.post(reverse("rewards:exports"), {"report": report, "query": query}, follow=True)
    assert "You can no longer see this list" in said(response)
    assert not Export.objects.exists()


def test_a_right_that_ended_before_the_worker_came_opens_nothing(hr):
    export = services.ask(hr, "leading", QUERY)
    yesterday = timezone.localdate() - timedelta(days=1)
    for held in Membership.objects.filter(user=hr):
        held.period = DateRange(held.period.lower, yesterday)
        held.save()
    services.write(export.pk)
    export.refresh_from_db()
    assert (export.state, export.content) == (ExportState.FAILED, None)


def test_two_workers_write_a_list_once_and_a_dead_ones_is_taken_over(hr):
    export = services.ask(hr, "leading", QUERY)
    Export.objects.update(state=ExportState.WRITING, begun_at=timezone.now())
    assert services.write(export.pk) is False
    Export.objects.update(begun_at=timezone.now() - services.STUCK)
    assert services.write(export.pk) is True
    assert services.write(export.pk) is False


def test_after_a_day_it_is_gone(client, hr):
    export = services.ask(hr, "leading", QUERY)
    services.write(export.pk)
    Export.objects.update(asked_at=timezone.now() - timedelta(days=1))
    assert client.get(reverse("rewards:export-file", args=[export.pk])).status_code == 404
    assert throw_away() == 1


def test_progress_is_told_while_it_is_written(client, hr):
    export = services.ask(hr, "leading", QUERY)
    Export.objects.update(state=ExportState.WRITING, done=1_500, total=4_000, begun_at=timezone.now())
    text = said(client.get(reverse("rewards:export", args=[export.pk])))
    assert "1,500 of 4,000 lines" in text
    assert 'value="1500"' in text


def test_the_list_of_lists_asks_as_often_for_many_as_for_one(client, hr):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("rewards:exports"))
        return len(asked)

    services.ask(hr, "leading", QUERY)
    before = queries()
    Export.objects.bulk_create(Export(asker=hr, report="leading", query=str(n)) for n in range(9))
    assert queries() == before


def test_the_organisation_and_the_day_are_settled_when_it_is_asked_for(hr, trust):
    export = services.ask(hr, "leading", "which=all")
    assert export.organisation == trust.pk
    assert f"on={timezone.localdate().isoformat()}" in export.query


def test_who_no_longer_works_in_human_resources_there_does_not_collect_it(client, hr, trust):
    export = services.ask(hr, "leading", QUERY)
    services.write(export.pk)
    MembershipFactory(user=hr, organisation=OrganisationFactory(), role=Role.HR)
    yesterday = timezone.localdate() - timedelta(days=1)
    held = Membership.objects.get(user=hr, organisation=trust)
    held.period = DateRange(held.period.lower, yesterday)
    held.save()
    assert client.get(reverse("rewards:export-file", args=[export.pk])).status_code == 404
