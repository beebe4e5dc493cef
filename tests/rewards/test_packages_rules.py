"""The worked cases A to G of domain.md 11.3, to the penny, and the rules they don't reach."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from rewards.elements.models import ElementKind
from rewards.packages.comparing import Paid, RoleOffer, compare, with_role
from rewards.packages.effects import Effect, award_effects
from rewards.packages.facts import (
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
from rewards.packages.pension import annual_allowance, network_director
from rewards.packages.rules import TO_BE_AGREED, UNPUBLISHED, Kind, Package, price
from rewards.rates.figures import Figure

TOP = Figure(D(145_478), "advert", "VERIFIED", "2025/26")
OLD_AWARD = Award("Local award, level 4", D(12_064))
PENSION = Figure(D("0.237"), "NHS Employers", "VERIFIED")
LINE = Figure(D(170_000), "framework", "VERIFIED")
INNER = AreaRate("Inner London", share=Figure(D("0.20")), least=Figure(D(5_415)), most=Figure(D(8_465)))


def duty(share: str) -> OnCallDuty:
    return OnCallDuty("Category A", Figure(D(share), "circular", "FROM MEMORY"))


CASE_A = Circumstances(
    "Consultant 2003",
    basic=TOP,
    point="threshold 4",
    apas=D(1),
    on_call=duty("0.05"),
    awards=(OLD_AWARD,),
    employer_pension=PENSION,
    approval_line=LINE,
)
CASE_B = replace(CASE_A, apas=D(0), on_call=duty("0.03"), allowances=(Allowance("Clinical director", D(8_000)),))
ROLE = RoleOffer("Medical director", D(4), Paid.ALLOWANCE, organisation_id=1, allowance_low=D(8_000))


def amounts(package: Package) -> dict[Kind, D | None]:
    return {line.kind: line.annual_gbp for line in package.lines}


def test_case_a_a_consultant_before() -> None:
    package = price(CASE_A)
    assert amounts(package) == {
        Kind.BASIC: D("145478.00"),
        Kind.APA: D("14547.80"),
        Kind.ON_CALL: D("7273.90"),
        Kind.AWARD: D("12064.00"),
    }
    assert package.total == D("179363.70")
    assert package.per_pa == D("16305.79")
    assert package.pensionable_total == D("164815.90")
    assert package.not_pensionable_total == D("14547.80")


def test_case_b_the_same_person_as_clinical_director() -> None:
    package = price(CASE_B)
    assert amounts(package) == {
        Kind.BASIC: D("145478.00"),
        Kind.ON_CALL: D("4364.34"),
        Kind.ALLOWANCE: D("8000.00"),
        Kind.AWARD: D("12064.00"),
    }
    assert package.total == D("169906.34")
    assert package.per_pa == D("16990.63")
    assert package.pensionable_total == D("169906.34")


def test_case_b_minus_a_is_a_pay_cut_while_pay_per_pa_and_pensionable_pay_rise() -> None:
    beside = compare(price(CASE_A), price(CASE_B))
    assert beside.difference == D("-9457.36")
    assert beside.percent == D("-5.27")
    assert beside.per_pa_percent == D("4.20")
    assert beside.pay_cut
    assert beside.after.pensionable_total > beside.before.pensionable_total
    assert beside.summary == (
        "This would be a pay cut: £9,457 less a year (−5.27%). "
        "Per PA it rises by 4.2%, because the week is 1 PA shorter."
    )
    by_label = {row.label: row.difference for row in beside.rows}
    assert by_label == {
        "Basic pay": D("0.00"),
        "Additional PAs": D("-14547.80"),
        "On-call supplement": D("-2909.56"),
        "Local award, level 4": D("0.00"),
        "Allowance: Clinical director": D("8000.00"),
    }


def test_case_c_a_very_senior_director_ends_the_award_and_needs_approval() -> None:
    role = replace(ROLE, paid_by=Paid.SALARY, salary=D(175_000), keeps_clinical_contract=False)
    after = with_role(CASE_A, role)
    beside = compare(price(CASE_A), price(after), award_effects=award_effects(CASE_A, after))
    assert beside.after.total == D("175000.00")
    assert beside.difference == D("-4363.70")
    assert beside.needs_approval
    assert [each.effect for each in beside.award_effects] == [Effect.ENDS]
    assert any("needs NHS England’s approval" in warning for warning in beside.warnings)


@pytest.mark.parametrize(
    ("salary", "in_trust", "flagged"), [(170_000, True, False), (170_001, True, True), (175_000, False, False)]
)
def test_p9_flags_only_salaries_above_the_line_in_a_trust(salary: int, in_trust: bool, flagged: bool) -> None:
    facts = replace(CASE_A, salary=Salary("Director", D(salary), in_trust), clinical_contract=False)
    assert price(facts).needs_approval is flagged


def test_case_d_part_time_shares_basic_pay_but_not_the_on_call_supplement() -> None:
    package = price(replace(CASE_A, basic=Figure(D(116_183)), pas=D(6), apas=D(0), awards=()))
    assert amounts(package) == {Kind.BASIC: D("69709.80"), Kind.ON_CALL: D("5809.15")}
    assert package.total == D("75518.95")


def test_case_e_the_area_supplement_is_capped_on_both_bands() -> None:
    before = Circumstances("8b", Figure(D(74_896)), pas=FULL_WEEK_IN_HOURS, full_time=FULL_WEEK_IN_HOURS, area=INNER)
    after = replace(before, basic=Figure(D(76_965)))
    beside = compare(price(before), price(after))
    assert amounts(beside.before)[Kind.AREA] == amounts(beside.after)[Kind.AREA] == D("8465.00")
    assert beside.difference == D("2069.00")


def test_case_f_the_annual_allowance_tapers() -> None:
    assert annual_allowance(D(300_000)) == D(40_000)
    assert annual_allowance(D(260_000)) == D(60_000)
    assert annual_allowance(D(360_000)) == annual_allowance(D(900_000)) == D(10_000)
    assert annual_allowance(D(300_000), threshold_income=D(200_000)) == D(60_000)


def test_case_g_a_network_of_50_000_patients_gets_36_100_for_its_director() -> None:
    assert network_director(50_000, D("0.722")) == D("36100.00")


def test_the_kinds_of_lines_are_the_kinds_of_pay_elements() -> None:
    assert {kind.value for kind in Kind} == set(ElementKind.values)


def test_p2_basic_pay_stops_at_full_time_and_the_rest_are_additional_pas() -> None:
    package = price(replace(CASE_A, pas=D(11), apas=D(0)))
    assert package.total == price(CASE_A).total


def test_additional_pas_of_a_part_timer_are_pensionable_up_to_full_time() -> None:
    package = price(replace(CASE_A, pas=D("9.5"), apas=D(1), on_call=None, awards=()))
    extra = [(line.label, line.annual_gbp, line.pensionable) for line in package.lines if line.kind == Kind.APA]
    assert extra == [
        ("Additional PAs within full time", D("7273.90"), True),
        ("Additional PAs", D("7273.90"), False),
    ]


@pytest.mark.parametrize(
    ("kind", "pensionable"),
    [(AwardKind.OLD_LOCAL, True), (AwardKind.NATIONAL, True), (AwardKind.NEW_LOCAL, False), (AwardKind.IMPACT, False)],
)
def test_p7_awards_are_pensionable_by_scheme_and_whole_for_part_timers(kind: AwardKind, pensionable: bool) -> None:
    package = price(replace(CASE_A, pas=D(5), apas=D(0), awards=(Award("Award", D(20_000), kind),)))
    (line,) = [line for line in package.lines if line.kind == Kind.AWARD]
    assert (line.annual_gbp, line.pensionable) == (D("20000.00"), pensionable)


def test_p8_an_unpublished_rate_leaves_its_lines_without_a_figure_and_the_total_incomplete() -> None:
    package = price(replace(CASE_A, basic=None))
    assert amounts(package) == {Kind.BASIC: None, Kind.APA: None, Kind.ON_CALL: None, Kind.AWARD: D("12064.00")}
    assert {line.unknown for line in package.unknown} == {UNPUBLISHED}
    beside = compare(package, price(CASE_B))
    assert not beside.complete
    assert not beside.pay_cut
    assert beside.warnings[0].startswith("The totals are incomplete. Without a figure: Basic pay (not published here)")


def test_an_allowance_to_be_agreed_is_said_so() -> None:
    package = price(with_role(CASE_A, replace(ROLE, allowance_low=None)))
    assert [line.unknown for line in package.unknown] == [TO_BE_AGREED]


def test_the_employers_cost_is_the_total_and_pension_on_the_pensionable_part() -> None:
    package = price(CASE_B)
    assert package.employer_pension == D("40267.80")
    assert package.employer_cost == D("210174.14")
    assert price(replace(CASE_B, employer_pension=None)).employer_cost is None


def test_a_figure_from_memory_marks_its_line() -> None:
    checked = {line.kind: line.checked for line in price(CASE_A).lines}
    assert checked == {Kind.BASIC: True, Kind.APA: True, Kind.ON_CALL: False, Kind.AWARD: True}


def test_an_allowance_pays_for_time_within_the_week_and_a_range_has_two_ends() -> None:
    role = replace(ROLE, allowance_high=D(12_000))
    low, high = price(with_role(CASE_A, role)), price(with_role(CASE_A, role, top=True))
    assert (low.total - price(CASE_A).total, high.total - low.total) == (D("8000.00"), D("4000.00"))
    assert low.pas == price(CASE_A).pas
    said = compare(price(CASE_A), low, range_high=high).summary
    assert said.startswith("You would be paid £8,000 more a year (+4.46%). At the top of the allowance range: £12,000")


def test_additional_pas_for_a_role_lengthen_the_week() -> None:
    after = price(with_role(replace(CASE_A, apas=D(0)), replace(ROLE, paid_by=Paid.APA, pas=D("1.5"))))
    assert (after.pas, amounts(after)[Kind.APA]) == (D("11.5"), D("21821.70"))


def test_a_salary_beside_the_clinical_contract_takes_its_pas_out_of_it() -> None:
    after = price(with_role(CASE_A, replace(ROLE, paid_by=Paid.SALARY, salary=D(60_000), pas=D(5))))
    assert amounts(after)[Kind.BASIC] == D("87286.80")
    assert amounts(after)[Kind.SALARY] == D("60000.00")


def test_the_same_role_again_replaces_its_allowance() -> None:
    again = with_role(CASE_B, RoleOffer("Clinical director", D(2), Paid.ALLOWANCE, 1, allowance_low=D(9_000)))
    assert again.allowances == (Allowance("Clinical director", D(9_000), pas=D(2)),)


def test_a_second_term_of_a_role_takes_its_time_once_and_leaves_the_award_as_it_was() -> None:
    role = replace(ROLE, pas=D(6))
    held = with_role(replace(CASE_A, apas=D(0)), role)
    renewed = with_role(held, role)
    assert (held.leadership, renewed.leadership) == (D(6), D(6))
    assert [each.effect for each in award_effects(held, renewed)] == [Effect.KEPT_FROZEN]


@pytest.mark.parametrize(
    ("awards", "pas", "consultant", "effect"),
    [
        ((OLD_AWARD,), 4, True, Effect.KEPT_FROZEN),
        ((replace(OLD_AWARD, kind=AwardKind.NEW_LOCAL),), 4, True, Effect.KEPT),
        ((replace(OLD_AWARD, kind=AwardKind.IMPACT),), 4, True, Effect.AT_RISK),
        ((OLD_AWARD,), "10.5", True, Effect.AT_RISK),
        ((), 4, True, Effect.NOT_HELD),
        ((), 4, False, Effect.NOT_ELIGIBLE),
    ],
)
def test_what_becomes_of_an_award(awards, pas, consultant, effect) -> None:
    before = replace(CASE_A, awards=awards, consultant=consultant)
    (found,) = award_effects(before, with_role(before, replace(ROLE, pas=D(pas))))
    assert found.effect == effect
    assert "lose your" not in found.text


def test_s11_additional_pas_beside_a_new_allowance_are_warned_of() -> None:
    beside = compare(price(CASE_A), price(with_role(CASE_A, ROLE)))
    assert any("can’t both pay for the same time" in warning for warning in beside.warnings)
    assert compare(price(CASE_A), price(CASE_B)).warnings == ()


def test_a_role_with_an_allowance_says_what_is_left_when_the_additional_pas_end():
    role = RoleOffer("Clinical director", D(2), Paid.ALLOWANCE, organisation_id=1, allowance_low=D(8_000))
    [warning] = compare(price(CASE_A), price(with_role(CASE_A, role))).warnings
    assert warning.endswith("Without them you would be paid £172,816 a year, £6,548 less than now.")


def test_a_fall_of_pensionable_pay_by_a_tenth_is_warned_of() -> None:
    beside = compare(price(CASE_A), price(replace(CASE_A, pas=D(6), apas=D(0))))
    assert any("1995 section" in warning for warning in beside.warnings)


@pytest.mark.parametrize(("basic", "supplement"), [(20_000, "5415.00"), (30_000, "6000.00"), (60_000, "8465.00")])
def test_an_area_supplement_is_a_share_of_basic_pay_between_its_least_and_its_most(basic: int, supplement: str) -> None:
    facts = Circumstances(
        "Band", Figure(D(basic)), pas=FULL_WEEK_IN_HOURS, full_time=FULL_WEEK_IN_HOURS, area=INNER, consultant=False
    )
    assert amounts(price(facts))[Kind.AREA] == D(supplement)


def test_a_contract_in_hours_has_its_working_in_hours() -> None:
    part_time = Circumstances("Band", Figure(D(60_000)), pas=D("5.625"), full_time=FULL_WEEK_IN_HOURS, area=INNER)
    assert all(line.working.endswith(" × 22.5 of 37.5 hours.") for line in price(part_time).lines)


def test_a_salary_beside_the_clinical_contract_does_not_shorten_the_week() -> None:
    role = replace(ROLE, paid_by=Paid.SALARY, salary=D(60_000), pas=D(5))
    beside = compare(price(CASE_A), price(with_role(CASE_A, role)))
    assert (beside.before.pas, beside.after.pas) == (D(11), D(11))
    assert "shorter" not in beside.summary


def test_a_protected_sum_is_pensionable_and_taken_up_by_a_next_allowance() -> None:
    stepped_down = replace(CASE_B, allowances=(), protections=(Protected("Clinical director", D(8_000)),))
    assert amounts(price(stepped_down))[Kind.PROTECTION] == D("8000.00")
    assert price(stepped_down).pensionable_total == price(CASE_B).pensionable_total
    for allowance, left in (("5000", "3000.00"), ("8000", None), ("9000", None)):
        after = price(with_role(stepped_down, replace(ROLE, allowance_low=D(allowance))))
        assert amounts(after).get(Kind.PROTECTION) == (D(left) if left else None)
        assert after.total - price(stepped_down).total == max(D(allowance) - D(8_000), D(0))
