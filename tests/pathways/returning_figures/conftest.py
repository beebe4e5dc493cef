"""An organisation, and a summer in which the last year is settled."""

import pytest
import time_machine

from people.models import Organisation
from tests.factories import OrganisationFactory


@pytest.fixture
def here(db: None) -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def summer() -> object:
    with time_machine.travel("2026-08-03T12:00+01:00", tick=False) as moved:
        yield moved
