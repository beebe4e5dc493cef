"""The pages of the payroll import: a file, its columns, what it would do, its receipt."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from people.models import Organisation, Role, User
from rewards.models import PayElement, PayrollHeading, PayrollImport
from rewards.payroll import services
from rewards.payroll.fields import HEADS
from tests.factories import MembershipFactory
from tests.rewards.payroll.making import AWARD, file, send

THEIRS = {"email": "Email", "kind": "Element", "label": "Description", "annual": "Annual value", "pas": "PAs a week"}
THEIRS |= {"pensionable": "Pens", "starts": "Start date"}


@pytest.fixture
def page(client: Client, hr: User) -> Client:
    client.force_login(hr)
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"rewards:payroll-{name}", args=args)


def upload(page: Client, organisation: Organisation, content: bytes) -> str:
    sent = {"file": SimpleUploadedFile("april.csv", content)}
    return page.post(address("send", organisation.pk), sent, follow=True).content.decode()


def test_the_whole_way_from_file_to_receipt(page: Client, organisation: Organisation, ann: User) -> None:
    assert "Nothing has been imported yet" in page.get(address("send", organisation.pk)).content.decode()
    shown = upload(page, organisation, file({}, AWARD, AWARD | {"email": "x@y.example"}))
    assert "2 pay elements would be written" in shown
    assert "nobody with this address" in shown
    assert not PayElement.objects.exists()
    sent = PayrollImport.objects.get()
    done = page.post(address("write", organisation.pk, sent.pk), follow=True).content.decode()
    assert f"Receipt {sent.pk} of a payroll import" in done
    assert sent.checksum in done
    assert "Hana HR" in done
    assert "april.csv" in page.get(address("send", organisation.pk)).content.decode()
    assert page.post(address("write", organisation.pk, sent.pk)).status_code == 302
    assert PayElement.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"Name\n", "no rows under them"),
        (b"PK\x03\x04", "is a workbook"),
        (b"Name,Name\na,b\n", "stands twice"),
        (b"x\0", "can’t be read"),
    ],
)
def test_what_is_no_table_is_refused_beside_the_file(page, organisation, content: bytes, words: str) -> None:
    assert words in upload(page, organisation, content)
    assert not PayrollImport.objects.exists()


def test_headings_that_are_not_ours_are_asked_once_and_kept(
    page: Client, organisation: Organisation, ann: User
) -> None:
    shown = upload(page, organisation, file({}, heads=THEIRS | {"service": "Cost centre"}))
    assert "Which column is which" in shown
    assert "For example: 145478" in shown
    sent = PayrollImport.objects.get()
    here = address("columns", organisation.pk, sent.pk)
    wrong = page.post(here, {"column-0": "email", "column-1": "email"}).content.decode()
    assert "“Email address” is already chosen for “Email”; choose it once" in wrong
    assert "Say which columns hold: Kind of pay, Pounds a year, Pensionable, First day" in wrong
    assert not PayrollHeading.objects.exists()
    chosen = {f"column-{n}": name for n, name in enumerate(THEIRS)}
    assert "1 pay element would be written" in page.post(here, chosen, follow=True).content.decode()
    assert PayrollHeading.objects.get(heading="cost centre").field == ""
    again = upload(page, organisation, file(AWARD, heads=THEIRS | {"service": "COST CENTRE"}))
    assert "1 pay element would be written" in again


def test_what_a_heading_stands_for_can_be_changed(page: Client, organisation: Organisation, ann: User) -> None:
    PayrollHeading.objects.create(organisation=organisation, heading="pens", field="")
    upload(page, organisation, file({}, heads=HEADS | {"pensionable": "Pens"}))
    sent = PayrollImport.objects.get()
    form = page.get(address("columns", organisation.pk, sent.pk)).content.decode()
    assert form.count("selected") == len(HEADS)
    chosen = {f"column-{n}": name for n, name in enumerate(HEADS)}
    page.post(address("columns", organisation.pk, sent.pk), chosen)
    assert PayrollHeading.objects.get(heading="pens").field == "pensionable"
    sent.refresh_from_db()
    assert sent.made == 1


def test_headings_of_another_organisation_are_not_known_here(page: Client, organisation: Organisation) -> None:
    elsewhere = MembershipFactory(role=Role.HR).organisation
    services.save_headings(elsewhere, {heading: name for name, heading in THEIRS.items()})
    assert "Which column is which" in upload(page, organisation, file({}, heads=THEIRS))


def test_a_forged_choice_gets_a_sentence(page: Client, organisation: Organisation) -> None:
    upload(page, organisation, file({}, heads=THEIRS))
    here = address("columns", organisation.pk, PayrollImport.objects.get().pk)
    assert "There is a problem" in page.post(here, {"column-0": "password"}).content.decode()


def test_the_dry_run_can_be_made_again_and_its_list_taken_as_csv(page, organisation, hr, ann) -> None:
    ann.employments.all().delete()
    sent = send(organisation, hr, {}, {"kind": "=cmd|' /C calc'!A0"})
    list_ = page.get(address("problems", organisation.pk, sent.pk))
    assert list_["Content-Disposition"] == f'attachment; filename="payroll-problems-{sent.pk}.csv"'
    rows = list_.content.decode().splitlines()
    assert len(rows) == 3
    assert not any(cell.strip('"').startswith("=") for row in rows for cell in row.split(","))
    assert "Email address" in page.post(address("again", organisation.pk, sent.pk), follow=True).content.decode()


def test_a_name_that_a_spreadsheet_would_run_is_harmless_in_the_list(page, organisation, hr) -> None:
    sent = send(organisation, hr, {})
    PayrollImport.objects.update(findings=[[2, "=cmd", "@SUM(A1)", True]])
    text = page.get(address("problems", organisation.pk, sent.pk)).content.decode()
    assert "2,'=cmd,Left out,'@SUM(A1)" in text


def test_nobody_else_reads_a_file_that_is_not_written(client, organisation, hr, ann) -> None:
    sent = send(organisation, hr, {})
    client.force_login(MembershipFactory(organisation=organisation, role=Role.HR).user)
    for name in ("checked", "columns", "problems"):
        assert client.get(address(name, organisation.pk, sent.pk)).status_code == 404
    assert client.post(address("write", organisation.pk, sent.pk)).status_code == 404


def test_a_long_file_says_that_it_is_being_written(page, organisation, hr, ann, monkeypatch) -> None:
    monkeypatch.setattr(services, "AT_ONCE", 0)
    sent = send(organisation, hr, {})
    shown = page.post(address("write", organisation.pk, sent.pk), follow=True).content.decode()
    assert "The file is being written" in shown
    changed = page.post(address("columns", organisation.pk, sent.pk), {f"column-{n}": f for n, f in enumerate(HEADS)})
    assert "is being written, and can’t be changed" in changed.content.decode()
    services.write_waiting()
    assert "Receipt" in page.get(address("checked", organisation.pk, sent.pk)).content.decode()


def test_receipts_are_paged_and_their_queries_do_not_grow(page, organisation, hr, ann) -> None:
    def receipts(count: int) -> None:
        PayrollImport.objects.bulk_create(
            [
                PayrollImport(organisation=organisation, by=hr, file_name=f"{n}.csv", written_at="2026-04-01T00:00Z")
                for n in range(count)
            ]
        )

    receipts(2)
    page.get(address("send", organisation.pk))
    with assertNumQueries(5):
        page.get(address("send", organisation.pk))
    receipts(30)
    with assertNumQueries(5):
        shown = page.get(address("send", organisation.pk)).content.decode()
    assert "page=2" in shown
