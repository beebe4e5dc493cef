"""What the mentee takes from a session is theirs; both are reminded of it before, and the mentee after."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from mentoring import services as mentorships
from mentoring.models import SessionNote
from mentoring.sessions import notes, services
from mentoring.sessions.dues import NOTE, SESSION
from people.refusals import Refused
from reminders.following import follow
from reminders.models import Choice, Due, Notice
from reminders.sweeping import sweep
from tests.mentoring.sessions.meeting import NOTED, WHY, Meeting, ahead, as_, open_dues, subjects
from tests.roles.reachable import TOKEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Meeting:
    return Meeting()


def told(user) -> list[tuple[str, str]]:
    """What stands in the person's inbox of sessions, as kind and stage."""
    mine = Notice.objects.filter(user=user, kind__in=[SESSION.key, NOTE.key]).exclude(due=None).order_by("pk")
    return list(mine.values_list("kind", "stage"))


class TestNotes:
    def test_a_note_is_read_by_the_mentee_and_by_the_mentor_only_while_it_is_shared(self, of):
        session = of.held()
        address = reverse("sessions:detail", args=[session.pk])

        def read() -> list[bool]:
            return [NOTED in as_(user).get(address).content.decode() for user in (of.mentee, of.mentor)]

        notes.keep(session, by=of.mentee, text=NOTED, shared=False)
        assert read() == [True, False]
        notes.keep(session, by=of.mentee, text=NOTED, shared=True)
        assert read() == [True, True]
        mentorships.end(of.pair, by=of.mentor)
        notes.keep(session, by=of.mentee, text=NOTED, shared=False)
        assert read() == [True, False]

    def test_the_mentor_does_not_even_learn_that_there_is_a_private_one(self, of):
        session = of.held()
        addresses = [
            reverse("sessions:detail", args=[session.pk]),
            reverse("mentoring:mentorship", args=[of.pair.pk]),
            reverse("mentoring:home"),
        ]
        pages = lambda: [TOKEN.sub("", as_(of.mentor).get(each).content.decode()) for each in addresses]  # noqa: E731
        before = pages()
        notes.keep(session, by=of.mentee, text=NOTED, shared=False)
        assert [page.count("ote") for page in pages()] == [page.count("ote") for page in before]
        assert as_(of.mentor).get(reverse("sessions:note", args=[session.pk])).status_code == 404
        assert not any("takes from" in subject or "shares" in subject for subject in subjects(of.mentor))

    def test_shared_it_is_told_to_the_mentor_once(self, of):
        session = of.held()
        for shared in (True, False, True):
            notes.keep(session, by=of.mentee, text=NOTED, shared=shared)
        assert subjects(of.mentor).count("Tom Mentee shares what they take from your session") == 1

    def test_the_mentor_notes_nothing_in_the_mentees_place(self, of):
        with pytest.raises(PermissionDenied):
            notes.keep(of.held(), by=of.mentor, text=NOTED, shared=True)

    def test_nothing_is_noted_before_a_session_has_begun_or_where_it_was_cancelled(self, of):
        session = of.agrees()
        with pytest.raises(Refused, match="once it has begun"):
            notes.keep(session, by=of.mentee, text=NOTED, shared=False)
        services.cancel(session, by=of.mentor, why=WHY)
        with time_machine.travel(ahead(4)), pytest.raises(Refused, match="once it has begun"):
            notes.keep(session, by=of.mentee, text=NOTED, shared=False)
        assert not SessionNote.objects.exists()


class TestReminders:
    def test_both_are_reminded_the_day_before_and_on_the_day_and_the_mentee_to_note_after_it(self, of):
        session = of.agrees()
        for days in range(1, 12):
            with time_machine.travel(ahead(days) - timedelta(hours=2)):
                follow(SESSION, timezone.localdate())
                follow(NOTE, timezone.localdate())
                sweep()
        both = [(SESSION.key, "before"), (SESSION.key, "day")]
        assert told(of.mentor) == both
        assert told(of.mentee) == [*both, (NOTE.key, "day"), (NOTE.key, "after")]
        assert Due.objects.get(kind=NOTE.key).title.startswith("Note what you take from your session with Maya Mentor")
        with time_machine.travel(ahead(4)):
            notes.keep(session, by=of.mentee, text=NOTED, shared=False)
        assert open_dues(NOTE.key) == open_dues() == []

    def test_what_moved_is_reminded_of_on_its_new_day_alone(self, of):
        session = of.agrees(ahead(3))
        services.agree(of.moves(session, of.mentor, ahead(6)), by=of.mentee)
        days = {}
        for day in range(1, 8):
            with time_machine.travel(ahead(day) - timedelta(hours=2)):
                follow(SESSION, timezone.localdate())
                sweep()
                days[day] = len(told(of.mentor))
        assert days == {1: 0, 2: 0, 3: 0, 4: 0, 5: 1, 6: 2, 7: 2}

    def test_who_has_noted_on_the_day_is_asked_for_nothing_and_a_cancelled_session_asks_nobody(self, of):
        noted, gone = of.agrees(ahead(3)), of.agrees(ahead(4))
        services.cancel(gone, by=of.mentor, why=WHY)
        with time_machine.travel(ahead(3)):
            notes.keep(noted, by=of.mentee, text=NOTED, shared=False)
        with time_machine.travel(ahead(5)):
            follow(NOTE, timezone.localdate())
        assert open_dues(NOTE.key) == []

    def test_following_the_data_changes_nothing_that_services_wrote(self, of):
        of.agrees()
        before = list(Due.objects.order_by("pk").values())
        assert follow(SESSION, timezone.localdate()) == 0
        assert list(Due.objects.order_by("pk").values()) == before

    def test_a_mentee_may_turn_the_question_for_a_note_off_and_nobody_the_sessions(self, of):
        Choice.objects.create(user=of.mentee, kind=NOTE.key, every="off")
        assert (NOTE.may_stop, SESSION.may_stop) == (True, False)
        of.agrees()
        with time_machine.travel(ahead(4)):
            follow(NOTE, timezone.localdate())
            sweep()
        assert Notice.objects.get(user=of.mentee, kind=NOTE.key).letter_at is None

    def test_the_feed_shows_the_session_moved_and_cancelled_under_one_name(self, of):
        from reminders.feed import calendar_of

        def events() -> list[tuple[str, str, str]]:
            found = calendar_of(of.mentee).decode().split("BEGIN:VEVENT")[1:]
            lines = [dict(line.split(":", 1) for line in each.splitlines() if ":" in line) for each in found]
            return [(each["UID"], each["DTSTART;VALUE=DATE"], each["STATUS"]) for each in lines]

        session = of.agrees(ahead(3))
        [first] = events()
        services.agree(of.moves(session, of.mentor, ahead(6)), by=of.mentee)
        [second] = events()
        services.cancel(session, by=of.mentor, why=WHY)
        [third] = events()
        assert first[0] == second[0] == third[0]
        assert (first[1], second[1]) == (f"{ahead(3):%Y%m%d}", f"{ahead(6):%Y%m%d}")
        assert [each[2] for each in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
