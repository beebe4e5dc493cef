"""The approvers' queue and page."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pathways.models import TimeSplit
from people.design.words import longdate, number
from people.models import Role, User
from tests.factories import MembershipFactory, ServiceFactory, TimeSplitFactory
from tests.pathways.conftest import House

Status = TimeSplit.Status
QUEUE = "/approvals/"


def waiting(house: House, count: int, **changes: object) -> list[TimeSplit]:
    """Pending splits of as many clinicians, sent a day apart; the first one waits the longest."""
    now = timezone.now()
    facts = {"organisation": house.organisation, "service": house.service, "status": Status.FIRST_SIGNED, **changes}
    return [TimeSplitFactory(**facts, submitted_at=now - timedelta(days=count - n)) for n in range(count)]


@pytest.fixture
def director(client, house):
    client.force_login(house.director)
    return client


@pytest.fixture
def lead(client, house):
    client.force_login(house.lead)
    return client


def _names(response) -> list[str]:
    """The clinicians in the queue, in its order."""
    return re.findall(r'href="/approvals/\d+/">([^<]+)</a>', response.content.decode())


def test_the_longest_waiting_stands_first_with_its_age_in_days(director, house) -> None:
    splits = waiting(house, 3)
    page = director.get(QUEUE)
    assert _names(page) == [str(split.user) for split in splits]
    assert '<td class="nhsuk-table__cell nhsuk-table__cell--numeric">3</td>' in page.content.decode()


def test_the_order_can_be_turned(director, house) -> None:
    splits = waiting(house, 3)
    assert _names(director.get(QUEUE + "?order=newest")) == [str(split.user) for split in splits][::-1]


def test_each_sees_only_what_waits_for_them(client, house) -> None:
    [first] = waiting(house, 1, status=Status.SUBMITTED)
    [final] = waiting(house, 1)
    client.force_login(house.lead)
    assert _names(client.get(QUEUE)) == [str(first.user)]
    client.force_login(house.director)
    assert _names(client.get(QUEUE)) == [str(final.user)]
    assert set(_names(client.get(QUEUE + "?scope=all"))) == {str(first.user), str(final.user)}


def test_a_lead_sees_no_other_service_and_a_director_no_other_organisation(client, house) -> None:
    other = ServiceFactory(organisation=house.organisation)
    waiting(house, 1, service=other, status=Status.SUBMITTED)
    elsewhere = ServiceFactory()
    waiting(house, 1, organisation=elsewhere.organisation, service=elsewhere)
    client.force_login(house.lead)
    assert _names(client.get(QUEUE + "?scope=all")) == []
    client.force_login(house.director)
    assert _names(client.get(QUEUE)) == []


def test_ones_own_split_never_waits_for_oneself(director, house) -> None:
    waiting(house, 1, user=house.director)
    assert _names(director.get(QUEUE + "?scope=all")) == []


def test_what_one_signed_first_does_not_wait_for_ones_final_signature_s10(client, house) -> None:
    MembershipFactory(user=house.lead, organisation=house.organisation, role=Role.MEDICAL_DIRECTOR)
    house.first_signed()
    client.force_login(house.lead)
    assert _names(client.get(QUEUE)) == []
    client.force_login(house.director)
    assert _names(client.get(QUEUE)) == ["The clinician"]


def test_the_queue_filters_by_service_with_counts_and_by_name(director, house) -> None:
    other = ServiceFactory(organisation=house.organisation, name="Renal")
    waiting(house, 2)
    [renal] = waiting(house, 1, service=other, user__name="Asha O'Neil")
    page = director.get(QUEUE + f"?service={other.pk}")
    assert _names(page) == ["Asha O&#39;Neil"]
    text = page.content.decode()
    assert 'Renal <span class="app-facet__count">(1)</span>' in text
    assert 'Cardiology <span class="app-facet__count">(2)</span>' in text
    assert _names(director.get(QUEUE + "?q=asha")) == ["Asha O&#39;Neil"]
    assert "Nothing waits with these filters" in director.get(QUEUE + "?q=nobody").content.decode()
    assert renal.service == other


@pytest.mark.parametrize(
    "query", ["?page=999", "?page=x", "?service=abc&service=99999999999999999999", "?q=%00", "?order=x&scope=y"]
)
def test_a_strange_address_gets_a_page_and_never_an_error(director, house, query) -> None:
    waiting(house, 1)
    assert director.get(QUEUE + query).status_code == 200


def test_who_signs_nothing_has_no_queue(client, house) -> None:
    client.force_login(house.clinician)
    assert client.get(QUEUE).status_code == 404


def test_the_queue_asks_as_many_queries_for_sixty_as_for_three_and_fewer_than_ten(director, house) -> None:
    counts = []
    for more in (3, 57):
        waiting(house, more)
        with CaptureQueriesContext(connection) as asked:
            assert director.get(QUEUE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] < 10


def test_two_thousand_pending_are_read_through_the_partial_index(director, house) -> None:
    people = User.objects.bulk_create(User(name=f"Clinician {n}", email=f"c{n}@tests.example") for n in range(2000))
    now = timezone.now()
    split = TimeSplitFactory.build(user=None, organisation=None, service=None)
    agreed = [
        TimeSplit(
            user=user,
            organisation=house.organisation,
            service=house.service,
            status=status,
            tier=2 if days == 0 else None,
            waits_for="medical_director" if days == 0 else "",
            period=split.period
            if status == Status.FIRST_SIGNED
            else type(split.period)(now.date() - timedelta(days=days), now.date() - timedelta(days=days - 1)),
            total_pas=10,
            dcc_pas=Decimal("8.5"),
            spa_pas=Decimal("1.5"),
            submitted_at=now - timedelta(minutes=n),
        )
        for n, user in enumerate(people)
        for status, days in [(Status.FIRST_SIGNED, 0), *[(Status.SUPERSEDED, day) for day in (10, 20, 30)]]
    ]
    TimeSplit.objects.bulk_create(agreed)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pathways_timesplit")
    director.get(QUEUE + "?page=80")  # prepares it
    with CaptureQueriesContext(connection) as asked:
        page = director.get(QUEUE + "?page=80")
    assert "2,000 time splits" in page.content.decode()
    assert len(asked) < 10
    rows = asked[-1]["sql"]
    with connection.cursor() as cursor:
        for mode in ("force_custom_plan", "force_generic_plan"):  # as it is planned the first times, and from then on
            cursor.execute(f"SET LOCAL plan_cache_mode = {mode}")
            cursor.execute("EXPLAIN " + rows)
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "split_waiting" in plan, plan


def test_a_lead_signs_and_comes_to_the_next_that_waits(lead, house) -> None:
    split = house.submitted()
    [other] = waiting(house, 1, status=Status.SUBMITTED)
    address = reverse("approvals:detail", args=[split.pk])
    page = lead.get(address).content.decode()
    assert "Sign it" in page
    assert "it has 6.5 PAs with this split and 0 as agreed now (+6.5), from 1 person." in " ".join(page.split())
    assert "Agreed with this split" not in page
    done = lead.post(address, {"version": split.version, "sign": "1", "note": "Good."})
    assert done.url == reverse("approvals:detail", args=[other.pk])
    split.refresh_from_db()
    assert split.status == Status.FIRST_SIGNED
    assert split.sign_offs.get().note == "Good."


def test_the_last_of_the_queue_leads_back_to_it(lead, house) -> None:
    split = house.submitted()
    done = lead.post(reverse("approvals:detail", args=[split.pk]), {"version": split.version, "sign": "1"})
    assert done.url == QUEUE


def test_a_return_needs_its_reason_beside_the_field(lead, house) -> None:
    split = house.submitted()
    address = reverse("approvals:detail", args=[split.pk])
    refused = lead.post(address, {"version": split.version, "return": "1", "note": "kept"}).content.decode()
    assert "Say what should change" in refused
    assert "kept" in refused
    lead.post(address, {"version": split.version, "return": "1", "reason": "More clinic, please."})
    split.refresh_from_db()
    assert (split.status, split.return_reason) == (Status.RETURNED, "More clinic, please.")


def test_a_signature_with_a_reason_to_return_is_asked_about(lead, house) -> None:
    split = house.submitted()
    both = {"version": split.version, "sign": "1", "reason": "More clinic, please."}
    asked = lead.post(reverse("approvals:detail", args=[split.pk]), both).content.decode()
    assert "Take it out to sign" in asked
    assert "More clinic, please." in asked
    split.refresh_from_db()
    assert (split.status, split.sign_offs.count()) == (Status.SUBMITTED, 0)


def test_words_typed_after_someone_else_signed_are_shown_again(lead, house) -> None:
    split = house.first_signed()
    stale = {"version": split.version - 1, "return": "1", "reason": "More clinic, please."}
    answer = lead.post(reverse("approvals:detail", args=[split.pk]), stale).content.decode()
    assert "has changed since you opened the page" in answer
    assert "It was not kept" in answer
    assert "More clinic, please." in answer


def test_the_director_reads_what_changes_and_since_when_the_other_holds(director, house) -> None:
    split = house.first_signed()
    TimeSplitFactory(
        user=split.user,
        organisation=house.organisation,
        service=house.service,
        status=Status.IN_FORCE,
        period=DateRange(split.starts - timedelta(days=400), None),
        total_pas=10,
        dcc_pas=split.dcc_pas + 1,
        spa_pas=9 - split.dcc_pas,
        anr_pas=0,
    )
    page = director.get(reverse("approvals:detail", args=[split.pk])).content.decode()
    row = page[page.index("Agreed before") :]
    assert f">{number(Decimal(-1))}<" in row[: row.index("Supporting")]
    assert f"holds from {longdate(split.starts - timedelta(days=400))}." in page


def test_a_split_changed_meanwhile_is_not_signed_from_the_old_page(lead, house) -> None:
    split = house.submitted()
    answer = lead.post(reverse("approvals:detail", args=[split.pk]), {"version": split.version - 1, "sign": "1"})
    assert answer.status_code == 200
    assert "has changed since you opened the page" in answer.content.decode()
    split.refresh_from_db()
    assert split.status == Status.SUBMITTED


def test_the_director_reads_but_cannot_sign_before_the_lead(director, house) -> None:
    split = house.submitted()
    address = reverse("approvals:detail", args=[split.pk])
    assert "It is not your turn" in director.get(address).content.decode()
    assert director.post(address, {"version": split.version, "sign": "1"}).status_code == 403
    split.refresh_from_db()
    assert split.status == Status.SUBMITTED


def test_the_effect_on_the_service_counts_its_agreed_clinical_care(director, house) -> None:
    today = timezone.localdate()
    TimeSplitFactory(
        organisation=house.organisation,
        service=house.service,
        status=Status.IN_FORCE,
        period=type(house.submitted().period)(today, None),
        dcc_pas=Decimal("8"),
        spa_pas=Decimal("2"),
        anr_pas=0,
    )
    split = house.first_signed(today + timedelta(days=40))
    text = director.get(reverse("approvals:detail", args=[split.pk])).content.decode()
    for words in ("40", "8", "14.5", "+6.5", "25.5 PAs of what the service needs"):
        assert words in text


def test_a_split_of_another_organisation_or_ones_own_is_not_there(director, house) -> None:
    elsewhere = ServiceFactory()
    [other] = waiting(house, 1, organisation=elsewhere.organisation, service=elsewhere)
    [own] = waiting(house, 1, user=house.director)
    for split in (other, own):
        assert director.get(reverse("approvals:detail", args=[split.pk])).status_code == 404
