"""What a role does to awards, in every combination of domain.md 3.3; and which awards may be recorded."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from itertools import product

import pytest

from rewards.awards import rules
from rewards.awards.rules import AwardKind
from rewards.packages.comparing import Paid, RoleOffer, with_role
from rewards.packages.effects import Effect, award_effects
from rewards.packages.facts import Award, Circumstances

CONSULTANT = Circumstances("Consultant 2003")
OTHERS = {
    "specialty doctor": Circumstances("Specialty doctor 2021", consultant=False),
    "salaried GP": Circumstances("Salaried GP", consultant=False, general_practice=True),
    "nurse": Circumstances("Agenda for Change band 8a", consultant=False),
}
WHILE_ELIGIBLE = {
    AwardKind.OLD_LOCAL: Effect.KEPT_FROZEN,
    AwardKind.NEW_LOCAL: Effect.KEPT,
    AwardKind.NATIONAL: Effect.AT_RISK,
    AwardKind.IMPACT: Effect.AT_RISK,
}


def role(clinical: str = "6", **changes: object) -> RoleOffer:
    """A role that leaves so many clinical PAs of ten."""
    return replace(RoleOffer("Director", D(10) - D(clinical), Paid.ALLOWANCE, 1, D(8_000)), **changes)  # type: ignore[arg-type]


def whole_salary() -> RoleOffer:
    return role(paid_by=Paid.SALARY, salary=D(175_000), keeps_clinical_contract=False)


def effects(before: Circumstances, offered: RoleOffer) -> list[Effect]:
    return [each.effect for each in award_effects(before, with_role(before, offered))]


def holder(kind: AwardKind, facts: Circumstances = CONSULTANT) -> Circumstances:
    return replace(facts, awards=(Award("Award held", D(12_064), kind),))


@pytest.mark.parametrize(("kind", "clinical"), list(product(AwardKind, ["6", "1"])))
def test_with_contract_licence_and_a_clinical_pa_each_scheme_has_its_own_effect(kind, clinical) -> None:
    assert effects(holder(kind), role(clinical)) == [WHILE_ELIGIBLE[kind]]


@pytest.mark.parametrize("kind", AwardKind)
def test_with_less_than_a_clinical_pa_each_is_at_risk(kind) -> None:
    assert effects(holder(kind), role("0.75")) == [Effect.AT_RISK]


@pytest.mark.parametrize(("kind", "clinical"), list(product(AwardKind, ["6", "0.75"])))
def test_without_a_licence_each_ends_whatever_the_week(kind, clinical) -> None:
    assert effects(holder(kind), role(clinical, keeps_licence=False)) == [Effect.ENDS]


@pytest.mark.parametrize("kind", AwardKind)
def test_without_a_consultant_contract_each_ends_and_hr_is_to_be_asked(kind) -> None:
    (found,) = award_effects(holder(kind), with_role(holder(kind), whole_salary()))
    assert found.effect == Effect.ENDS
    assert "Ask HR" in found.text
    assert "MEMORY" in found.mark


def test_each_award_held_has_an_effect_of_its_own() -> None:
    both = replace(CONSULTANT, awards=(*holder(AwardKind.OLD_LOCAL).awards, *holder(AwardKind.IMPACT).awards))
    assert effects(both, role()) == [Effect.KEPT_FROZEN, Effect.AT_RISK]


def test_a_consultant_without_an_award_has_none_to_lose_and_may_go_on_applying() -> None:
    assert effects(CONSULTANT, role()) == [Effect.NOT_HELD]
    assert effects(CONSULTANT, role("0.5")) == [Effect.NOT_HELD]


@pytest.mark.parametrize("offered", [whole_salary(), role(keeps_licence=False)])
def test_who_gives_up_contract_or_licence_without_an_award_learns_that_they_cannot_apply(offered) -> None:
    assert effects(CONSULTANT, offered) == [Effect.NOT_HELD, Effect.NOT_ELIGIBLE]


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("offered", [role(), role("0"), whole_salary(), role(keeps_licence=False)])
def test_those_who_are_no_consultants_are_not_eligible_to_apply(who, offered) -> None:
    assert effects(OTHERS[who], offered) == [Effect.NOT_ELIGIBLE]


def test_a_gp_hears_that_the_register_of_general_practice_is_accepted() -> None:
    (found,) = award_effects(OTHERS["salaried GP"], with_role(OTHERS["salaried GP"], role()))
    assert "academic post" in found.text
    assert "not checked" in found.text


@pytest.mark.parametrize("kind", [AwardKind.IMPACT])
def test_a_gp_who_holds_an_impact_award_is_told_of_that(kind) -> None:
    gp = holder(kind, OTHERS["salaried GP"])
    assert effects(gp, role()) == [Effect.AT_RISK]
    assert "clinical contract" in award_effects(gp, with_role(gp, whole_salary()))[0].text


def test_nobody_without_an_award_reads_that_they_lose_one() -> None:
    offers = [role(), role("0"), whole_salary(), role(keeps_licence=False)]
    for before, offered in product([CONSULTANT, *OTHERS.values()], offers):
        for found in award_effects(before, with_role(before, offered)):
            said = found.text.lower()
            assert "lose your" not in said
            assert "your award" not in said
            assert "cea" not in said.split()
            assert found.effect in {Effect.NOT_HELD, Effect.NOT_ELIGIBLE}


@pytest.mark.parametrize(
    ("kind", "starts", "said"),
    [
        (AwardKind.OLD_LOCAL, date(2018, 3, 31), ""),
        (AwardKind.OLD_LOCAL, date(2018, 4, 1), "closed in April 2018"),
        (AwardKind.NEW_LOCAL, date(2018, 3, 31), "must be Sunday 1 April 2018 or later"),
        (AwardKind.NEW_LOCAL, date(2024, 3, 31), ""),
        (AwardKind.NEW_LOCAL, date(2024, 4, 1), "ended on 31 March 2024"),
        (AwardKind.NATIONAL, date(2022, 12, 31), ""),
        (AwardKind.NATIONAL, date(2023, 1, 1), "replaced this scheme"),
        (AwardKind.IMPACT, date(2022, 3, 31), "began in 2022"),
        (AwardKind.IMPACT, date(2026, 4, 1), ""),
        (AwardKind.OLD_LOCAL, date(1999, 1, 1), "or later"),
    ],
)
def test_p6_an_award_of_a_closed_scheme_is_never_granted_anew(kind, starts, said) -> None:
    problem = rules.grant_problem(kind, starts)
    assert said in problem
    assert bool(problem) == bool(said)


def test_an_impact_award_runs_five_years_and_no_longer() -> None:
    april = date(2026, 4, 1)
    assert rules.period_problem(AwardKind.IMPACT, april, date(2031, 4, 1)) == ""
    assert "enter Monday 31 March 2031" in rules.period_problem(AwardKind.IMPACT, april, date(2031, 4, 2))
    assert "5 years at most" in rules.period_problem(AwardKind.IMPACT, april, None)
    assert rules.period_problem(AwardKind.OLD_LOCAL, april, None) == ""
    assert "first day or later" in rules.period_problem(AwardKind.OLD_LOCAL, april, april)


@pytest.mark.parametrize(("amount", "good"), [("0", False), ("-1", False), ("0.01", True), ("100000.01", False)])
def test_a_value_must_be_a_sum_that_an_award_can_pay(amount, good) -> None:
    assert (rules.value_problem(D(amount)) == "") == good


@pytest.mark.parametrize("kind", AwardKind)
def test_who_may_hold_what(kind) -> None:
    assert rules.holder_problem(kind, consultant=True, gp=False) == ""
    assert rules.holder_problem(kind, consultant=False, gp=False) != ""
    assert (rules.holder_problem(kind, consultant=False, gp=True) == "") == (kind == AwardKind.IMPACT)
