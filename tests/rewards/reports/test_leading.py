"""Effect of leading: who gains and who loses, worked by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.dates import after_months
from rewards.reports.asking import Ask
from rewards.reports.leading.reading import effects
from rewards.reports.leading.report import behind, figures
from rewards.reports.leading.rules import Effect, Moment, Role, Weighed, effect_of, moments
from rewards.reports.published import HIDDEN
from tests.factories import OrganisationFactory, ServiceFactory, UserFactory
from tests.rewards.reports.leading_model import Paid, changes, week_on
from tests.rewards.reports.paying import ON, ROLE_FROM, YEAR, leader, pay, there, whole

ROLE = Role(1, "Clinical director", "Clinical director", "directorate", "", "", ROLE_FROM, date(2029, 2, 1))


def effect(elements: list[Paid]) -> Effect | None:
    weeks = {moment: week_on(elements, day) for moment, day in moments(ROLE.starts, ROLE.ends, ON).items()}
    return effect_of(ROLE, week_on(elements, ROLE.starts - timedelta(days=1)), weeks, ON)


def weighed(elements: list[Paid]) -> dict[Moment, Weighed]:
    """What the role did on each moment of its term."""
    found = effect(elements)
    assert found is not None
    return found.at


def basic(amount, starts, ends=None):
    return Paid("basic", D(amount), D(10), starts, ends)


def test_case_b_beside_case_a_is_a_loss_of_9457_36():
    before, role = date(2025, 4, 1), ROLE.starts
    elements = [
        basic("145478.00", before),
        Paid("apa", D("14547.80"), D(1), before, role),
        Paid("on_call", D("7273.90"), D(0), before, role),
        Paid("on_call", D("4364.34"), D(0), role, None),
        Paid("award", D("12064.00"), D(0), before, None),
        Paid("allowance", D("8000.00"), D(1), role, ROLE.ends),
    ]
    at = weighed(elements)
    assert {moment: each.change for moment, each in at.items()} == dict.fromkeys(Moment, D("-9457.36"))
    assert at[Moment.START].loss == D("9457.36")


def test_a_rise_of_rates_on_the_first_day_is_no_gain_of_the_role():
    elements = [basic(100_000, date(2025, 4, 1), ROLE.starts), basic(104_000, ROLE.starts)]
    assert weighed(elements)[Moment.START].change == 0


def test_a_role_without_a_week_before_it_cannot_be_weighed():
    assert effect([basic(100_000, ROLE.starts)]) is None


def test_the_last_day_of_the_term_counts_what_is_paid_on_it_and_not_the_day_after():
    later = date(2028, 1, 1)
    elements = [
        basic(100_000, date(2025, 4, 1)),
        Paid("allowance", D(5_000), D(1), ROLE.starts, later),
        Paid("allowance", D(7_000), D(1), later, ROLE.ends),
    ]
    at = weighed(elements)
    assert [at[moment].change for moment in (Moment.START, Moment.DAY, Moment.END)] == [5_000, 5_000, 7_000]


@pytest.fixture
def trust(db):
    return OrganisationFactory()


def ask(trust, **changed):
    return Ask(trust, ON, **{"by": "kind", **changed})


def losing_and_gaining(trust):
    """Six lose £5,000 and seven gain £4,000 by their roles."""
    losers = [leader(trust, allowance=5_000, apa=10_000) for _ in range(6)]
    winners = [leader(trust, allowance=4_000, kind="Clinical lead", level="service") for _ in range(7)]
    return losers, winners


def test_the_sum_that_would_make_nobody_worse_off_is_what_the_losers_lose(trust):
    losing_and_gaining(trust)
    table = figures(ask(trust)).tables[1]
    assert whole(table) == (13, D(7), D(6), D(0), D(-2_000), D(30_000), D(4_000))
    assert {row.name: row.values[4] for row in table.rows} == {
        "Clinical lead": D(28_000),
        "Clinical director": D(-30_000),
    }


def test_fewer_than_five_who_lose_are_hidden_and_not_found_by_subtraction(trust):
    for _ in range(3):
        leader(trust, allowance=5_000, apa=10_000)
    for _ in range(9):
        leader(trust, allowance=4_000)
    everyone = whole(figures(ask(trust)).tables[1])
    assert everyone[2] is HIDDEN
    assert everyone[5] is HIDDEN


def test_the_list_behind_holds_each_person_who_lost_most_first(trust):
    losers, _ = losing_and_gaining(trust)
    worst = leader(trust, allowance=1_000, apa=10_000)
    found = there(behind(ask(trust, which="less")))
    assert found.lines[0].key == worst.pk
    assert {line.key for line in found.lines} == {worst.pk, *(user.pk for user in losers)}
    assert found.lines[0].values[2:] == (D(110_000), D(101_000), D(-9_000))


def test_a_part_of_the_organisation_is_that_part_alone(trust):
    ward = ServiceFactory(organisation=trust)
    inside = [leader(trust, allowance=5_000, service=ward) for _ in range(5)]
    leader(trust, allowance=5_000)
    found = there(behind(ask(trust, which="all", service=ward)))
    assert {line.key for line in found.lines} == {user.pk for user in inside}


def test_what_was_put_right_later_is_not_in_the_figures_as_then_known(trust):
    people = [leader(trust, allowance=5_000) for _ in range(6)]
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    people[0].pay_elements.filter(kind="allowance").update(superseded_at=moment)
    standing = people[0].pay_elements.get(kind="allowance")
    role = {name: getattr(standing, name) for name in ("role_title", "role_from", "role_kind", "role_level")}
    pay(people[0], trust, "allowance", 8_000, ROLE_FROM, ROLE.ends, recorded_at=moment, **role)
    then = figures(ask(trust, known=datetime(2026, 5, 31, tzinfo=UTC)))
    assert whole(then.tables[1])[4] == D(30_000)
    assert whole(figures(ask(trust)).tables[1])[4] == D(33_000)


def test_nobody_with_a_role_is_said_in_a_sentence(trust):
    assert "Nobody holds a leadership role" in figures(ask(trust)).empty


PAYS = st.tuples(
    st.sampled_from(["basic", "apa", "on_call", "area", "award", "protection"]),
    st.integers(1_000, 90_000),
    st.sampled_from([None, 2, 8, 10]),
    st.integers(0, 40),
    st.sampled_from([None, 6, 24]),
)
"""Kind, pounds a year, PAs a week, months after the first day, and how many months it runs."""


@pytest.mark.django_db
@given(pays=st.lists(PAYS, max_size=8), parts=st.sampled_from([((0, 36),), ((0, 4), (4, None)), ((0, 12), (9, 36))]))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_weighs_a_role_as_a_plain_recomputation_does(pays, parts):
    trust, user = OrganisationFactory(), UserFactory()
    elements = []
    for n, (kind, amount, pas, months, runs) in enumerate(pays):
        starts = after_months(YEAR, months)
        ends = None if runs is None else after_months(starts, runs)
        pay(user, trust, kind, amount, starts, ends, pas=pas, label=f"{kind} {n}")
        elements.append(Paid(kind, D(amount), D(pas or 0), starts, ends))
    role = {"role_title": "Clinical director", "role_from": ROLE_FROM, "role_kind": "", "role_level": ""}
    for n, (first, after) in enumerate(parts):
        starts, ends = after_months(ROLE_FROM, first), None if after is None else after_months(ROLE_FROM, after)
        pay(user, trust, "allowance", 6_000, starts, ends, label=f"Role {n}", **role)
        elements.append(Paid("allowance", D(6_000), D(0), starts, ends))
    ends = None if parts[-1][1] is None else after_months(ROLE_FROM, parts[-1][1])
    told = changes(replace(ROLE, ends=ends), elements, ON)
    found = effects(Ask(trust, ON))
    assert [{moment: each.change for moment, each in one.at.items()} for one in found.effects] == (
        [told] if told else []
    )
    assert found.unknown == (0 if told else 1)
