"""Documents of a post: put to a draft, read by whoever reads the post, gone with it."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from people.models import Role
from people.refusals import Refused
from roles.authoring import services
from roles.authoring.documents import attach, detach
from roles.models import Post, PostDocument
from tests.factories import MembershipFactory, PostFactory
from tests.people.documents.making import AUTHOR, a_docx, a_pdf
from tests.roles.authoring.test_posts import BACKEND, author, finished, said, second, trust

pytestmark = pytest.mark.django_db
__all__ = ["author", "second", "trust"]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def put(client, post: Post, content: bytes, name: str = "Mary Quill job.pdf", title: str = "Job description"):
    typed = {"title": title, "file": SimpleUploadedFile(name, content)}
    return client.post(reverse("posts:documents", args=[post.pk]), typed)


def test_a_document_is_put_to_a_draft_and_read_by_everyone_once_it_is_published(client, author, second, trust, folder):
    post = finished(trust, author)
    put(client, post, a_pdf())
    held = PostDocument.objects.get()
    public, own = held.get_absolute_url(), reverse("posts:document", args=[post.pk, held.pk])
    assert client.get(public).status_code == 404
    assert client.get(own).status_code == 200
    assert Client().get(own).status_code == 302
    assert "Job description (PDF" in said(client.get(reverse("posts:preview", args=[post.pk])))
    services.publish(post, by=second, seen=services.send(post, by=author).ready_at)
    assert public in said(Client().get(post.get_absolute_url()))
    response = Client().get(public)
    content = response.getvalue()
    assert content.startswith(b"%PDF-")
    assert AUTHOR.encode() not in content
    assert response["Content-Disposition"] == 'attachment; filename="job-description.pdf"'
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert "sandbox" in response["Content-Security-Policy"]
    (stored,) = files(folder)
    assert "quill" not in stored.name.lower()
    assert stored.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty; choose another"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"MZ\x90 a program in disguise", "neither a PDF nor a Word document inside, whatever its name says"),
    ],
    ids=["empty", "oversized", "disguised"],
)
def test_an_empty_an_oversized_and_a_disguised_file_get_a_sentence_and_leave_nothing(
    client, author, trust, folder, content, sentence
):
    post = finished(trust, author)
    text = said(put(client, post, content, title="Typed still"))
    assert sentence in text
    assert "Typed still" in text
    assert not PostDocument.objects.exists()
    assert files(folder) == []


def test_no_file_at_all_gets_a_sentence(client, author, trust):
    post = finished(trust, author)
    text = said(client.post(reverse("posts:documents", args=[post.pk]), {"title": "Job description"}))
    assert "Choose a file" in text


def test_an_upload_that_no_form_takes_is_stopped_at_the_door(client, author, trust, folder):
    post = finished(trust, author)
    assert put(client, post, b"x" * (21 * 1024 * 1024)).status_code in (400, 413)
    assert files(folder) == []


def test_a_document_changes_only_in_a_draft_and_a_sent_one_is_sent_again(client, author, second, trust, folder):
    post = services.send(finished(trust, author), by=author)
    held = attach(post, SimpleUploadedFile("a.docx", a_docx()), "Terms", by=author)
    post.refresh_from_db()
    assert post.ready_at is None
    services.publish(post, by=second, seen=services.send(post, by=author).ready_at)
    for act in (
        lambda: attach(post, SimpleUploadedFile("b.pdf", a_pdf()), "More", by=author),
        lambda: detach(held, by=author),
    ):
        with pytest.raises(Refused, match="applicants have read them"):
            act()
    assert len(files(folder)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_with_its_document_and_with_its_draft(client, folder):
    seat = MembershipFactory(role=Role.RECRUITER)
    client.force_login(seat.user, backend=BACKEND)
    post = finished(seat.organisation, seat.user)
    for _ in range(2):
        put(client, post, a_pdf())
    held = PostDocument.objects.first()
    assert held is not None
    client.post(reverse("posts:document-remove", args=[post.pk, held.pk]))
    assert len(files(folder)) == 1
    client.post(reverse("posts:discard", args=[post.pk]))
    assert files(folder) == []
    assert not PostDocument.objects.exists()


def test_a_post_has_five_documents_at_most(client, author, trust, folder):
    post = finished(trust, author)
    for _ in range(6):
        text = said(put(client, post, a_docx()))
    assert "5 documents at most" in text
    assert (PostDocument.objects.count(), len(files(folder))) == (5, 5)


def test_another_organisations_recruiter_and_another_posts_address_reach_nothing(client, author, trust):
    post, other = finished(trust, author), PostFactory(organisation=trust)
    held = attach(post, SimpleUploadedFile("a.pdf", a_pdf()), "Terms", by=author)
    assert client.get(reverse("roles:post-document", args=[other.pk, held.pk])).status_code == 404
    assert client.get(reverse("posts:document", args=[other.pk, held.pk])).status_code == 404
    client.force_login(MembershipFactory(role=Role.RECRUITER).user, backend=BACKEND)
    assert put(client, post, a_pdf()).status_code == 404
    assert client.post(reverse("posts:document-remove", args=[post.pk, held.pk])).status_code == 404
    assert PostDocument.objects.count() == 1


def test_a_file_lost_from_the_disk_is_not_there(client, author, trust, folder):
    post = finished(trust, author)
    held = attach(post, SimpleUploadedFile("a.pdf", a_pdf()), "Terms", by=author)
    for each in files(folder):
        each.unlink()
    assert client.get(reverse("posts:document", args=[post.pk, held.pk])).status_code == 404
