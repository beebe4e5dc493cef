"""What one can show, and how a post fits on its page."""

import pytest
from django.urls import reverse

from roles.fit.services import say
from roles.models import Competency, OwnCompetency
from tests.factories import ClinicianFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/roles/what-you-can-show/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def post():
    found = PostFactory()
    for element in ("Planning", "Making decisions"):
        found.archetype.competencies.create(framework="A framework", domain="One", element=element)
    return found


def said(response) -> str:
    return " ".join(response.content.decode().split())


def test_what_one_says_is_kept_changed_and_shown_ticked(client, post):
    user = UserFactory()
    client.force_login(user, backend=BACKEND)
    planning, deciding = Competency.objects.order_by("pk")
    client.post(ADDRESS, {"shown": [planning.pk]})
    client.post(ADDRESS, {"shown": [deciding.pk]})
    assert [own.competency for own in OwnCompetency.objects.filter(user=user)] == [deciding]
    text = said(client.get(ADDRESS))
    assert f'value="{deciding.pk}" id="shown-{deciding.pk}" checked' in text
    assert f'value="{planning.pk}" id="shown-{planning.pk}" checked' not in text


def test_a_competency_that_no_role_asks_for_gets_a_sentence_and_what_was_ticked_stays(client, post):
    user = UserFactory()
    client.force_login(user, backend=BACKEND)
    strange = Competency.objects.create(framework="Another", domain="One", element="Juggling")
    planning = Competency.objects.get(element="Planning")
    text = said(client.post(ADDRESS, {"shown": [planning.pk, strange.pk]}))
    assert "Choose what you can show from the list" in text
    assert f'id="shown-{planning.pk}" checked' in text
    assert not OwnCompetency.objects.exists()


def test_a_clinician_reads_how_a_post_fits_with_every_weight(client, post):
    clinician = ClinicianFactory(profession="doctor")
    say(clinician.user, [Competency.objects.get(element="Planning")])
    client.force_login(clinician.user, backend=BACKEND)
    text = said(client.get(post.get_absolute_url()))
    assert "How it fits you" in text
    assert "You can show 1 of 2. Missing: Making decisions." in text
    assert "(1.5 of 3)" in text
    assert "no list is sorted by it" in text


def test_nobody_else_reads_a_fit(client, post):
    say(UserFactory(), list(Competency.objects.all()))
    assert "How it fits you" not in said(client.get(post.get_absolute_url()))
    client.force_login(UserFactory(), backend=BACKEND)
    assert "How it fits you" not in said(client.get(post.get_absolute_url()))


def test_another_persons_competencies_do_not_count_for_the_reader(client, post):
    say(UserFactory(), list(Competency.objects.all()))
    clinician = ClinicianFactory(profession="doctor")
    client.force_login(clinician.user, backend=BACKEND)
    assert "You have not said yet which of these you can show" in said(client.get(post.get_absolute_url()))


def test_the_post_leads_to_its_kind_of_role(client, post):
    assert reverse("kinds:kind", args=[post.archetype.slug]) in said(client.get(post.get_absolute_url()))
