"""Pricing holds for any circumstances, however odd."""

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction as F

from hypothesis import given
from hypothesis import strategies as st

from rewards.packages.comparing import Comparison, Paid, RoleOffer, compare, with_role
from rewards.packages.effects import award_effects
from rewards.packages.facts import (
    FULL_WEEK,
    FULL_WEEK_IN_HOURS,
    Allowance,
    AreaRate,
    Award,
    AwardKind,
    Circumstances,
    OnCallDuty,
    Protected,
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
    protections=st.lists(st.builds(Protected, titles, money), max_size=2).map(tuple),
    licence=st.booleans(),
    general_practice=st.booleans(),
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
    assert price(replace(facts, pas=fewer)).total <= price(replace(facts, pas=more)).total


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
def test_a_package_beside_itself_differs_by_nothing_and_says_so(facts: Circumstances) -> None:
    beside = compare(price(facts), price(facts))
    assert beside.difference == 0
    assert not beside.pay_cut
    assert all(row.difference in (0, None) for row in beside.rows)
    assert beside.complete == (beside.summary == "Your pay a year would stay the same.")


@given(circumstances, circumstances)
def test_what_one_way_gains_the_other_way_loses_line_by_line(one: Circumstances, other: Circumstances) -> None:
    there, back = compare(price(one), price(other)), compare(price(other), price(one))
    assert there.difference == -back.difference
    assert changes(there) == {place: None if by is None else -by for place, by in changes(back).items()}


def changes(beside: Comparison) -> dict[tuple[str, str], D | None]:
    """The difference of each line, by its kind and label."""
    rows = [(row.before or row.after, row.difference) for row in beside.rows]
    return {(line.kind, line.label): by for line, by in rows if line is not None}


@given(circumstances, circumstances, circumstances)
def test_changes_one_after_the_other_add_up(one: Circumstances, two: Circumstances, three: Circumstances) -> None:
    first, second = compare(price(one), price(two)), compare(price(two), price(three))
    assert first.difference + second.difference == compare(price(one), price(three)).difference


@given(circumstances)
def test_each_line_is_the_exact_sum_to_the_nearest_penny(facts: Circumstances) -> None:
    package = price(facts)
    found = {line.kind.value: F(0) for line in package.lines}
    for line in package.lines:
        if line.annual_gbp is None:
            return
        found[line.kind.value] += F(line.annual_gbp)
    exact = exactly(facts)
    half_a_penny = F(1, 200)
    # Additional PAs within and over full time are two lines; all else is one, or sums given to the penny.
    assert all(abs(found[kind] - exact[kind]) <= half_a_penny * (2 if kind == "apa" else 1) for kind in found)
    assert abs(F(package.total) - sum(exact.values())) <= half_a_penny * len(package.lines)


def exactly(facts: Circumstances) -> dict[str, F]:
    """P2 and P3 again, in fractions and without rounding."""
    full = F(facts.full_time)
    within, extra = min(F(facts.pas), full), F(facts.apas) + max(F(facts.pas) - full, F(0))
    exact = {
        "allowance": sum((F(each.annual_gbp or 0) for each in facts.allowances), F(0)),
        "protection": sum((F(each.annual_gbp) for each in facts.protections), F(0)),
        "award": sum((F(each.annual_gbp) for each in facts.awards), F(0)),
        "salary": F(facts.salary.annual_gbp or 0) if facts.salary else F(0),
    }
    if not facts.clinical_contract or facts.basic is None:
        return exact
    basic = F(facts.basic.value)
    exact |= {"basic": basic * within / full, "apa": basic * extra / full}
    if facts.on_call and facts.on_call.share:
        exact["on_call"] = basic * F(facts.on_call.share.value)
    area = facts.area
    if area and area.flat:
        exact["area"] = F(area.flat.value) * within / full
    elif area and area.share and area.least and area.most:
        share = max(basic * F(area.share.value), F(area.least.value))
        exact["area"] = min(share, F(area.most.value)) * within / full
    return exact


@given(circumstances, offers, st.sampled_from([Paid.ALLOWANCE, Paid.APA, Paid.TIME_ONLY]))
def test_a_role_taken_on_and_given_up_leaves_pay_as_it_was(facts: Circumstances, role: RoleOffer, how: Paid) -> None:
    role = replace(role, title="A role not held", paid_by=how)
    facts = replace(facts, protections=())  # an allowance absorbs what was protected, and giving it up brings back none
    during = with_role(facts, role)
    given_up = replace(
        during,
        allowances=tuple(each for each in during.allowances if each.title != role.title),
        apas=during.apas - (role.pas if how == Paid.APA else 0),
        leadership=during.leadership - role.pas,
    )
    assert price(given_up) == price(facts)
    assert compare(price(facts), price(during)).difference == -compare(price(during), price(given_up)).difference


@given(circumstances, offers)
def test_the_same_role_taken_on_twice_is_one_role(facts: Circumstances, role: RoleOffer) -> None:
    role = replace(role, paid_by=Paid.ALLOWANCE)
    once = with_role(facts, role)
    assert with_role(once, role) == once
