"""Finding and reading posts in a real browser: axe, narrow screens, and without JavaScript."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from roles.models import Post
from roles.posts.words import note_words
from tests.factories import (
    ArchetypeFactory,
    ClinicianFactory,
    CriterionFactory,
    EmploymentFactory,
    OrganisationFactory,
    PayPointFactory,
    PostFactory,
)
from tests.system.browser import Visitor

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 320]


@pytest.fixture
def posts(db: None) -> list[Post]:
    """Thirty open posts in three regions."""
    kinds = [ArchetypeFactory(title=f"Kind {n} of role", slug=f"kind-{n}") for n in range(10)]
    places = [OrganisationFactory(region=region, town="Leeds") for region in ("London", "Midlands", "South West")]
    made = []
    for n in range(30):
        post = PostFactory(
            title=f"Clinical director {n}, cardiology",
            organisation=places[n % 3],
            archetype=kinds[n % 10],
            pas=Decimal(n % 5),
            closes_at=timezone.now() + timedelta(days=1 + n),
            contact_name="Dr Sam Hill",
            contact_email="a.very.long.address.of.a.contact.person@a-long-hospital-domain.example",
            contact_phone="01632 960 001",
        )
        CriterionFactory(post=post, position=1)
        note_words(post)
        made.append(post)
    return made


@pytest.mark.parametrize("width", WIDTHS)
def test_the_search_page_is_sound_with_filters_open_and_problems_shown(
    visit: Callable[..., Visitor], posts: list[Post], width: int
) -> None:
    visitor = visit(width=width)
    visitor.go("/roles/")
    assert visitor.faults() == []
    for summary in visitor.page.locator("details > summary").all():
        summary.click()
    assert visitor.faults() == []

    visitor.go("/roles/?q=cardiolgy&region=London&region=Atlantis&kind=kind-0&pas=abc&page=2")
    visitor.sees("Showing results for cardiology")
    visitor.sees("Least PAs must be a number")
    assert visitor.faults() == []

    visitor.go("/roles/?q=xylophone&region=London")
    visitor.sees("No open post matches all of that")
    assert visitor.faults() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_posts_page_is_sound_open_and_closed(visit: Callable[..., Visitor], posts: list[Post], width: int) -> None:
    visitor = visit(width=width)
    visitor.go(posts[0].get_absolute_url())
    visitor.sees("Sign in to apply")
    assert visitor.faults() == []

    Post.objects.filter(pk=posts[1].pk).update(closes_at=timezone.now() - timedelta(days=1))
    visitor.go(posts[1].get_absolute_url())
    visitor.sees("Applications closed on")
    assert visitor.faults() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_clinician_sees_their_package_beside_the_post(
    visit: Callable[..., Visitor], posts: list[Post], width: int
) -> None:
    employment = EmploymentFactory(user=ClinicianFactory().user, organisation=posts[0].organisation)
    PayPointFactory()
    visitor = visit(employment.user, width=width)
    visitor.go(posts[0].get_absolute_url())
    visitor.follow("See what it does to your pay")
    visitor.sees("With the role")
    assert visitor.faults() == []


def test_someone_without_javascript_searches_narrows_reads_and_comes_back(
    visit: Callable[..., Visitor], posts: list[Post]
) -> None:
    visitor = visit(javascript=False)
    visitor.go("/")
    visitor.page.get_by_role("searchbox").fill("cardiolgy")
    visitor.page.get_by_role("searchbox").press("Enter")
    visitor.sees("Showing results for cardiology")
    visitor.sees("30 open posts")

    visitor.page.get_by_text("Region", exact=True).first.click()
    visitor.page.get_by_label("London").check()
    visitor.page.get_by_label("Least PAs a week").select_option("2")
    visitor.press("Use these filters")
    visitor.sees("6 open posts")
    narrowed = visitor.page.url
    assert "region=London" in narrowed

    visitor.follow("Most PAs")
    visitor.page.locator(".app-result a").first.click()
    visitor.sees("Sign in to apply")
    visitor.follow("Back to search results")
    visitor.sees("6 open posts")
    visitor.follow("Remove filter London")
    visitor.sees("18 open posts")
