"""A plan of which the clinician is back, and its people."""

import pytest
import time_machine

from pathways.models import ReturnPlan
from tests.pathways.returning import Returning, step_of


@pytest.fixture
def returning(db: None) -> Returning:
    return Returning()


@pytest.fixture
def back(returning: Returning) -> ReturnPlan:
    """The clinician came back 20 days ago, and is supervised."""
    away = Returning(left_days_ago=200, months=6)
    returning.__dict__.update(away.__dict__)
    with time_machine.travel(f"{away.left}T12:00"):
        plan = away.opened()
        away.hold(plan, "before")
    with time_machine.travel(f"{step_of(plan, 'pre_return').due_on}T12:00"):
        away.hold(plan, "pre_return")
    away.hold(plan, "on_return", away.back)
    plan.refresh_from_db()
    return plan
