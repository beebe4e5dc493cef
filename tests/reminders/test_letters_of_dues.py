"""One letter a person: digests, quiet hours, days away and who stands in, as each has chosen."""

from datetime import date, datetime, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone, translation

from people.models import Role
from people.refusals import Refused
from reminders import composing
from reminders.kinds import ON_THE_DAY
from reminders.lettering import SHOWN
from reminders.models import Due, Message, Notice
from reminders.preferences import services as preferences
from reminders.preferences.models import Away, Choice
from reminders.rules import Every, Quiet
from reminders.services import finish, set_due, tell
from reminders.sweeping import find, sweep
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.reminders.making import at, declared, make_due, told, with_escalation

pytestmark = pytest.mark.django_db
FRIDAY = date(2027, 3, 5)
MONDAY = FRIDAY + timedelta(days=3)


def due_from(user, on: date, *, kind: str = "plain", title: str = "Thing", subject: str = "") -> Due:
    with at(FRIDAY):
        return set_due(
            kind=kind, subject=subject or f"{title}:{on}", user=user, due_on=on, title=title, path=f"/{title.lower()}/"
        )


def say(user, key: str = "event:1", kind: str = "plain", subject: str = "It began") -> None:
    facts: dict[str, object] = {"title": "Clinical lead", "organisation": "Here", "closes_at": "tomorrow"}
    tell(user, kind=kind, key=key, subject=subject, template="roles/mail/panel", context=facts, path="/event/")


def letters() -> list[tuple[str, str]]:
    return [(message.to, message.subject) for message in Message.objects.order_by("pk")]


def test_after_a_weekend_each_person_gets_one_letter_of_all_that_came():
    user, other = UserFactory(), UserFactory()
    for n in range(3):
        due_from(user, FRIDAY + timedelta(days=n + 1), title=f"Thing{n}")
    due_from(other, MONDAY, title="Alone")
    with at(MONDAY):
        assert sweep() == 4
        assert sweep() == 0
    assert sorted(letters()) == sorted([(user.email, "Thing0, and 2 more"), (other.email, "Due: Alone")])
    digest = Message.objects.get(user=user)
    for n in range(3):
        assert f"Thing{n}\n" in digest.text
        assert f'<a href="http://localhost:8000/thing{n}/">' in digest.html
    assert "Was due Saturday 6 March 2027" in digest.text
    assert "Due Monday 8 March 2027" in digest.text
    assert digest.text.count("You get this message because") == 1
    assert set(Notice.objects.filter(user=user).values_list("letter", flat=True)) == {digest.key}


def test_a_long_letter_names_some_and_links_to_the_rest():
    user = UserFactory()
    for n in range(SHOWN + 5):
        due_from(user, MONDAY, title=f"Thing{n}")
    with at(MONDAY):
        sweep()
    assert "And 5 more: http://localhost:8000/reminders/inbox/" in Message.objects.get().text


@pytest.mark.parametrize(("every", "day", "hour"), [(Every.DAILY, 6, 7), (Every.WEEKLY, 8, 7)])
def test_a_digest_comes_in_the_morning_and_stands_in_the_inbox_at_once(every, day, hour):
    user = UserFactory()
    preferences.choose(user, {"plain": every})
    due_from(user, FRIDAY)
    with at(FRIDAY):
        sweep()
        say(user)
        assert Notice.objects.filter(user=user, read_at=None).count() == 2
        assert letters() == []
    with at(date(2027, 3, day), hour - 1, 59):
        sweep()
        assert letters() == []
    with at(date(2027, 3, day), hour):
        sweep()
        sweep()
    assert letters() == [(user.email, "Thing, and 1 more")]
    text = Message.objects.get().text
    assert "This happened too:\n\nIt began\nhttp://localhost:8000/event/" in text


def test_what_is_done_before_its_digest_is_not_in_it():
    user = UserFactory()
    preferences.choose(user, {"plain": Every.DAILY})
    due_from(user, FRIDAY, title="Done", subject="done:1")
    due_from(user, FRIDAY, title="Open")
    with at(FRIDAY):
        sweep()
        finish(kind="plain", subject="done:1")
    with at(MONDAY):
        sweep()
    assert letters() == [(user.email, "Due: Open")]


