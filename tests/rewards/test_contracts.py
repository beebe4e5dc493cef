"""HR records contracts and awards from a day on, and pay follows."""

from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from psycopg2.extras import DateRange

from people.history import history_of
from people.models import Role
from people.refusals import Refused
from rewards import reference
from rewards.contracts.awards import end_award, record_award
from rewards.contracts.rules import Terms
from rewards.contracts.services import agree_terms, end_terms, mark_of, take_back, terms_of
from rewards.models import AwardLevel, Contract, ElementKind, Employment, HeldAward, PayElement
from tests.factories import EmploymentFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.together import together

pytestmark = pytest.mark.django_db
JULY, OCTOBER, JANUARY = date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1)
THREE = Terms(Contract.CONSULTANT, D(10), "threshold 3", seniority_from=date(2017, 7, 1))
FOUR = Terms(Contract.CONSULTANT, D(8), "threshold 4", seniority_from=date(2017, 7, 1))
WHY = "As the letter says"


@pytest.fixture(autouse=True)
def rates(db: None) -> None:
    reference.load()


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-11-15 10:00", tick=False):
        yield


@pytest.fixture
def trust():
    return OrganisationFactory()


@pytest.fixture
def hr(trust):
    return MembershipFactory(organisation=trust, role=Role.HR).user


def rows(user) -> list[tuple[str, D, date | None, date | None]]:
    return [
        (each.point or each.contract, each.pas, each.period.lower, each.period.upper)
        for each in Employment.objects.filter(user=user).order_by("period")
    ]


def paid(user, on: date) -> D:
    return sum(PayElement.objects.in_force(on).filter(user=user).values_list("annual_gbp", flat=True), D(0))


def test_terms_begin_on_their_day_and_pay_with_them(user, trust, hr) -> None:
    begun = agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    assert rows(user) == [("threshold 3", D(10), JULY, None)]
    assert (paid(user, JULY), paid(user, JULY - timedelta(days=1))) == (D("131059.00"), D(0))
    (entry,) = history_of(begun)
    assert (entry.who, entry.why) == (str(hr), "Consultant 2003, threshold 3 from 1 July 2025: As the letter says")


def test_a_change_ends_the_terms_before_the_day_before_and_keeps_later_ones(user, trust, hr) -> None:
    agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    agree_terms(user, trust, FOUR, JANUARY, by=hr, why=WHY)
    agree_terms(user, trust, Terms(Contract.CONSULTANT, D(9), "threshold 3"), OCTOBER, by=hr, why=WHY)
    assert rows(user) == [
        ("threshold 3", D(10), JULY, OCTOBER),
        ("threshold 3", D(9), OCTOBER, JANUARY),
        ("threshold 4", D(8), JANUARY, None),
    ]
    assert [paid(user, day) for day in (JULY, OCTOBER, JANUARY)] == [D("131059.00"), D("117953.10"), D("116382.40")]


def test_terms_of_the_same_first_day_are_put_right_in_place(user, trust, hr) -> None:
    begun = agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    agree_terms(user, trust, FOUR, JULY, by=hr, why="A slip")
    assert rows(user) == [("threshold 4", D(8), JULY, None)]
    assert len(history_of(begun)) == 2
    assert PayElement.objects.get(superseded_at__isnull=False).annual_gbp == D("131059.00")


def test_sent_twice_nothing_more_is_written(user, trust, hr) -> None:
    for _ in range(2):
        agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    begun = Employment.objects.get()
    assert len(history_of(begun)) == 1
    assert PayElement.objects.count() == 1


def test_what_another_wrote_meanwhile_is_not_overwritten(user, trust, hr) -> None:
    seen = mark_of(user, trust)
    agree_terms(user, trust, THREE, JULY, by=hr, why=WHY, seen=seen)
    with pytest.raises(Refused, match="Someone changed this while you wrote"):
        agree_terms(user, trust, FOUR, JULY, by=hr, why=WHY, seen=seen)
    agree_terms(user, trust, THREE, JULY, by=hr, why=WHY, seen=seen)
    assert rows(user) == [("threshold 3", D(10), JULY, None)]


@pytest.mark.parametrize(
    ("terms", "field", "said"),
    [
        (Terms(Contract.CONSULTANT, D(10)), "point", "without it nothing can be worked out"),
        (Terms(Contract.CONSULTANT, D(10), "threshold 8"), "point", "is no point of Consultant 2003 on 1 July 2025"),
        (Terms(Contract.AFC_8A, D("9.375"), "range minimum"), "point", "is no point"),
        (Terms(Contract.VSM, D(10)), "salary_gbp", "has no pay points"),
        (Terms(Contract.VSM, D(10), salary_gbp=D(-5)), "salary_gbp", "£10,000 to £500,000"),
        (Terms(Contract.SALARIED_GP, D(9), salary_gbp=D(9_000_000)), "salary_gbp", "£10,000 to £500,000"),
        (Terms(Contract.CONSULTANT, D(0), "threshold 3"), "pas", "at most 20 PAs"),
        (Terms(Contract.AFC_8A, D(21), "entry"), "pas", "at most 80 hours"),
        (Terms(Contract.CONSULTANT, D(10), "threshold 3", seniority_from=OCTOBER), "seniority_from", "can’t be after"),
        (Terms(Contract.CONSULTANT, D(10), "threshold 3", seniority_from=date(1900, 1, 1)), "seniority_from", "1960"),
    ],
)
def test_terms_that_nobody_can_be_paid_by_are_refused_with_a_sentence(user, trust, hr, terms, field, said) -> None:
    with pytest.raises(Refused, match=said) as refused:
        agree_terms(user, trust, terms, JULY, by=hr, why=WHY)
    assert refused.value.field == field
    assert rows(user) == []


