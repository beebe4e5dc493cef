"""An organisation with one person of HR and one whom it employs."""

import pytest

from people.models import Organisation, Role, User
from tests.factories import EmploymentFactory, MembershipFactory, OrganisationFactory, ServiceFactory, UserFactory


@pytest.fixture
def organisation(db: None) -> Organisation:
    found = OrganisationFactory(name="Northtown Hospitals")
    ServiceFactory(organisation=found, name="Renal")
    return found


@pytest.fixture
def hr(organisation: Organisation) -> User:
    return MembershipFactory(user__name="Hana HR", organisation=organisation, role=Role.HR).user


@pytest.fixture
def ann(organisation: Organisation) -> User:
    user = UserFactory(email="ann@tests.example")
    EmploymentFactory(user=user, organisation=organisation)
    return user
