"""One's own log: written by its owner alone, quickly, with documents, and from files."""

from datetime import timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pathways.models import Evidence, EvidenceImport
from pathways.practice import importing, services
from pathways.practice.rows import HEADS
from people.models import User
from people.refusals import Refused
from tests.factories import ClinicianFactory, MembershipFactory
from tests.people.documents.making import AUTHOR, a_pdf
from tests.together import together

OWN, LOG, NEW = reverse("practice:own"), reverse("practice:log"), reverse("practice:new")


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def clinician(db: None) -> User:
    user = MembershipFactory().user
    ClinicianFactory(user=user)
    return user


@pytest.fixture
def page(client, clinician):
    client.force_login(clinician)
    return client


def typed(**changes: object) -> dict[str, object]:
    today = timezone.localdate()
    return {"kind": "procedure", "what": "Angiogram", "amount": "3", "on": today.isoformat(), **changes}


def test_an_entry_takes_one_short_form_and_the_last_words_are_offered(page, clinician) -> None:
    assert page.post(NEW, typed()).url == OWN
    entry = clinician.evidence.get()
    assert (entry.kind, entry.what, entry.amount) == ("procedure", "Angiogram", D(3))
    text = page.get(NEW).content.decode()
    assert 'value="Angiogram"' in text
    assert "3 procedures: Angiogram" in page.get(OWN).content.decode()


def test_a_second_press_logs_nothing_more_and_a_moment_later_it_does(page, clinician) -> None:
    for _ in range(2):
        assert page.post(NEW, typed()).url == OWN
    assert clinician.evidence.count() == 1
    Evidence.objects.update(logged_at=timezone.now() - timedelta(seconds=11))
    page.post(NEW, typed())
    assert clinician.evidence.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_entry_from_two_windows_at_once_is_one() -> None:
    user = MembershipFactory().user
    today = timezone.localdate()
    together(*[lambda: services.log(by=user, kind="session", on=today, what="Clinic")] * 4)
    assert user.evidence.count() == 1


def test_the_same_again_is_one_press(page, clinician) -> None:
    page.post(NEW, typed(on=(timezone.localdate() - timedelta(days=7)).isoformat()))
    assert page.post(reverse("practice:again", args=[clinician.evidence.get().pk])).url == OWN
    assert clinician.evidence.filter(on=timezone.localdate(), what="Angiogram", amount=3).count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"what": ""}, "Say what it was: which procedure"),
        ({"kind": "training", "what": "Life support"}, "Say until when the training holds"),
        ({"kind": "training", "what": "Life support", "expires_on": "2020-01-01"}, "a day after the day itself"),
        ({"amount": "0"}, "must be 0.01 or more"),
        ({"amount": "lots"}, "must be a number"),
        ({"on": "2199-01-01"}, "must be on or before"),
        ({"kind": "other"}, "Choose kind from the list"),
        ({}, ""),
    ],
)
def test_a_wrong_entry_is_a_sentence_and_what_was_typed_stays(page, clinician, changes, sentence) -> None:
    answer = page.post(NEW, typed(note="Kept", **changes))
    if not sentence:
        assert answer.status_code == 302
        return
    text = answer.content.decode()
    assert sentence in text
    assert ">Kept</textarea>" in text.replace("\n", "")
    assert not clinician.evidence.exists()


def test_a_document_is_kept_without_its_author_and_goes_with_its_entry(page, clinician, media: Path) -> None:
    file = SimpleUploadedFile("certificate.pdf", a_pdf(), content_type="application/pdf")
    assert page.post(NEW, typed(file=file)).status_code == 302
    entry = clinician.evidence.get()
    [kept] = [path for path in media.rglob("*") if path.is_file()]
    assert AUTHOR.encode() not in kept.read_bytes()
    got = page.get(reverse("practice:document", args=[entry.pk]))
    assert got["Content-Disposition"] == 'attachment; filename="angiogram.pdf"'
    assert b"".join(got.streaming_content) == kept.read_bytes()
    other = SimpleUploadedFile("new.pdf", a_pdf(), content_type="application/pdf")
    page.post(reverse("practice:entry", args=[entry.pk]), typed(file=other))
    assert len([path for path in media.rglob("*") if path.is_file()]) >= 1


