"""Pay follows contracts and awards from a day on; what was agreed for the week stays agreed."""

from datetime import date
from decimal import Decimal as D

import pytest
from psycopg2.extras import DateRange

from rewards import reference
from rewards.models import AwardLevel, Contract, ElementKind, Employment, HeldAward, OnCall, PayElement
from rewards.packages.rules import price
from rewards.packages.services import circumstances_of
from rewards.packages.writing import follow_terms, write_week
from roles.appointments import pay
from tests.factories import AppointmentFactory, EmploymentFactory, PostFactory, ServiceFactory

pytestmark = pytest.mark.django_db
JULY, OCTOBER, JANUARY = date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1)


@pytest.fixture(autouse=True)
def rates(db: None) -> None:
    reference.load()


@pytest.fixture
def held() -> Employment:
    return EmploymentFactory(point="threshold 3", on_call=OnCall.A_MEDIUM)


def turn(held: Employment, on: date, **terms: object) -> Employment:
    """The employment ends the day before, and another with these terms begins."""
    former = held.period
    Employment.objects.filter(pk=held.pk).update(period=DateRange(former.lower, on))
    facts = {"contract": held.contract, "point": held.point, "pas": held.pas, "on_call": held.on_call, **terms}
    return EmploymentFactory(
        user=held.user, organisation=held.organisation, period=DateRange(on, former.upper), **facts
    )


def paid(held: Employment, kind: str = ElementKind.BASIC) -> list[tuple[D, D | None, date | None, date | None, str]]:
    rows = PayElement.objects.current().filter(user=held.user, kind=kind).order_by("period")
    return [(row.annual_gbp, row.pas, row.period.lower, row.period.upper, row.source) for row in rows]


def agree(held: Employment, **facts: object) -> int:
    given: dict[str, object] = {"starts": JULY, "ends": None, "total": D(11), "apas": D(1), "source": "split:1"}
    return write_week(held.user, held.organisation, **{**given, **facts})  # type: ignore[arg-type]


def test_a_contract_on_record_is_paid_and_asked_twice_nothing_more_is_written(held) -> None:
    assert follow_terms(held.user, held.organisation, JULY) == 2
    assert follow_terms(held.user, held.organisation, JULY) == 0
    assert paid(held) == [(D("131059.00"), D(10), JULY, None, f"employment:{held.pk}")]
    assert paid(held, ElementKind.ON_CALL)[0][0] == D("6552.95")


def test_a_new_point_is_paid_from_its_day_and_what_was_believed_stays(held) -> None:
    follow_terms(held.user, held.organisation, JULY)
    later = turn(held, OCTOBER, point="threshold 4")
    follow_terms(held.user, held.organisation, OCTOBER)
    assert paid(held) == [
        (D("131059.00"), D(10), JULY, OCTOBER, f"employment:{held.pk}"),
        (D("145478.00"), D(10), OCTOBER, None, f"employment:{later.pk}"),
    ]
    believed = PayElement.objects.get(superseded_at__isnull=False, kind=ElementKind.BASIC)
    assert (believed.annual_gbp, believed.period) == (D("131059.00"), DateRange(JULY, None))


def test_a_week_agreed_by_a_split_keeps_its_pas_its_name_and_its_service(held) -> None:
    service = ServiceFactory(organisation=held.organisation)
    agree(held, ends=JANUARY, service=service)
    later = turn(held, OCTOBER, point="threshold 4", pas=D(8))
    follow_terms(held.user, held.organisation, OCTOBER)
    assert paid(held) == [
        (D("131059.00"), D(10), JULY, OCTOBER, "split:1"),
        (D("145478.00"), D(10), OCTOBER, JANUARY, "split:1"),
        (D("116382.40"), D(8), JANUARY, None, f"employment:{later.pk}"),
    ]
    assert paid(held, ElementKind.APA) == [
        (D("13105.90"), D(1), JULY, OCTOBER, "split:1"),
        (D("14547.80"), D(1), OCTOBER, JANUARY, "split:1"),
    ]
    assert PayElement.objects.in_force(OCTOBER).filter(source="split:1", service=service).count() == 3


def test_a_split_that_ends_early_leaves_the_terms_of_that_day(held) -> None:
    agree(held)
    later = turn(held, OCTOBER, point="threshold 4", pas=D(8))
    follow_terms(held.user, held.organisation, OCTOBER)
    agree(held, ends=JANUARY)
    assert paid(held)[-1] == (D("116382.40"), D(8), JANUARY, None, f"employment:{later.pk}")


