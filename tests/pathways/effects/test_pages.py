"""The effects on the approver's page and on the owner's: the same, and no more queries for a large service."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from pathways.effects.reading import effects_of
from pathways.models import TimeSplit
from pathways.returns.settings import LOW_VOLUME
from tests.factories import AppointmentFactory, ServiceFactory, TimeSplitFactory, set_here
from tests.pathways.conftest import House, lines

Status = TimeSplit.Status
TODAY = timezone.localdate


def colleague(house: House, dcc: str = "8", status: str = Status.IN_FORCE, **more: object) -> TimeSplit:
    facts = {
        "organisation": house.organisation,
        "service": house.service,
        "status": status,
        "period": DateRange(TODAY() - timedelta(days=100), None),
        "total_pas": Decimal(dcc) + Decimal("1.5"),
        "dcc_pas": Decimal(dcc),
        "anr_pas": 0,
        **more,
    }
    return TimeSplitFactory(**facts)


def test_cover_counts_the_service_and_names_who_else_asks_for_less(house: House) -> None:
    house.service.dcc_pas_needed = Decimal(20)
    house.service.save()
    other = colleague(house)
    colleague(
        house,
        "5",
        Status.SUBMITTED,
        user=other.user,
        submitted_at=timezone.now(),
        period=DateRange(TODAY() + timedelta(days=20), None),
    )
    cover = effects_of(house.submitted(), TODAY()).cover
    last = cover.months[-1]
    assert (last.before, last.after, last.with_all) == (Decimal(8), Decimal("14.5"), Decimal("11.5"))
    assert [(person, less.change) for person, less in cover.others] == [(str(other.user), Decimal(-3))]
    assert cover.needed == 20


def test_only_those_who_sign_read_which_colleague_asks_for_less(client, house: House) -> None:
    other = colleague(house, user__name="Colleague Someone")
    later = DateRange(TODAY() + timedelta(days=20), None)
    colleague(house, "5", Status.SUBMITTED, user=other.user, submitted_at=timezone.now(), period=later)
    split = house.submitted()
    client.force_login(house.clinician)
    own = client.get(reverse("effects:own", args=[split.pk])).content.decode()
    assert "1 colleague asks to give the service less" in own
    assert "Colleague Someone" not in own
    client.force_login(house.lead)
    assert "Colleague Someone" in client.get(reverse("approvals:detail", args=[split.pk])).content.decode()


def test_who_leaves_for_another_service_is_counted_as_leaving(house: House) -> None:
    other = colleague(house)
    moved = colleague(
        house,
        "8",
        Status.SUBMITTED,
        user=other.user,
        submitted_at=timezone.now(),
        period=DateRange(TODAY() + timedelta(days=20), None),
    )
    TimeSplit.objects.filter(pk=moved.pk).update(service=ServiceFactory(organisation=house.organisation))
    cover = effects_of(house.submitted(), TODAY()).cover
    assert cover.months[-1].with_all == Decimal("6.5")


def test_consistency_hides_small_groups_and_shows_large_ones(house: House) -> None:
    role = AppointmentFactory(user=house.clinician, organisation=house.organisation, service=house.service)
    split = house.submitted(appointment=role)
    for n in range(4):
        mine = AppointmentFactory(organisation=house.organisation, archetype=role.archetype)
        colleague(house, "6", user=mine.user, appointment=mine, total_pas=8 + n, spa_pas=0, anr_pas=2 + n)
    found = effects_of(split, TODAY()).consistency
    assert found is not None
    assert found.here is None
    one_more = AppointmentFactory(organisation=house.organisation, archetype=role.archetype)
    colleague(house, "6", user=one_more.user, appointment=one_more, total_pas=8, spa_pas=0, anr_pas=2)
    found = effects_of(split, TODAY()).consistency
    assert found is not None
    assert found.here is not None
    assert (found.here.people, found.here.median, found.elsewhere) == (5, 3, None)


@pytest.mark.parametrize("route", ["approvals:detail", "effects:own"])
def test_both_pages_show_all_of_it(client, house: House, route: str) -> None:
    house.service.dcc_pas_needed = None
    house.service.save()
    split = house.submitted(total=Decimal(3), lines=lines("dcc 0.5", "spa 0.5", "anr 2"))
    client.force_login(house.lead if route == "approvals:detail" else house.clinician)
    shown = client.get(reverse(route, args=[split.pk])).content.decode()
    for words in ("the next 18 months", "Clinical practice kept", "low volume", "What it costs", "What the rules say"):
        assert words in shown
    assert "What the service needs is not set" in shown


def test_the_effects_ask_as_often_for_thirty_colleagues_as_for_one(house: House) -> None:
    split = house.submitted()
    counts = []
    for more in (1, 29):
        for _ in range(more):
            colleague(house)
        fresh = TimeSplit.objects.select_related("service", "appointment__archetype").get(pk=split.pk)
        with CaptureQueriesContext(connection) as asked:
            effects_of(fresh, TODAY())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 5


def test_an_agreed_split_has_no_page_of_what_it_would_do(client, house: House) -> None:
    split = house.signed_off()
    client.force_login(house.clinician)
    assert client.get(reverse("effects:own", args=[split.pk])).status_code == 404


def paper(client, user, split: TimeSplit) -> str:
    client.force_login(user)
    sent = client.get(reverse("effects:paper", args=[split.pk]))
    assert sent["Content-Type"] == "application/pdf"
    read = PdfReader(BytesIO(sent.content))
    assert len(read.pages) == 1
    return " ".join(read.pages[0].extract_text().split())


def test_it_all_stands_on_one_page_for_the_file_for_approver_and_owner(client, house: House) -> None:
    split = house.first_signed(reason="I lead the service.")
    for user in (house.director, house.clinician):
        words = paper(client, user, split)
        for said in ("Money", "Clinical cover", "Clinical practice kept", "What the rules say", "The lead", "6.5"):
            assert said in words


def test_it_is_one_page_however_much_there_is_to_say(client, house: House) -> None:
    split = house.submitted(reason="A long reason. " * 60, override_reason="And another. " * 60)
    assert "A long reason" in paper(client, house.lead, split)


def test_once_agreed_there_is_nothing_to_weigh_on_paper(client, house: House) -> None:
    split = house.signed_off()
    client.force_login(house.director)
    assert client.get(reverse("effects:paper", args=[split.pk])).status_code == 404


def test_what_counts_as_low_volume_is_the_employers_own_mark(client, house: House) -> None:
    split = house.submitted()
    set_here(house.organisation, LOW_VOLUME, 120)
    assert not effects_of(split, timezone.localdate()).skills.low_volume  # 6.5 PAs over 42 weeks: 273
    split = TimeSplit.objects.get(pk=split.pk)
    split.dcc_pas = Decimal(2)
    found = effects_of(split, timezone.localdate()).skills
    assert (found.sessions, found.low, found.low_volume) == (84, 120, True)