@pytest.mark.django_db(transaction=True)
def test_files_that_are_replaced_or_deleted_leave_the_storage(media: Path) -> None:
    user = MembershipFactory().user
    today = timezone.localdate()

    def keep(entry: Evidence | None = None) -> Evidence:
        file = SimpleUploadedFile("a.pdf", a_pdf(), content_type="application/pdf")
        return services.log(by=user, kind="outcome", on=today, what="Audit", file=file, entry=entry)

    entry = keep(keep())
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1
    services.take_out(entry, by=user)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_a_file_that_is_no_document_is_refused_beside_its_field(page, clinician, media: Path) -> None:
    file = SimpleUploadedFile("certificate.pdf", b"<script>", content_type="application/pdf")
    assert "neither a PDF nor a Word document" in page.post(NEW, typed(file=file)).content.decode()
    assert not clinician.evidence.exists()


def test_nobody_else_changes_or_deletes_an_entry(page, clinician) -> None:
    theirs = Evidence.objects.create(user=MembershipFactory().user, kind="session", on=timezone.localdate())
    for route in ("entry", "again", "delete", "document"):
        address = reverse(f"practice:{route}", args=[theirs.pk])
        assert page.post(address).status_code in (404, 405)
        assert page.get(address).status_code in (404, 405)
    with pytest.raises(PermissionDenied):
        services.take_out(theirs, by=clinician)
    with pytest.raises(PermissionDenied):
        services.log(by=clinician, kind="session", on=timezone.localdate(), entry=theirs)


def test_the_pages_ask_as_many_queries_for_a_long_log_as_for_a_short_one(page, clinician) -> None:
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert page.get(path).status_code == 200
        return len(queries)

    page.post(NEW, typed())
    few = [asked(path) for path in (OWN, LOG)]
    today = timezone.localdate()
    for n in range(60):
        Evidence.objects.create(user=clinician, kind="procedure", on=today - timedelta(days=n), what=f"Kind {n}")
    assert [asked(path) for path in (OWN, LOG)] == few


def test_the_log_is_paged_and_filtered_by_kind(page, clinician) -> None:
    today = timezone.localdate()
    for n in range(35):
        Evidence.objects.create(user=clinician, kind="session", on=today - timedelta(days=n), what=f"Clinic {n}")
    Evidence.objects.create(user=clinician, kind="cpd", on=today, what="Echo course", amount=6)
    text = page.get(LOG).content.decode()
    assert "Clinical sessions (35)" in text
    assert "Clinic 34" not in text
    assert "Clinic 34" in page.get(f"{LOG}?page=2").content.decode()
    assert "6 hours of learning: Echo course" in page.get(f"{LOG}?kind=cpd").content.decode()
    assert "Nothing of this kind" in page.get(f"{LOG}?kind=list").content.decode()
    assert page.get(f"{LOG}?kind=nonsense").status_code == 200


def file_of(*rows: str) -> bytes:
    return "\n".join([",".join(HEADS.values()), *rows]).encode()


GOOD = ("Procedures,1/5/2026,Angiogram,3,,", "Mandatory training,2/2/2026,Life support,,2/2/2030,")


def test_a_file_is_looked_at_before_it_is_written_and_the_same_file_again_changes_nothing(page, clinician) -> None:
    rows = [*GOOD[:2], "Learning (CPD),3/3/2026,Echo,6,,", "Procedures,1/5/2026,Angiogram,3,,"]
    sent = importing.send("log.csv", file_of(*rows), by=clinician)
    shown = page.get(reverse("practice:checked", args=[sent.pk])).content.decode()
    assert "4 would be written, 0 are there already, 0 would be left out" in shown
    assert not clinician.evidence.exists()
    assert page.post(reverse("practice:write", args=[sent.pk])).status_code == 302
    assert page.post(reverse("practice:write", args=[sent.pk])).status_code == 302
    assert clinician.evidence.count() == 4, "two equal rows are two entries"
    sent.refresh_from_db()
    assert (sent.made, bytes(sent.content)) == (4, b"")
    assert "Entries written" in page.get(reverse("practice:checked", args=[sent.pk])).content.decode()
    again = importing.send("log.csv", file_of(*rows), by=clinician)
    assert (len(importing.check(again).to_write), importing.check(again).unchanged) == (0, 4)
    assert importing.write(again, by=clinician).made == 0
    assert clinician.evidence.count() == 4


