"""Pricing holds for any circumstances, however odd."""

from dataclasses import replace
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from rewards.packages.comparing import Paid, RoleOffer, award_effects, compare, with_role
from rewards.packages.facts import (
    FULL_WEEK,
    FULL_WEEK_IN_HOURS,
    Allowance,
    AreaRate,
    Award,
    AwardKind,
    Circumstances,
    OnCallDuty,
    Salary,
)
from rewards.packages.rules import price
from rewards.rates.figures import Figure

money = st.decimals(0, 400_000, places=2)
pas = st.integers(0, 160).map(lambda n: n * D("0.125"))
figures = st.builds(Figure, money)
shares = st.builds(Figure, st.decimals(0, "0.3", places=3))
maybe = st.none() | figures
titles = st.text("ab", min_size=1, max_size=2)
areas = st.builds(AreaRate, titles, flat=maybe, share=st.none() | shares, least=maybe, most=maybe)
circumstances = st.builds(
    Circumstances,
    contract=titles,
    basic=maybe,
    pas=pas,
    apas=pas,
    full_time=st.sampled_from([FULL_WEEK, FULL_WEEK_IN_HOURS]),
    consultant=st.booleans(),
    on_call=st.none() | st.builds(OnCallDuty, titles, st.none() | shares),
    allowances=st.lists(st.builds(Allowance, titles, st.none() | money), max_size=4).map(tuple),
    awards=st.lists(st.builds(Award, titles, money, st.sampled_from(AwardKind)), max_size=3).map(tuple),
    area=st.none() | areas,
    salary=st.none() | st.builds(Salary, titles, st.none() | money, st.booleans()),
    clinical_contract=st.booleans(),
    leadership=pas,
    employer_pension=st.none() | shares,
    approval_line=maybe,
)
offers = st.builds(
    RoleOffer,
    title=titles,
    pas=pas,
    paid_by=st.sampled_from(Paid).map(str),
    organisation_id=st.just(1),
    allowance_low=st.none() | money,
    allowance_high=st.none() | money,
    salary=st.none() | money,
    keeps_clinical_contract=st.booleans(),
    in_trust=st.booleans(),
)


@given(circumstances)
def test_the_total_is_the_sum_of_its_lines_to_the_penny_and_never_negative(facts: Circumstances) -> None:
    package = price(facts)
    known = [line.annual_gbp for line in package.lines if line.annual_gbp is not None]
    assert package.total == sum(known, D(0)) == package.pensionable_total + package.not_pensionable_total
    assert all(amount >= 0 and amount == amount.quantize(D("0.01")) for amount in known)
    assert package.complete == (len(known) == len(package.lines))


@given(circumstances, pas, pas)
def test_more_hours_never_pay_less(facts: Circumstances, one: D, other: D) -> None:
    fewer, more = sorted([one, other])
    facts = replace(facts, apas=D(0))
    # A penny for each line that is rounded on its own.
    assert price(replace(facts, pas=fewer)).total <= price(replace(facts, pas=more)).total + D("0.03")


@given(circumstances)
def test_the_order_in_which_allowances_and_awards_are_given_changes_nothing(facts: Circumstances) -> None:
    turned = replace(facts, allowances=facts.allowances[::-1], awards=facts.awards[::-1])
    assert price(turned).total == price(facts).total
    assert sorted(map(repr, price(turned).lines)) == sorted(map(repr, price(facts).lines))


@given(circumstances, offers, st.booleans())
def test_any_role_can_be_compared_and_the_differences_add_up(facts: Circumstances, role: RoleOffer, top: bool) -> None:
    after = with_role(facts, role, top=top)
    beside = compare(price(facts), price(after), award_effects=award_effects(facts, after))
    assert beside.summary
    assert len(beside.award_effects) >= 1
    assert isinstance(beside.warnings, tuple)
    if beside.complete:
        assert sum((row.difference for row in beside.rows if row.difference is not None), D(0)) == beside.difference
    assert beside.pay_cut == (beside.complete and beside.difference < 0)


@given(circumstances)
def test_a_package_beside_itself_differs_by_nothing(facts: Circumstances) -> None:
    beside = compare(price(facts), price(facts))
    assert beside.difference == 0
    assert not beside.pay_cut
    assert all(row.difference in (0, None) for row in beside.rows)
