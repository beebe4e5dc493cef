"""What someone who means harm, or two administrators at once, would try with roles and services."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from people.administration.services import give_role
from people.models import Membership, Role, Service, User
from tests.factories import MembershipFactory, OrganisationFactory, ServiceFactory, UserFactory
from tests.people.administration.test_pages import keeper, said, trust, typed
from tests.together import together

pytestmark = pytest.mark.django_db
__all__ = ["keeper", "trust"]


def seen_on(client, address: str) -> str:
    text = client.get(address).content.decode()
    return text.split('name="seen"')[1].split('value="')[1].split('"')[0]


def test_a_role_that_a_colleague_ended_is_not_opened_again_by_a_page_gone_stale(client, keeper, trust):
    held, today = MembershipFactory(organisation=trust, role=Role.HR), timezone.localdate()
    address = reverse("organisation:membership", args=[held.pk])
    stale = seen_on(client, address)
    client.post(address, {"last_day": today.isoformat(), "seen": stale})
    manager = UserFactory()
    response = client.post(address, {"last_day": "", "line_manager": manager.email, "seen": stale})
    assert "Someone changed this while you wrote" in said(response)
    assert manager.email in said(response)
    held.refresh_from_db()
    assert held.period.upper == today + timedelta(days=1)
    again = response.content.decode().split('name="seen"')[1].split('value="')[1].split('"')[0]
    assert client.post(address, {"last_day": "", "line_manager": manager.email, "seen": again}).status_code == 302


def test_a_service_that_a_colleague_closed_is_not_opened_again_by_a_page_gone_stale(client, keeper, trust):
    ward = ServiceFactory(organisation=trust, dcc_pas_needed=Decimal(40))
    address = reverse("organisation:service", args=[ward.pk])
    stale = seen_on(client, address)
    change = {"name": ward.name, "dcc_pas_needed": "40", "closed_on": timezone.localdate().isoformat(), "seen": stale}
    client.post(address, change)
    assert client.post(address, change).status_code == 302  # sent twice
    text = said(client.post(address, {"name": "Renamed", "dcc_pas_needed": "40", "seen": stale}))
    assert "Someone changed this while you wrote" in text
    assert Service.objects.get(pk=ward.pk).closed_on == timezone.localdate()


@pytest.mark.parametrize("role", [Role.HR, Role.RECRUITER, Role.ORGANISATION_ADMIN, Role.MEDICAL_DIRECTOR])
def test_a_role_that_reaches_the_whole_organisation_is_not_given_as_if_it_were_one_services(
    client, keeper, trust, role
):
    ward = ServiceFactory(organisation=trust)
    address = reverse("organisation:add", args=[trust.pk])
    text = said(client.post(address, typed(role=role, service=str(ward.pk))))
    assert "is a role of the whole organisation: choose no service" in text
    assert not Membership.objects.filter(role=role).exclude(user=keeper).exists()


@pytest.mark.parametrize(("name", "value"), [("last_day", "9999-12-31"), ("starts", "0001-01-01")])
def test_a_day_with_no_day_before_or_after_gets_a_sentence(client, keeper, trust, name, value):
    text = said(client.post(reverse("organisation:add", args=[trust.pk]), typed(**{name: value})))
    assert "must have a year from 1900 to 2199" in text


def test_an_address_that_only_looks_new_is_the_old_one(client, keeper, trust):
    known = UserFactory(email="kim@tests.example")
    client.post(reverse("organisation:add", args=[trust.pk]), typed(email="\u212aim@tests.example"))  # the Kelvin sign
    assert User.objects.filter(memberships__role="hr").get() == known


def test_a_name_has_no_second_line(client, keeper, trust):
    client.post(reverse("organisation:add", args=[trust.pk]), typed(name="Dr New\r\nBcc: all@tests.example"))
    name = User.objects.get(email="new@tests.example").name
    assert name.split() == ["Dr", "New", "Bcc:", "all@tests.example"]
    assert name.isprintable()


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_add_someone_new_at_once_make_one_account():
    trust = OrganisationFactory()
    keepers = [MembershipFactory(organisation=trust, role=Role.ORGANISATION_ADMIN).user for _ in range(2)]
    roles = [Role.HR, Role.ANALYST]
    given = together(
        *(
            lambda by=by, role=role: give_role(
                trust,
                by=by,
                email="new@tests.example",
                name="Dr New",
                role=role,
                service=None,
                starts=timezone.localdate(),
                last_day=None,
            )
            for by, role in zip(keepers, roles, strict=True)
        )
    )
    assert [each.role for each in given] == roles
    assert User.objects.get(email="new@tests.example").memberships.count() == 2
