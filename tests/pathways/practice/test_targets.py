"""An employer's targets stand in the picture of those they are for."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from pathways.models import Target
from pathways.practice.reading import picture_of
from pathways.practice.targets import add
from people.models import Clinician, Organisation, Role, Specialty, User
from tests.factories import ClinicianFactory, MembershipFactory


@pytest.fixture
def hr(db: None) -> User:
    return MembershipFactory(role=Role.HR).user


@pytest.fixture
def here(hr: User) -> Organisation:
    return hr.memberships.get().organisation


@pytest.fixture
def clinician(here: Organisation) -> User:
    user = MembershipFactory(organisation=here).user
    ClinicianFactory(user=user)
    return user


def target(here: Organisation, hr: User, **changes: object) -> Target:
    facts: dict[str, object] = {
        "kind": "procedure",
        "what": "Angiogram",
        "amount": Decimal(20),
        "months": 12,
        "source": "Agreed by the cardiologists.",
    }
    return add(here, by=hr, **facts | changes)  # type: ignore[arg-type]


def titles(user: User) -> list[str]:
    return [each.title for each in picture_of(user, timezone.localdate()).conditions]


def test_a_target_stands_for_its_profession_and_specialty_and_in_its_organisation_alone(here, hr, clinician) -> None:
    cardiology = Specialty.objects.create(name="Cardiology", kind="specialty")
    target(here, hr)
    target(here, hr, what="Echo", specialty=cardiology)
    target(here, hr, what="Wound care", profession="nurse")
    assert "Angiogram" in titles(clinician)
    assert not {"Echo", "Wound care"} & set(titles(clinician))
    Clinician.objects.filter(user=clinician).update(specialty=cardiology)
    assert "Echo" in titles(clinician)
    elsewhere = MembershipFactory().user
    ClinicianFactory(user=elsewhere)
    assert "Angiogram" not in titles(elsewhere)


def test_targets_are_kept_by_hr_administrators_and_the_director_of_the_organisation(here, hr, clinician) -> None:
    with pytest.raises(PermissionDenied):
        target(here, clinician)
    with pytest.raises(PermissionDenied):
        target(here, MembershipFactory(role=Role.HR).user)


def test_in_the_browser_a_target_is_added_once_and_retired(client, here, hr, clinician) -> None:
    client.force_login(hr)
    page = reverse("practice:targets", args=[here.pk])
    assert "No target holds" in client.get(page).content.decode()
    typed = {"kind": "procedure", "what": "Angiogram", "amount": "20", "months": "12", "source": "Agreed in May."}
    assert "Say where it is agreed" in client.post(page, typed | {"source": ""}).content.decode()
    assert client.post(page, typed).url == page
    twice = client.post(page, typed).content.decode()
    assert "There is a target for this already" in twice
    assert "Agreed in May." in client.get(page).content.decode()
    held = Target.objects.get()
    assert client.post(reverse("practice:retire", args=[held.pk])).url == page
    assert "Angiogram" not in titles(clinician)
    assert client.post(page, typed).url == page, "a retired one leaves its place"


def test_the_picture_is_drawn_in_a_fixed_number_of_queries(here, hr, clinician, django_assert_max_num_queries) -> None:
    for n in range(8):
        target(here, hr, what=f"Kind {n}")
    with django_assert_max_num_queries(12):
        assert len(titles(clinician)) >= 8


def test_many_targets_come_in_pages(client, here, hr) -> None:
    for n in range(55):
        target(here, hr, what=f"Kind {n:02}")
    client.force_login(hr)
    page = reverse("practice:targets", args=[here.pk])
    assert "Kind 54" not in client.get(page).content.decode()
    assert "Kind 54" in client.get(f"{page}?page=2").content.decode()
