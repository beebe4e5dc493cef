"""Thousands of random steps over the clock change of March and a leap day, beside the model."""

from datetime import UTC, datetime

import pytest

from tests.pathways.conftest import House
from tests.pathways.living.lives import live

pytestmark = pytest.mark.django_db


def test_five_thousand_random_steps_agree_with_the_model(house: House) -> None:
    assert live(house, datetime(2028, 2, 20, 12, tzinfo=UTC)) >= 5_000
