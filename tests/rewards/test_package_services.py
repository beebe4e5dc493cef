"""From what is on record to a package, a comparison and pay elements."""

from datetime import date
from decimal import Decimal as D

import pytest
from psycopg2.extras import DateRange

from people.models import Organisation, User
from rewards import reference
from rewards.awards.rules import award_kind
from rewards.elements.services import ElementLine, rewrite_from
from rewards.models import Area, AwardLevel, Contract, ElementKind, Employment, HeldAward, OnCall, PayElement
from rewards.packages.comparing import RoleOffer
from rewards.packages.effects import Effect
from rewards.packages.rules import price
from rewards.packages.services import (
    circumstances_of,
    compare_for,
    cost_of_week,
    role_of,
    standings_of,
)
from rewards.packages.writing import OF_THE_WEEK, write_week
from roles.appointments import pay
from tests.factories import AppointmentFactory, EmploymentFactory, OrganisationFactory, PostFactory, UserFactory

pytestmark = pytest.mark.django_db
JULY = date(2025, 7, 1)
ALWAYS = DateRange(date(2017, 4, 1), None)
OLD = "Local/employer CEA (granted before Apr 2018)"


@pytest.fixture(autouse=True)
def rates(db: None) -> None:
    reference.load()


@pytest.fixture
def employment() -> Employment:
    """A consultant on the top point, on call, with the award of case A."""
    held = EmploymentFactory(point="threshold 4", on_call=OnCall.A_MEDIUM)
    level = AwardLevel.objects.get(scheme=OLD, level="level 4")
    HeldAward.objects.create(user=held.user, level=level, annual_gbp=D(12_064), period=ALWAYS)
    return held


def offer(organisation: Organisation, **changes: object) -> RoleOffer:
    facts: dict[str, object] = {
        "title": "Clinical director",
        "pas": D(2),
        "paid_by": "allowance",
        "organisation_id": organisation.pk,
        "allowance_low": D(8_000),
    }
    return RoleOffer(**{**facts, **changes})  # type: ignore[arg-type]


def agree(employment: Employment, *, total: str = "11", apas: str = "1", **changes: object) -> int:
    facts: dict[str, object] = {"starts": JULY, "ends": None, "source": "split:1"}
    facts |= {"total": D(total), "apas": D(apas), **changes}
    return write_week(employment.user, employment.organisation, **facts)  # type: ignore[arg-type]


def current(user: User, kind: str = ElementKind.BASIC) -> list[tuple[D, D | None, date | None, date | None]]:
    rows = PayElement.objects.current().filter(user=user, kind=kind).order_by("period", "label")
    return [(row.annual_gbp, row.pas, row.period.lower, row.period.upper) for row in rows]


def test_case_a_comes_out_of_the_records_to_the_penny(employment) -> None:
    agree(employment)
    standing = circumstances_of(employment.user, employment.organisation, JULY)
    assert standing is not None
    assert price(standing.facts).total == D("179363.70")
    written = PayElement.objects.in_force(JULY).values_list("annual_gbp", flat=True)
    assert sum(written) == D("179363.70")


def test_the_elements_say_how_they_were_worked_out_and_what_was_not_checked(employment) -> None:
    agree(employment)
    workings = dict(PayElement.objects.values_list("kind", "working"))
    assert workings[ElementKind.BASIC].startswith("£145,478 full time (Consultant 2003, threshold 4, 2025/26).")
    assert "usual figure, not checked" in workings[ElementKind.ON_CALL]


def test_a_comparison_takes_four_queries_and_keeps_all_else(employment, django_assert_max_num_queries) -> None:
    agree(employment)
    with django_assert_max_num_queries(4):
        beside = compare_for(employment.user, offer(employment.organisation), JULY)
    assert beside is not None
    assert beside.before.total == D("179363.70")
    assert beside.difference == D("8000.00")
    assert [each.effect for each in beside.award_effects] == [Effect.KEPT_FROZEN]
    assert beside.on == JULY


def test_p1_and_p8_both_sides_use_the_last_published_rates_and_say_so(employment) -> None:
    beside = compare_for(employment.user, offer(employment.organisation), date(2026, 11, 23))
    assert beside is not None
    assert beside.on == date(2026, 3, 31)
    assert beside.complete
    assert "Rates for 23 November 2026 are not published here" in beside.assumptions[0]


def test_a_contract_never_published_is_priced_as_not_published(employment) -> None:
    Employment.objects.update(point="threshold 9")
    beside = compare_for(employment.user, offer(employment.organisation), JULY)
    assert beside is not None
    assert not beside.complete
    assert "so the totals are incomplete" in beside.summary


def test_someone_without_an_employment_has_no_comparison(user, employment) -> None:
    assert compare_for(user, offer(employment.organisation), JULY) is None
    assert compare_for(employment.user, offer(employment.organisation), date(2001, 1, 1)) is None
    assert circumstances_of(user, employment.organisation, JULY) is None


