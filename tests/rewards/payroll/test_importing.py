"""A payroll extract comes in: looked at first, written once by the one writer, and the past stays what it was."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal as D

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Organisation, Role, User
from people.refusals import Refused
from rewards.elements.services import ElementLine, rewrite_from
from rewards.models import Characteristics, ElementKind, PayElement, PayrollImport
from rewards.payroll import services, tasks
from rewards.payroll.fields import HEADS, TEMPLATE
from tests.factories import ClinicianFactory, EmploymentFactory, MembershipFactory, ServiceFactory, UserFactory
from tests.rewards.payroll.making import ALLOWANCE, AWARD, file, said, send, values
from tests.together import together

APRIL, OCTOBER = date(2026, 4, 1), date(2026, 10, 1)


def standing(user: User) -> list[tuple[object, ...]]:
    found = PayElement.objects.current().filter(user=user).order_by("label", "period")
    return [(e.label, e.annual_gbp, e.period.lower, e.period.upper, e.source.partition(":")[0]) for e in found]


def priced(user: User, organisation: Organisation, amount: int = 100_000) -> None:
    """Basic pay that a time split wrote before."""
    line = ElementLine(ElementKind.BASIC, "Basic pay", D(amount), True, date(2025, 4, 1), pas=D(10))
    rewrite_from(user, organisation, date(2025, 4, 1), [line], "split:1", kinds=[ElementKind.BASIC])


def test_the_dry_run_counts_by_kind_and_writes_nothing(organisation, hr, ann) -> None:
    priced(ann, organisation)
    sent = send(organisation, hr, {"sex": "Female"}, AWARD, ALLOWANCE)
    assert (sent.rows, sent.people, sent.made, sent.replaced, sent.left) == (3, 1, 3, 1, 0)
    assert sent.by_kind == {"basic": 1, "award": 1, "allowance": 1}
    assert sent.characteristics == 1
    assert PayElement.objects.count() == 1
    assert not Characteristics.objects.exists()


def test_what_is_written_takes_its_place_on_its_own_days_and_what_was_believed_stays(organisation, hr, ann) -> None:
    ClinicianFactory(user=ann)
    priced(ann, organisation)
    before = timezone.now()
    sent = send(organisation, hr, {"last_day": "30/9/2026", "label": "Basic salary", "service": "renal"}, AWARD)
    written = services.write_payroll(sent, by=hr)
    assert standing(ann) == [
        ("Basic pay", D(100_000), date(2025, 4, 1), APRIL, "split"),
        ("Basic pay", D(100_000), OCTOBER, None, "split"),
        ("Basic salary", D(145_478), APRIL, OCTOBER, "payroll"),
        ("Local award 2", D(6032), APRIL, None, "payroll"),
    ]
    new = PayElement.objects.current().get(label="Basic salary")
    assert (new.source, new.profession, str(new.service)) == (f"payroll:{sent.pk}", "doctor", "Renal")
    assert new.working == "Row 2 of payroll.csv, from payroll."
    then = PayElement.objects.known_at(before).get()
    assert (then.annual_gbp, then.superseded_at) == (100_000, new.recorded_at)
    assert (written.made, written.replaced, written.unchanged, written.left) == (2, 1, 0, 0)
    assert (bytes(written.content), written.findings) == (b"", [])


def test_the_same_file_again_changes_nothing_and_written_twice_it_stands_once(organisation, hr, ann) -> None:
    odd = {"pas": "", "hours": "37.333"}
    rows = (odd | {"last_day": "30/9/2026", "sex": "F"}, {"starts": "1/10/2026", "annual": "150000"}, AWARD, ALLOWANCE)
    first = send(organisation, hr, *rows)
    services.write_payroll(first, by=hr)
    services.write_payroll(first, by=hr)
    before = list(PayElement.objects.order_by("pk").values())
    again = send(organisation, hr, *rows)
    assert (again.made, again.unchanged, again.replaced, again.characteristics) == (0, 4, 0, 0)
    services.write_payroll(again, by=hr)
    assert list(PayElement.objects.order_by("pk").values()) == before
    assert Characteristics.objects.get().sex == "female"


def test_a_line_that_says_what_stands_already_is_left_alone_whatever_made_it(organisation, hr, ann) -> None:
    priced(ann, organisation, 145_478)
    sent = send(organisation, hr, {}, AWARD)
    assert (sent.made, sent.unchanged, sent.replaced) == (1, 1, 0)
    services.write_payroll(sent, by=hr)
    assert {source for *_, source in standing(ann)} == {"split", "payroll"}


def test_a_person_with_a_problem_in_one_row_is_left_out_whole_and_the_rest_is_written(organisation, hr, ann) -> None:
    bob = UserFactory(email="bob@tests.example")
    EmploymentFactory(user=bob, organisation=organisation)
    rows: tuple[dict[str, str], ...] = (
        {},
        AWARD | {"annual": "-1"},
        {"email": bob.email},
        {"email": "nobody@tests.example"},
        {"email": ""},
    )
    sent = send(organisation, hr, *rows)
    assert (sent.made, sent.left) == (1, 4)
    assert [(row, column) for row, column, _, _ in sent.findings] == [
        (3, "Pounds a year"),
        (5, "Email address"),
        (6, "Email address"),
    ]
    assert "nobody with this address is employed by Northtown Hospitals" in said(sent)
    services.write_payroll(sent, by=hr)
    assert set(PayElement.objects.values_list("user", flat=True)) == {bob.pk}


def test_a_person_employed_elsewhere_or_another_ones_service_is_as_unknown_as_none(organisation, hr, ann) -> None:
    other = EmploymentFactory(user__email="carl@tests.example")
    ServiceFactory(name="Cardiac")
    sent = send(organisation, hr, {"email": other.user.email}, {"service": "Cardiac"})
    assert said(sent) == [
        "nobody with this address is employed by Northtown Hospitals",
        "“Cardiac” is no service of Northtown Hospitals",
    ]


def test_a_day_without_employment_is_said_and_nothing_is_written(organisation, hr, ann) -> None:
    sent = send(organisation, hr, {}, AWARD | {"starts": "1/4/2020"})
    assert said(sent) == ["they are not employed here on 1 April 2020"]
    assert services.write_payroll(sent, by=hr).left == 2
    assert not PayElement.objects.exists()


def test_nobody_imports_their_own_pay(organisation, hr) -> None:
    EmploymentFactory(user=hr, organisation=organisation)
    sent = send(organisation, hr, {"email": hr.email})
    assert (sent.left, said(sent)) == (1, ["this is your own pay; a colleague imports it"])


def test_an_allowance_of_another_name_beside_a_new_one_is_told(organisation, hr, ann) -> None:
    services.write_payroll(send(organisation, hr, ALLOWANCE), by=hr)
    sent = send(organisation, hr, ALLOWANCE | {"label": "Responsibility"})
    assert sent.made == 1
    assert said(sent) == [
        "“Allowance: Lead, renal” stands for some of these days too and stays; "
        "Responsibility allowance of that name would replace it"
    ]


def test_what_payroll_does_not_say_of_sex_or_ethnic_group_stays(organisation, hr, ann) -> None:
    services.write_payroll(send(organisation, hr, {"sex": "F", "ethnicity": "White"}), by=hr)
    services.write_payroll(send(organisation, hr, {"ethnicity": "Not stated"}), by=hr)
    found = Characteristics.objects.get()
    assert (found.user, found.sex, found.ethnicity) == (ann, "female", "")


def test_a_workbook_with_formulas_text_dates_and_the_calendar_of_1904_is_read(organisation, hr, ann) -> None:
    file_ = io.BytesIO()
    book = xlsxwriter.Workbook(file_, {"in_memory": True, "date_1904": True})
    sheet = book.add_worksheet()
    for n, row in enumerate([HEADS.values(), values(), values(**AWARD, starts="01-APR-2026")]):
        sheet.write_row(n, 0, list(row))
    place = list(HEADS).index
    sheet.write_formula(1, place("annual"), "=12000*12", value=144_000)
    sheet.write_datetime(1, place("starts"), datetime(2026, 4, 1), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001 -- a cell has no zone
    book.close()
    services.write_payroll(services.send(organisation, "april.xlsx", file_.getvalue(), by=hr), by=hr)
    found = [(label, amount, starts) for label, amount, starts, _, _ in standing(ann)]
    assert found == [("Basic pay", D(144_000), APRIL), ("Local award 2", D(6032), APRIL)]


def test_merged_cells_are_refused_and_a_byte_order_mark_is_not_seen(organisation, hr, ann) -> None:
    file_ = io.BytesIO()
    book = xlsxwriter.Workbook(file_, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, list(HEADS.values()))
    sheet.merge_range(1, 0, 2, 0, "ann@tests.example")
    book.close()
    with pytest.raises(Refused, match="Cells are merged, the first at row 2"):
        services.send(organisation, "april.xlsx", file_.getvalue(), by=hr)
    assert not PayrollImport.objects.exists()
    assert services.send(organisation, "april.csv", b"\xef\xbb\xbf" + file({}), by=hr).made == 1


def test_only_hr_sends_and_only_who_sent_it_writes(organisation, hr, ann) -> None:
    with pytest.raises(PermissionDenied):
        send(organisation, ann, {})
    sent = send(organisation, hr, {})
    other = MembershipFactory(organisation=organisation, role=Role.HR).user
    for verb in (services.write_payroll, services.ask_to_write, services.check_again):
        with pytest.raises(PermissionDenied):
            verb(sent, by=other)


def test_the_template_is_itself_a_file_that_can_be_checked(organisation, hr) -> None:
    ServiceFactory(organisation=organisation, name="Cardiology")
    for name, content in (("t.csv", TEMPLATE.as_text().encode()), ("t.xlsx", TEMPLATE.as_spreadsheet())):
        sent = services.send(organisation, name, content, by=hr)
        assert [(row, column) for row, column, _, _ in sent.findings] == [(2, "Email address")]  # the example is nobody


def test_a_long_file_waits_for_the_worker_and_is_written_once(organisation, hr, ann, monkeypatch) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 1)
    sent = services.ask_to_write(send(organisation, hr, {}, AWARD), by=hr)
    assert sent.waits
    assert not PayElement.objects.exists()
    with pytest.raises(Refused, match="still being written"):
        send(organisation, hr, {})
    with pytest.raises(Refused, match="is being written"):
        services.check_again(sent, by=hr)
    assert [tasks.write_waiting(), tasks.write_waiting()] == [1, 0]
    sent.refresh_from_db()
    assert (sent.made, sent.waits) == (2, False)


def test_a_waiting_file_whose_sender_has_left_goes_back_unwritten(organisation, hr, ann, monkeypatch) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 0)
    sent = services.ask_to_write(send(organisation, hr, {}), by=hr)
    hr.memberships.all().delete()
    assert tasks.write_waiting() == 1
    sent.refresh_from_db()
    assert (sent.written_at, sent.asked_at) == (None, None)
    assert said(sent) == ["Nothing was written. Check it again, then write it once more"]
    assert not PayElement.objects.exists()


def test_a_file_not_written_goes_when_another_is_sent_and_after_a_day(organisation, hr, ann) -> None:
    send(organisation, hr, {})
    kept = send(organisation, hr, AWARD)
    assert PayrollImport.objects.get() == kept
    assert tasks.forget_unwritten() == 0
    PayrollImport.objects.update(sent_at=timezone.now() - timedelta(days=2))
    assert tasks.forget_unwritten() == 1


def test_queries_do_not_grow_with_rows(organisation, hr) -> None:
    def queries(people: int) -> tuple[int, int]:
        for n in range(people):
            EmploymentFactory(user__email=f"p{n}of{people}@tests.example", organisation=organisation)
        rows = [
            row | {"email": f"p{n}of{people}@tests.example"} for n in range(people) for row in ({"sex": "F"}, AWARD)
        ]
        with CaptureQueriesContext(connection) as dry_run:
            sent = send(organisation, hr, *rows)
        with CaptureQueriesContext(connection) as writing:
            assert services.write_payroll(sent, by=hr).made == 2 * people
        return len(dry_run), len(writing)

    assert queries(2) == queries(12)


@pytest.mark.django_db(transaction=True)
def test_two_files_written_at_once_leave_one_line_a_day(organisation, hr, ann) -> None:
    other = MembershipFactory(organisation=organisation, role=Role.HR).user
    files = [(send(organisation, by, {"annual": str(amount)}), by) for by, amount in ((hr, 100_000), (other, 120_000))]
    together(*((lambda sent=sent, by=by: services.write_payroll(sent, by=by)) for sent, by in files))
    assert len(standing(ann)) == 1
    (old,) = PayElement.objects.exclude(superseded_at=None)
    assert old.superseded_at == PayElement.objects.current().get().recorded_at
