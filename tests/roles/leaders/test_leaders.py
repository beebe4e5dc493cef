"""Who leads what: who is named, and that only they say otherwise."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from psycopg2.extras import DateRange

from tests.factories import AppointmentFactory, ArchetypeFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def leads(name: str, level: str, **fields):
    return AppointmentFactory(user=UserFactory(name=name), archetype=ArchetypeFactory(level=level), **fields)


def page(client, query: str = "") -> str:
    return client.get(f"/leaders/{query}").content.decode()


def test_board_members_are_named_unless_they_say_no_and_others_once_they_say_yes(client):
    leads("Ann Board", "board")
    leads("Ben Board", "board", shown=False)
    leads("Cat Ward", "team")
    leads("Dan Ward", "team", shown=True)

    said = page(client)

    assert "Ann Board" in said
    assert "Dan Ward" in said
    assert "Ben Board" not in said
    assert "Cat Ward" not in said


def test_only_who_holds_the_role_today_is_named_and_never_what_it_pays(client):
    today = timezone.localdate()
    leads("Ann Past", "board", term=DateRange(today - timedelta(days=90), today))
    leads("Ben Future", "board", term=DateRange(today + timedelta(days=1), None))
    leads("Cat Now", "board", term=DateRange(today, None), allowance_gbp=54_321)

    said = page(client)

    assert "Cat Now" in said
    assert not {"Ann Past", "Ben Future", "54,321"} & {
        name for name in ("Ann Past", "Ben Future", "54,321") if name in said
    }


def test_the_holder_changes_it_on_the_role_s_page(client):
    appointment = leads("Ann Board", "board")
    client.force_login(appointment.user, backend=BACKEND)

    assert "You are named on the public page" in client.get(f"/appointments/{appointment.pk}/").content.decode()
    client.post(f"/appointments/{appointment.pk}/shown/", {"shown": "no"})

    assert "Ann Board" not in page(Client())
    assert "You are not named" in client.get(f"/appointments/{appointment.pk}/").content.decode()


def test_an_organisation_is_found_by_a_part_of_its_name(client):
    leads("Ann Here", "board", organisation=OrganisationFactory(name="Aire Hospitals"))
    leads("Ben There", "board", organisation=OrganisationFactory(name="Wye Hospitals"))

    said = page(client, "?q=aire")

    assert "Ann Here" in said
    assert "Ben There" not in said
    assert "No organisation of that name" in page(client, "?q=nowhere")


def test_many_take_as_many_queries_as_few(client, django_assert_num_queries, django_assert_max_num_queries):
    leads("Ann", "board")
    with django_assert_max_num_queries(3) as few:
        page(client)
    for number in range(30):
        leads(f"Person {number}", "board")
    with django_assert_num_queries(len(few)):
        page(client)
