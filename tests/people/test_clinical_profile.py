"""One's own clinical profile."""

from decimal import Decimal

import pytest
from django.urls import reverse

from people.history import history_of
from people.models import Clinician
from tests.factories import ClinicianFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/account/profile/"


@pytest.fixture
def user(client):
    someone = UserFactory()
    client.force_login(someone, backend="django.contrib.auth.backends.ModelBackend")
    return someone


def test_someone_new_says_what_they_are_and_look_for(client, user):
    said = {"profession": "nurse", "home_region": "London", "wants_pas_low": "0.5", "wants_pas_high": "2 PAs"}
    assert client.post(ADDRESS, said).headers["Location"] == reverse("pages:account")
    profile = Clinician.objects.get(user=user)
    assert (profile.profession, profile.home_region) == ("nurse", "London")
    assert (profile.wants_pas_low, profile.wants_pas_high) == (Decimal("0.5"), Decimal(2))


def test_what_is_there_is_shown_and_changed_and_the_registration_stays(client, user):
    ClinicianFactory(user=user, profession="doctor", registration_number="7654321")
    assert 'value="doctor" selected' in client.get(ADDRESS).content.decode()
    client.post(ADDRESS, {"profession": "dentist"})
    profile = Clinician.objects.get(user=user)
    assert (profile.profession, profile.registration_number) == ("dentist", "7654321")
    assert len(history_of(profile)) == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose your profession"),
        ({"profession": "wizard"}, "Choose profession from the list"),
        ({"profession": "nurse", "specialty": "999999"}, "Choose specialty (optional) from the list"),
        ({"profession": "nurse", "wants_pas_low": "3", "wants_pas_high": "2"}, "must be no less than the least"),
        ({"profession": "nurse", "wants_pas_low": "many"}, "must be a number, like 2.5"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_keeps_what_was_typed_and_changes_nothing(client, user, said, sentence):
    text = client.post(ADDRESS, {"home_region": "London", **said}).content.decode()
    assert sentence in text
    assert 'value="London" selected' in text
    assert not Clinician.objects.filter(user=user).exists()
