"""The one writer of pay elements: what was known is superseded, never overlapped, never lost."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
import time_machine
from django.db import IntegrityError, transaction
from psycopg2.extras import DateRange

from people.models import Organisation, User
from rewards.elements.services import ElementLine, rewrite_from, take_back_from
from rewards.models import ElementKind, PayElement
from tests.factories import ClinicianFactory, OrganisationFactory, UserFactory
from tests.together import together

pytestmark = pytest.mark.django_db
APRIL, JULY, OCTOBER = date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1)
BASIC = [ElementKind.BASIC]


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory()


def basic(amount: int, starts: date, ends: date | None = None) -> ElementLine:
    return ElementLine(ElementKind.BASIC, "Basic pay", D(amount), True, starts, ends, pas=D(10))


def allowance(title: str, starts: date, ends: date | None = None) -> ElementLine:
    return ElementLine(ElementKind.ALLOWANCE, f"Allowance: {title}", D(0), True, starts, ends, role_title=title)


def current(user: User) -> list[tuple[int, date | None, date | None]]:
    rows = PayElement.objects.current().filter(user=user).order_by("period", "label")
    return [(int(row.annual_gbp), row.period.lower, row.period.upper) for row in rows]


def test_a_running_element_is_cut_on_the_day_and_the_old_one_stays_superseded(user, organisation) -> None:
    rewrite_from(user, organisation, APRIL, [basic(100, APRIL)], "split:1", kinds=BASIC)
    rewrite_from(user, organisation, JULY, [basic(200, JULY)], "split:2", kinds=BASIC)
    assert current(user) == [(100, APRIL, JULY), (200, JULY, None)]
    old = PayElement.objects.get(superseded_at__isnull=False)
    assert old.period == DateRange(APRIL, None)
    assert {row.source for row in PayElement.objects.current()} == {"split:1", "split:2"}


def test_written_twice_alike_the_second_changes_nothing(user, organisation) -> None:
    for written in (1, 0, 0):
        done = rewrite_from(user, organisation, APRIL, [basic(100, APRIL)], "split:1", kinds=BASIC)
        assert done == written
    assert PayElement.objects.count() == 1


def test_other_kinds_other_people_and_other_employers_are_left_alone(user, organisation) -> None:
    other, elsewhere = UserFactory(), OrganisationFactory()
    for who, where in ((user, organisation), (other, organisation), (user, elsewhere)):
        rewrite_from(who, where, APRIL, [basic(100, APRIL)], "split:1", kinds=BASIC)
    rewrite_from(user, organisation, APRIL, [allowance("Lead", APRIL)], "appointment:1", kinds=[ElementKind.ALLOWANCE])
    rewrite_from(user, organisation, JULY, [basic(200, JULY)], "split:2", kinds=BASIC)
    assert PayElement.objects.filter(superseded_at__isnull=False).count() == 1
    assert PayElement.objects.current().count() == 5


def test_a_window_keeps_what_stood_before_and_after_it(user, organisation) -> None:
    rewrite_from(user, organisation, APRIL, [basic(100, APRIL)], "split:1", kinds=BASIC)
    rewrite_from(user, organisation, JULY, [basic(0, JULY, OCTOBER)], "appointment:1", kinds=BASIC, until=OCTOBER)
    assert current(user) == [(100, APRIL, JULY), (0, JULY, OCTOBER), (100, OCTOBER, None)]


def test_a_label_limits_the_writing_to_one_role(user, organisation) -> None:
    for title in ("Clinical lead", "Appraisal lead"):
        line = allowance(title, APRIL)
        rewrite_from(
            user, organisation, APRIL, [line], "appointment:1", kinds=[ElementKind.ALLOWANCE], label=line.label
        )
    assert PayElement.objects.current().count() == 2


def test_what_lies_wholly_after_the_day_gives_way(user, organisation) -> None:
    lines = [basic(100, APRIL, OCTOBER), basic(300, OCTOBER)]
    rewrite_from(user, organisation, APRIL, lines, "split:1", kinds=BASIC)
    rewrite_from(user, organisation, JULY, [basic(200, JULY)], "split:2", kinds=BASIC)
    assert current(user) == [(100, APRIL, JULY), (200, JULY, None)]


def test_the_profession_stands_on_the_element_for_the_reports(user, organisation) -> None:
    ClinicianFactory(user=user, profession="nurse")
    rewrite_from(user, organisation, APRIL, [basic(100, APRIL)], "split:1", kinds=BASIC)
    assert PayElement.objects.get().profession == "nurse"


def test_two_lines_of_one_name_on_one_day_are_refused_by_the_database_and_nothing_is_written(
    user, organisation
) -> None:
    rewrite_from(user, organisation, APRIL, [basic(90_000, APRIL)], "split:1", kinds=BASIC)
    both = [basic(100_000, JULY), basic(110_000, OCTOBER)]
    with pytest.raises(IntegrityError, match="one_current_element_of_a_kind_a_day"), transaction.atomic():
        rewrite_from(user, organisation, JULY, both, "split:2", kinds=BASIC)
    (kept,) = PayElement.objects.all()
    assert (kept.annual_gbp, kept.period, kept.superseded_at) == (D(90_000), DateRange(APRIL, None), None)


def test_nothing_is_written_when_a_line_is_wrong(user, organisation) -> None:
    rewrite_from(user, organisation, APRIL, [basic(100, APRIL)], "split:1", kinds=BASIC)
    with pytest.raises(Exception, match="pay_element_not_negative"):
        rewrite_from(user, organisation, JULY, [basic(-1, JULY)], "split:2", kinds=BASIC)
    assert current(user) == [(100, APRIL, None)]


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_leave_one_current_element_a_day() -> None:
    person, where = UserFactory(), OrganisationFactory()

    def write(amount: int) -> int:
        return rewrite_from(person, where, APRIL, [basic(amount, APRIL)], f"split:{amount}", kinds=BASIC)

    assert together(lambda: write(1), lambda: write(2), lambda: write(3)) == [1, 1, 1]
    assert len(current(person)) == 1
    assert PayElement.objects.filter(superseded_at__isnull=False).count() == 2


def test_what_a_source_wrote_is_taken_back_and_what_it_replaced_comes_back(user, organisation) -> None:
    rewrite_from(user, organisation, APRIL, [basic(100, APRIL)], "split:1", kinds=BASIC)
    rewrite_from(user, organisation, JULY, [basic(0, JULY)], "appointment:1", kinds=BASIC)
    for ended in (1, 0):
        assert take_back_from(user, organisation, OCTOBER, "appointment:1") == ended
    assert current(user) == [(100, APRIL, JULY), (0, JULY, OCTOBER), (100, OCTOBER, None)]


def test_what_was_written_over_it_since_stands_when_it_is_taken_back(user, organisation) -> None:
    rewrite_from(user, organisation, APRIL, [basic(100, APRIL)], "split:1", kinds=BASIC)
    rewrite_from(user, organisation, JULY, [basic(0, JULY)], "appointment:1", kinds=BASIC)
    rewrite_from(user, organisation, OCTOBER, [basic(300, OCTOBER)], "split:2", kinds=BASIC)
    take_back_from(user, organisation, JULY, "appointment:1")
    assert current(user) == [(100, APRIL, JULY), (100, JULY, OCTOBER), (300, OCTOBER, None)]


def role(amount: int, starts: date) -> list[ElementLine]:
    """What a role that ends the clinical contract writes: basic pay of nothing, marked here by an amount."""
    return [basic(amount, starts)]


def test_of_two_roles_one_after_the_other_each_gives_back_what_it_had_replaced(user, organisation) -> None:
    rewrite_from(user, organisation, APRIL, [basic(100, APRIL)], "split:1", kinds=BASIC)
    rewrite_from(user, organisation, JULY, role(1, JULY), "appointment:1", kinds=BASIC)
    rewrite_from(user, organisation, OCTOBER, role(2, OCTOBER), "appointment:2", kinds=BASIC)
    take_back_from(user, organisation, OCTOBER, "appointment:2")
    assert current(user) == [(100, APRIL, JULY), (1, JULY, OCTOBER), (1, OCTOBER, None)]
    take_back_from(user, organisation, OCTOBER, "appointment:1")
    assert current(user) == [(100, APRIL, JULY), (1, JULY, OCTOBER), (100, OCTOBER, None)]


def test_a_role_that_ended_under_another_one_is_not_paid_again_after_that(user, organisation) -> None:
    rewrite_from(user, organisation, APRIL, [basic(100, APRIL)], "split:1", kinds=BASIC)
    rewrite_from(user, organisation, APRIL, role(1, APRIL), "appointment:1", kinds=BASIC)
    rewrite_from(user, organisation, JULY, role(2, JULY), "appointment:2", kinds=BASIC)
    assert take_back_from(user, organisation, JULY, "appointment:1") == 0
    take_back_from(user, organisation, OCTOBER, "appointment:2")
    assert current(user) == [(1, APRIL, JULY), (2, JULY, OCTOBER), (100, OCTOBER, None)]


def test_the_allowance_of_an_earlier_term_of_the_same_name_comes_back(user, organisation) -> None:
    for source, starts, amount in (("appointment:1", APRIL, 500), ("appointment:2", JULY, 800)):
        line = replace(allowance("Lead", starts), annual_gbp=D(amount))
        kinds = [ElementKind.ALLOWANCE]
        rewrite_from(user, organisation, starts, [line], source, kinds=kinds, label=line.label)
    take_back_from(user, organisation, OCTOBER, "appointment:2")
    assert current(user) == [(500, APRIL, JULY), (800, JULY, OCTOBER), (500, OCTOBER, None)]


def test_a_change_of_award_since_stands_beside_the_week_that_comes_back(user, organisation) -> None:
    def award(label: str, starts: date) -> ElementLine:
        return ElementLine(ElementKind.AWARD, label, D(9), True, starts)

    week = [ElementKind.BASIC, ElementKind.AWARD]
    rewrite_from(user, organisation, APRIL, [basic(100, APRIL), award("Silver", APRIL)], "split:1", kinds=week)
    rewrite_from(user, organisation, APRIL, role(1, APRIL), "appointment:1", kinds=week)
    rewrite_from(user, organisation, APRIL, [award("Gold", APRIL)], "award:1", kinds=[ElementKind.AWARD])
    take_back_from(user, organisation, APRIL, "appointment:1")
    labels = PayElement.objects.current().values_list("label", flat=True)
    assert sorted(labels) == ["Basic pay", "Gold"]


def test_two_changes_never_share_a_moment_even_where_the_clock_stands_still(user, organisation) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False):
        for amount in (100, 200, 300):
            rewrite_from(user, organisation, APRIL, [basic(amount, APRIL)], "split:1", kinds=BASIC)
    moments = PayElement.objects.order_by("annual_gbp").values_list("recorded_at", flat=True)
    assert moments[0] < moments[1] < moments[2]
    assert [PayElement.objects.known_at(moment).get().annual_gbp for moment in moments] == [100, 200, 300]
