"""Pay after a role that ended the clinical contract: the week that is agreed by then, not the one it had stood over."""

from datetime import date
from decimal import Decimal as D

import pytest
import time_machine
from psycopg2.extras import DateRange

from pathways.splits.models import TimeSplit
from pathways.splits.pay import write
from rewards import reference
from rewards.models import ElementKind, Employment, PayElement
from rewards.packages.writing import follow_terms
from roles.appointments import pay
from roles.models import Appointment
from tests.factories import AppointmentFactory, EmploymentFactory, PostFactory, TimeSplitFactory

pytestmark = pytest.mark.django_db
JULY, OCTOBER, NOVEMBER, DECEMBER = (date(2025, month, 1) for month in (7, 10, 11, 12))
JANUARY = date(2026, 1, 1)


@pytest.fixture
def held():
    reference.load()
    with time_machine.travel("2025-12-15 10:00", tick=False):
        yield EmploymentFactory(point="threshold 3")


def agreed(held: Employment, starts: date, ends: date | None, *, apas: int = 1, status: str = "in_force") -> TimeSplit:
    """A week of 10 PAs and additional ones, written as it comes into force."""
    split = TimeSplitFactory(
        user=held.user, organisation=held.organisation, period=DateRange(starts, ends), status=status,
        total_pas=D(10 + apas), dcc_pas=D("6.5") + apas, apa_pas=D(apas),
    )  # fmt: skip
    write(split)
    return split


def changed(split: TimeSplit, **fields: object) -> None:
    TimeSplit.objects.filter(pk=split.pk).update(**fields)
    split.refresh_from_db()


def role_paid_alone(held: Employment) -> Appointment:
    role = AppointmentFactory(
        user=held.user,
        organisation=held.organisation,
        post=PostFactory(paid_by="salary", salary_gbp=D(175_000), keeps_clinical_contract=False),
        paid_by="salary",
        allowance_gbp=D(0),
        term=DateRange(OCTOBER, None),
    )
    pay.write_allowance(role)
    return role


def additional(held: Employment) -> list[tuple[D | None, date | None, date | None, str]]:
    """The additional PAs that are paid, with their days and their source."""
    found = PayElement.objects.current().filter(user=held.user, kind=ElementKind.APA).order_by("period")
    return [(each.pas, each.period.lower, each.period.upper, each.source) for each in found]


def test_a_week_that_ended_meanwhile_is_paid_to_its_end(held) -> None:
    split = agreed(held, JULY, None)
    role = role_paid_alone(held)
    changed(split, period=DateRange(JULY, NOVEMBER), status="ended")
    write(split)
    pay.end(role, OCTOBER)
    name = f"split:{split.pk}"
    assert additional(held) == [(D(1), JULY, OCTOBER, name), (D(1), OCTOBER, NOVEMBER, name)]
    last = PayElement.objects.in_force(NOVEMBER).get(user=held.user, kind=ElementKind.BASIC)
    assert (last.source, last.period.upper) == (f"employment:{held.pk}", None)


def test_a_week_that_ended_before_the_role_did_is_not_paid_again(held) -> None:
    split = agreed(held, JULY, None)
    role = role_paid_alone(held)
    changed(split, period=DateRange(JULY, NOVEMBER), status="ended")
    write(split)
    pay.end(role, DECEMBER)
    assert additional(held) == [(D(1), JULY, OCTOBER, f"split:{split.pk}")]


def test_a_week_that_was_corrected_meanwhile_is_paid_as_corrected(held) -> None:
    wrong = agreed(held, JULY, None)
    role = role_paid_alone(held)
    changed(wrong, status="corrected")
    right = agreed(held, JULY, None, apas=2)
    pay.end(role, DECEMBER)
    assert additional(held) == [
        (D(2), JULY, OCTOBER, f"split:{right.pk}"),
        (D(2), DECEMBER, None, f"split:{right.pk}"),
    ]


def test_a_week_that_was_agreed_meanwhile_is_paid_after_the_role(held) -> None:
    follow_terms(held.user, held.organisation, JULY)
    role = role_paid_alone(held)
    split = agreed(held, NOVEMBER, JANUARY)
    pay.end(role, DECEMBER)
    assert additional(held) == [(D(1), DECEMBER, JANUARY, f"split:{split.pk}")]
