"""Stepping down: an allowance is protected as the employer's policy says, and taken up by a next role's."""

from datetime import date
from decimal import Decimal as D

import pytest
import time_machine
from psycopg2.extras import DateRange

from people.models import Role
from rewards import reference
from rewards.contracts.services import end_terms
from rewards.models import ElementKind, PayElement, ProtectedSum
from rewards.packages.rules import price
from rewards.packages.services import circumstances_of
from rewards.protection.services import protect
from rewards.protection.settings import PROTECTION_FULL_MONTHS, PROTECTION_TAPER_MONTHS
from roles.appointments import pay
from roles.appointments.tasks import protect_after_terms
from roles.models import Appointment
from roles.terms import services as terms
from tests.factories import AppointmentFactory, EmploymentFactory, MembershipFactory, OrganisationFactory, set_here

pytestmark = pytest.mark.django_db
BEGAN, ENDS = date(2023, 1, 1), date(2026, 1, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-11-15 10:00", tick=False):
        yield


@pytest.fixture
def trust():
    return OrganisationFactory()


@pytest.fixture
def policy(trust):
    """Six months in full, then three of steps."""
    set_here(trust, PROTECTION_FULL_MONTHS, 6)
    set_here(trust, PROTECTION_TAPER_MONTHS, 3)


def role(trust, **facts) -> Appointment:
    made = AppointmentFactory(organisation=trust, **{"term": DateRange(BEGAN, ENDS), "title": "Clinical lead", **facts})
    pay.write_allowance(made)
    return made


def protected(user) -> list[tuple[D, date | None, date | None]]:
    rows = PayElement.objects.current().filter(user=user, kind=ElementKind.PROTECTION).order_by("period")
    return [(each.annual_gbp, each.period.lower, each.period.upper) for each in rows]


IN_FULL_THEN_STEPS = [
    (D("8000.00"), ENDS, date(2026, 7, 1)),
    (D("6000.00"), date(2026, 7, 1), date(2026, 8, 1)),
    (D("4000.00"), date(2026, 8, 1), date(2026, 9, 1)),
    (D("2000.00"), date(2026, 9, 1), date(2026, 10, 1)),
]


def on(day: str):
    return time_machine.travel(f"{day} 10:00", tick=False)


def test_after_its_term_an_allowance_is_protected_once(trust, policy) -> None:
    held = role(trust)
    assert protect_after_terms() == 0
    assert protected(held.user) == []
    with on("2026-01-01"):
        assert (protect_after_terms(), protect_after_terms()) == (1, 0)
    assert protected(held.user) == IN_FULL_THEN_STEPS
    element = PayElement.objects.current().filter(kind=ElementKind.PROTECTION).earliest("period")
    assert element.label == "Pay protection: Clinical lead"
    assert (element.pensionable, element.service, element.role_title) == (True, held.service, "")
    assert "6 months in full and 3 of equal monthly steps" in element.working


def test_where_the_policy_is_none_the_allowance_ends_with_its_role(trust) -> None:
    held = role(trust)
    with on("2026-01-01"):
        assert protect_after_terms() == 0
    pay.protect(held)
    assert protected(held.user) == []


def test_the_policy_of_the_first_day_without_the_role_counts(trust) -> None:
    set_here(trust, PROTECTION_FULL_MONTHS, 6, DateRange(date(2024, 1, 1), ENDS))
    set_here(trust, PROTECTION_FULL_MONTHS, 1, DateRange(ENDS, None))
    held = role(trust)
    pay.protect(held)
    assert protected(held.user) == [(D("8000.00"), ENDS, date(2026, 2, 1))]


def test_an_early_end_protects_from_that_day_whatever_the_reason(trust, policy) -> None:
    held = role(trust)
    director = MembershipFactory(organisation=trust, role=Role.MEDICAL_DIRECTOR).user
    for _ in range(2):
        terms.end_early(held, last_day=date(2025, 11, 30), why="They asked to", by=director)
    assert protected(held.user)[0] == (D("8000.00"), date(2025, 12, 1), date(2026, 6, 1))
    assert ProtectedSum.objects.count() == 1


def test_an_extension_takes_the_protection_back(trust, policy) -> None:
    held = role(trust)
    pay.protect(held)
    held.term = DateRange(BEGAN, date(2027, 1, 1))
    held.save()
    pay.write_allowance(held, since=ENDS)
    assert protected(held.user) == []
    assert not ProtectedSum.objects.exists()
    assert PayElement.objects.filter(kind=ElementKind.PROTECTION, superseded_at__isnull=False).count() == 4


def test_a_next_role_takes_up_what_it_pays_and_never_more(trust, policy) -> None:
    held = role(trust)
    pay.protect(held)
    next_one = role(
        trust,
        user=held.user,
        title="Deputy",
        allowance_gbp=D(5_000),
        term=DateRange(date(2026, 3, 1), date(2029, 3, 1)),
    )
    assert protected(held.user) == [
        (D("8000.00"), ENDS, date(2026, 3, 1)),
        (D("3000.00"), date(2026, 3, 1), date(2026, 7, 1)),
        (D("1000.00"), date(2026, 7, 1), date(2026, 8, 1)),
    ]
    director = MembershipFactory(organisation=trust, role=Role.MEDICAL_DIRECTOR).user
    with on("2026-04-01"):
        terms.end_early(next_one, last_day=date(2026, 4, 30), why="It was too much", by=director)
    # What the next role had taken up of the earlier sum is paid again; nothing is protected twice.
    assert protected(held.user)[1:3] == [
        (D("3000.00"), date(2026, 3, 1), date(2026, 5, 1)),
        (D("8000.00"), date(2026, 5, 1), date(2026, 7, 1)),
    ]
    assert ProtectedSum.objects.count() == 1


def test_of_a_next_role_only_what_it_paid_beyond_the_earlier_sum_is_protected(trust, policy) -> None:
    held = role(trust, allowance_gbp=D(3_000))
    pay.protect(held)
    term = DateRange(date(2026, 2, 1), date(2026, 4, 1))
    next_one = role(trust, user=held.user, title="Deputy", allowance_gbp=D(5_000), term=term)
    pay.protect(next_one)
    in_force = PayElement.objects.in_force(date(2026, 4, 1)).filter(kind=ElementKind.PROTECTION)
    assert sorted(in_force.values_list("label", "annual_gbp")) == [
        ("Pay protection: Clinical lead", D("3000.00")),
        ("Pay protection: Deputy", D("2000.00")),
    ]


def test_two_roles_of_one_name_get_lines_of_their_own(trust, policy) -> None:
    held = role(trust, allowance_gbp=D(3_000))
    pay.protect(held)
    term = DateRange(date(2026, 2, 1), date(2026, 4, 1))
    pay.protect(role(trust, user=held.user, allowance_gbp=D(5_000), term=term))
    labels = PayElement.objects.in_force(date(2026, 4, 1)).filter(kind=ElementKind.PROTECTION)
    assert sorted(labels.values_list("label", flat=True)) == [
        "Pay protection: Clinical lead",
        "Pay protection: Clinical lead (2)",
    ]


@pytest.mark.parametrize("facts", [{"acting": True}, {"allowance_gbp": D(0)}])
def test_acting_up_and_a_role_without_an_allowance_leave_nothing_to_protect(trust, policy, facts) -> None:
    held = role(trust, **facts)
    pay.protect(held)
    with on("2026-01-01"):
        assert protect_after_terms() == 0
    assert not ProtectedSum.objects.exists()


def test_protected_twice_alike_it_is_one_and_another_sum_of_its_source_gives_way(trust, policy, user) -> None:
    for amount in (8_000, 8_000, 6_000):
        protect(user, trust, ENDS, D(amount), "appointment:1", title="Clinical lead")
    assert ProtectedSum.objects.get().annual_gbp == D(6_000)
    assert protected(user)[0] == (D("6000.00"), ENDS, date(2026, 7, 1))
    protect(user, trust, ENDS, D(0), "appointment:1", title="Clinical lead")
    assert (protected(user), ProtectedSum.objects.count()) == ([], 0)


def test_protection_ends_with_the_employment_and_is_priced_while_it_lasts(trust, policy) -> None:
    reference.load()
    held = role(trust)
    EmploymentFactory(user=held.user, organisation=trust, point="threshold 4")
    pay.protect(held)
    standing = circumstances_of(held.user, trust, date(2026, 2, 1))
    assert standing is not None
    lines = {line.label: line.annual_gbp for line in price(standing.facts).lines}
    assert lines == {"Basic pay": D("145478.00"), "Pay protection: Clinical lead": D("8000.00")}
    hr = MembershipFactory(organisation=trust, role=Role.HR).user
    end_terms(held.user, trust, date(2026, 3, 31), by=hr, why="Retired")
    assert protected(held.user) == [(D("8000.00"), ENDS, date(2026, 4, 1))]
