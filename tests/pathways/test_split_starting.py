"""What a split may start from: the one in force, a role's usual week, a week that enough colleagues have."""

from datetime import timedelta
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from pathways.models import TimeSplit
from pathways.splits import starting
from pathways.splits.drafting import save_draft
from pathways.splits.services import submit
from people.settings.shared import SMALL_NUMBER
from tests.factories import ArchetypeFactory, ClinicianFactory, EmploymentFactory, ServiceFactory, set_here
from tests.pathways.conftest import House, lines
from tests.pathways.test_split_pages import typed

NEW = reverse("splits:new")


def colleagues(house: House, many: int) -> None:
    """So many doctors who lead 2 PAs a week now."""
    for _ in range(many):
        TimeSplit.objects.create(
            user=ClinicianFactory().user,
            organisation=house.organisation,
            service=house.service,
            status=TimeSplit.Status.IN_FORCE,
            period=DateRange(timezone.localdate() - timedelta(days=30), None),
            total_pas=10,
            dcc_pas=Decimal("6.5"),
            spa_pas=Decimal("1.5"),
            anr_pas=2,
        )


def test_the_split_now_fills_in_every_line_and_the_total(client, house) -> None:
    house.signed_off(timezone.localdate() - timedelta(days=20), total=Decimal("9"), lines=lines("dcc 7", "spa 2"))
    client.force_login(house.clinician)
    assert "Your split now" in client.get(reverse("splits:start")).content.decode()
    text = client.get(NEW + "?from=now").content.decode()
    for value in ("9", "7", "2"):
        assert f'value="{value}"' in text


def test_a_roles_usual_week_takes_its_pas_from_clinical_care(house) -> None:
    role = ArchetypeFactory(title="Clinical lead", pas_low=Decimal(1), pas_high=Decimal(2))
    usual = starting.usual_of(role)
    assert usual is not None
    assert [(line.category, line.pas) for line in usual.lines] == [
        ("dcc", Decimal(7)),
        ("spa", Decimal("1.5")),
        ("anr", Decimal("1.5")),
    ]
    assert starting.usual_of(ArchetypeFactory(pas_low=None, pas_high=None)) is None


def test_a_colleagues_week_is_shown_only_when_five_have_it(client, house) -> None:
    client.force_login(house.clinician)
    colleagues(house, 4)
    assert "so none is shown" in client.get(reverse("splits:start")).content.decode()
    assert 'value="6.5"' not in client.get(NEW + "?from=week-6.5_1.5_2_0").content.decode()
    colleagues(house, 1)
    assert "6.5 clinical, 2 leading" in client.get(reverse("splits:start")).content.decode()
    assert 'value="6.5"' in client.get(NEW + "?from=week-6.5_1.5_2_0").content.decode()


def test_where_an_employer_asks_for_larger_groups_a_week_of_five_is_hidden(client, house) -> None:
    colleagues(house, 5)
    set_here(ServiceFactory().organisation, SMALL_NUMBER, 6)
    assert starting.patterns(house.clinician, timezone.localdate()) == ()
    colleagues(house, 1)
    (pattern,) = starting.patterns(house.clinician, timezone.localdate())
    assert pattern.people == 6


def test_a_name_that_offers_no_start_gives_an_empty_week(client, house) -> None:
    client.force_login(house.clinician)
    for name in ("now", "role-999", "role-x", "week-1", "week-", "%00", "split-1"):
        assert client.get(f"{NEW}?from={name}").status_code == 200


def test_sessions_a_year_and_premium_hours_count_the_pas_of_a_line(client, house) -> None:
    client.force_login(house.clinician)
    posted = typed(house, "dcc 7", "spa 1.5", "dcc 0", "anr 0", total="11.095") | {
        "lines-2-pas": "",
        "lines-2-sessions_a_year": "60",
        "lines-3-pas": "",
        "lines-3-hours": "3.5",
        "lines-3-premium": "on",
        "lines-3-additional": "on",
    }
    client.post(NEW, posted)
    assert [line.pas for line in TimeSplit.objects.get().lines.all()][2:] == [Decimal("1.429"), Decimal("1.167")]


def test_pas_that_are_not_what_the_hours_come_to_are_refused_with_the_sum(client, house) -> None:
    client.force_login(house.clinician)
    posted = typed(house, "dcc 2") | {"lines-0-hours": "4"}
    assert "What you gave comes to 1 PA a week" in client.post(NEW, posted).content.decode()
    both = typed(house, "dcc 1") | {"lines-0-hours": "4", "lines-0-sessions_a_year": "42"}
    assert "not both" in client.post(NEW, both).content.decode()
    bare = typed(house, "dcc 1") | {"lines-0-premium": "on"}
    assert "Enter how many hours" in client.post(NEW, bare).content.decode()
    assert not TimeSplit.objects.exists()


def test_a_contract_in_hours_is_typed_and_shown_in_hours(client, house) -> None:
    house.clinician.employments.all().delete()
    EmploymentFactory(
        user=house.clinician, organisation=house.organisation, service=house.service, contract="AfC band 8a (England)"
    )
    client.force_login(house.clinician)
    client.post(NEW, typed(house, "dcc 30", "anr 7.5", total="37.5"))
    split = TimeSplit.objects.get()
    assert (split.total_pas, split.anr_pas) == (Decimal("9.375"), Decimal("1.875"))
    text = client.get(reverse("effects:answers", args=[split.pk])).content.decode()
    assert "Hours a week" in text
    assert "In all, 1 of a 37.5-hour week" in text
    assert 'value="37.5"' in client.get(reverse("splits:edit", args=[split.pk])).content.decode()


def test_warnings_go_on_only_with_a_reason(client, house) -> None:
    draft = save_draft(house.proposal(lines=lines("dcc 7", "spa 1", "anr 2"), reason=""), by=house.clinician)
    client.force_login(house.clinician)
    answers = reverse("effects:answers", args=[draft.pk])
    assert "Say why this split is right all the same" in client.get(answers).content.decode()
    assert "Say why this split" in client.post(answers, {"version": draft.version}).content.decode()
    with_reason = save_draft(
        house.proposal(lines=lines("dcc 7", "spa 1", "anr 2")), by=house.clinician, split=draft, version=draft.version
    )
    assert submit(with_reason, by=house.clinician, version=with_reason.version).status == TimeSplit.Status.SUBMITTED


def test_the_page_shows_what_changes_line_by_line_and_the_career(client, house) -> None:
    today = timezone.localdate()
    house.signed_off(today - timedelta(days=200), lines=lines("dcc 8.5", "spa 1.5"))
    house.agreed_then(today - timedelta(days=20))
    client.force_login(house.clinician)
    newest = TimeSplit.objects.latest("pk")
    assert "What changes from the split of" in client.get(reverse("splits:detail", args=[newest.pk])).content.decode()
    assert "Your career so far" in client.get(reverse("splits:list")).content.decode()
