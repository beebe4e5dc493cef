"""Mediation and appeal step by step with their days (domain.md section 1.3), as plain values."""

from datetime import date

import pytest

from pathways.disputes.course import Course, Days, Stage, due, stage

DAYS = Days()
ASKED = date(2026, 3, 2)


def at(today: date, **known: object) -> tuple[Stage, date | None]:
    course = Course(asked_on=ASKED, **known)  # type: ignore[arg-type]
    now = stage(course, today, DAYS)
    return now, due(course, now, DAYS)


NAMED = {"mediator_named": True}
MET = NAMED | {"meets_on": date(2026, 3, 20)}
REFUSED = MET | {"decided_on": date(2026, 4, 1), "refused": True}
APPEALED = REFUSED | {"appealed_on": date(2026, 4, 10)}
HEARD = APPEALED | {"hearing_on": date(2026, 5, 1)}
RECOMMENDED = HEARD | {"recommended_on": date(2026, 5, 10)}


@pytest.mark.parametrize(
    ("today", "known", "now", "by"),
    [
        (ASKED, {}, Stage.NAME, date(2026, 3, 30)),
        (ASKED, NAMED, Stage.MEET, date(2026, 3, 30)),  # 4 weeks from the request
        (date(2026, 3, 19), MET, Stage.MEET, date(2026, 3, 30)),
        (date(2026, 3, 20), MET, Stage.DECIDE, date(2026, 4, 3)),  # 2 weeks from the meeting
        (date(2026, 4, 15), REFUSED, Stage.APPEAL, date(2026, 4, 15)),  # 2 weeks from the outcome
        (date(2026, 4, 16), REFUSED, Stage.OVER, None),
        (date(2026, 4, 2), MET | {"decided_on": date(2026, 4, 1)}, Stage.OVER, None),
        (date(2026, 4, 30), APPEALED, Stage.CONVENE, date(2026, 5, 8)),  # 4 weeks from the appeal
        (date(2026, 4, 30), HEARD, Stage.CONVENE, date(2026, 5, 8)),
        (date(2026, 5, 1), HEARD, Stage.RECOMMEND, date(2026, 5, 15)),  # 2 weeks from the hearing
        (date(2026, 5, 10), RECOMMENDED, Stage.BOARD, date(2026, 6, 7)),
        (date(2026, 6, 7), RECOMMENDED | {"board_on": date(2026, 6, 1)}, Stage.OVER, None),
    ],
)
def test_each_step_follows_the_one_before_and_has_its_last_day(today, known, now, by) -> None:
    assert at(today, **known) == (now, by)


@pytest.mark.parametrize("known", [{}, NAMED, MET, REFUSED, APPEALED, HEARD, RECOMMENDED])
def test_once_the_split_has_left_the_dispute_it_is_over(known) -> None:
    assert at(date(2026, 4, 2), **known, open=False)[0] is Stage.OVER