def test_what_is_off_stands_in_the_inbox_alone():
    user = UserFactory()
    preferences.choose(user, {"plain": Every.OFF})
    due_from(user, FRIDAY)
    with at(FRIDAY):
        sweep()
        say(user)
    with at(MONDAY):
        sweep()
    assert letters() == []
    assert Notice.objects.filter(user=user, read_at=None).count() == 2


def test_an_event_is_told_once_though_the_wish_changes_in_between():
    user = UserFactory()
    preferences.choose(user, {"plain": Every.OFF})
    say(user)
    preferences.choose(user, {"plain": Every.AT_ONCE})
    say(user)
    assert letters() == []
    assert Notice.objects.count() == 1


def test_what_must_stay_on_is_told_to_whoever_had_it_off():
    user = UserFactory()
    with declared(stays="It can’t wait.") as kind:
        with pytest.raises(Refused, match=r"can’t be turned off\. It can’t wait"):
            preferences.choose(user, {kind.key: Every.OFF})
        Choice.objects.create(user=user, kind=kind.key, every=Every.OFF)  # from before it had to stay on
        due_from(user, FRIDAY, kind=kind.key)
        with at(FRIDAY):
            sweep()
        assert letters() == [(user.email, "Due: Thing")]
        assert "These emails can’t be stopped. It can’t wait." in Message.objects.get().text


def test_a_changed_wish_moves_the_letters_that_wait():
    user = UserFactory()
    preferences.choose(user, {"plain": Every.WEEKLY, "other": Every.WEEKLY})
    due_from(user, FRIDAY, title="Soon")
    due_from(user, FRIDAY, title="Never", kind="other")
    with at(FRIDAY):
        sweep()
        preferences.choose(user, {"plain": Every.AT_ONCE, "other": Every.OFF})
        sweep()
        assert letters() == [(user.email, "Due: Soon")]
    with at(MONDAY):
        sweep()
    assert len(letters()) == 1


def test_in_quiet_hours_nothing_goes_and_then_all_as_one_letter():
    user = UserFactory()
    preferences.keep_habits(user, quiet=Quiet(20, 8), language="")
    for n in range(2):
        due_from(user, MONDAY, title=f"Thing{n}")
    with at(MONDAY, 0, 30):
        sweep()
        assert letters() == []
    with at(MONDAY, 8):
        sweep()
    assert letters() == [(user.email, "Thing0, and 1 more")]


def test_an_event_in_quiet_hours_keeps_its_own_words_and_goes_at_their_end():
    user = UserFactory()
    preferences.keep_habits(user, quiet=Quiet(20, 8), language="")
    with at(FRIDAY, 22):
        say(user)
    message = Message.objects.get()
    assert "on the panel" in message.text
    assert timezone.localtime(message.not_before) == datetime(2027, 3, 6, 8, tzinfo=timezone.get_default_timezone())


def test_a_sweep_that_wakes_in_someones_quiet_hours_writes_the_letter_for_their_end():
    user = UserFactory()
    preferences.keep_habits(user, quiet=Quiet(20, 8), language="")
    due_from(user, FRIDAY)
    with at(FRIDAY, 19, 59):
        find()
    with at(FRIDAY, 23):
        sweep()
    assert timezone.localtime(Message.objects.get().not_before).hour == 8


@pytest.fixture
def colleagues():
    organisation = OrganisationFactory()
    users = [UserFactory(email=f"{name}@tests.example", name=name.title()) for name in ("anna", "ben")]
    for user in users:
        MembershipFactory(user=user, organisation=organisation, role=Role.HR)
    return users


def away(user, delegate: str = "") -> Away:
    with at(FRIDAY):
        return preferences.go_away(user, first=FRIDAY, last=FRIDAY + timedelta(days=9), delegate_email=delegate)


def test_who_is_away_hears_when_they_are_back_and_who_stands_in_hears_now(colleagues):
    anna, ben = colleagues
    away(anna, "Ben@tests.example")
    with declared(stages=(ON_THE_DAY,), may_act=lambda user, subject: True) as kind:
        due_from(anna, MONDAY, kind=kind.key)
        with at(MONDAY):
            sweep()
            assert letters() == [("ben@tests.example", "Due: Thing")]
            text = Message.objects.get().text
            assert "Anna is away and has named you to stand in. Thing is due on Monday 8 March 2027." in text
        with at(FRIDAY + timedelta(days=10), 6):
            sweep()
            assert len(letters()) == 1
        with at(FRIDAY + timedelta(days=10), 7):
            sweep()
    assert letters()[1:] == [("anna@tests.example", "Due: Thing")]
    assert "Thing was due on Monday 8 March 2027." in Message.objects.get(user=anna).text
    assert told(user=ben) == [("ben@tests.example", "day")]


