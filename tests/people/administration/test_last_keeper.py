"""Someone always keeps an organisation."""

from datetime import timedelta
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from people.administration.services import change_role
from people.models import Membership, Organisation, Role
from people.refusals import Refused
from tests.factories import MembershipFactory, OrganisationFactory
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def keepers(db) -> list[Membership]:
    trust: Organisation = OrganisationFactory()
    return [MembershipFactory(organisation=trust, role=Role.ORGANISATION_ADMIN) for _ in range(2)]


def end(held: Membership, by: Membership, days: int = 30) -> Membership:
    last_day = timezone.localdate() + timedelta(days=days)
    return change_role(held, by=by.user, last_day=last_day, line_manager=None, appraiser=None)


def test_one_of_two_administrators_may_go_and_then_the_other_may_not(keepers):
    first, second = keepers
    end(first, second)
    with pytest.raises(Refused, match="Someone must go on keeping this organisation"):
        end(second, first, days=10)
    second.refresh_from_db()
    assert second.period.upper is None


def test_an_administrator_whose_account_is_closed_does_not_count(keepers):
    first, second = keepers
    second.user.is_active = False
    second.user.save()
    with pytest.raises(Refused, match="Someone must go on"):
        end(first, second)


@pytest.mark.django_db(transaction=True)
def test_two_who_end_each_others_role_at_once_leave_one(keepers):
    first, second = keepers
    answers = together(partial(end, first, second), partial(end, second, first))
    assert sorted(type(answer).__name__ for answer in answers) == ["Membership", "Refused"]
    assert Membership.objects.filter(period__endswith__isnull=True).count() == 1


def test_the_page_says_that_an_address_is_not_confirmed_yet(keepers, client):
    client.force_login(keepers[0].user)
    held = MembershipFactory(organisation=keepers[0].organisation)
    address = reverse("organisation:membership", args=[held.pk])
    assert "not confirmed yet" in client.get(address).content.decode()
    EmailAddress.objects.create(user=held.user, email=held.user.email, verified=True, primary=True)
    assert "not confirmed yet" not in client.get(address).content.decode()
