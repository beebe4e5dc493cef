"""Steps of pay: what is due, reviews as recorded, automatic steps on their day, and HR reminded."""

from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from psycopg2.extras import DateRange

from people.history import history_of
from people.models import Role
from people.refusals import Refused
from reminders.models import Due as Reminder
from rewards import reference
from rewards.contracts.rules import Terms
from rewards.contracts.services import agree_terms
from rewards.models import Contract, Employment, Outcome, PayElement, PayPoint, ProgressReview
from rewards.packages.writing import follow_terms, write_week
from rewards.progression import tasks
from rewards.progression.reading import due, steps_of
from rewards.progression.services import record_review
from rewards.progression.settings import AFC_TOP_YEARS
from tests.factories import EmploymentFactory, MembershipFactory, OrganisationFactory, UserFactory, set_here

pytestmark = pytest.mark.django_db
NOW = date(2025, 11, 15)


@pytest.fixture(autouse=True)
def rates(db: None) -> None:
    reference.load()


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-11-15 10:00", tick=False):
        yield


@pytest.fixture
def trust():
    return OrganisationFactory()


@pytest.fixture
def hr(trust):
    return MembershipFactory(organisation=trust, role=Role.HR).user


def employed(trust, point: str, since: date, **facts) -> Employment:
    return EmploymentFactory(organisation=trust, point=point, seniority_from=since, **facts)


def review(held: Employment, by, point: str, outcome: str = Outcome.MAY, **changes) -> ProgressReview:
    facts = {"held_on": NOW, "reason": "", "starts": None, **changes}
    return record_review(held, point=point, outcome=outcome, by=by, **facts)


def rows(held: Employment) -> list[tuple[str, date | None, date | None]]:
    found = Employment.objects.filter(user=held.user).order_by("period")
    return [(each.point, each.period.lower, each.period.upper) for each in found]


def test_what_is_due_by_now_or_in_sixty_days_the_earliest_first(trust) -> None:
    late = employed(trust, "threshold 2b", date(2017, 10, 1))
    soon = employed(trust, "threshold 1", NOW.replace(year=2022) + timedelta(days=60))
    employed(trust, "threshold 1", NOW.replace(year=2022) + timedelta(days=61))
    employed(trust, "threshold 4", date(2000, 1, 1))
    EmploymentFactory(organisation=trust, point="threshold 1")
    EmploymentFactory(organisation=trust, contract=Contract.VSM, point="", salary_gbp=D(150_000))
    employed(OrganisationFactory(), "threshold 2b", date(2017, 10, 1))
    found = due(trust, NOW)
    assert [(each.employment, each.step.point, each.step.on) for each in found] == [
        (late, "threshold 3", date(2025, 10, 1)),
        (soon, "threshold 2a", date(2026, 1, 14)),
    ]
    assert [each.published for each in found] == [True, True]


def test_part_time_years_are_whole_years(trust) -> None:
    employed(trust, "threshold 2b", date(2017, 11, 1), pas=D(4))
    assert [each.step.point for each in due(trust, NOW)] == ["threshold 3"]


def test_asking_takes_as_many_queries_for_many_as_for_few(trust, django_assert_num_queries) -> None:
    for count in (1, 6):
        for _ in range(count):
            employed(trust, "threshold 2b", date(2017, 11, 1))
        with django_assert_num_queries(5):
            assert len(due(trust, NOW)) in {1, 7}


def test_bands_go_by_the_organisations_own_years(trust) -> None:
    employed(trust, "intermediate", date(2021, 11, 1), contract=Contract.AFC_8A)
    assert due(trust, NOW) == []
    set_here(trust, AFC_TOP_YEARS, 4)
    (found,) = due(trust, NOW)
    assert (found.step.point, found.step.checked, found.step.automatic) == ("top", False, False)


