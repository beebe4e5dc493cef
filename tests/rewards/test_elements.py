"""The one writer of pay elements: what was known is superseded, never overlapped, never lost."""

from datetime import date
from decimal import Decimal as D

import pytest
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
