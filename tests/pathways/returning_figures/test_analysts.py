"""What analysts read of returns: settled years, of which none less another tells of one person."""

import re
from datetime import date, timedelta

from django.urls import reverse

from pathways.returning.figures import settled_figures
from pathways.returning.years import settled_years
from people.models import Organisation, Role
from tests.factories import MembershipFactory, ServiceFactory
from tests.pathways.returning_figures.making import (
    back_in,
    days,
    of,
    page_of,
    pay,
    plan,
    reader,
    recorded,
)


def settled(here: Organisation) -> list[list[int | None]]:
    return [[line.people for line in table.lines] for table in settled_figures(of(here)).tables]


def test_a_year_is_settled_three_months_after_its_end() -> None:
    def newest(day: date) -> str:
        return settled_years(day, 1)[0].title

    assert newest(date(2026, 6, 30)) == "2024 to 2025"
    assert newest(date(2026, 7, 1)) == "2025 to 2026"
    assert [year.title for year in settled_years(date(2027, 1, 1), 2)] == ["2025 to 2026", "2024 to 2025"]


def test_analysts_read_settled_years_with_few_people_hidden(here, summer) -> None:
    back_in(here, date(2026, 3, 31), 12, late=5)
    back_in(here, date(2025, 3, 31), 9, late=2)
    back_in(here, date(2026, 4, 1), 3)
    assert settled(here) == [[7, 5, 12], [None, None, 9], [0, 0, 0]]


def test_what_is_recorded_after_a_year_is_settled_changes_nothing_that_analysts_read(here, summer) -> None:
    back_in(here, date(2026, 2, 2), 6)
    before = settled(here)
    [late] = back_in(here, date(2026, 2, 3), 1)
    recorded(late, date(2026, 7, 1))
    assert settled(here) == before
    recorded(late, date(2026, 6, 30))
    assert settled(here) != before


def test_no_day_and_no_filter_gives_analysts_another_figure(client, here, summer) -> None:
    """So none less another tells of one person: not between two days, and not between a service and all."""
    service = ServiceFactory(organisation=here)
    back_in(here, date(2026, 2, 2), 6)
    back_in(here, date(2026, 2, 3), 6, service=service)
    client.force_login(reader(here, Role.ANALYST))
    asked = ["", f"?service={service.pk}", "?on=2026-02-02", "?profession=doctor", "?on=nonsense"]
    cells = {re.sub(r"<[^>]*>", "", page_of(client, here, query)) for query in asked}
    assert len({re.sub(r"\s+", " ", page) for page in cells}) == 1
    files = {client.get(reverse("returning:file", args=[here.pk, "csv"]) + query).content for query in asked}
    assert len(files) == 1
    summer.shift(timedelta(days=200))
    assert client.get(reverse("returning:file", args=[here.pk, "csv"])).content in files


def test_an_analyst_opens_no_list_and_reads_no_state_no_name_and_no_cost(client, here) -> None:
    for _ in range(6):
        plan(here, "away")
    lone = plan(here, "supervised", user=MembershipFactory(organisation=here, user__name="Amira Away").user)
    pay(lone.user, here, 104_000)
    days(lone, 10)
    client.force_login(reader(here, Role.ANALYST))
    page = page_of(client, here)
    assert "£" not in page
    assert "On the way back" not in page
    for which in ("away", "supervised"):
        assert reverse("returning:behind", args=[here.pk, which]) not in page
        assert client.get(reverse("returning:behind", args=[here.pk, which])).status_code == 404
        assert client.get(reverse("returning:behind-file", args=[here.pk, which, "csv"])).status_code == 404
    csv = client.get(reverse("returning:file", args=[here.pk, "csv"])).content.decode()
    assert "Amira" not in csv
    assert "pounds" not in csv