def test_a_role_elsewhere_is_compared_with_the_main_employment_and_says_so(employment) -> None:
    beside = compare_for(employment.user, offer(OrganisationFactory()), JULY)
    assert beside is not None
    assert any("another employer" in each for each in beside.assumptions)


def test_awards_count_once_with_the_employment_of_most_pas(employment) -> None:
    EmploymentFactory(user=employment.user, point="threshold 4", pas=D(2))
    _, standings = standings_of(employment.user, JULY)
    assert sorted(len(each.facts.awards) for each in standings) == [0, 1]


def test_a_post_is_read_as_it_stands_and_an_offer_names_its_own_allowance(employment) -> None:
    post = PostFactory(
        organisation=employment.organisation, allowance_low_gbp=D(5_000), allowance_high_gbp=D(9_000), pas=D(3)
    )
    asked = role_of(post)
    assert (asked.allowance_low, asked.allowance_high, asked.in_trust) == (D(5_000), D(9_000), True)
    beside = compare_for(employment.user, asked, JULY)
    assert beside is not None
    assert beside.range_high is not None
    assert (beside.difference, beside.range_high.total - beside.before.total) == (D(5_000), D(9_000))
    offered = role_of(post, allowance=D(6_000), pas=D(2))
    assert (offered.allowance_low, offered.allowance_high, offered.pas) == (D(6_000), None, D(2))


def test_an_allowance_held_already_counts_on_both_sides(employment) -> None:
    term = DateRange(date(2025, 4, 1), date(2028, 4, 1))
    held = AppointmentFactory(
        user=employment.user, organisation=employment.organisation, title="Appraisal lead", term=term
    )
    pay.write_allowance(held)
    beside = compare_for(employment.user, offer(employment.organisation), JULY)
    assert beside is not None
    assert "Allowance: Appraisal lead" in {line.label for line in beside.before.lines}
    assert beside.difference == D("8000.00")


def test_writing_the_same_week_twice_changes_nothing(employment) -> None:
    assert agree(employment) == 4
    assert agree(employment) == 0


def test_a_later_week_cuts_the_earlier_on_its_day(employment) -> None:
    agree(employment)
    autumn = date(2025, 10, 1)
    agree(employment, total="8", apas="0", starts=autumn, source="split:2")
    basic = current(employment.user)
    assert basic == [(D("145478.00"), D(10), JULY, autumn), (D("116382.40"), D(8), autumn, None)]
    assert current(employment.user, ElementKind.APA) == [(D("14547.80"), D(1), JULY, autumn)]


def test_after_the_end_of_a_week_the_contracted_one_holds_again(employment) -> None:
    end = date(2025, 12, 1)
    agree(employment, total="6", apas="0", ends=end)
    assert current(employment.user) == [(D("87286.80"), D(6), JULY, end), (D("145478.00"), D(10), end, None)]


def test_a_week_agreed_around_a_salary_paid_alone_leaves_that_as_it_is(employment) -> None:
    autumn, winter = date(2025, 10, 1), date(2026, 1, 1)
    agree(employment)
    lines = [
        ElementLine(ElementKind.BASIC, "Basic pay", D(0), True, autumn, winter, pas=D(0)),
        ElementLine(ElementKind.SALARY, "Salary: Director", D(175_000), True, autumn, winter),
    ]
    kinds = [*OF_THE_WEEK, ElementKind.SALARY]
    who, where = employment.user, employment.organisation
    rewrite_from(who, where, autumn, lines, "appointment:1", kinds=kinds, until=winter)

    agree(employment, total="6", apas="0", starts=date(2025, 9, 1), source="split:2")
    agree(employment, total="8", apas="0", starts=date(2025, 11, 1), source="split:3")

    assert current(who) == [
        (D("145478.00"), D(10), JULY, date(2025, 9, 1)),
        (D("87286.80"), D(6), date(2025, 9, 1), autumn),
        (D("0.00"), D(0), autumn, winter),
        (D("116382.40"), D(8), winter, None),
    ]
    assert current(who, ElementKind.SALARY) == [(D("175000.00"), None, autumn, winter)]
    assert not PayElement.objects.in_force(date(2025, 12, 1)).filter(kind=ElementKind.ON_CALL).exists()


def test_known_changes_of_rate_fall_on_their_days_and_the_last_rate_goes_on(employment) -> None:
    starts = date(2024, 7, 1)
    agree(employment, starts=starts, apas="0", total="10")
    april = date(2025, 4, 1)
    assert current(employment.user) == [(D("139882.00"), D(10), starts, april), (D("145478.00"), D(10), april, None)]


def test_a_week_agreed_after_the_last_published_rate_is_paid_at_it_and_says_so(employment) -> None:
    starts = date(2026, 11, 1)
    agree(employment, starts=starts)
    assert current(employment.user)[0][0] == D("145478.00")
    assert "At the latest rate published here, that of 31 March 2026." in PayElement.objects.earliest("pk").working


