from decimal import Decimal

import pytest
from django.urls import reverse

from people.clinicians.models import Profession
from roles import reference
from roles.models import Archetype
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_it_loads_every_archetype_with_its_marks():
    said = reference.load()

    assert said == "48 role archetypes and 62 competencies."
    assert Archetype.objects.count() == 48
    assert not Archetype.objects.filter(mark="").exists()
    assert not Archetype.objects.filter(professions=[]).exists()


def test_a_known_archetype_has_its_facts():
    reference.load()

    director = Archetype.objects.get(slug="medical-director")

    assert director.title == "Medical director / chief medical officer"
    assert (director.level, director.setting, director.term_years) == ("board", "provider trust", 3)
    assert (director.pas_low, director.pas_high) == (Decimal(5), Decimal(10))
    assert (director.allowance_low_gbp, director.allowance_high_gbp) == (Decimal(15000), Decimal(50000))
    assert director.pas_mark == "one advert inside range, rest FROM MEMORY"


def test_loading_twice_changes_nothing_and_mends_what_someone_changed():
    reference.load()
    before = set(Archetype.objects.values_list("pk", "slug"))
    Archetype.objects.filter(slug="clinical-lead").update(title="Something else", professions=[])

    reference.load()

    assert set(Archetype.objects.values_list("pk", "slug")) == before
    mended = Archetype.objects.get(slug="clinical-lead")
    assert mended.title == "Clinical lead / service lead / specialty lead"
    assert mended.professions == ["doctor", "nurse", "ahp", "pharmacist", "scientist"]


@pytest.mark.parametrize(
    ("text", "professions"),
    [
        ("doctor", ["doctor"]),
        ("GP;nurse;pharmacist;AHP (any registered clinician)", ["doctor", "nurse", "ahp", "pharmacist"]),
        ("doctor (consultant or SAS, outside the management line)", ["doctor"]),
        ("any", [p.value for p in Profession]),
        ("clinician or former clinician", [p.value for p in Profession if p != Profession.MANAGER]),
    ],
)
def test_who_may_hold_a_role_is_read_from_the_files_words(text: str, professions: list[str]):
    assert reference.professions_of(text) == professions


def test_words_beyond_a_profession_are_kept_as_a_note():
    reference.load()

    notes = dict(Archetype.objects.values_list("slug", "professions_note"))

    assert notes["clinical-director"] == ""
    assert notes["chief-registrar"] == "doctor in training ST4+"


def test_each_archetype_says_what_it_is_what_it_asks_and_where_it_leads():
    reference.load()

    silent = [a.slug for a in Archetype.objects.all() if not (a.what and a.competencies.exists())]
    assert silent == []
    assert set(Archetype.objects.filter(leads_to=None).values_list("slug", flat=True)) == set()
    assert Archetype.objects.get(slug="clinical-lead").leads_to.filter(slug="clinical-director").exists()


def test_loading_again_leaves_alone_what_an_administrator_wrote():
    reference.load()
    lead, director = (Archetype.objects.get(slug=f"clinical-{word}") for word in ("lead", "director"))
    Archetype.objects.filter(pk=lead.pk).update(what="Ours says more.")
    lead.leads_to.set([director])

    reference.load()

    lead.refresh_from_db()
    assert lead.what == "Ours says more."
    assert list(lead.leads_to.all()) == [director]


def test_an_administrator_changes_the_suggestions_and_nothing_else(client):
    reference.load()
    lead = Archetype.objects.get(slug="clinical-lead")
    client.force_login(
        UserFactory(is_staff=True, is_superuser=True), backend="django.contrib.auth.backends.ModelBackend"
    )
    address = reverse("admin:roles_archetype_change", args=[lead.pk])
    assert client.post(address, {"what": "Ours says more.", "title": "Something else"}).status_code == 302

    lead.refresh_from_db()
    assert (lead.what, lead.title) == ("Ours says more.", "Clinical lead / service lead / specialty lead")
