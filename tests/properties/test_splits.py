"""Properties of S1 to S12 and of return dates that hold for any input."""

from datetime import date, timedelta
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from pathways.returns import rules as returns
from pathways.splits.rules import errors, findings, spa_floor
from pathways.splits.week import CATEGORIES, STEP, ContractKind, Level, Line, Span, SplitFacts

steps = st.integers(0, 80).map(lambda n: n * STEP)
anything = st.decimals(-50, 50, places=4)
lines = st.builds(
    Line,
    category=st.sampled_from(CATEGORIES),
    pas=steps,
    what=st.text(max_size=20),
    weekday=st.none() | st.integers(0, 6),
    session=st.sampled_from(["", "am", "pm", "evening"]),
)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
spans = st.builds(lambda start, length: Span(start, start + timedelta(length)), days, st.integers(1, 900))


def rules_of(facts: SplitFacts) -> set[str]:
    return {finding.rule for finding in errors(findings(facts))}


@given(st.lists(lines, min_size=1, max_size=12))
def test_s1_is_silent_for_the_sum_of_the_parts_and_speaks_a_tenth_beside_it(parts: list[Line]) -> None:
    total = sum((line.pas for line in parts), D(0))
    above = max(total - 10, D(0))
    exact = [*parts, Line("dcc", above, additional=True), Line("dcc", -above)]
    assert "S1" not in rules_of(SplitFacts(tuple(exact), total))
    assert "S1" in rules_of(SplitFacts(tuple(exact), total + D("0.1")))


@given(anything)
def test_s2_takes_a_part_if_and_only_if_it_is_a_whole_number_of_eighths_from_nothing_up(pas: D) -> None:
    stopped = "S2" in rules_of(SplitFacts((Line("dcc", pas),), pas))
    assert stopped == (pas < 0 or pas * 8 != int(pas * 8))


@given(
    st.lists(lines | st.builds(Line, st.sampled_from(CATEGORIES), anything), max_size=12),
    anything,
    st.sampled_from(ContractKind),
    spans,
    st.lists(spans, max_size=4),
)
def test_any_input_gets_findings_in_sentences_and_never_an_exception(
    parts: list[Line], total: D, contract: ContractKind, span: Span, agreed: list[Span]
) -> None:
    facts = SplitFacts(tuple(parts), total, span, tuple(agreed), contract)
    for finding in findings(facts):
        assert finding.level in Level
        assert finding.text.endswith(".")
        assert finding.text[0].isupper() or finding.text[0].isdigit() or finding.text[0] == "−"


@given(st.lists(lines, min_size=1, max_size=10))
def test_s7_speaks_exactly_when_a_session_stands_twice(parts: list[Line]) -> None:
    slots = [(p.weekday, p.session) for p in parts if p.weekday is not None and p.session]
    total = sum((p.pas for p in parts), D(0))
    assert ("S7" in rules_of(SplitFacts(tuple(parts), total))) == (len(slots) != len(set(slots)))


@given(spans, st.lists(spans, max_size=5))
def test_s9_leaves_no_two_splits_on_one_day_once_those_before_are_ended(new: Span, agreed: list[Span]) -> None:
    facts = SplitFacts((Line("dcc", D(10)),), D(10), new, tuple(agreed))
    assert new.ends is not None
    if "S9" in rules_of(facts):
        return
    for other in agreed:
        assert other.ends is not None
        ends = min(other.ends, new.starts) if other.starts < new.starts else other.ends
        assert ends <= new.starts or other.starts >= new.ends


@given(steps, steps)
def test_s5_floor_never_falls_as_the_week_grows_and_is_never_above_one_and_a_half(less: D, more: D) -> None:
    small, large = sorted((less, more))
    assert spa_floor(SplitFacts((), small)) <= spa_floor(SplitFacts((), large)) <= D("1.5")


def working_days(start: date, end: date) -> int:
    """Working days from `start` to the day before `end`, counted one by one."""
    return sum(returns.is_working_day(start + timedelta(days=n)) for n in range((end - start).days))


@given(days, st.integers(0, 60))
def test_r3_working_days_counted_forward_are_the_days_counted_between(start: date, count: int) -> None:
    end = returns.after_working_days(start, count)
    assert working_days(start, end) == count
    assert returns.is_working_day(end)


@given(days, st.integers(92, 2500), st.integers(-400, 400))
def test_r2_any_plan_holds_the_three_meetings_in_order_and_none_before_it_was_opened(
    away_from: date, length: int, opened: int
) -> None:
    returns_on, opened_on = away_from + timedelta(length), away_from + timedelta(min(opened, length))
    plan = returns.steps(away_from, returns_on, opened_on=opened_on)
    kinds = [step.kind for step in plan]
    due = {step.kind: step.due_on for step in plan}
    assert all(kinds.count(meeting) == 1 for meeting in returns.MEETINGS)
    assert due["before"] <= due["pre_return"] <= due["on_return"] < due["supervised_end"] <= due["review"]
    assert min(step.due_on for step in plan) >= opened_on
    assert len({(step.kind, step.due_on) for step in plan}) == len(plan)
    assert working_days(due["on_return"], due["supervised_end"]) >= returns.SUPERVISED_DAYS


@given(days, st.integers(0, 2500), st.integers(0, 400))
def test_r4_a_longer_time_away_never_asks_for_a_weaker_plan(away_from: date, length: int, more: int) -> None:
    order = list(returns.Strength)
    shorter = returns.strength(away_from, away_from + timedelta(length))
    longer = returns.strength(away_from, away_from + timedelta(length + more))
    assert order.index(shorter) <= order.index(longer)
