"""Kept reports: they never change, carry a checksum, and reach analysts only when published."""

from datetime import date
from decimal import Decimal as D
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from people.models import Role
from people.refusals import Refused
from rewards.editions import services
from rewards.editions.models import Edition
from rewards.editions.text import as_text, from_text
from rewards.models import PayElement
from rewards.reports.asking import Ask
from rewards.reports.published import HIDDEN, Column, Picture, Published, Row, Table, Unit
from rewards.reports.register import REPORTS
from tests.factories import MembershipFactory, OrganisationFactory
from tests.rewards.reports.paying import ON, leader

VALUES = st.one_of(
    st.none(),
    st.just(HIDDEN),
    st.integers(),
    st.text(max_size=20),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.dates(),
)


@given(st.lists(st.lists(VALUES, min_size=2, max_size=2), max_size=5))
def test_a_report_read_back_from_its_text_is_the_same_report(values):
    rows = tuple(Row(f"row {n}", tuple(each)) for n, each in enumerate(values))
    columns = (Column("One", Unit.PEOPLE), Column("Two", Unit.GAIN))
    table = Table("key", "Title", "Head", columns, rows, rows[0] if rows else None, Picture("bars", (1,)), "Note", 1)
    published = Published("Title", "Lead", (table,), ("How",), 5)
    assert from_text(as_text(published)) == published


@pytest.fixture
def trust(db):
    trust = OrganisationFactory()
    for _ in range(6):
        leader(trust, allowance=5_000)
    return trust


def member(trust, role):
    return MembershipFactory(organisation=trust, role=role).user


def kept(trust, by=None, name="Board of May"):
    report = REPORTS["leading"]
    return services.keep(report, Ask(trust, ON, by="kind"), name=name, address="", by=by or member(trust, Role.HR))


def said(response):
    return " ".join(response.content.decode().split())


def test_what_is_kept_says_the_same_whatever_is_put_right_later(trust, client):
    edition = kept(trust)
    before = edition.content
    PayElement.objects.filter(kind="allowance").update(annual_gbp=D(1))
    client.force_login(edition.taken_by)
    assert "+£30,000" in said(client.get(reverse("rewards:edition", args=[edition.pk])))
    edition.refresh_from_db()
    assert edition.content == before
    assert edition.checksum == sha256(before.encode()).hexdigest()


def test_only_human_resources_of_the_organisation_keep_and_publish(trust):
    edition = kept(trust)
    for other in (member(trust, Role.ANALYST), member(OrganisationFactory(), Role.HR)):
        with pytest.raises(Refused):
            kept(trust, by=other)
        with pytest.raises(Refused):
            services.publish(edition, by=other)


def test_a_report_without_figures_is_not_kept(trust):
    with pytest.raises(Refused, match="nothing to keep"):
        services.keep(REPORTS["approvals"], Ask(trust, ON), name="x", address="", by=member(trust, Role.HR))


def test_analysts_read_an_edition_from_when_it_is_published_until_it_is_withdrawn(trust, client):
    edition, analyst = kept(trust), member(trust, Role.ANALYST)
    page = reverse("rewards:edition", args=[edition.pk])
    client.force_login(analyst)
    assert client.get(page).status_code == 404
    services.publish(edition, by=edition.taken_by)
    assert "+£30,000" in said(client.get(page))
    assert edition.name in said(client.get(reverse("rewards:editions")))
    services.withdraw(edition, by=edition.taken_by)
    assert client.get(page).status_code == 404


def test_a_withdrawn_edition_is_still_weighed_and_shows_the_same_when_published_again(trust):
    edition = kept(trust)
    first = services.publish(edition, by=edition.taken_by).shown
    services.withdraw(edition, by=edition.taken_by)
    leader(trust, allowance=5_000)
    assert services.as_it_would_be_shown(kept(trust, by=edition.taken_by)).tables == ()
    assert services.publish(edition, by=edition.taken_by).shown == first


def test_what_analysts_read_has_no_sentence_with_figures_and_its_own_checksum(trust, client):
    edition = kept(trust)
    services.publish(edition, by=edition.taken_by)
    edition.refresh_from_db()
    assert from_text(edition.shown).lead == ""
    client.force_login(member(trust, Role.ANALYST))
    text = said(client.get(reverse("rewards:edition", args=[edition.pk])))
    assert edition.shown_checksum in text
    assert edition.checksum not in text


def test_the_whole_way_in_pages_from_report_to_analyst(trust, client):
    client.force_login(member(trust, Role.HR))
    asked = "?on-day=1&on-month=5&on-year=2026&known=now"
    address = reverse("rewards:edition-keep", args=["leading"]) + asked
    assert "Give it a name" in said(client.post(address, {"name": ""}))
    response = client.post(address, {"name": "Board of May"}, follow=True)
    edition = Edition.objects.get()
    assert (edition.name, edition.on, edition.part) == ("Board of May", date(2026, 5, 1), "")
    assert "The report is kept as it stands" in said(response)
    assert "would read" in said(client.get(reverse("rewards:edition", args=[edition.pk]), {"as": "shown"}))
    client.post(reverse("rewards:edition-publish", args=[edition.pk]))
    edition.refresh_from_db()
    assert edition.published_at is not None


@pytest.mark.parametrize("kind", ["xlsx", "csv", "pdf"])
def test_files_of_an_edition_are_made_of_its_text_and_say_when_it_was_taken(trust, client, kind):
    edition = kept(trust)
    client.force_login(edition.taken_by)
    response = client.get(reverse("rewards:edition-file", args=[edition.pk, kind]))
    assert response.status_code == 200
    if kind == "csv":
        assert f"Taken by {edition.taken_by}" in response.content.decode()


def test_the_list_asks_as_often_for_many_editions_as_for_one(trust, client):
    hr = member(trust, Role.HR)
    client.force_login(hr)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("rewards:editions"))
        return len(asked)

    kept(trust, by=hr)
    before = queries()
    for n in range(8):
        kept(trust, by=hr, name=f"Board {n}")
    assert queries() == before


def test_as_known_then_stands_at_the_end_of_the_day_asked_for(trust):
    moment = timezone.now()
    edition = services.keep(
        REPORTS["leading"], Ask(trust, ON, known=moment, by="kind"), name="x", address="", by=member(trust, Role.HR)
    )
    assert edition.known_at == moment
