"""The pages of sessions: what stands on them, what a wrong answer reads, and whom they do not exist for."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from mentoring import services as mentorships
from mentoring.models import Session, SessionNote, SessionTime
from mentoring.sessions import notes, services
from mentoring.sessions.forms import NoteForm
from pathways.desk.gathering import desk_of
from people.design.words import longtime
from people.models import Membership, Role
from reminders.models import Message
from tests.factories import MembershipFactory, UserFactory
from tests.mentoring.sessions.meeting import (
    NOTED,
    PURPOSE,
    WHY,
    Meeting,
    ahead,
    as_,
    invitations,
    standing,
    state_of,
    subjects,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Meeting:
    return Meeting()


def typed(days: int = 3, **facts: str) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=days)
    fair = {"purpose": PURPOSE, "starts": day.isoformat(), "clock": "10am", "minutes": "60", "place": "Room 4"}
    return fair | {"link": ""} | facts


def page(name: str, key: int) -> str:
    return reverse(f"sessions:{name}", args=[key])


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return response.content.decode()


class TestProposing:
    def test_a_session_is_proposed_and_both_read_whose_turn_it_is(self, of):
        sent = as_(of.mentee).post(page("propose", of.pair.pk), typed(), follow=True)
        session = Session.objects.get()
        assert sent.redirect_chain[-1][0] == page("detail", session.pk)
        assert "It is the turn of Maya Mentor" in text_of(sent)
        theirs = text_of(as_(of.mentor).get(page("detail", session.pk)))
        assert "Your turn: Tom Mentee proposes it" in theirs
        assert PURPOSE in theirs
        for where in ("mentoring:home", "mentoring:mentorship"):
            address = reverse(where, args=[of.pair.pk] if where.endswith("ship") else [])
            assert "Your turn: Tom Mentee proposes" in text_of(as_(of.mentor).get(address))

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"purpose": " "}, "Write what the session is for"),
            ({"purpose": "x" * 1001}, "1000 characters or fewer"),
            ({"starts": "2020-01-01"}, "Day must be today or later"),
            ({"starts": "2027-02-30"}, "must be a real date"),
            ({"clock": "soon"}, "Time must be a time of day"),
            ({"minutes": "0"}, "5 or more"),
            ({"place": ""}, "Give a place or a link"),
            ({"link": "ftp://x.example"}, "Link must begin with https://"),
        ],
    )
    def test_what_cannot_be_is_a_sentence_and_keeps_what_was_typed(self, of, wrong, sentence):
        sent = typed() | wrong
        shown = text_of(as_(of.mentee).post(page("propose", of.pair.pk), sent))
        assert sentence in shown
        assert "<title>Error: " in shown
        assert sent["purpose"].strip() in shown
        assert not Session.objects.exists()

    def test_a_time_that_has_gone_by_today_and_a_clash_are_sentences_beside_the_day(self, of):
        gone = as_(of.mentee).post(page("propose", of.pair.pk), typed(0, clock="0:00"))
        assert "The session must begin later than now" in text_of(gone)
        of.agrees(ahead(3))
        clash = text_of(as_(of.mentee).post(page("propose", of.pair.pk), typed(clock="10:30")))
        assert f"You have a session with Maya Mentor then, on {longtime(ahead(3))}" in clash
        assert PURPOSE in clash

    def test_odd_texts_stand_on_the_page_as_text(self, of):
        odd = "<b>{{ 7 * 7 }}</b> 'x' \u202e 👩🏽‍⚕️"
        as_(of.mentee).post(page("propose", of.pair.pk), typed(purpose=odd, place="<i>Room</i>"))
        shown = text_of(as_(of.mentor).get(page("detail", Session.objects.get().pk)))
        assert "&lt;b&gt;{{ 7 * 7 }}&lt;/b&gt;" in shown
        assert "<i>Room" not in shown

    def test_sent_twice_it_is_one(self, of):
        for _ in range(2):
            assert as_(of.mentee).post(page("propose", of.pair.pk), typed()).status_code == 302
        assert Session.objects.count() == 1
        assert len(subjects(of.mentor)) == 1

    def test_a_page_left_open_past_the_end_of_the_mentoring_reads_so_and_keeps_what_was_typed(self, of):
        mentorships.end(of.pair, by=of.mentor)
        shown = text_of(as_(of.mentee).post(page("propose", of.pair.pk), typed()))
        assert "This mentoring is ended by now" in shown
        assert PURPOSE in shown
        assert as_(of.mentee).get(page("propose", of.pair.pk)).status_code == 302


class TestOnePage:
    def test_agree_from_a_page_on_which_another_time_was_proposed_meanwhile_says_so(self, of):
        first = of.proposes()
        of.moves(first.session, of.mentee, ahead(5), why="")
        shown = text_of(as_(of.mentor).post(page("agree", first.pk), follow=True))
        assert "Another time was proposed meanwhile" in shown
        assert state_of(first.session) == ["replaced", "proposed"]

    def test_a_move_from_a_stale_page_shows_what_stands_and_is_sent_on_the_second_press(self, of):
        session = of.agrees()
        seen = services.times_seen(session)
        of.moves(session, of.mentor, ahead(5))
        sent = typed(6, why=WHY, seen=seen)
        client = as_(of.mentee)
        shown = text_of(client.post(page("move", session.pk), sent))
        assert "Someone changed this while you wrote" in shown
        assert f"Maya Mentor proposed {longtime(ahead(5))}" in shown
        assert WHY in shown
        again = client.post(page("move", session.pk), sent | {"seen": services.times_seen(session)})
        assert again.status_code == 302
        assert state_of(session) == ["agreed", "replaced", "proposed"]

    def test_a_move_of_what_was_cancelled_meanwhile_reads_so_and_keeps_the_reason(self, of):
        session = of.agrees()
        services.cancel(session, by=of.mentor, why="Ill")
        shown = text_of(as_(of.mentee).post(page("move", session.pk), typed(6, why=WHY)))
        assert "This session is cancelled by now" in shown
        assert WHY in shown
        assert as_(of.mentee).get(page("move", session.pk)).status_code == 302

    def test_an_agreed_time_moves_with_a_reason_alone(self, of):
        session = of.agrees()
        shown = text_of(as_(of.mentee).post(page("move", session.pk), typed(6, why=" ")))
        assert "Write why another time is better" in shown
        assert state_of(session) == ["agreed"]

    def test_a_cancelled_session_shows_the_reason_to_both_and_offers_nothing(self, of):
        session = of.agrees()
        assert "Write why you cancel" in text_of(as_(of.mentor).post(page("cancel", session.pk), {"why": ""}))
        for _ in range(2):
            assert as_(of.mentor).post(page("cancel", session.pk), {"why": WHY}).status_code == 302
        for user, who in ((of.mentor, "You"), (of.mentee, "Maya Mentor")):
            shown = text_of(as_(user).get(page("detail", session.pk)))
            assert WHY in shown
            assert f"{who} cancelled it" in shown
            assert "Propose another time" not in shown
        assert len(invitations(of.mentee)) == 2

    def test_a_session_online_is_joined_by_a_link_once_it_is_agreed(self, of):
        link = "https://meet.example/room-4"
        made = of.proposes(place="", link=link)
        join = f'<a class="nhsuk-link" href="{link}">Join'
        before = text_of(as_(of.mentor).get(page("detail", made.session_id)))
        assert link in before
        assert join not in before
        services.agree(made, by=of.mentor)
        for user in (of.mentor, of.mentee):
            assert join in text_of(as_(user).get(page("detail", made.session_id)))

    def test_the_file_is_the_event_of_the_invitation_and_is_gone_with_it(self, of):
        session = of.agrees()
        answer = as_(of.mentee).get(page("calendar", session.pk))
        event: Any = Calendar.from_ical(answer.content).walk("VEVENT")[0]
        assert str(event["UID"]) == str(invitations(of.mentee)[0][1]["UID"])
        assert event["DTSTART"].dt == standing(session).starts_at
        assert PURPOSE not in answer.content.decode()
        services.cancel(session, by=of.mentor, why=WHY)
        assert as_(of.mentee).get(page("calendar", session.pk)).status_code == 404


class TestNote:
    def test_the_mentee_keeps_a_note_and_shares_it(self, of):
        session = of.held()
        client = as_(of.mentee)
        assert "You have noted nothing yet" in text_of(client.get(page("detail", session.pk)))
        client.post(page("note", session.pk), {"text": NOTED})
        assert "Nobody reads this but you" in text_of(client.get(page("detail", session.pk)))
        client.post(page("note", session.pk), {"text": NOTED, "shared": "on"})
        assert SessionNote.objects.get().shared
        assert NOTED in text_of(as_(of.mentor).get(page("detail", session.pk)))
        assert not Message.objects.filter(text__contains=NOTED).exists()

    def test_a_note_from_a_stale_page_overwrites_nothing_until_it_is_sent_again(self, of):
        session = of.held()
        client = as_(of.mentee)
        seen = NoteForm.of(None)["seen"]
        assert seen in text_of(client.get(page("note", session.pk)))
        notes.keep(session, by=of.mentee, text="Written in another window", shared=False)
        shown = text_of(client.post(page("note", session.pk), {"text": NOTED, "seen": seen}))
        assert "Someone changed this while you wrote" in shown
        assert NOTED in shown
        assert SessionNote.objects.get().text == "Written in another window"

    def test_a_note_made_private_meanwhile_is_not_shared_again_by_a_page_left_open(self, of):
        session = of.held()
        seen = NoteForm.of(notes.keep(session, by=of.mentee, text=NOTED, shared=True))["seen"]
        notes.keep(session, by=of.mentee, text=NOTED, shared=False)
        sent = {"text": f"{NOTED}, and why", "shared": "on", "seen": seen}
        assert "Someone changed this" in text_of(as_(of.mentee).post(page("note", session.pk), sent))
        assert not SessionNote.objects.get().shared

    @pytest.mark.parametrize(
        ("text", "sentence"), [("  ", "Write what you take from it"), ("y" * 5001, "5000 characters or fewer")]
    )
    def test_nothing_and_too_much_are_sentences(self, of, text, sentence):
        session = of.held()
        assert sentence in text_of(as_(of.mentee).post(page("note", session.pk), {"text": text}))
        assert not SessionNote.objects.exists()


class TestWhoSees:
    def test_for_nobody_else_is_there_such_a_page_whatever_their_role_r10(self, of):
        session, held = of.agrees(), of.held()
        notes.keep(held, by=of.mentee, text=NOTED, shared=True)
        organisation = Membership.objects.get(user=of.mentee).organisation
        others = [MembershipFactory(organisation=organisation, role=role).user for role in Role]
        others += [UserFactory(is_staff=True, is_superuser=True), Meeting().mentor, Meeting().mentee]
        for other in others:
            client = as_(other)
            for name in ("detail", "move", "cancel", "note", "calendar"):
                assert client.get(page(name, session.pk)).status_code == 404
                assert client.get(page(name, held.pk)).status_code == 404
            assert client.post(page("agree", standing(session).pk)).status_code == 404
            assert client.get(page("propose", of.pair.pk)).status_code == 404
            for everywhere in (reverse("mentoring:home"), reverse("desk:home")):
                shown = client.get(everywhere).content.decode()
                assert "Tom Mentee and Maya" not in shown
                assert PURPOSE not in shown

    def test_a_mentor_finds_nothing_of_the_mentees_sessions_with_another(self, of):
        elsewhere = Meeting()
        elsewhere.pair.mentee = of.mentee
        elsewhere.pair.save()
        session = Session.objects.create(mentorship=elsewhere.pair, purpose=PURPOSE)
        assert as_(of.mentor).get(page("detail", session.pk)).status_code == 404

    def test_once_the_mentoring_has_ended_the_pair_reads_what_was_and_changes_nothing(self, of):
        held, planned = of.held(), of.agrees(ahead(4))
        notes.keep(held, by=of.mentee, text=NOTED, shared=False)
        mentorships.end(of.pair, by=of.mentee)
        for user in (of.mentor, of.mentee):
            client = as_(user)
            for session in (held, planned):
                shown = text_of(client.get(page("detail", session.pk)))
                assert "Propose another time" not in shown
                assert (NOTED in shown) == (user == of.mentee and session == held)
                assert client.get(page("move", session.pk)).status_code == 302
                assert client.get(page("cancel", session.pk)).status_code == 302
            pair = text_of(client.get(reverse("mentoring:mentorship", args=[of.pair.pk])))
            assert "Propose a session" not in pair
            assert page("detail", held.pk) in pair


class TestDesk:
    def test_a_proposal_waits_for_the_other_and_an_agreed_session_is_to_be_held(self, of):
        of.proposes()

        def texts(user: Any) -> list[list[str]]:
            found = desk_of(user, timezone.localdate())
            return [[item.text for item in part] for part in (found.needs_me, found.waits, found.holds)]

        session = "Mentoring session at 10am with"
        needs, waits, _ = texts(of.mentor)
        assert (needs, waits) == (["Answer Tom Mentee, who proposes a mentoring session at 10am"], [])
        needs, waits, _ = texts(of.mentee)
        assert (needs, waits) == ([], [f"{session} Maya Mentor"])
        services.agree(SessionTime.objects.get(), by=of.mentor)
        needs, waits, holds = texts(of.mentee)
        assert (needs, waits) == ([], [])
        assert f"{session} Maya Mentor" in holds
        assert f"{session} Tom Mentee" in texts(of.mentor)[2]

    def test_another_time_that_nobody_answered_waits_for_nobody_once_the_session_is_over(self, of):
        session = of.agrees(ahead(1))
        of.moves(session, of.mentee, ahead(2))

        def turns() -> list[str]:
            found = desk_of(of.mentor, timezone.localdate())
            home = text_of(as_(of.mentor).get(reverse("mentoring:home")))
            pair = text_of(as_(of.mentor).get(reverse("mentoring:mentorship", args=[of.pair.pk])))
            said = {
                "desk": any("proposes a mentoring session" in item.text for item in found.needs_me),
                "home": "Your turn: Tom Mentee" in home,
                "ahead": "None is planned" not in pair,
            }
            return [where for where, waits in said.items() if waits]

        assert turns() == ["desk", "home", "ahead"]
        with time_machine.travel(ahead(3)):
            assert turns() == []
            assert "Sessions over or cancelled" in text_of(
                as_(of.mentor).get(reverse("mentoring:mentorship", args=[of.pair.pk]))
            )

    def test_desk_and_pages_ask_as_often_for_many_sessions_as_for_few(self, of):
        client = as_(of.mentor)
        addresses = [
            reverse("desk:home"),
            reverse("mentoring:home"),
            reverse("mentoring:mentorship", args=[of.pair.pk]),
        ]

        def asked() -> list[int]:
            counts = []
            for address in addresses:
                with CaptureQueriesContext(connection) as queries:
                    client.get(address)
                counts.append(len(queries))
            return counts

        of.held()
        of.agrees(ahead(1))
        of.proposes(at=ahead(2))
        asked()  # what is kept between requests is kept now
        few = asked()
        for days in (3, 5):
            of.held()
            of.agrees(ahead(days))
            of.proposes(at=ahead(days + 1))
        assert asked() == few

    def test_sessions_before_come_in_pages_of_ten(self, of):
        for _ in range(12):
            of.held()
        address = reverse("mentoring:mentorship", args=[of.pair.pk])
        first = text_of(as_(of.mentee).get(address))
        assert first.count("Note what you take from it, for yourself") == 10
        assert "page=2" in first
        assert text_of(as_(of.mentee).get(address + "?page=2")).count("Note what you take from it, for yourself") == 2
