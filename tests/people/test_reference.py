from collections import Counter
from datetime import date

import pytest

from people import reference
from people.models import Organisation, Specialty

pytestmark = pytest.mark.django_db


def test_it_loads_every_row_of_the_files_with_source_and_mark():
    said = reference.load()

    assert said == "256 organisations and 129 specialties."
    assert Organisation.objects.count() == 256
    assert Specialty.objects.count() == 129
    assert not Organisation.objects.filter(source="").exists()
    assert not Organisation.objects.filter(mark="").exists()
    assert not Specialty.objects.filter(source="").exists()


def test_a_known_trust_has_its_facts():
    reference.load()

    trust = Organisation.objects.get(ods_code="R0A")

    assert trust.name == "Manchester University NHS Foundation Trust"
    assert (trust.kind, trust.region, trust.town) == ("NHS foundation trust", "North West", "Manchester")
    assert trust.opened_on == date(2017, 10, 1)
    assert trust.closed_on is None


def test_loading_twice_changes_nothing_and_mends_what_someone_changed():
    reference.load()
    before = set(Organisation.objects.values_list("pk", "ods_code"))
    Organisation.objects.filter(ods_code="R0A").update(town="Elsewhere")

    reference.load()

    assert set(Organisation.objects.values_list("pk", "ods_code")) == before
    assert Organisation.objects.get(ods_code="R0A").town == "Manchester"
    assert Specialty.objects.count() == 129


def test_loading_takes_two_writes_whatever_the_number_of_rows(django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        reference.load()


def test_sub_specialties_name_their_parents():
    reference.load()

    kinds = Counter(Specialty.objects.values_list("kind", flat=True))

    assert kinds["specialty"] == 65
    assert not Specialty.objects.filter(kind="sub-specialty", parent="").exists()