@pytest.mark.parametrize("may_act", [None, lambda user, subject: False], ids=["a private kind", "who may not act"])
def test_who_stands_in_hears_nothing_of(colleagues, may_act):
    anna, ben = colleagues
    away(anna, ben.email)
    with declared(may_act=may_act) as kind:
        due_from(anna, MONDAY, kind=kind.key)
        with at(MONDAY):
            sweep()
            say(anna, kind=kind.key)
    assert told(user=ben) == []
    assert letters() == []


def test_when_what_was_due_is_done_who_stands_in_need_not_read_it(colleagues):
    anna, ben = colleagues
    away(anna, ben.email)
    with declared(may_act=lambda user, subject: True) as kind:
        due = due_from(anna, MONDAY, kind=kind.key)
        with at(MONDAY):
            sweep()
            finish(kind=kind.key, subject=due.subject)
    assert not Notice.objects.filter(read_at=None).exists()


def test_what_cannot_wait_reaches_who_is_away(colleagues):
    anna, _ = colleagues
    away(anna)
    with with_escalation(anna) as kind, declared(stays="It can’t wait.") as staying:
        due_from(UserFactory(), FRIDAY, kind=kind.key)
        due_from(anna, MONDAY, kind=staying.key, title="Now")
        for n in range(13):
            with at(FRIDAY + timedelta(days=n)):
                sweep()
        first = Notice.objects.filter(user=anna, stage="escalation").get()
        assert first.told_at is not None
        assert first.told_at.date() == FRIDAY + timedelta(days=10)
        assert Message.objects.filter(user=anna, subject="Due: Now").get().created_at is not None


def test_coming_back_early_sends_what_waited(colleagues):
    anna, _ = colleagues
    days = away(anna)
    due_from(anna, MONDAY)
    with at(MONDAY):
        sweep()
        assert letters() == []
        preferences.come_back(days)
        sweep()
    assert letters() == [("anna@tests.example", "Due: Thing")]


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("nobody@tests.example", "Nobody with this email address works where you do"),
        ("elsewhere@tests.example", "Nobody with this email address works where you do"),
        ("anna@tests.example", "your own email address"),
    ],
)
def test_only_a_colleague_stands_in(colleagues, email, words):
    MembershipFactory(user=UserFactory(email="elsewhere@tests.example"))
    with pytest.raises(Refused, match=words):
        away(colleagues[0], email)


def test_days_away_do_not_meet_and_asked_twice_alike_they_are_one(colleagues):
    anna, ben = colleagues
    assert away(anna, ben.email) == away(anna, ben.email)
    with at(FRIDAY), pytest.raises(Refused, match="End those first"):
        preferences.go_away(anna, first=MONDAY, last=MONDAY)
    assert Away.objects.count() == 1


def test_an_account_closed_after_the_notice_gets_no_letter():
    user = UserFactory()
    preferences.choose(user, {"plain": Every.DAILY})
    due_from(user, FRIDAY)
    with at(FRIDAY):
        sweep()
    user.is_active = False
    user.save()
    with at(MONDAY):
        sweep()
        sweep()
    assert letters() == []
    assert not Notice.objects.filter(told_at=None).exists()


@override_settings(LANGUAGES=[("en-gb", "English"), ("cy", "Cymraeg")])
def test_a_letter_is_written_in_the_language_that_its_person_chose(monkeypatch):
    languages = []
    real = composing.render_to_string

    def noting(*args, **kwargs):
        languages.append(translation.get_language())
        return real(*args, **kwargs)

    monkeypatch.setattr(composing, "render_to_string", noting)
    user = UserFactory()
    preferences.keep_habits(user, quiet=None, language="cy")
    make_due(user=user)
    sweep()
    assert set(languages) == {"cy"}
    assert translation.get_language() == "en-gb"