def test_what_is_wrong_is_said_by_row_and_column_and_left_out(page, clinician) -> None:
    rows = [
        GOOD[0],
        "Surgery,1/5/2026,Angiogram,3,,",
        "Procedures,32/5/2026,Angiogram,3,,",
        "Procedures,1/5/2199,Angiogram,3,,",
        "Procedures,1/5/2026,,3,,",
        "Procedures,1/5/2026,Angiogram,many,,",
        "Mandatory training,1/5/2026,Fire,,,",
    ]
    sent = importing.send("log.csv", file_of(*rows), by=clinician)
    found = importing.check(sent)
    assert (len(found.to_write), found.left) == (1, 6)
    assert {(problem.row, problem.column) for problem in found.problems} == {
        (3, "Kind"),
        (4, "Day"),
        (5, "Day"),
        (6, "What"),
        (7, "Number or hours"),
        (8, "Holds until"),
    }


def test_anothers_file_is_not_there(page, clinician) -> None:
    other = MembershipFactory().user
    sent = importing.send("log.csv", file_of(GOOD[0]), by=other)
    assert page.get(reverse("practice:checked", args=[sent.pk])).status_code == 404
    assert page.post(reverse("practice:write", args=[sent.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        importing.write(sent, by=clinician)


def test_a_file_is_sent_in_the_browser_and_the_template_is_one(page, clinician) -> None:
    template = page.get(reverse("practice:template", args=["csv"])).content
    file = SimpleUploadedFile("log.csv", template, content_type="text/csv")
    page.post(reverse("practice:send"), {"file": file})
    sent = EvidenceImport.objects.get(by=clinician)
    assert len(importing.check(sent).to_write) == 2
    wrong = SimpleUploadedFile("log.csv", b"a,b\n1,2\n", content_type="text/csv")
    assert "These columns are missing" in page.post(reverse("practice:send"), {"file": wrong}).content.decode()


def test_someone_without_an_employer_here_is_told_so(client, db) -> None:
    with pytest.raises(Refused, match="You work for no organisation here today"):
        importing.send("log.csv", file_of(GOOD[0]), by=User.objects.create(email="alone@tests.example"))


def test_a_second_press_with_a_document_keeps_one_entry_and_one_file(page, clinician, media: Path) -> None:
    for _ in range(2):
        file = SimpleUploadedFile("certificate.pdf", a_pdf())
        page.post(NEW, typed(file=file))
    assert clinician.evidence.count() == 1
    assert len([each for each in media.rglob("*") if each.is_file()]) == 1


def test_a_training_is_not_logged_again_in_one_press_and_says_why(page, clinician) -> None:
    today = timezone.localdate()
    held = Evidence.objects.create(
        user=clinician, kind="training", on=today, what="Life support", expires_on=today + timedelta(days=9)
    )
    shown = page.post(reverse("practice:again", args=[held.pk]), follow=True).content.decode()
    assert "Say until when the training holds" in shown
    assert clinician.evidence.count() == 1


def test_days_of_another_century_are_left_out_of_a_file(clinician) -> None:
    rows = [
        "Procedures,1/1/0099,Echo,1,,",
        "Mandatory training,1/1/2026,Fire,1,1/1/9999,",
        "Procedures,1/1/2026,Echo,1,,",
    ]
    checked = importing.check(importing.send("log.csv", file_of(*rows), by=clinician))
    assert [(each.row, each.column) for each in checked.problems] == [(2, "Day"), (3, "Holds until")]
    assert len(checked.to_write) == 1
