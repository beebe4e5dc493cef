"""A service merged into another from a day: its clinicians belong there from then on; what was stays as it was."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people.administration.merging import merge
from people.administration.services import save_service
from people.models import Role, Service, User
from people.refusals import Refused
from tests.factories import MembershipFactory, ServiceFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def renal() -> Service:
    return ServiceFactory(name="Renal")


@pytest.fixture
def urology(renal: Service) -> Service:
    return ServiceFactory(name="Urology", organisation=renal.organisation)


@pytest.fixture
def admin(renal: Service) -> User:
    return MembershipFactory(organisation=renal.organisation, role=Role.ORGANISATION_ADMIN, service=None).user


def works_in(service: Service, role: Role = Role.CLINICIAN) -> User:
    return MembershipFactory(organisation=service.organisation, service=service, role=role).user


def services_of(user: User, on) -> list[str]:
    held = user.memberships.filter(period__contains=on)
    return sorted(held.values_list("service__name", flat=True))


def test_clinicians_go_on_in_the_other_and_who_led_it_leads_until_the_day_before(renal, urology, admin) -> None:
    clinician, lead = works_in(renal), works_in(renal, Role.SERVICE_LEAD)
    day = TODAY() + timedelta(days=30)
    merge(renal, urology, on=day, by=admin)
    before = day - timedelta(days=1)
    assert (services_of(clinician, before), services_of(clinician, day)) == (["Renal"], ["Urology"])
    assert (services_of(lead, before), services_of(lead, day)) == (["Renal"], [])


def test_who_works_in_both_has_one_role_after_it_and_done_twice_it_is_done_once(renal, urology, admin) -> None:
    clinician = works_in(renal)
    MembershipFactory(user=clinician, organisation=renal.organisation, service=urology, role=Role.CLINICIAN)
    for _ in range(2):
        merge(renal, urology, on=TODAY(), by=admin)
    assert services_of(clinician, TODAY()) == ["Urology"]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("itself", "another service"),
        ("elsewhere", "another service"),
        ("closing", "closes itself"),
        ("past", "today or a day"),
        ("twice", "has been merged"),
    ],
)
def test_what_can_not_be_merged_is_refused_in_words(renal, urology, admin, case: str, words: str) -> None:
    into, day = urology, TODAY()
    if case == "itself":
        into = renal
    elif case == "elsewhere":
        into = ServiceFactory()
    elif case == "closing":
        Service.objects.filter(pk=urology.pk).update(closed_on=TODAY())
    elif case == "past":
        day = TODAY() - timedelta(days=1)
    else:
        merge(renal, ServiceFactory(organisation=renal.organisation), on=day, by=admin)
    with pytest.raises(Refused, match=words):
        merge(renal, into, on=day, by=admin)


def test_only_an_administrator_merges_and_the_day_then_stands(client, renal, urology, admin) -> None:
    with pytest.raises(PermissionDenied):
        merge(renal, urology, on=TODAY(), by=works_in(renal))
    client.force_login(admin)
    address = reverse("organisation:service_merge", args=[renal.pk])
    assert "Choose the service" in client.post(address, {"into": ""}).content.decode()
    day = TODAY() + timedelta(days=3)
    typed = {"into": urology.pk, "on-day": day.day, "on-month": day.month, "on-year": day.year}
    assert "is part of Urology from" in client.post(address, typed, follow=True).content.decode()
    renal.refresh_from_db()
    with pytest.raises(Refused, match="the day stands"):
        save_service(
            renal.organisation,
            renal,
            by=admin,
            name="Renal",
            specialty_name=renal.specialty_name,
            dcc_pas_needed=renal.dcc_pas_needed,
            closed_on=None,
        )
    assert "is part of Urology" in client.get(address).content.decode()
