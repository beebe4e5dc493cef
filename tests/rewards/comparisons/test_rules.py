"""One's package beside others, by hand and to the penny: cases A and B, the first year, the term, the way back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from time import process_time

import pytest

from rewards.comparisons.rules import (
    Column,
    Moment,
    Wish,
    column,
    pricing,
    rows,
    wished,
)
from rewards.comparisons.spans import MONTH, Span, Stretch, differences, months, paid, span
from rewards.comparisons.words import answer, best, cautions, on_the_way_back
from rewards.packages.comparing import Paid, RoleOffer
from rewards.packages.effects import Effect
from rewards.packages.facts import Allowance, Circumstances
from rewards.packages.rules import Package, price
from tests.rewards.test_packages_rules import CASE_A, CASE_B, duty

FIRST, LAST = date(2025, 7, 1), date(2028, 7, 1)
ROLE = RoleOffer("Clinical director", D(2), Paid.ALLOWANCE, organisation_id=1, allowance_low=D(8_000))
B = Wish("Clinical director", FIRST, LAST, ROLE, apas=D(0), on_call_moves=True)
"""What turns case A into case B."""
C = Wish("Director", FIRST, LAST, replace(ROLE, paid_by=Paid.SALARY, salary=D(175_000), keeps_clinical_contract=False))


def weighed(wish: Wish, *later: Moment, facts: Circumstances = CASE_A, on_call: str = "0.03") -> Column:
    """A wish weighed against the same week throughout, but for what `later` says."""
    now = Moment(wish.starts, facts, duty(on_call))
    at_end = replace([now, *later][-1], starts=wish.ends)
    ahead: Sequence[Moment] = [now, *(each for each in later if each.starts != wish.ends), at_end]
    return column(wish, now, sorted(ahead, key=lambda each: each.starts), pricing())


def test_case_a_wished_into_case_b_pays_less_a_year_more_per_pa_and_more_pensionable() -> None:
    found = weighed(B)
    assert found.package.total == price(CASE_B).total == D("169906.34")
    assert answer(found.beside) == "£9,457 less a year (−5.27%), £685 more for each PA, £5,090 more pensionable."


def test_case_c_ends_the_award_and_needs_approval() -> None:
    found = weighed(C)
    assert found.beside.difference == D("-4363.70")
    assert [effect.effect for effect in found.beside.award_effects] == [Effect.ENDS]
    assert any("NHS England’s approval" in said for said in cautions(found))


def test_what_changes_nothing_is_the_same_in_every_figure() -> None:
    found = weighed(Wish("Nothing", FIRST, LAST))
    assert answer(found.beside) == "Your pay would stay the same: a year, for each PA and pensionable."
    assert found.beside.difference == found.first_year.difference == found.term.difference == 0
    assert on_the_way_back(found)[0] == "No line of your pay changes on that day."


def test_a_role_with_an_unknown_allowance_is_never_said_to_pay_more_or_less() -> None:
    found = weighed(replace(B, role=replace(ROLE, allowance_low=None)))
    assert "can’t say whether pay would rise" in answer(found.beside)
    assert found.first_year == Span(FIRST, date(2026, 7, 1), D("179363.70"), None)
    assert found.term.difference is None


def test_twelve_whole_months_pay_a_year_wherever_they_begin() -> None:
    for day in (date(2025, 1, 1), date(2025, 4, 15), date(2025, 2, 10), date(2025, 12, 31)):
        assert months(day, day.replace(year=day.year + 1)) == 12 * MONTH
        assert paid([(day, day.replace(year=day.year + 1), D("145478.00"))]) == D("145478.00")


@pytest.mark.parametrize(
    ("starts", "ends", "pays"),
    [
        (date(2025, 4, 1), date(2025, 5, 1), "1000.00"),
        (date(2025, 4, 1), date(2025, 4, 2), "33.33"),  # a day of thirty
        (date(2025, 4, 16), date(2025, 5, 1), "500.00"),
        (date(2025, 2, 1), date(2025, 2, 15), "500.00"),
        (date(2025, 1, 31), date(2025, 3, 1), "1032.26"),  # a day of 31, and February
        (date(2025, 4, 16), date(2025, 6, 2), "1533.33"),  # half of April, May, a day of June
        (date(2025, 4, 1), date(2025, 4, 1), "0"),
    ],
)
def test_part_months_are_paid_by_their_days(starts: date, ends: date, pays: str) -> None:
    assert paid([(starts, ends, D(12_000))]) == D(pays)


def test_the_first_year_counts_an_award_that_ends_in_it() -> None:
    """12,064 a year for three of twelve months is 3,016."""
    october = date(2025, 10, 1)
    found = weighed(B, Moment(october, replace(CASE_A, awards=()), duty("0.03")))
    assert found.first_year.without == D("179363.70") - D("12064.00") + D("3016.00")
    assert found.first_year.with_it == D("169906.34") - D("12064.00") + D("3016.00")
    assert found.first_year.difference == D("-9457.36")
    assert [(change.on, change.text) for change in found.changes] == [
        (october, "Local award, level 4 ends: £12,064 a year until then.")
    ]


def test_a_term_of_half_a_year_pays_the_role_for_half_of_the_first() -> None:
    found = weighed(replace(B, ends=date(2026, 1, 1)))
    assert found.term.with_it == D("84953.17")
    assert found.first_year.with_it == D("84953.17") + D("89681.85")
    assert found.first_year.difference == found.term.difference == D("-4728.68")


def test_a_term_is_paid_at_the_rates_of_now_with_no_rise() -> None:
    assert weighed(B).term.with_it == 3 * D("169906.34")


def test_the_way_back_names_each_line_and_that_on_call_is_not_protected() -> None:
    found = weighed(B)
    assert found.after.total == D("179363.70")
    assert on_the_way_back(found) == [
        "On-call supplement: from £4,364 a year to £7,274 a year.",
        "Allowance: Clinical director ends: £8,000 a year until then.",
        "Additional PAs begins: £14,548 a year.",
        "An on-call supplement is not protected: it follows the duty you have then.",
    ]


def test_an_award_that_the_role_has_ended_does_not_come_back() -> None:
    found = weighed(C)
    assert found.after.total == D("179363.70") - D("12064.00")
    assert not any("Local award" in line for line in found.back)
    assert "does not come back by itself" in on_the_way_back(found)[-1]
    short = weighed(replace(C, ends=date(2026, 1, 1)))
    assert short.first_year.with_it == D("87500.00") + D("83649.85")


def test_an_employment_that_ends_pays_nothing_from_then_on_either_way() -> None:
    found = weighed(B, Moment(date(2026, 1, 1), None))
    assert found.first_year.without == D("89681.85")
    assert found.after.total == 0


def test_other_additional_pas_replace_those_of_a_long_week_too() -> None:
    assert wished(replace(CASE_A, pas=D(11), apas=D(0)), replace(B, on_call_moves=False), None).extra == 0


def test_an_allowance_range_has_its_upper_end() -> None:
    found = weighed(replace(B, role=replace(ROLE, allowance_high=D(10_000))))
    assert found.beside.range_high is not None
    assert found.beside.range_high.total == D("171906.34")


def test_a_week_over_twelve_pas_is_warned_of() -> None:
    found = weighed(Wish("More", FIRST, LAST, replace(ROLE, paid_by=Paid.APA)))
    assert found.package.pas == D(13)
    assert any("opt-out of the 48-hour week (rule S3)" in said for said in cautions(found))


def test_the_best_of_several_is_named_by_each_measure_or_not_at_all() -> None:
    both = [weighed(B), weighed(C)]
    assert best(both) == (
        "Most a year: what you have now, £179,364; most for each PA: “Director”, £17,500; "
        "most pensionable: “Director”, £175,000."
    )
    assert best(both[:1]) == ""
    assert best([*both, weighed(replace(B, role=replace(ROLE, allowance_low=None)))]) == ""


def test_rows_stand_in_the_order_of_the_package_with_gaps_where_there_is_no_line() -> None:
    found = rows([price(CASE_A), price(CASE_B)])
    assert [label for label, _ in found] == [
        "Basic pay",
        "Additional PAs",
        "On-call supplement",
        "Local award, level 4",
        "Allowance: Clinical director",
    ]
    assert [[line.annual_gbp if line else None for line in lines] for _, lines in found][1] == [D("14547.80"), None]


def test_lines_that_begin_end_or_change_are_said_and_others_not() -> None:
    assert differences(price(CASE_A), price(CASE_A)) == []
    unknown = replace(CASE_A, allowances=(Allowance("Lead", None),))
    assert differences(price(CASE_A), price(unknown)) == ["Allowance: Lead begins: to be agreed."]


def test_a_span_reads_only_the_stretches_in_it() -> None:
    nothing, some = Package((), D(0)), price(CASE_B)
    parts = [Stretch(FIRST, date(2026, 1, 1), some, nothing), Stretch(date(2026, 1, 1), LAST, nothing, some)]
    assert span(parts, date(2025, 12, 1), date(2026, 2, 1)) == Span(
        date(2025, 12, 1), date(2026, 2, 1), D("14158.86"), D("14158.86")
    )


def test_four_packages_are_compared_in_a_few_milliseconds_of_processor_time() -> None:
    """The bench measures it (under 2 ms); here only that nobody makes it ten times slower."""
    later = Moment(date(2026, 1, 1), replace(CASE_A, awards=()), duty("0.03"))
    times = []
    for _ in range(20):
        began = process_time()
        columns = [weighed(wish, later) for wish in (B, C, replace(B, title="Other"))]
        rows([columns[0].beside.before, *(each.package for each in columns)])
        times.append(process_time() - began)
    assert min(times) < 0.02
