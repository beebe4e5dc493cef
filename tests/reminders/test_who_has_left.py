"""What is due from someone only while they hold a role there is theirs no more from the day they have left."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pathways.desk.turns import due as on_desk
from people.models import Membership, Role
from reminders.feed import shown_to
from reminders.kinds import Kind
from reminders.models import Away, Choice, Due, Message, Notice
from reminders.rules import ANY_ROLE
from reminders.services import cancel, set_due
from reminders.sweeping import find, sweep
from tests.factories import MembershipFactory, UserFactory
from tests.reminders.making import at, declared, told, with_escalation

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 10)


def day(number: int) -> date:
    return DUE + timedelta(days=number)


@pytest.fixture
def held() -> Membership:
    """A director's role, whose last day is the third before the due day."""
    return MembershipFactory(role=Role.MEDICAL_DIRECTOR, period=DateRange(date(2026, 1, 1), day(-2)))


def plan(kind: Kind, held: Membership, only_as: str = ANY_ROLE, *, number: int = 1, on: date | None = None) -> Due:
    with at(on or day(-30)):
        return set_due(
            kind=kind.key,
            subject=f"thing:{number}",
            user=held.user,
            due_on=DUE,
            title="Check-in: Amira Away",
            path="/x/",
            organisation=held.organisation_id,
            only_as=only_as,
        )


def sweep_on(*numbers: int) -> None:
    for number in numbers:
        with at(day(number)):
            sweep()


def seen(held: Membership, number: int) -> tuple[int, int]:
    """How much stands in the person's calendar and on their desk on the day."""
    with at(day(number)):
        return len(shown_to(held.user)), len(on_desk(held.user, day(number))[0])


@pytest.mark.parametrize("only_as", [ANY_ROLE, Role.MEDICAL_DIRECTOR])
def test_who_has_left_is_told_no_more_and_sees_it_neither_in_the_calendar_nor_on_the_desk(held, only_as):
    with declared() as kind:
        plan(kind, held, only_as)
        sweep_on(-7, -3)
        assert seen(held, -3) == (1, 1)
        assert seen(held, -2) == (0, 0)
        sweep_on(*range(-2, 20))
    assert told() == [(held.user.email, "before")]
    assert Message.objects.count() == 1


def test_what_is_due_from_them_wherever_they_work_stays_theirs(held):
    with declared() as kind:
        plan(kind, held, "")
        sweep_on(*range(-7, 20))
        assert seen(held, 19) == (1, 1)
    assert [stage for _, stage in told()] == ["before", "day", "after"]


def test_who_goes_on_there_in_another_role_keeps_what_any_role_may_do_and_nothing_of_the_one_that_ended(held):
    MembershipFactory(user=held.user, organisation=held.organisation, service=held.service)
    with declared() as kind:
        plan(kind, held, Role.MEDICAL_DIRECTOR, number=1)
        plan(kind, held, ANY_ROLE, number=2)
        assert seen(held, 0) == (1, 1)
        sweep_on(0)
    assert Notice.objects.get(due__subject="thing:2") == Notice.objects.get()


def test_a_role_somewhere_else_gives_nothing_back(held):
    MembershipFactory(user=held.user, role=Role.MEDICAL_DIRECTOR)
    with declared() as kind:
        plan(kind, held)
        sweep_on(0)
        assert seen(held, 0) == (0, 0)
    assert told() == []


def test_who_comes_back_finds_it_again_and_is_told_of_what_comes_next(held):
    with declared() as kind:
        plan(kind, held)
        sweep_on(-7, 0)
        MembershipFactory(
            user=held.user, organisation=held.organisation, service=held.service, period=DateRange(day(2), None)
        )
        assert (seen(held, 1), seen(held, 2)) == ((0, 0), (1, 1))
        sweep_on(3)
    assert [stage for _, stage in told()] == ["before", "after"]


def test_that_it_was_not_done_is_still_passed_on_to_who_is_told_in_the_end(held):
    lead = UserFactory()
    with with_escalation(lead) as kind:
        plan(kind, held)
        sweep_on(*range(-2, 20))
    assert told() == [(lead.email, "escalation")]


def test_nobody_stands_in_for_who_has_left(held):
    colleague = MembershipFactory(organisation=held.organisation).user
    Away.objects.create(user=held.user, period=DateRange(day(-1), day(30)), delegate=colleague)
    with declared(may_act=lambda user, subject: True) as kind:
        plan(kind, held)
        sweep_on(0, 3)
    assert told() == []


def test_a_letter_that_waited_while_they_left_is_not_written(held):
    with declared() as kind:
        Choice.objects.create(user=held.user, kind=kind.key, every="weekly")
        plan(kind, held)
        with at(day(-7), 12):
            find()
        assert Notice.objects.filter(letter_at__date__gt=day(-3)).exists()
        sweep_on(0, 7)
    assert not Message.objects.exists()
    assert Notice.objects.get().told_at is not None


def test_a_letter_of_several_leaves_out_what_is_theirs_no_more(held):
    with declared() as kind:
        Choice.objects.create(user=held.user, kind=kind.key, every="weekly")
        plan(kind, held, number=1)
        plan(kind, held, "", number=2)
        Due.objects.filter(subject="thing:2").update(title="My own")
        with at(day(-7), 12):
            find()
        sweep_on(7)
    assert "Amira" not in "".join(Message.objects.values_list("subject", flat=True))
    assert "Amira" not in "".join(Message.objects.values_list("text", flat=True))
    assert Message.objects.filter(text__contains="My own").exists()


def test_what_was_called_off_names_nobody_to_who_has_left(held):
    with declared() as kind:
        plan(kind, held)
        with at(day(-5)):
            cancel(kind=kind.key, subject="thing:1")
        assert (seen(held, -3), seen(held, -2)) == ((1, 0), (0, 0))


def test_the_page_of_ones_calendar_leaves_it_out(signed_in, user):
    ended = MembershipFactory(user=user, period=DateRange(date(2024, 1, 1), date(2024, 2, 1)))
    with declared() as kind:
        plan(kind, ended)
        assert "Amira" not in signed_in.get(reverse("reminders:calendar")).content.decode()
        Membership.objects.update(period=DateRange(date(2024, 1, 1), None))
        assert "Amira" in signed_in.get(reverse("reminders:calendar")).content.decode()


def test_many_who_have_left_take_as_many_queries_as_one(held):
    asked = []
    with declared() as kind:
        for count in (1, 40):
            for number in range(count):
                plan(kind, held, number=1000 * count + number)
            with at(day(0)), CaptureQueriesContext(connection) as queries:
                assert find() == count
            asked.append(len(queries))
    assert asked[0] == asked[1]


def test_what_goes_with_a_role_names_its_organisation():
    with declared() as kind, pytest.raises(IntegrityError), transaction.atomic():
        set_due(
            kind=kind.key, subject="thing:1", user=UserFactory(), due_on=DUE, title="X", path="/x/", only_as=ANY_ROLE
        )