def test_the_time_of_a_salary_that_stands_alone_stays_as_it_is(held) -> None:
    post = PostFactory(paid_by="salary", salary_gbp=D(175_000), keeps_clinical_contract=False)
    role = AppointmentFactory(
        user=held.user,
        organisation=held.organisation,
        post=post,
        paid_by="salary",
        allowance_gbp=D(0),
        term=DateRange(OCTOBER, JANUARY),
    )
    follow_terms(held.user, held.organisation, JULY)
    pay.write_allowance(role)
    follow_terms(held.user, held.organisation, JULY)
    assert [row[:4] for row in paid(held)] == [
        (D("131059.00"), D(10), JULY, OCTOBER),
        (D("0.00"), D(0), OCTOBER, JANUARY),
        (D("131059.00"), D(10), JANUARY, None),
    ]
    assert [row[:4] for row in paid(held, ElementKind.SALARY)] == [(D("175000.00"), None, OCTOBER, JANUARY)]


def test_an_award_is_paid_with_the_contract_while_it_is_held(held) -> None:
    level = AwardLevel.objects.get(scheme__startswith="Local/employer CEA", level="level 4")
    HeldAward.objects.create(
        user=held.user, level=level, annual_gbp=D(12_064), period=DateRange(date(2017, 4, 1), JANUARY)
    )
    follow_terms(held.user, held.organisation, JULY)
    assert [row[:4] for row in paid(held, ElementKind.AWARD)] == [(D("12064.00"), None, JULY, JANUARY)]


def test_from_a_salary_to_a_clinical_contract_and_back(held) -> None:
    manager = turn(held, OCTOBER, contract=Contract.VSM, point="", salary_gbp=D(150_000), on_call="")
    follow_terms(held.user, held.organisation, JULY)
    assert [row[:4] for row in paid(held, ElementKind.SALARY)] == [(D("150000.00"), None, OCTOBER, None)]
    assert [row[3] for row in paid(held)] == [OCTOBER]
    turn(manager, JANUARY, contract=Contract.CONSULTANT, point="threshold 4", salary_gbp=None)
    follow_terms(held.user, held.organisation, JANUARY)
    assert [row[:4] for row in paid(held, ElementKind.SALARY)] == [(D("150000.00"), None, OCTOBER, JANUARY)]
    assert paid(held)[-1][:4] == (D("145478.00"), D(10), JANUARY, None)


def test_without_an_employment_nothing_of_the_week_is_paid(held) -> None:
    follow_terms(held.user, held.organisation, JULY)
    Employment.objects.update(period=DateRange(date(2024, 4, 1), OCTOBER))
    follow_terms(held.user, held.organisation, OCTOBER)
    assert not PayElement.objects.in_force(OCTOBER).exists()
    assert PayElement.objects.in_force(JULY).count() == 2


def test_a_salaried_gp_is_paid_the_sum_agreed_by_their_share_of_the_week() -> None:
    gp = EmploymentFactory(contract=Contract.SALARIED_GP, point="", salary_gbp=D(90_000), pas=D("6.25"))
    standing = circumstances_of(gp.user, gp.organisation, JULY)
    assert standing is not None
    assert price(standing.facts).total == D("60000.00")
    assert standing.priced_on == JULY


def test_a_salary_that_ends_early_gives_back_the_terms_of_that_day(held) -> None:
    follow_terms(held.user, held.organisation, JULY)
    post = PostFactory(paid_by="salary", salary_gbp=D(175_000), keeps_clinical_contract=False)
    role = AppointmentFactory(
        user=held.user,
        organisation=held.organisation,
        post=post,
        paid_by="salary",
        allowance_gbp=D(0),
        term=DateRange(OCTOBER, date(2028, 10, 1)),
    )
    pay.write_allowance(role)
    november = date(2025, 11, 1)
    turn(held, november, point="threshold 4")
    follow_terms(held.user, held.organisation, november)
    assert paid(held)[-1][:3] == (D("145478.00"), D(10), date(2028, 10, 1))
    role.term = DateRange(OCTOBER, JANUARY)
    role.save()
    pay.end(role, JANUARY)
    now = PayElement.objects.in_force(JANUARY).get(kind=ElementKind.BASIC)
    assert (now.annual_gbp, now.pas) == (D("145478.00"), D(10))
    assert not PayElement.objects.in_force(JANUARY).filter(kind=ElementKind.SALARY).exists()
