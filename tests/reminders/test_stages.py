"""A due goes through its stages as days pass, and each is told once to whom it concerns."""

from datetime import date, timedelta

import pytest

from people.settings.declared import DECLARED as SETTINGS
from reminders.kinds import ON_THE_DAY, Kind, before, days_setting, escalation
from reminders.models import Due, Message, Notice
from reminders.services import cancel, finish, set_due
from reminders.sweeping import find, sweep
from tests.factories import OrganisationFactory, UserFactory, set_here
from tests.reminders.making import at, declared, told, with_escalation

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 10)


def day(number: int) -> date:
    return DUE + timedelta(days=number)


def plan(kind: Kind, user, on: date, due_on: date = DUE, **more) -> Due:
    with at(on):
        return set_due(kind=kind.key, subject="thing:1", user=user, due_on=due_on, title="Thing", path="/x/", **more)


def sweep_on(*numbers: int) -> None:
    for number in numbers:
        with at(day(number)):
            sweep()
            sweep()


def test_before_on_the_day_after_and_then_someone_else():
    user, lead = UserFactory(email="a@tests.example"), UserFactory(email="lead@tests.example")
    with with_escalation(lead) as kind:
        plan(kind, user, day(-30))
        sweep_on(*range(-30, 40))
    stages = ["before", "day", "after", "escalation"]
    assert told() == [("a@tests.example", stage) for stage in stages[:3]] + [("lead@tests.example", "escalation")]
    made = [(notice.made_at.date() - DUE).days for notice in Notice.objects.order_by("pk")]
    assert made == [-7, 0, 3, 10]
    assert [message.subject for message in Message.objects.order_by("pk")] == [
        "Due: Thing",
        "Due: Thing",
        "Overdue: Thing",
        "Not done yet: Thing",
    ]
    last = Message.objects.latest("pk")
    assert last.to == "lead@tests.example"
    assert f"Thing was due from {user} on" in last.text
    assert "goes to those in charge" in last.text


def test_after_its_last_stage_a_due_is_found_no_more():
    with declared() as kind:
        due = plan(kind, UserFactory(), day(-30))
        sweep_on(-7, 0)
        due.refresh_from_db()
        assert (due.stage, due.remind_on, due.reminded_at) == ("after", day(3), None)
        sweep_on(3)
        due.refresh_from_db()
        assert due.reminded_at is not None


def test_what_is_done_after_a_reminder_is_told_of_no_more():
    user = UserFactory()
    with with_escalation(UserFactory()) as kind:
        plan(kind, user, day(-30))
        sweep_on(-7)
        finish(kind=kind.key, subject="thing:1")
        sweep_on(0, 3, 10)
    assert told() == [(user.email, "before")]


def test_what_moves_goes_through_its_stages_again():
    user = UserFactory()
    with declared() as kind:
        plan(kind, user, day(-30))
        sweep_on(-7, 0)
        plan(kind, user, day(1), due_on=day(20))
        sweep_on(1, 3, 13, 20)
    assert told() == [(user.email, stage) for stage in ("before", "day", "before", "day")]


def test_a_sweep_that_slept_tells_the_latest_stage_alone_and_escalates_another_day():
    user, lead = UserFactory(), UserFactory()
    with with_escalation(lead) as kind:
        plan(kind, user, day(-30))
        sweep_on(25)
        assert told() == [(user.email, "after")]
        sweep_on(26, 27)
    assert told() == [(user.email, "after"), (lead.email, "escalation")]


def test_what_is_agreed_two_days_ahead_is_not_announced_a_week_ahead():
    user = UserFactory()
    with declared() as kind:
        plan(kind, user, day(-2))
        sweep_on(-2, -1)
        assert told() == []
        sweep_on(0)
    assert told() == [(user.email, "day")]


def test_a_day_of_its_own_for_the_first_reminder_stands_before_the_others():
    user = UserFactory()
    with declared() as kind:
        plan(kind, user, day(-60), remind_on=day(-50))
        sweep_on(-51)
        assert told() == []
        sweep_on(-50, -7, 0)
    assert told() == [(user.email, "before"), (user.email, "day")]


def test_one_person_is_escalated_to_once_though_it_was_due_from_two_and_never_the_person_themselves():
    lead, other = UserFactory(), UserFactory()
    with with_escalation(lead, lead, UserFactory(is_active=False)) as kind:
        for user in (lead, other):
            plan(kind, user, day(-30))
        sweep_on(-7, 0, 3, 10)
    assert [mail for mail, stage in told() if stage == "escalation"] == [lead.email]


def test_a_room_that_cannot_say_who_is_told_in_the_end_holds_up_nobody(caplog):
    def broken(subject: str) -> list:
        raise RuntimeError("gone")

    stages = (ON_THE_DAY, escalation(1))
    with declared(stages=stages, escalates_to=broken, escalates_words="nobody") as kind:
        plan(kind, UserFactory(), day(-2))
        sweep_on(0, 1)
        user = UserFactory()
        with at(day(1)):
            set_due(kind=kind.key, subject="thing:2", user=user, due_on=day(1), title="Other", path="/y/")
            sweep()
    assert (user.email, "day") in told()
    assert "could not answer" in caplog.text


@pytest.fixture
def weeks():
    setting = days_setting("test_reminder_days", "Tests", "First reminder", 7)
    yield setting
    del SETTINGS[setting.key]


def test_stages_go_by_the_settings_of_the_dues_organisation(weeks):
    usual, early = OrganisationFactory(), OrganisationFactory()
    set_here(early, weeks, 28)
    user = UserFactory()
    with declared(stages=(before(weeks), ON_THE_DAY)) as kind:
        for number, organisation in enumerate((usual, early, None)):
            with at(day(-60)):
                due = set_due(
                    kind=kind.key,
                    subject=f"thing:{number}",
                    user=user,
                    due_on=DUE,
                    title="Thing",
                    path="/x/",
                    organisation=organisation,
                )
            assert due.remind_on == day(-28 if organisation == early else -7)


def test_later_stages_take_one_query_a_setting_however_many_dues(weeks, django_assert_max_num_queries):
    with declared(stages=(before(40), escalation(weeks)), escalates_to=lambda s: [], escalates_words="nobody") as kind:
        organisations = [OrganisationFactory() for _ in range(8)]
        for number in range(40):
            with at(day(-60)):
                set_due(
                    kind=kind.key,
                    subject=f"thing:{number}",
                    user=UserFactory(),
                    due_on=DUE,
                    title="Thing",
                    path="/x/",
                    organisation=organisations[number % 8],
                )
        with at(day(-40)), django_assert_max_num_queries(22):
            assert sweep() == 40


def test_what_is_called_off_is_read_and_its_letter_that_waits_is_not_written():
    user = UserFactory()
    with declared() as kind:
        due = plan(kind, user, day(-30))
        with at(day(-7)):
            find()
            cancel(kind=kind.key, subject=due.subject)
            sweep()
    notice = Notice.objects.get()
    assert notice.read_at is not None
    assert not Message.objects.exists()
