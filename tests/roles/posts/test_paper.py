"""A post on paper."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from roles.models import Post
from tests.factories import CriterionFactory, PostFactory

pytestmark = pytest.mark.django_db


def paper(client, post: Post) -> PdfReader:
    response = client.get(reverse("roles:post-pdf", args=[post.pk, post.slug]))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["X-Content-Type-Options"] == "nosniff"
    return PdfReader(BytesIO(response.content))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_paper_says_what_the_page_says(client):
    post = PostFactory(title="Clinical director, cardiology", contact_name="Dr Hill")
    CriterionFactory(post=post, text="Has led a team")
    reader = paper(client, post)
    text = words(reader)
    for said in (
        post.organisation_name,
        "Has led a team (essential)",
        "Dr Hill",
        "£8,000 a year",
        "7.5 PAs",
        "Open to",
    ):
        assert said in text
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (post.title, post.organisation_name)
    assert reader.root_object["/Lang"] == "en-GB"


def test_paper_of_a_closed_post_says_so(client):
    assert "Applications closed on" in words(paper(client, PostFactory(closes_at=timezone.now() - timedelta(days=1))))


@pytest.mark.parametrize(
    "title",
    ["<b>A & B</b> <a href='x'>", "Ŵythnos ŷ Cymru", "心臓 lead", "A\x0bB", "\u202eevil", "x" * 200, "&amp;"],
)
def test_any_title_prints(client, title):
    paper(client, PostFactory(title=title, description=title + "\n\n" + title * 40))


def test_letters_that_the_typeface_lacks_print_as_their_nearest(client):
    text = words(paper(client, PostFactory(summary="Llandŵr <i>ŷ</i>")))
    assert "Llandwr <i>y</i>" in text


def test_a_long_post_runs_over_pages(client):
    post = PostFactory(description="\n\n".join(["All of the work, day by day. " * 20] * 16))
    assert len(paper(client, post).pages) > 1


def test_an_old_address_leads_to_the_new_one_and_a_draft_to_nothing(client):
    post, draft = PostFactory(), PostFactory(status="draft")
    moved = client.get(reverse("roles:post-pdf", args=[post.pk, "old-words"]))
    assert moved["Location"] == reverse("roles:post-pdf", args=[post.pk, post.slug])
    assert client.get(reverse("roles:post-pdf", args=[draft.pk, draft.slug])).status_code == 404
    assert client.get(f"/roles/{2**63}/x.pdf").status_code == 404


def test_the_page_leads_to_its_paper_and_back(client):
    post = PostFactory()
    address = reverse("roles:post-pdf", args=[post.pk, post.slug])
    assert address in client.get(post.get_absolute_url()).content.decode()
    links = [each.get_object()["/A"]["/URI"] for page in paper(client, post).pages for each in page.get("/Annots", [])]
    assert links == [f"http://testserver{post.get_absolute_url()}"]
