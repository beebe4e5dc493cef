"""Proposing, agreeing, moving and cancelling a session: what each writes, refuses and tells."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from pghistory.models import Context

from mentoring import services as mentorships
from mentoring.models import Session, SessionNote, SessionTime
from mentoring.sessions import notes, services
from mentoring.sessions.models import TimeState
from people.refusals import Refused
from reminders.models import Message
from tests.factories import UserFactory
from tests.mentoring.conftest import ANSWER, HOPE, make_mentee, make_mentor
from tests.mentoring.sessions.meeting import (
    NOTED,
    PURPOSE,
    WHY,
    Meeting,
    ahead,
    invitations,
    open_dues,
    standing,
    state_of,
    subjects,
)
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Meeting:
    return Meeting()


class TestProposing:
    @pytest.mark.parametrize("who", ["mentor", "mentee"])
    def test_either_proposes_and_the_other_is_told_once(self, of, who):
        by = getattr(of, who)
        made = of.proposes(by)
        assert of.proposes(by) == made
        other = of.mentee if who == "mentor" else of.mentor
        assert subjects(other) == [f"{by} proposes a mentoring session"]
        assert subjects(by) == []
        assert open_dues() == []

    def test_a_session_lies_ahead(self, of):
        with pytest.raises(Refused) as refused:
            of.proposes(at=timezone.now())
        assert (refused.value.field, refused.value.sentence) == ("starts", "The session must begin later than now")
        assert not Session.objects.exists()

    def test_a_person_has_one_session_at_a_time_and_reads_with_whom(self, of):
        of.agrees(ahead(3))
        with pytest.raises(Refused, match="You have a session with Maya Mentor then"):
            of.proposes(at=ahead(3) + timedelta(minutes=30))
        of.proposes(at=ahead(3) + timedelta(minutes=60))

    def test_what_the_other_has_then_with_someone_else_is_told_to_nobody(self, of):
        elsewhere = Meeting()
        elsewhere.pair.mentee = of.mentee
        elsewhere.pair.save()
        elsewhere.mentee = of.mentee
        elsewhere.agrees(ahead(3))
        made = of.proposes(of.mentor, at=ahead(3))
        with pytest.raises(Refused, match="You have a session with Maya Mentor then"):
            services.agree(made, by=of.mentee)

    def test_what_one_proposed_elsewhere_is_taken_too_and_what_is_proposed_to_one_is_not(self, of):
        other = make_mentee("Other")
        pair = mentorships.accept(mentorships.ask(of.pair.mentor, by=other, message=HOPE), by=of.mentor, answer=ANSWER)
        asked: dict[str, Any] = {
            "purpose": PURPOSE,
            "starts_at": ahead(3),
            "minutes": 60,
            "place": "Room 4",
            "link": "",
        }
        of.proposes(of.mentee, at=ahead(3))
        services.propose(pair, by=of.mentor, **asked)
        with pytest.raises(Refused, match="You have a session with Other then"):
            services.agree(SessionTime.objects.get(proposed_by=of.mentee), by=of.mentor)

    def test_six_sessions_are_enough_ahead(self, of):
        for days in range(1, 7):
            of.proposes(at=ahead(days))
        with pytest.raises(Refused, match="6 sessions are ahead"):
            of.proposes(at=ahead(9))

    def test_the_database_knows_no_session_without_a_place_or_of_no_length(self, of):
        made = of.proposes()
        for wrong in ({"place": ""}, {"minutes": 4}, {"minutes": 481}):
            with pytest.raises(IntegrityError), transaction.atomic():
                SessionTime.objects.filter(pk=made.pk).update(**wrong)


class TestAgreeing:
    def test_the_other_agrees_and_both_are_invited_and_reminded(self, of):
        made = of.proposes()
        with pytest.raises(Refused, match="waits for the other"):
            services.agree(made, by=of.mentee)
        services.agree(made, by=of.mentor)
        services.agree(made, by=of.mentor)
        day = timezone.localdate(made.starts_at)
        assert open_dues() == [(of.mentor, day), (of.mentee, day)]
        for user, other in ((of.mentor, of.mentee), (of.mentee, of.mentor)):
            [(method, event)] = invitations(user)
            assert (method, str(event["CLASS"]), event["DTSTART"].dt) == ("REQUEST", "PRIVATE", made.starts_at)
            assert subjects(user)[-1] == f"Your mentoring session with {other} is agreed"

    def test_a_time_that_was_replaced_or_has_passed_is_not_agreed(self, of):
        first = of.proposes()
        second = of.moves(first.session, of.mentor, ahead(4), why="")
        with pytest.raises(Refused, match="Another time was proposed meanwhile"):
            services.agree(first, by=of.mentor)
        with time_machine.travel(ahead(5)), pytest.raises(Refused, match=r"later than now\. Propose another time"):
            services.agree(second, by=of.mentee)

    def test_a_session_cancelled_meanwhile_is_not_agreed(self, of):
        made = of.proposes()
        services.cancel(made.session, by=of.mentee, why=WHY)
        with pytest.raises(Refused, match="cancelled by now"):
            services.agree(made, by=of.mentor)


class TestMoving:
    def test_what_was_agreed_stands_until_the_other_agrees_and_then_one_event_moves(self, of):
        session = of.agrees()
        later = of.moves(session, of.mentor, ahead(5))
        assert standing(session).starts_at == ahead(3)
        assert len(invitations(of.mentee)) == 1
        services.agree(later, by=of.mentee)
        assert state_of(session) == ["replaced", "agreed"]
        assert {on for _, on in open_dues()} == {timezone.localdate(ahead(5))}
        for user in (of.mentor, of.mentee):
            first, second = (event for _, event in invitations(user))
            assert first["UID"] == second["UID"]
            assert (first["SEQUENCE"], second["SEQUENCE"]) == (1, 2)
            assert second["DTSTART"].dt == ahead(5)
            assert "is moved" in subjects(user)[-1]

    def test_an_agreed_time_moves_with_a_reason_and_a_proposed_one_without(self, of):
        with pytest.raises(Refused) as refused:
            of.moves(of.agrees(), of.mentor, ahead(5), why="")
        assert refused.value.field == "why"
        waiting = of.proposes(at=ahead(8)).session
        of.moves(waiting, of.mentor, ahead(9), why="")
        assert state_of(waiting) == ["replaced", "proposed"]

    def test_moved_twice_alike_it_is_one_and_the_other_is_told_once(self, of):
        session = of.agrees()
        assert of.moves(session, of.mentor, ahead(5)) == of.moves(session, of.mentor, ahead(5))
        assert subjects(of.mentee).count("Maya Mentor proposes another time for your mentoring session") == 1

    def test_a_page_that_does_not_know_the_others_proposal_replaces_it_only_when_sent_again(self, of):
        session = of.agrees()
        seen = services.times_seen(session)
        of.moves(session, of.mentor, ahead(5))
        with pytest.raises(Refused, match="Someone changed this"):
            of.moves(session, of.mentee, ahead(6), seen=seen)
        of.moves(session, of.mentee, ahead(6), seen=services.times_seen(session))
        assert state_of(session) == ["agreed", "replaced", "proposed"]

    def test_both_who_want_the_same_time_are_led_to_agree(self, of):
        session = of.agrees()
        of.moves(session, of.mentor, ahead(5))
        with pytest.raises(Refused, match="Maya Mentor proposes just this time"):
            of.moves(session, of.mentee, ahead(5))
        with pytest.raises(Refused, match="the time that you have agreed"):
            of.moves(session, of.mentee, ahead(3))

    def test_a_session_that_runs_may_move_and_one_that_is_over_may_not(self, of):
        session, first, second = of.agrees(), ahead(3), ahead(5)
        with time_machine.travel(first + timedelta(minutes=30)):
            later = of.moves(session, of.mentor, second)
        with time_machine.travel(first + timedelta(minutes=90)):
            services.agree(later, by=of.mentee)
        assert standing(session).starts_at == second
        with time_machine.travel(second + timedelta(minutes=60)):
            with pytest.raises(Refused, match="is over"):
                of.moves(session, of.mentor, second + timedelta(days=4))
            with pytest.raises(Refused, match="is over"):
                services.cancel(session, by=of.mentor, why=WHY)


class TestCancelling:
    @pytest.mark.parametrize("who", ["mentor", "mentee"])
    def test_either_cancels_what_is_agreed_and_calendars_and_reminders_follow(self, of, who):
        session = of.agrees()
        of.moves(session, of.mentor, ahead(5))
        by = getattr(of, who)
        services.cancel(session, by=by, why=WHY)
        services.cancel(session, by=by, why=WHY)
        assert state_of(session) == ["cancelled", "cancelled"]
        assert open_dues() == []
        for user in (of.mentor, of.mentee):
            method, event = invitations(user)[-1]
            assert (method, str(event["STATUS"]), event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
            assert len({str(event["UID"]) for _, event in invitations(user)}) == 1

    def test_what_was_only_proposed_is_cancelled_without_a_word_to_calendars(self, of):
        session = of.proposes().session
        services.cancel(session, by=of.mentor, why=WHY)
        assert invitations(of.mentee) == invitations(of.mentor) == []
        assert subjects(of.mentee) == ["Your mentoring session with Maya Mentor is cancelled"]

    def test_who_cancels_what_the_other_has_cancelled_reads_so_and_keeps_the_first_reason(self, of):
        session = of.agrees()
        services.cancel(session, by=of.mentor, why=WHY)
        with pytest.raises(Refused, match="Maya Mentor has cancelled it already"):
            services.cancel(session, by=of.mentee, why="Me too")
        session.refresh_from_db()
        assert (session.cancelled_by, session.cancelled_why) == (of.mentor, WHY)


class TestEnding:
    def test_the_end_of_the_mentoring_cancels_what_is_ahead_and_leaves_what_was_held(self, of):
        held, agreed, asked = of.held(), of.agrees(ahead(4)), of.proposes(at=ahead(6)).session
        mentorships.end(of.pair, by=of.mentor)
        assert [state_of(each) for each in (held, agreed, asked)] == [["agreed"], ["cancelled"], ["cancelled"]]
        assert [method for method, _ in invitations(of.mentee)] == ["REQUEST", "REQUEST", "CANCEL"]
        assert open_dues() == []
        assert sum("cancelled" in subject for subject in subjects(of.mentee)) == 1

    def test_afterwards_nothing_is_planned_agreed_moved_or_cancelled(self, of):
        session, asked = of.agrees(), of.proposes(at=ahead(6))
        mentorships.end(of.pair, by=of.mentee)
        for act in (
            lambda: of.proposes(at=ahead(8)),
            lambda: services.agree(asked, by=of.mentor),
            lambda: of.moves(session, of.mentor, ahead(9)),
            lambda: services.cancel(session, by=of.mentor, why=WHY),
        ):
            with pytest.raises(Refused, match="This mentoring is ended by now"):
                act()


def test_nobody_but_the_pair_plans_anything(of):
    stranger, session, asked = make_mentor(user__name="Other").user, of.agrees(), of.proposes(at=ahead(6))
    for act in (
        lambda: of.proposes(stranger, at=ahead(8)),
        lambda: services.agree(asked, by=stranger),
        lambda: of.moves(session, stranger, ahead(9)),
        lambda: services.cancel(session, by=stranger, why=WHY),
        lambda: notes.keep(session, by=UserFactory(), text=NOTED, shared=False),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_history_and_messages_never_hold_the_words_of_the_pair_r10(of):
    session = of.agrees()
    services.agree(of.moves(session, of.mentor, ahead(5)), by=of.mentee)
    notes.keep(of.held(), by=of.mentee, text=NOTED, shared=True)
    services.cancel(session, by=of.mentor, why=WHY)
    kept: list[object] = [list(Context.objects.values()), list(Message.objects.values())]
    for model in (Session, SessionTime, SessionNote):
        kept.append(list(model.events.rel.related_model.objects.values()))  # type: ignore[union-attr]  # pghistory's
    written = json.dumps(kept, default=str)
    assert "Proposed another time" in written
    assert "Room 4" in json.dumps(list(Message.objects.values("text")))
    for words in (PURPOSE, WHY, NOTED):
        assert words not in written


class TestClocks:
    """Clocks go forward on 28 March 2027 and back on 31 October 2027."""

    @pytest.mark.parametrize(
        ("now", "at"),
        [
            (datetime(2027, 3, 26, 9, tzinfo=UTC), datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
            (datetime(2027, 10, 29, 9, tzinfo=UTC), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ],
    )
    def test_a_session_over_the_change_of_clocks_lasts_as_long_as_was_said(self, now, at):
        with time_machine.travel(now):
            of = Meeting()
            services.agree(of.proposes(at=at, minutes=120), by=of.mentor)
            [(_, event)] = invitations(of.mentor)
            assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=2)
            with pytest.raises(Refused, match="You have a session"):
                of.proposes(at=at + timedelta(minutes=119))

    def test_the_day_of_a_session_is_the_day_in_london(self):
        with time_machine.travel(datetime(2027, 6, 1, 9, tzinfo=UTC)):
            of = Meeting()
            services.agree(of.proposes(at=datetime(2027, 6, 3, 23, 30, tzinfo=UTC)), by=of.mentor)
            assert {f"{on:%d %B}" for _, on in open_dues()} == {"04 June"}


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_agreeing_and_cancelling_at_once_leaves_one_state_and_a_rising_sequence(self):
        of = Meeting()
        session = of.agrees()
        later = of.moves(session, of.mentee, ahead(5))
        together(lambda: services.agree(later, by=of.mentor), lambda: services.cancel(session, by=of.mentee, why=WHY))
        sequences = [event["SEQUENCE"] for _, event in invitations(of.mentor)]
        assert sequences == sorted(set(sequences))
        assert invitations(of.mentor)[-1][0] == "CANCEL"
        assert session.times.filter(state=TimeState.AGREED).count() == 0

    def test_the_same_proposal_from_two_windows_at_once_is_one_session(self):
        of, at = Meeting(), ahead()
        results = together(*[lambda: of.proposes(at=at)] * 3)
        assert [each for each in results if isinstance(each, Exception)] == []
        assert Session.objects.count() == SessionTime.objects.count() == 1

    def test_of_two_sessions_at_one_time_agreed_at_once_one_is_refused(self):
        of = Meeting()
        others = [of.proposes(at=ahead(3))]
        second = make_mentee("Second")
        pair = mentorships.accept(mentorships.ask(of.pair.mentor, by=second, message=HOPE), by=of.mentor, answer=ANSWER)
        asked: dict[str, Any] = {
            "purpose": PURPOSE,
            "starts_at": ahead(3),
            "minutes": 60,
            "place": "Room 4",
            "link": "",
        }
        others.append(services.propose(pair, by=second, **asked))
        results = together(*[lambda t=t: services.agree(t, by=of.mentor) for t in others])
        assert sum(isinstance(each, Refused) for each in results) == 1
        assert SessionTime.objects.filter(state=TimeState.AGREED).count() == 1

    def test_ending_while_the_other_agrees_leaves_nothing_ahead(self):
        of = Meeting()
        asked = of.proposes()
        together(lambda: mentorships.end(of.pair, by=of.mentee), lambda: services.agree(asked, by=of.mentor))
        assert not SessionTime.objects.filter(state__in=[TimeState.AGREED, TimeState.PROPOSED]).exists()
        assert open_dues() == []
