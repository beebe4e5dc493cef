"""Thousands of random steps over the clock change of March and a leap day, beside the model."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.pathways.conftest import House
from tests.pathways.living.lives import lives_in

pytestmark = pytest.mark.django_db
STEPS = 5_000


def test_five_thousand_random_steps_agree_with_the_model(house: House) -> None:
    machine = lives_in(house, datetime(2028, 2, 20, 12, tzinfo=UTC))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=150,
            stateful_step_count=50,
            deadline=None,
            derandomize=True,  # a red run is then about the change, not about luck
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert machine.steps >= STEPS