def test_who_may_progress_is_paid_at_the_new_point_from_its_day(trust, hr) -> None:
    held = employed(trust, "threshold 2b", date(2017, 10, 1))
    follow_terms(held.user, trust, date(2025, 4, 1))
    for _ in range(2):
        review(held, hr, "threshold 3")
    day = date(2025, 10, 1)
    assert rows(held) == [("threshold 2b", date(2024, 4, 1), day), ("threshold 3", day, None)]
    paid = PayElement.objects.current().filter(kind="basic").order_by("period")
    assert [(each.annual_gbp, each.period.lower) for each in paid] == [
        (D("119490.00"), date(2025, 4, 1)),
        (D("131059.00"), day),
    ]
    entry = history_of(Employment.objects.get(point="threshold 3"))[0]
    assert (entry.who, entry.why[:49]) == (str(hr), "Progress review of Saturday 15 November 2025: may")


def test_a_week_agreed_by_a_split_keeps_its_pas_on_the_new_point(trust, hr) -> None:
    held = employed(trust, "threshold 2b", date(2017, 10, 1))
    start = date(2025, 9, 1)
    write_week(held.user, trust, starts=start, ends=None, total=D(8), apas=D(0), source="split:1")
    review(held, hr, "threshold 3")
    basic = PayElement.objects.in_force(NOW).get(kind="basic")
    assert (basic.pas, basic.annual_gbp, basic.source) == (D(8), D("104847.20"), "split:1")


def test_terms_recorded_since_and_planned_ones_move_on_with_it(trust, hr) -> None:
    held = employed(trust, "threshold 2b", date(2017, 10, 1))
    november, march, day = date(2025, 11, 1), date(2026, 3, 1), date(2025, 10, 1)
    for starts, hours in ((november, 9), (march, 8)):
        terms = Terms(Contract.CONSULTANT, D(hours), "threshold 2b", seniority_from=date(2017, 10, 1))
        agree_terms(held.user, trust, terms, starts, by=hr, why="Fewer hours")
    review(Employment.objects.in_force(NOW).get(), hr, "threshold 3")
    assert rows(held) == [
        ("threshold 2b", date(2024, 4, 1), day),
        ("threshold 3", day, november),
        ("threshold 3", november, march),
        ("threshold 3", march, None),
    ]
    paid = PayElement.objects.in_force(march).get(kind="basic")
    assert (paid.annual_gbp, paid.pas) == (D("104847.20"), D(8))
    assert PayElement.objects.in_force(day).get(kind="basic").annual_gbp == D("131059.00")


def test_a_step_due_before_the_record_begins_is_taken_on_its_first_day(trust, hr) -> None:
    held = employed(trust, "threshold 1", date(2020, 10, 1))
    review(held, hr, "threshold 2a")
    assert rows(held) == [("threshold 2a", date(2024, 4, 1), None)]


def test_a_day_on_which_another_point_was_held_is_refused(trust, hr) -> None:
    held = employed(trust, "threshold 2b", date(2017, 10, 1), period=DateRange(date(2025, 11, 1), None))
    with pytest.raises(Refused, match="were not on threshold 2b here"):
        review(held, hr, "threshold 3", starts=date(2025, 10, 15))


def test_a_later_day_may_be_given_and_an_earlier_is_refused(trust, hr) -> None:
    held = employed(trust, "threshold 2b", date(2017, 10, 1))
    with pytest.raises(Refused, match="years for it are reached on Wednesday 1 October 2025"):
        review(held, hr, "threshold 3", starts=date(2025, 9, 30))
    assert not ProgressReview.objects.exists()
    review(held, hr, "threshold 3", starts=date(2025, 12, 1))
    assert rows(held)[-1] == ("threshold 3", date(2025, 12, 1), None)


def test_who_is_held_back_stays_and_is_due_again_after_a_year(trust, hr) -> None:
    held = employed(trust, "threshold 2b", date(2017, 10, 1))
    with pytest.raises(Refused, match="Say why") as refused:
        review(held, hr, "threshold 3", Outcome.HELD_BACK)
    assert refused.value.field == "reason"
    review(held, hr, "threshold 3", Outcome.HELD_BACK, reason="No job plan review was held.")
    assert rows(held) == [("threshold 2b", date(2024, 4, 1), None)]
    assert due(trust, NOW) == []
    (next_one,) = steps_of(trust, [held], NOW)
    assert next_one.step.on == date(2026, 11, 15)
    assert next_one.held_back is not None


