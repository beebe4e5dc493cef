"""The kinds of role: the map, a page each, and what careers on record may tell."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from roles import reference
from roles.kinds.careers import career, in_fives
from roles.kinds.facts import FROM_MEMORY, PARTLY, SOURCED, sure, usual
from roles.models import Archetype
from tests.factories import (
    AppointmentFactory,
    ArchetypeFactory,
    MentorProfileFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def moved(people: int, first: Archetype, then: Archetype) -> None:
    """`people` who held one kind of role and then the other."""
    for _ in range(people):
        user = UserFactory()
        AppointmentFactory(user=user, archetype=first, term=DateRange(date(2020, 4, 1), date(2023, 4, 1)))
        AppointmentFactory(user=user, archetype=then, term=DateRange(date(2023, 4, 1), None))


def said(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_map_shows_all_48_kinds_from_the_team_to_the_country(client):
    reference.load()
    text = said(client.get(reverse("kinds:map")))
    headings = ["Team", "Service", "Group of services", "Division", "Board", "Local health system", "National"]
    places = [text.index(f">{heading}</h2>") for heading in headings]
    assert places == sorted(places)
    assert all(reverse("kinds:kind", args=[kind.slug]) in text for kind in Archetype.objects.all())


def test_every_kind_has_a_page_that_says_what_it_is_and_what_it_asks(client):
    reference.load()
    for kind in Archetype.objects.all():
        text = said(client.get(reverse("kinds:kind", args=[kind.slug])))
        assert kind.what[:40] in text, kind.slug
        assert "Our suggestion; each post lists" in text


def test_open_posts_of_the_kind_stand_on_its_page_and_others_do_not(client):
    mine, other = PostFactory(title="Here"), PostFactory(title="Elsewhere", archetype=ArchetypeFactory())
    text = said(client.get(reverse("kinds:kind", args=[mine.archetype.slug])))
    assert mine.title in text
    assert other.title not in text
    assert "1 open post" in said(client.get(reverse("kinds:map")))


def test_steps_that_five_people_took_are_told_in_fives():
    first, then = ArchetypeFactory(), ArchetypeFactory()
    moved(7, first, then)
    (step,) = career(first, TODAY).after
    assert (step.archetype, step.people, step.suggested) == (then, 5, False)
    (step,) = career(then, TODAY).before
    assert (step.archetype, step.people) == (first, 5)


def test_what_fewer_than_five_did_is_not_told():
    first, then = ArchetypeFactory(), ArchetypeFactory()
    moved(4, first, then)
    assert career(first, TODAY).after == []
    assert career(then, TODAY).holders == 0


def test_a_suggestion_stands_beside_what_is_on_record():
    first, then, thought_of = ArchetypeFactory(), ArchetypeFactory(), ArchetypeFactory()
    first.leads_to.set([then, thought_of])
    moved(5, first, then)
    assert [(step.archetype, step.people) for step in career(first, TODAY).after] == [(then, 5), (thought_of, 0)]


def test_a_second_term_in_the_same_kind_is_no_step():
    kind = ArchetypeFactory()
    moved(6, kind, kind)
    assert career(kind, TODAY).after == []


def test_a_role_that_has_not_begun_is_not_counted():
    first, then = ArchetypeFactory(), ArchetypeFactory()
    moved(6, first, then)
    assert career(first, date(2022, 1, 1)).after == []
    assert career(first, date(2022, 1, 1)).holders == 5


@pytest.mark.parametrize(("people", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (13, 10)])
def test_counts_are_told_in_fives(people, told):
    assert in_fives(people) == told


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("FROM MEMORY", FROM_MEMORY),
        ("", FROM_MEMORY),
        ("one advert inside range, rest FROM MEMORY", PARTLY),
        ("VERIFIED", SOURCED),
        ("COMPUTED", SOURCED),
    ],
)
def test_each_range_says_how_sure_it_is(mark, words):
    assert sure(mark) == words


def test_no_figure_of_the_reference_file_stands_without_its_mark():
    reference.load()
    for kind in Archetype.objects.all():
        for fact in usual(kind):
            if fact.name in {"Time", "Pay"} and any(c.isdigit() for c in fact.value):
                assert fact.sure, (kind.slug, fact.name)


def test_one_is_asked_to_sign_in_before_names_are_shown(client):
    mentor = MentorProfileFactory()
    held = AppointmentFactory(user=mentor.user)
    address = reverse("kinds:kind", args=[held.archetype.slug])
    text = said(client.get(address))
    assert mentor.user.name not in text
    assert "to see whom you could ask" in text
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    text = said(client.get(address))
    assert reverse("mentoring:mentor", args=[mentor.pk]) in text


def test_a_mentor_who_takes_no_requests_is_not_shown(client):
    mentor = MentorProfileFactory(accepting=False)
    held = AppointmentFactory(user=mentor.user)
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert mentor.user.name not in said(client.get(reverse("kinds:kind", args=[held.archetype.slug])))


def test_the_pages_ask_as_often_for_many_as_for_few(client, django_assert_max_num_queries):
    first, then = ArchetypeFactory(), ArchetypeFactory()
    moved(6, first, then)
    PostFactory.create_batch(8, archetype=first)
    with django_assert_max_num_queries(9):
        client.get(reverse("kinds:kind", args=[first.slug]))
    with django_assert_max_num_queries(2):
        client.get(reverse("kinds:map"))
