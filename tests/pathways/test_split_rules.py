"""S1 to S12: each rule by its id, in the words the user reads."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from pathways.splits import signing
from pathways.splits.rules import errors, findings
from pathways.splits.week import (
    SCREEN_STEP,
    ContractKind,
    Finding,
    Level,
    Line,
    Span,
    SplitFacts,
    Thresholds,
    hours,
    wte,
)


def split(*parts: str, total: str = "10", **facts: object) -> SplitFacts:
    """A split of lines such as "dcc 6.5" or "anr 1 additional"."""
    lines = tuple(
        Line(category, D(amount), what=f"work {n}", additional=bool(more))
        for n, (category, amount, *more) in enumerate(part.split() for part in parts)
    )
    return SplitFacts(lines, D(total), **facts)  # type: ignore[arg-type]


USUAL = split("dcc 6.5", "spa 1.5", "anr 2")


def of(rule: str, facts: SplitFacts) -> list[Finding]:
    return [finding for finding in findings(facts) if finding.rule == rule]


def test_a_usual_full_time_split_has_no_findings() -> None:
    assert findings(USUAL) == ()


def test_s1_says_by_how_much_the_lines_miss_the_total() -> None:
    [finding] = of("S1", split("dcc 6.5", "spa 1.5", total="10"))
    assert finding.level is Level.ERROR
    assert finding.text == "Your lines add up to 8 PAs, 2 less than the 10 PAs a week you gave in all."


def test_s1_tolerates_a_hundredth_of_a_pa() -> None:
    assert not of("S1", split("dcc 8.5", "spa 1.5", total="10.01"))
    assert of("S1", split("dcc 8.5", "spa 1.5", total="10.011"))


def test_s1_asks_for_at_least_one_line() -> None:
    assert [f.text for f in of("S1", split())] == ["Add at least one line: a split says what your week holds."]


def test_s1_counts_additional_pas_inside_the_total_not_beside_it() -> None:
    assert not of("S1", split("dcc 7.5", "spa 1.5", "anr 1", "dcc 1 additional", total="11"))
    assert "add up to 11 PAs" in of("S1", split("dcc 10", "dcc 1 additional"))[0].text


def test_s1_wants_the_pas_above_10_marked_as_additional_and_no_others() -> None:
    unmarked = split("dcc 8.5", "spa 1.5", "anr 1", total="11")
    assert of("S1", unmarked)[0].text.startswith("1 PA of your week is above 10, but 0 PAs are marked")
    assert of("S1", split("dcc 7.5", "spa 1.5", "anr 1 additional"))


def test_s2_refuses_a_part_below_nothing_and_names_its_line() -> None:
    [finding] = of("S2", split("dcc 11", "spa -1"))
    assert finding.level is Level.ERROR
    assert finding.text == "Line 2, work 1, has fewer than 0 PAs. Give 0 or more."


def test_s2_takes_eighths_in_the_rules_and_quarters_in_screens() -> None:
    eighths = split("dcc 8.375", "spa 1.625")
    assert not of("S2", eighths)
    on_screen = replace(eighths, thresholds=Thresholds(step=SCREEN_STEP))
    assert len(of("S2", on_screen)) == 2
    assert of("S2", split("dcc 8.4", "spa 1.6"))


def test_s2_takes_what_follows_from_hours_or_from_sessions_a_year_though_it_is_no_step() -> None:
    """4 hours are a PA, 3 in premium time; 60 sessions over 42 weeks are 60/42 = 1.429 PAs a week."""
    week = (
        Line("dcc", D("1.333"), "Evening list", hours=D(4), premium=True),
        Line("dcc", D("1.429"), "Clinic", sessions_a_year=D(60)),
        Line("dcc", D("0.875"), "Ward", hours=D("3.5")),
    )
    assert not of("S2", SplitFacts(week, D("3.637")))


def test_s2_says_what_a_counted_line_comes_to() -> None:
    wrong = Line("dcc", D("2"), "Clinic", sessions_a_year=D(60))
    [finding] = of("S2", SplitFacts((wrong,), D(2)))
    assert finding.text == "Line 1, Clinic, has 2 PAs, but 60 sessions a year over 42 working weeks are 1.429."
    assert not of("S2", SplitFacts((replace(wrong, pas=D("1.5")),), D(2), thresholds=Thresholds(working_weeks=40)))


ABOVE = split("dcc 8.5", "spa 1.5", "dcc 3 additional", total="13")


def test_s3_stops_more_than_12_pas_without_a_reason_and_an_opt_out() -> None:
    assert [f.level for f in of("S3", ABOVE)] == [Level.ERROR, Level.ERROR]


def test_s3_needs_both_the_reason_and_the_opt_out() -> None:
    assert len(errors(of("S3", replace(ABOVE, override_reason="Winter", override_agreed_by="Dr Price")))) == 1
    assert len(errors(of("S3", replace(ABOVE, wtr_opt_out=True)))) == 1
    assert len(errors(of("S3", replace(ABOVE, wtr_opt_out=True, override_reason="  ")))) == 1


def test_s3_wants_the_name_of_who_agreed() -> None:
    [finding] = of("S3", replace(ABOVE, override_reason="Winter", wtr_opt_out=True))
    assert finding.level is Level.ERROR
    assert finding.text == "13 PAs a week is above the limit of 12. Name who agreed to it."


def test_s3_only_warns_once_both_are_there() -> None:
    [finding] = of("S3", replace(ABOVE, override_reason="Winter", override_agreed_by="Dr Price", wtr_opt_out=True))
    assert finding.level is Level.WARNING
    assert finding.text == "13 PAs a week is above the limit of 12, agreed by Dr Price."


def test_s3_lets_exactly_12_pas_pass_and_follows_the_employers_own_cap() -> None:
    twelve = split("dcc 8.5", "spa 1.5", "dcc 2 additional", total="12")
    assert not of("S3", twelve)
    assert of("S3", replace(twelve, thresholds=Thresholds(pa_cap=D("11"))))


def test_s4_tells_a_part_timer_that_pay_is_in_proportion() -> None:
    [finding] = of("S4", split("dcc 4.5", "spa 1.5", total="6"))
    assert finding.level is Level.INFORMATION
    assert finding.text == "6 PAs a week is part time: basic pay is 60% of full time."


def test_s5_warns_of_too_little_supporting_time() -> None:
    [finding] = of("S5", split("dcc 9", "spa 1"))
    assert finding.level is Level.WARNING
    assert "usual least of 1.5" in finding.text


def test_s5_scales_the_floor_for_a_part_timer() -> None:
    assert not of("S5", split("dcc 4.25", "spa 0.75", total="5"))
    assert of("S5", split("dcc 4.5", "spa 0.5", total="5"))


def test_s5_has_a_floor_of_one_for_sas_doctors_and_none_for_those_who_count_hours() -> None:
    assert not of("S5", split("dcc 9", "spa 1", contract=ContractKind.SAS))
    assert of("S5", split("dcc 9.25", "spa 0.75", contract=ContractKind.SAS))
    assert not of("S5", split("dcc 10", contract=ContractKind.HOURS))


def test_s6_warns_of_private_practice_without_an_additional_pa() -> None:
    private = replace(USUAL, private_practice=True)
    assert [f.level for f in of("S6", private)] == [Level.WARNING]
    assert not of("S6", replace(private, extra_pa_offered=True))
    with_one = split("dcc 7.5", "spa 1.5", "anr 1", "dcc 1 additional", total="11", private_practice=True)
    assert not of("S6", with_one)


def test_s7_counts_no_session_twice() -> None:
    monday = Line("dcc", D("1"), weekday=0, session="am")
    twice = SplitFacts((monday, replace(monday, category="spa")), D("2"))
    [finding] = of("S7", twice)
    assert finding.level is Level.ERROR
    assert finding.text.startswith("Monday morning stands in 2 lines.")
    assert not of("S7", SplitFacts((monday, replace(monday, session="pm")), D("2")))


def test_s7_leaves_lines_without_a_session_alone() -> None:
    assert not of("S7", split("dcc 5", "dcc 5"))


def test_s8_warns_when_no_clinical_share_is_left() -> None:
    [finding] = of("S8", split("spa 2", "anr 8"))
    assert finding.level is Level.WARNING
    assert "your licence" in finding.text
    assert not of("S8", split("spa 2", "anr 8", contract=ContractKind.HOURS))


def test_s8_warns_below_the_employers_clinical_minimum_while_leading() -> None:
    assert of("S8", split("dcc 1.5", "spa 1.5", "anr 7"))
    assert not of("S8", split("dcc 2", "spa 1.5", "anr 6.5"))


APRIL, JULY, OCTOBER = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)


def test_s9_lets_a_new_split_start_after_the_old_one_did() -> None:
    assert not of("S9", replace(USUAL, span=Span(JULY), agreed=(Span(APRIL),)))


def test_s9_refuses_to_start_on_or_before_a_split_already_agreed() -> None:
    [finding] = of("S9", replace(USUAL, span=Span(APRIL), agreed=(Span(JULY),)))
    assert finding.level is Level.ERROR
    assert "1 July 2026" in finding.text
    assert of("S9", replace(USUAL, span=Span(JULY), agreed=(Span(JULY),)))


def test_s9_lets_a_split_end_where_the_next_begins_half_open() -> None:
    assert not of("S9", replace(USUAL, span=Span(APRIL, JULY), agreed=(Span(JULY, OCTOBER),)))


def test_s9_refuses_an_end_before_the_start() -> None:
    assert of("S9", replace(USUAL, span=Span(JULY, APRIL)))


def test_s10_takes_the_signatures_in_order_and_from_two_people() -> None:
    lead, director, owner = 1, 2, 3
    signed = (signing.Signature(signing.FIRST, lead),)
    assert signing.refusal(signing.FIRST, signer=lead, owner=owner, signatures=()) is None
    assert "signs first" in str(signing.refusal(signing.FINAL, signer=director, owner=owner, signatures=()))
    assert signing.refusal(signing.FINAL, signer=director, owner=owner, signatures=signed) is None
    assert "Another person" in str(signing.refusal(signing.FINAL, signer=lead, owner=owner, signatures=signed))
    assert "already signed" in str(signing.refusal(signing.FIRST, signer=director, owner=owner, signatures=signed))


@pytest.mark.parametrize("tier", [signing.FIRST, signing.FINAL])
def test_s10_lets_nobody_sign_their_own_split(tier: int) -> None:
    assert "your own" in str(signing.refusal(tier, signer=7, owner=7, signatures=()))


def test_s11_warns_when_an_allowance_and_additional_pas_pay_for_the_same_time() -> None:
    both = split("dcc 7.5", "spa 1.5", "anr 1", "anr 1 additional", total="11", allowance_paid=True)
    assert [f.level for f in of("S11", both)] == [Level.WARNING]
    assert not of("S11", replace(both, allowance_paid=False))
    clinical = split("dcc 7.5", "spa 1.5", "anr 1", "dcc 1 additional", total="11", allowance_paid=True)
    assert not of("S11", clinical)


def test_s12_converts_for_display_at_four_hours_a_pa() -> None:
    [finding] = of("S12", replace(USUAL, contract=ContractKind.HOURS))
    assert finding.level is Level.INFORMATION
    assert hours(D("2.5")) == 10
    assert wte(D("9.375")) == D("1.00")
    assert not of("S12", USUAL)
