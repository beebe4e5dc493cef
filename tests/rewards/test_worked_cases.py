"""Every worked case of docs/worked-pay-cases, to the penny: what HR reads there is what the site works out."""

import re
from collections import defaultdict
from decimal import Decimal

import pytest

from pathways.effects.money import Insurance
from rewards.packages.comparing import Comparison, compare, with_role
from rewards.packages.effects import Effect, award_effects
from rewards.packages.pension import annual_allowance, network_director
from rewards.packages.rules import Kind, Package, price
from rewards.rates.settings import NI_FREE, NI_RATE
from tests.rewards.worked import ROOT, Case, beside, equations, packages, to_the_penny

COLUMNS = {
    (Kind.BASIC, True): "basic pay",
    (Kind.APA, True): "additional PAs within full time",
    (Kind.APA, False): "additional PAs over full time",
    (Kind.ON_CALL, True): "on-call supplement",
    (Kind.AREA, True): "area supplement",
    (Kind.ALLOWANCE, True): "allowances in all",
    (Kind.AWARD, True): "awards in all",
    (Kind.AWARD, False): "awards in all",
    (Kind.SALARY, True): "salary in all",
}
AWARDS = {
    Effect.KEPT: "award kept",
    Effect.KEPT_FROZEN: "award kept and frozen",
    Effect.ENDS: "award ends",
    Effect.NOT_HELD: "no award held",
    Effect.NOT_ELIGIBLE: "awards are for consultants",
}
every_case = pytest.mark.parametrize("case", packages().values(), ids=list(packages()))


def priced(case: Case) -> Package:
    return price(case.ground[0])


def compared(case: Case) -> Comparison:
    before, after = packages()[case["compared with"]].ground[0], case.ground[0]
    effects = award_effects(before, after) if case["role"] else ()
    return compare(price(before), price(after), award_effects=effects)


def says(case: Case) -> set[str]:
    """What the package, and its comparison if there is one, say of themselves, in the words of the table."""
    package = priced(case)
    said = {
        "incomplete": not package.complete,
        "needs approval": package.needs_approval,
        "usual figure": not all(line.checked for line in package.lines if line.annual_gbp is not None),
        "rates of an earlier day": case["priced at rates of"] != case["day"],
    }
    if case["compared with"]:
        beside_it = compared(case)
        warnings = " ".join(beside_it.warnings)
        said |= {
            "pay cut": beside_it.pay_cut,
            "same pay": "stay the same" in beside_it.summary,
            "additional PAs and an allowance": "can’t both pay for the same time" in warnings,
            "pensionable pay falls by a tenth": "1995 section" in warnings,
        }
        for each in beside_it.award_effects:
            reported = "report the change" if "Report the change" in each.text else "little clinical time"
            said[AWARDS.get(each.effect, f"award at risk: {reported}")] = True
    return {words for words, so in said.items() if so}


@every_case
def test_a_worked_case_comes_out_to_the_penny(case: Case) -> None:
    package = priced(case)
    lines: dict[str, list[Decimal | None]] = defaultdict(list)
    for line in package.lines:
        lines[COLUMNS[line.kind, line.pensionable]].append(line.annual_gbp)
    found = {column: _in_all(amounts) for column, amounts in lines.items()}
    assert found == {column: case[column] for column in COLUMNS.values() if case[column]}
    assert case.money("total") == package.total
    assert case.money("PAs in all") == package.pas
    assert case.money("per PA") == package.per_pa
    assert case.money("pensionable") == package.pensionable_total
    assert case.money("not pensionable") == package.not_pensionable_total
    assert case.money("employer pension") == package.employer_pension
    assert case["priced at rates of"] == case.priced_on.isoformat()
    assert set(filter(None, case["what it says"].split("; "))) == says(case)


def _in_all(amounts: list[Decimal | None]) -> str:
    known = [amount for amount in amounts if amount is not None]
    return f"{sum(known):,}" if len(known) == len(amounts) else "not known"


@pytest.mark.parametrize(
    "case", [case for case in packages().values() if case["compared with"]], ids=lambda c: c["case"]
)
def test_a_worked_comparison_comes_out_to_the_penny(case: Case) -> None:
    comparison = compared(case)
    assert case.money("difference") == comparison.difference
    assert case.money("difference %") == comparison.percent
    assert case.money("per PA difference %") == comparison.per_pa_percent
    top = case.money("total at the top of the range")
    if top is not None:
        before = packages()[case["compared with"]].ground[0]
        assert price(with_role(before, case.role, top=True)).total == top


@every_case
def test_a_worked_case_names_the_source_of_each_figure(case: Case) -> None:
    package = priced(case)
    facts = case.ground[0]
    shown = {f"{line.label}: {line.source} ({line.mark})" for line in package.lines if line.annual_gbp is not None}
    pension = package.employer_pension_rate
    assert pension is not None
    shown.add(f"Employer's pension share: {pension.source} ({pension.mark})")
    named = set(case["sources"].split(" | "))
    assert shown <= named
    assert {each.split(":")[0].split()[0] for each in named - shown} <= {"Worth"}
    if facts.basic is not None and not case["role"]:
        assert case.money("full-time basic") == facts.basic.value


@pytest.mark.parametrize("case", [*packages().values(), *beside().values()], ids=lambda case: case["case"])
def test_the_sums_written_out_are_right(case: Case) -> None:
    sums = list(equations(case["working"]))
    assert [(words, to_the_penny(worth)) for words, worth, _ in sums] == [(words, said) for words, _, said in sums]
    results = {said for _, _, said in sums}
    assert {case.money(column) for column in ("total", "per PA", "result") if column in case.row} <= results


@pytest.mark.parametrize("case", beside().values(), ids=list(beside()))
def test_a_sum_beside_the_package_comes_out_to_the_penny(case: Case) -> None:
    if case["sum"] == "annual allowance":
        income = case.money("adjusted income")
        assert income is not None
        found = annual_allowance(income, threshold_income=case.money("threshold income"))
    elif case["sum"] == "network director":
        found = network_director(int(case["patients"].replace(",", "")), Decimal(case["pounds a patient"]))
    else:
        pay = case.money("pay")
        assert pay is not None
        found = Insurance(Decimal(NI_RATE.default), Decimal(NI_FREE.default)).on(pay)
    assert found == case.money("result")


def test_the_page_on_pay_names_cases_that_are_in_the_table_and_their_totals() -> None:
    page = " ".join((ROOT / "docs" / "how-pay-is-worked-out.md").read_text(encoding="utf-8").split())
    named = re.findall(r"case “([^”]+)”", page)
    assert named
    assert set(named) <= set(packages())
    assert [name for name in "ABDE" if packages()[name]["total"] not in page] == []


def test_the_table_holds_cases_a_to_g_and_forty_more() -> None:
    names = [*packages(), *beside()]
    assert set("ABCDEFG") <= set(names)
    assert len(packages()) >= 47
    assert len(names) == len(set(names))
