"""Whatever is typed into a step of an application is kept as it is, read without a fault, and answered in sentences."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from roles.applications import history
from roles.applications.steps import FORMS, Asked

ASKED = Asked(emails=("me@own.example",), fit_and_proper=True, today=date(2026, 11, 24))
INPUTS = {name: sorted({*kind({}, asked=ASKED).inputs(), *(f"{part}_7" for part in getattr(kind, "parts", {}))})
          for name, kind in FORMS.items()}  # fmt: skip
DATE_PART = 20
LIKELY = ["yes", "no", "on", "now", "3 2019", "13 2019", "GMC", "none", "me@own.example", "2.5", "1e9", "31", "2027"]
texts = st.text(max_size=60) | st.sampled_from([*LIKELY, "x" * 4000])


@st.composite
def typed_steps(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    name = draw(st.sampled_from(sorted(FORMS)))
    return name, draw(st.dictionaries(st.sampled_from(INPUTS[name]), texts, max_size=12))


@given(typed_steps())
def test_any_typing_is_kept_read_and_answered(step):
    name, sent = step
    form = FORMS[name](sent, asked=ASKED)
    kept = form.typed()
    again = FORMS[name](kept, asked=ASKED)
    assert again.typed() == kept
    assert bool(again.problems()) == (not again.is_valid())
    assert all(text.strip() for text in again.problems())
    assert all(isinstance(line, str) for line in again.lines())
    again.facts()
    assert "\x00" not in "".join(kept.values())
    shown: dict[str, Any] = {field.name: field.value() for field in FORMS[name].shown(kept, asked=ASKED)}
    for key, text in kept.items():
        value: Any = shown.get(key, shown.get(key.rpartition("-")[0]))
        assert value is True or value == text or text[:DATE_PART] in value


months = st.builds(history.Month, st.integers(1940, 2026), st.integers(1, 12))


@given(months, st.integers(-400, 400))
def test_months_count_forwards_and_back(month, by):
    assert month.after(by).after(-by) == month
    assert (month.after(by) > month) == (by > 0)
    assert history.month_of(str(month)) == month


@given(st.lists(st.tuples(months, months).map(sorted), min_size=1, max_size=6))
def test_gaps_lie_between_jobs_and_never_within_one(spans):
    jobs = [history.Job("Here", "As this", str(began), str(ended)) for began, ended in spans]
    found = history.gaps(jobs, ASKED.today)
    worked = {n for began, ended in spans for n in range(began.number, ended.number + 1)}
    for began, ended in found:
        assert ended.number - began.number + 1 > history.GAP_MONTHS
        assert not worked & set(range(began.number, ended.number + 1))
    free = set(range(min(worked), history.Month.of(ASKED.today).number + 1)) - worked
    explained = {n for began, ended in found for n in range(began.number, ended.number + 1)}
    for n in free - explained:
        assert any(n + k in worked or n + k > max(free) for k in range(1, history.GAP_MONTHS + 1))