def test_pay_stops_with_the_employment(employment) -> None:
    end = date(2026, 1, 1)
    Employment.objects.update(period=DateRange(date(2024, 4, 1), end))
    agree(employment)
    assert {row[3] for row in current(employment.user)} == {end}


def test_someone_without_an_employment_gets_no_elements(user, employment) -> None:
    done = write_week(user, employment.organisation, starts=JULY, ends=None, total=D(10), apas=D(0), source="split:9")
    assert done == 0
    assert not PayElement.objects.filter(user=user).exists()


def test_a_banded_week_counts_hours_and_its_area_supplement_is_bounded() -> None:
    nurse = EmploymentFactory(contract=Contract.AFC_8C, point="entry", pas=D("9.375"), area=Area.INNER)
    standing = circumstances_of(nurse.user, nurse.organisation, JULY)
    assert standing is not None
    assert price(standing.facts).total == D("85430.00")


def test_the_cost_of_a_week_is_its_difference_from_the_week_before(employment, django_assert_max_num_queries) -> None:
    agree(employment)
    with django_assert_max_num_queries(4):
        cost = cost_of_week(employment.user, employment.organisation, starts=date(2025, 10, 1), total=D(10), apas=D(0))
    assert cost is not None
    assert cost.difference == D("-14547.80")
    assert [row.label for row in cost.rows if row.difference] == ["Additional PAs"]


def test_an_allowance_of_nothing_is_written_too_with_the_role_it_belongs_to(employment) -> None:
    term = DateRange(JULY, date(2028, 7, 1))
    role = AppointmentFactory(user=employment.user, organisation=employment.organisation, allowance_gbp=D(0), term=term)
    for _ in range(2):
        pay.write_allowance(role)
    element = PayElement.objects.get()
    assert (element.kind, element.annual_gbp, element.period) == (ElementKind.ALLOWANCE, D(0), term)
    assert (element.role_title, element.role_from) == (role.title, JULY)
    assert element.source == f"appointment:{role.pk}"


def test_a_salary_that_ends_the_clinical_contract_stops_its_pay_for_the_term(employment) -> None:
    agree(employment)
    end = date(2026, 1, 1)
    post = PostFactory(paid_by="salary", salary_gbp=D(175_000), keeps_clinical_contract=False)
    role = AppointmentFactory(
        user=employment.user,
        organisation=employment.organisation,
        post=post,
        paid_by="salary",
        allowance_gbp=D(0),
        term=DateRange(date(2025, 10, 1), end),
    )
    pay.write_allowance(role)
    during = circumstances_of(employment.user, employment.organisation, date(2025, 11, 1))
    assert during is not None
    assert price(during.facts).total == D("175000.00")
    paid = PayElement.objects.in_force(date(2025, 11, 1))
    assert sum(paid.values_list("annual_gbp", flat=True)) == D("175000.00")
    assert sum(PayElement.objects.in_force(end).values_list("annual_gbp", flat=True)) == D("179363.70")
    agree(employment, starts=date(2025, 11, 1), source="split:2")
    assert not PayElement.objects.filter(source="split:2", period__startswith__lt=end).exists()
    assert sum(PayElement.objects.in_force(date(2025, 11, 1)).values_list("annual_gbp", flat=True)) == D("175000.00")


def test_a_very_senior_manager_is_paid_the_agreed_salary() -> None:
    held = EmploymentFactory(contract=Contract.VSM, point="", salary_gbp=D(175_000))
    standing = circumstances_of(held.user, held.organisation, JULY)
    assert standing is not None
    package = price(standing.facts)
    assert (package.total, package.needs_approval) == (D(175_000), True)
    agree(held, total="10", apas="0")
    assert current(held.user, ElementKind.SALARY) == [(D("175000.00"), None, JULY, None)]


def test_every_scheme_of_the_data_has_a_kind_that_agrees_on_pension() -> None:
    for level in AwardLevel.objects.all():
        assert (award_kind(level.scheme) in {"old_local", "national"}) == level.pensionable, level.scheme


def test_two_people_do_not_share_elements(employment) -> None:
    other = EmploymentFactory(user=UserFactory(), organisation=employment.organisation, point="threshold 4")
    agree(employment)
    standing = circumstances_of(other.user, other.organisation, JULY)
    assert standing is not None
    assert price(standing.facts).total == D("145478.00")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Your other hours, your on-call duty and your area stay as they are."),
        ({"paid_by": "salary", "salary": D(90_000), "pas": D(5)}, "The role’s 5 PAs a week come out of your"),
        ({"paid_by": "salary", "keeps_clinical_contract": False}, "Your clinical contract ends"),
    ],
)
def test_a_comparison_says_what_it_takes_for_granted(employment, changes, said) -> None:
    beside = compare_for(employment.user, offer(employment.organisation, **changes), JULY)
    assert beside is not None
    assert any(said in each for each in beside.assumptions)
