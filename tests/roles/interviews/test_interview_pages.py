"""The pages of interviews, for recruiter, applicant and panel."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from roles.interviews import scoring, services
from roles.interviews.models import Booking, InterviewScore, Question, Slot
from roles.selection.outcome_models import Decision
from tests.roles.interviews.meeting import asked, at, locked, questions, slots
from tests.roles.people_who_choose import make_choice, sent

pytestmark = pytest.mark.django_db


def said(response):
    return " ".join(response.content.decode().split())


def here(name, choice, *args):
    return reverse(f"interviews:{name}", args=[choice.post.pk, *args])


def test_a_recruiter_offers_times_and_asks_everyone_to_pick(client):
    choice = locked()
    client.force_login(choice.recruiter)
    day = timezone.localdate() + timedelta(days=10)
    typed = {
        "starts-day": day.day,
        "starts-month": day.month,
        "starts-year": day.year,
        "clock": "9:30",
        "minutes": "45",
    }
    address = here("add_slot", choice)
    for wrong in ({"clock": "later"}, {"starts-year": "2001"}, {"link": "javascript:alert(1)"}, {"minutes": "4"}, {}):
        shown = said(client.post(address, {**typed, **wrong}))
        assert "There is a problem" in shown, wrong
    assert "Give a place or a link" in shown
    assert "The time is offered" in said(client.post(address, {**typed, "place": "Room 2"}, follow=True))
    assert timezone.localtime(Slot.objects.get().starts_at).hour == 9
    again = client.post(address, {**typed, "clock": "11am", "place": "Room 2", "another": "1"}, follow=True)
    assert "Offer an interview time" in said(again)
    assert "Asked by email: 2" in said(client.post(here("invite", choice), follow=True))
    slot = Slot.objects.all()[0]
    changed = client.post(here("slot", choice, slot.pk), {**typed, "clock": "8am", "place": "Room 3"}, follow=True)
    assert "at 8am" in said(changed)
    assert "The time is taken away" in said(client.post(here("remove_slot", choice, slot.pk), follow=True))


def test_an_applicant_finds_picks_moves_and_keeps_their_time(client):
    choice, (first, second) = asked()
    application = choice.applications[0]
    client.force_login(application.applicant)
    address = reverse("interviews:pick", args=[application.reference])
    record = said(client.get(reverse("applications:detail", args=[application.reference])))
    assert "Pick a time" in record
    assert address in record
    assert "Select a time" in said(client.post(address))
    assert "just gone to someone else" in said(client.post(address, {"slot": "0"}))
    assert "Your interview time is booked" in said(client.post(address, {"slot": first.pk}, follow=True))
    services.pick(choice.applications[1], second, by=choice.applications[1].applicant)
    assert "just gone to someone else" in said(client.post(address, {"slot": second.pk}))
    Slot.objects.filter(pk=first.pk).update(starts_at=timezone.now() + timedelta(hours=5))
    assert "you can’t move it here any more" in said(client.get(address))


def event_of(response):
    assert response.headers["Content-Type"].startswith("text/calendar")
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")[0]


def test_the_calendar_keeps_one_uid_and_counts_the_changes(client):
    choice, (first, second) = asked()
    application = choice.applications[0]
    address = reverse("interviews:calendar", args=[application.reference])
    client.force_login(application.applicant)
    assert client.get(address).status_code == 404
    services.pick(application, first, by=application.applicant)
    before = event_of(client.get(address))
    assert before["DTSTART"].dt == first.starts_at
    assert before["DTEND"].dt == first.starts_at + timedelta(minutes=45)
    assert before["LOCATION"] == "Room 2"
    services.pick(application, second, by=application.applicant)
    services.change_slot(second, by=choice.recruiter, starts_at=at(9), minutes=45, link="https://meet.example/x")
    after = event_of(client.get(address))
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 2)
    assert after["LOCATION"] == "https://meet.example/x"
    assert application.applicant.name not in after["SUMMARY"]
    for user, code in [(choice.recruiter, 200), (choice.seats[0].user, 200), (choice.applications[1].applicant, 404)]:
        client.force_login(user)
        assert client.get(address).status_code == code


def test_a_member_scores_apart_and_then_reads_what_the_others_gave(client):
    choice = locked()
    one, two = questions(choice)
    application, (mine, theirs) = choice.applications[0], choice.seats
    given = {one.pk: (5, "A remark of a colleague"), two.pk: (4, "")}
    scoring.save_answers(theirs, application, given, by=theirs.user)
    client.force_login(mine.user)
    assert "Not yet" in said(client.get(here("panel", choice)))
    address = here("score", choice, application.reference)
    assert "A remark of a colleague" not in said(client.get(address))
    wrong = said(client.post(address, {f"points_{one.pk}": "6", f"note_{one.pk}": "Typed"}))
    assert "There is a problem" in wrong
    assert "Typed" in wrong
    part = client.post(address, {f"points_{one.pk}": "3"}, follow=True)
    assert "1 answer left" in said(part)
    assert "A remark of a colleague" not in said(client.get(address))
    client.post(address, {f"points_{one.pk}": "3", f"points_{two.pk}": "2"})
    assert "A remark of a colleague" in said(client.get(address))
    assert InterviewScore.objects.filter(seat=mine).count() == 2


def test_a_recruiter_puts_questions_and_decides(client):
    choice = locked()
    client.force_login(choice.recruiter)
    pk = choice.criteria[0].pk
    assert "Enter the question" in said(client.post(here("add_question", choice), {"criterion": pk}))
    put = client.post(here("add_question", choice), {"text": "What did you change?", "criterion": pk}, follow=True)
    assert "What did you change?" in said(put)
    question = Question.objects.get()
    address = here("decide", choice, choice.applications[0].reference)
    early = said(client.post(address, {"verdict": "appointable", "rank": "1", "reason": "Clear and kind"}))
    assert "At least 2 panel members score every answer" in early
    assert "Clear and kind" in early
    for seat in choice.seats:
        scoring.save_answers(seat, choice.applications[0], {question.pk: (4, "")}, by=seat.user)
    assert "Enter a rank" in said(client.post(address, {"verdict": "reserve", "reason": "Clear"}))
    done = client.post(address, {"verdict": "appointable", "rank": "1", "reason": "Clear and kind"}, follow=True)
    assert "Appointable, rank 1" in said(done)
    assert Decision.objects.get().reason == "Clear and kind"
    taken_back = client.post(here("remove_question", choice, question.pk), follow=True)
    assert "they stay" in said(taken_back)


def test_before_the_lock_the_recruiters_page_names_nobody(client):
    choice = make_choice()
    client.force_login(choice.recruiter)
    shown = said(client.get(here("post", choice)))
    assert not any(application.applicant.name in shown for application in choice.applications)
    client.force_login(choice.seats[0].user)
    assert client.get(here("panel", choice)).status_code == 404


@pytest.mark.parametrize("who", ["recruiter", "member", "applicant"])
def test_pages_ask_as_often_for_many_as_for_few(client, who, django_assert_max_num_queries):
    counts = []
    for total in (2, 9):
        choice = make_choice(applicants=total)
        choice.score_all(*[3] * total)
        choice.lock(places=total)
        questions(choice, 3)
        times = slots(choice, total)
        services.invite(choice.post, by=choice.recruiter)
        for application, slot in zip(choice.applications[1:], times[1:], strict=True):
            application.refresh_from_db()
            services.pick(application, slot, by=application.applicant)
        address, user = {
            "recruiter": (here("post", choice), choice.recruiter),
            "member": (here("panel", choice), choice.seats[0].user),
            "applicant": (
                reverse("interviews:pick", args=[choice.applications[0].reference]),
                choice.applications[0].applicant,
            ),
        }[who]
        client.force_login(user)
        with django_assert_max_num_queries(18) as asked_for:
            assert client.get(address).status_code == 200
        counts.append(len(asked_for))
    assert counts[0] == counts[1]


def test_an_application_without_an_interview_has_no_page(client):
    choice = locked()
    applicant = sent(choice.post).applicant
    client.force_login(applicant)
    reference = applicant.applications.get().reference
    assert client.get(reverse("interviews:pick", args=[reference])).status_code == 404
    assert not Booking.objects.exists()