@pytest.mark.parametrize("starts", [date(1889, 1, 1), date(2031, 1, 1)])
def test_a_first_day_outside_all_sense_is_refused(user, trust, hr, starts) -> None:
    with pytest.raises(Refused):
        agree_terms(user, trust, THREE, starts, by=hr, why=WHY)


def test_the_last_published_points_serve_a_year_without_any(user, trust, hr) -> None:
    agree_terms(user, trust, FOUR, date(2026, 5, 1), by=hr, why=WHY)
    assert paid(user, date(2026, 5, 1)) == D("116382.40")
    assert "At the latest rate published here" in PayElement.objects.get().working


def test_the_database_refuses_an_employment_without_a_point_and_an_absurd_salary(trust) -> None:
    for wrong in ({"point": ""}, {"salary_gbp": D(-1)}, {"salary_gbp": D(2_000_000)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EmploymentFactory(organisation=trust, **wrong)


def test_only_hr_of_that_organisation_may(user, trust, hr) -> None:
    others = [
        user,
        UserFactory(),
        MembershipFactory(organisation=trust, role=Role.MEDICAL_DIRECTOR).user,
        MembershipFactory(role=Role.HR).user,
    ]
    begun = agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    level = AwardLevel.objects.get(scheme__startswith="National clinical", level="N1")
    facts: dict[str, Any] = {
        "annual_gbp": D(20_000),
        "starts": date(2025, 4, 1),
        "last_day": date(2030, 3, 31),
        "why": WHY,
    }
    for who in others:
        for act in (
            lambda who=who: agree_terms(user, trust, FOUR, OCTOBER, by=who, why=WHY),
            lambda who=who: end_terms(user, trust, OCTOBER, by=who, why=WHY),
            lambda who=who: take_back(begun, by=who, why=WHY),
            lambda who=who: record_award(user, trust, level, by=who, **facts),
        ):
            with pytest.raises(PermissionDenied):
                act()
    assert rows(user) == [("threshold 3", D(10), JULY, None)]


def test_nobody_records_their_own_pay(trust, hr) -> None:
    level = AwardLevel.objects.get(scheme__startswith="National clinical", level="N1")
    held = EmploymentFactory(user=hr, organisation=trust, point="threshold 3")
    for act in (
        lambda: agree_terms(hr, trust, FOUR, OCTOBER, by=hr, why=WHY),
        lambda: end_terms(hr, trust, OCTOBER, by=hr, why=WHY),
        lambda: take_back(held, by=hr, why=WHY),
        lambda: record_award(hr, trust, level, annual_gbp=D(20_000), starts=OCTOBER, last_day=JANUARY, by=hr, why=WHY),
    ):
        with pytest.raises(Refused, match="Nobody records their own pay"):
            act()
    assert rows(hr) == [("threshold 3", D(10), date(2024, 4, 1), None)]


def test_an_employment_ends_and_pay_with_it(user, trust, hr) -> None:
    agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    for _ in range(2):
        end_terms(user, trust, date(2025, 12, 31), by=hr, why="Left")
    assert rows(user) == [("threshold 3", D(10), JULY, JANUARY)]
    assert paid(user, JANUARY) == 0
    assert paid(user, date(2025, 12, 31)) == D("131059.00")
    assert len(history_of(Employment.objects.get())) == 2


def test_an_end_put_right_pays_again(user, trust, hr) -> None:
    agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    end_terms(user, trust, date(2025, 9, 30), by=hr, why="Left")
    end_terms(user, trust, date(2025, 12, 31), by=hr, why="Stayed longer")
    assert paid(user, OCTOBER) == D("131059.00")


def test_an_end_before_terms_on_record_is_refused(user, trust, hr) -> None:
    with pytest.raises(Refused, match="No employment is on record"):
        end_terms(user, trust, JULY, by=hr, why=WHY)
    agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    agree_terms(user, trust, FOUR, JANUARY, by=hr, why=WHY)
    with pytest.raises(Refused, match="take them back first"):
        end_terms(user, trust, OCTOBER, by=hr, why=WHY)


def test_planned_terms_are_taken_back_and_those_before_go_on(user, trust, hr) -> None:
    agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    planned = agree_terms(user, trust, FOUR, JANUARY, by=hr, why=WHY)
    for _ in range(2):
        take_back(planned, by=hr, why="Not agreed after all")
    assert rows(user) == [("threshold 3", D(10), JULY, None)]
    assert paid(user, JANUARY) == D("131059.00")


def test_terms_that_have_begun_are_not_taken_back(user, trust, hr) -> None:
    begun = agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    with pytest.raises(Refused, match="have begun"):
        take_back(begun, by=hr, why=WHY)


LOCAL = {"scheme__startswith": "Local/employer CEA", "level": "level 4"}
IMPACT = {"scheme__startswith": "National clinical impact award (England", "level": "N1"}


def record(user, trust, hr, which=None, **changes) -> HeldAward:
    facts: dict[str, Any] = {
        "annual_gbp": D(12_064),
        "starts": date(2017, 4, 1),
        "last_day": None,
        "why": WHY,
    } | changes
    return record_award(user, trust, AwardLevel.objects.get(**(which or LOCAL)), by=hr, **facts)


def test_an_award_is_paid_with_the_contract_and_ends_on_its_day(user, trust, hr) -> None:
    agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    held = record(user, trust, hr)
    assert record(user, trust, hr) == held
    award = PayElement.objects.get(kind=ElementKind.AWARD, superseded_at__isnull=True)
    assert (award.annual_gbp, award.period, award.pensionable) == (D(12_064), DateRange(JULY, None), True)
    for _ in range(2):
        end_award(held, trust, date(2025, 12, 31), by=hr, why="Given up")
    assert paid(user, JANUARY) == D("131059.00")
    assert [entry.why for entry in history_of(held)] == ["Given up", WHY]


def test_an_impact_award_is_not_pensionable_and_whole_for_a_part_timer(user, trust, hr) -> None:
    agree_terms(user, trust, FOUR, JULY, by=hr, why=WHY)
    last = date(2030, 3, 31)
    record(user, trust, hr, IMPACT, annual_gbp=D(20_000), starts=date(2025, 4, 1), last_day=last)
    award = PayElement.objects.get(kind=ElementKind.AWARD)
    assert (award.annual_gbp, award.pensionable, award.period.upper) == (D(20_000), False, date(2030, 4, 1))


def test_an_award_leaves_the_rest_of_the_pay_as_it_is(user, trust, hr) -> None:
    agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    before = list(PayElement.objects.values_list("pk", "superseded_at"))
    record(user, trust, hr)
    assert set(before) <= set(PayElement.objects.values_list("pk", "superseded_at"))


@pytest.mark.parametrize(
    ("which", "changes", "field", "said"),
    [
        (LOCAL, {"starts": date(2019, 4, 1)}, "starts", "closed in April 2018"),
        (LOCAL, {"annual_gbp": D(-1)}, "annual_gbp", "more than £0"),
        (LOCAL, {"annual_gbp": D(1_000_000)}, "annual_gbp", "No award is worth more"),
        (LOCAL, {"last_day": date(2016, 1, 1)}, "last_day", "first day or later"),
        (LOCAL, {"last_day": date(2020, 1, 1)}, "starts", "No employment is on record in that time"),
        (IMPACT, {"starts": date(2025, 4, 1)}, "last_day", "5 years at most"),
        ({"scheme__contains": "Wales only"}, {"starts": date(2025, 4, 1)}, "level", "Choose a level of the list"),
    ],
)
def test_an_award_that_can_not_be_is_refused_with_a_sentence(user, trust, hr, which, changes, field, said) -> None:
    agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)
    with pytest.raises(Refused, match=said) as refused:
        record(user, trust, hr, which, **changes)
    assert refused.value.field == field
    assert not HeldAward.objects.exists()


def test_a_nurse_holds_no_award_and_a_second_of_a_scheme_is_refused(user, trust, hr) -> None:
    agree_terms(user, trust, Terms(Contract.AFC_8A, D("9.375"), "top"), JULY, by=hr, why=WHY)
    with pytest.raises(Refused, match="for consultants"):
        record(user, trust, hr)
    agree_terms(user, trust, THREE, OCTOBER, by=hr, why=WHY)
    record(user, trust, hr)
    with pytest.raises(Refused, match="They hold level 4 of this scheme without an end"):
        record(user, trust, hr, {**LOCAL, "level": "level 5"}, annual_gbp=D(15_080))


def test_terms_are_read_as_they_were_agreed(user, trust, hr) -> None:
    assert terms_of(agree_terms(user, trust, THREE, JULY, by=hr, why=WHY)) == THREE


@pytest.mark.django_db(transaction=True)
def test_two_browsers_at_once_make_one_employment(transactional_db) -> None:
    reference.load()
    trust, person = OrganisationFactory(), UserFactory()
    hr = MembershipFactory(organisation=trust, role=Role.HR).user
    together(*[lambda: agree_terms(person, trust, THREE, JULY, by=hr, why=WHY)] * 2)
    assert rows(person) == [("threshold 3", D(10), JULY, None)]
    assert PayElement.objects.count() == 1