def test_a_review_that_can_not_be_is_refused(trust, hr) -> None:
    held = employed(trust, "threshold 2b", date(2017, 10, 1))
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("threshold 4", {}, "not the next one any more"),
        ("threshold 3", {"held_on": NOW + timedelta(days=1)}, "today or earlier"),
        ("threshold 3", {"held_on": date(2017, 9, 30)}, "from which years count"),
    ]
    for point, changes, said in wrong:
        with pytest.raises(Refused, match=said):
            review(held, hr, point, **changes)
    for who in (held.user, MembershipFactory(role=Role.HR).user, UserFactory()):
        with pytest.raises(PermissionDenied):
            review(held, who, "threshold 3")
    assert not ProgressReview.objects.exists()


def test_a_second_review_of_the_day_does_not_overwrite_the_first(trust, hr) -> None:
    held = employed(trust, "threshold 2b", date(2017, 10, 1))
    review(held, hr, "threshold 3", Outcome.HELD_BACK, reason="Not yet")
    with pytest.raises(Refused, match="is on record already"):
        review(held, hr, "threshold 3")


def test_2a_to_2b_happens_by_itself_on_its_day_and_once(trust) -> None:
    held = employed(trust, "threshold 2a", NOW.replace(year=2021))
    waits = employed(trust, "threshold 2a", NOW.replace(year=2021) + timedelta(days=1))
    assert tasks.follow_steps() == 1
    assert tasks.follow_steps() == 0
    assert rows(held) == [("threshold 2a", date(2024, 4, 1), NOW), ("threshold 2b", NOW, None)]
    assert rows(waits) == [("threshold 2a", date(2024, 4, 1), None)]
    assert PayElement.objects.in_force(NOW).get().annual_gbp == D("119490.00")
    entry = history_of(Employment.objects.get(point="threshold 2b"))[0]
    assert (entry.who, entry.why) == ("The system", "Reached by years: this step needs no review")


def test_p8_nothing_happens_by_itself_in_a_year_without_a_scale(trust, hr) -> None:
    held = employed(trust, "threshold 2a", date(2022, 6, 1))
    with time_machine.travel("2026-06-02 10:00", tick=False):
        assert tasks.follow_steps() == 0
        (waiting,) = due(trust, date(2026, 6, 2))
        assert (waiting.step.automatic, waiting.published) == (True, False)
        assert Reminder.objects.get(user=hr).title.startswith("1 pay progress review due")
    assert rows(held) == [("threshold 2a", date(2024, 4, 1), None)]


def test_a_contract_never_published_has_no_step(trust) -> None:
    PayPoint.objects.filter(contract=Contract.CONSULTANT).delete()
    employed(trust, "threshold 2a", date(2021, 1, 1))
    assert due(trust, NOW) == []


def test_hr_is_reminded_once_a_month_and_no_more_when_all_is_done(trust, hr) -> None:
    held = employed(trust, "threshold 2b", date(2017, 12, 20))
    other = employed(trust, "threshold 2b", date(2017, 12, 28))
    for _ in range(2):
        tasks.follow_steps()
    (reminder,) = Reminder.objects.filter(user=hr)
    assert reminder.only_as == Role.HR
    assert reminder.title == f"2 pay progress reviews due at {trust.name}"
    assert (reminder.due_on, reminder.remind_on, reminder.sequence) == (date(2025, 12, 20), NOW, 0)
    assert reminder.path.endswith("?due=yes")
    review(held, hr, "threshold 3")
    reminder.refresh_from_db()
    assert (reminder.title, reminder.state) == (f"1 pay progress review due at {trust.name}", Reminder.State.OPEN)
    review(other, hr, "threshold 3", Outcome.HELD_BACK, reason="Not yet")
    reminder.refresh_from_db()
    assert reminder.state == Reminder.State.DONE
