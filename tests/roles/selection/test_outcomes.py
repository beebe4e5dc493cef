"""Decisions, the order of offers, feedback, and questions about an offer."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from people.refusals import Refused
from reminders.models import Message
from roles.applications.models import ApplicationStatus
from roles.selection import offers, outcomes
from roles.selection.models import Offer, OfferStatus
from roles.selection.tasks import lapse_offers
from tests.roles.people_who_choose import make_choice, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def choice(db):
    """Three on the shortlist."""
    choice = make_choice(applicants=3)
    choice.score_all(5, 4, 3)
    choice.lock(places=3)
    for application in choice.applications:
        application.refresh_from_db()
    return choice


def offer(choice, index=0):
    today = timezone.localdate()
    return offers.make_offer(
        choice.applications[index],
        by=choice.recruiter,
        allowance_gbp=Decimal("8000"),
        pas=Decimal("2"),
        starts_on=today + timedelta(days=60),
        answer_by=today + timedelta(days=7),
    )


def decide(choice, index, verdict, rank=None, reason="The panel agreed"):
    return outcomes.decide(choice.applications[index], by=choice.recruiter, verdict=verdict, rank=rank, reason=reason)


def overdue(made):
    Offer.objects.filter(pk=made.pk).update(answer_by=timezone.localdate() - timedelta(days=1))


def test_offers_go_to_the_appointable_by_rank_and_then_to_the_reserve(choice):
    decide(choice, 0, "reserve", 1)
    decide(choice, 1, "appointable", 1)
    with pytest.raises(Refused, match="Record the panel’s decision"):
        offer(choice, 2)
    decide(choice, 2, "not_appointable")
    with pytest.raises(Refused, match="not appointable"):
        offer(choice, 2)
    with pytest.raises(Refused, match=r"appointable, rank 1\) comes first"):
        offer(choice, 0)
    made = offer(choice, 1)
    offers.answer_offer(made, by=choice.applications[1].applicant, accept=False)
    told = choice.recruiter.messages_to.get(subject__startswith="Offer declined")
    assert f"Next in order: {choice.applications[0].applicant} (reserve, rank 1)" in told.text
    assert offer(choice, 0).status == OfferStatus.MADE


def test_a_rank_is_given_once_and_a_reason_always(choice):
    decide(choice, 0, "appointable", 1)
    with pytest.raises(Refused, match="has rank 1 already"):
        decide(choice, 1, "appointable", 1)
    with pytest.raises(Refused, match="Enter a rank"):
        decide(choice, 1, "reserve")
    with pytest.raises(Refused, match="Give the reason"):
        decide(choice, 1, "reserve", 1, reason=" ")
    assert decide(choice, 1, "reserve", 1).rank == 1
    assert decide(choice, 1, "not_appointable", 1).rank is None


def test_a_decision_stands_once_the_post_is_offered(choice):
    decide(choice, 0, "appointable", 1)
    offer(choice, 0)
    with pytest.raises(Refused, match="no decision is recorded on it now"):
        decide(choice, 0, "reserve", 1)


def test_an_offer_that_runs_out_tells_both_sides_once_and_who_is_next(choice):
    decide(choice, 0, "appointable", 1)
    decide(choice, 1, "reserve", 1)
    overdue(offer(choice, 0))
    assert lapse_offers() == "1 offer ran out"
    assert lapse_offers() == "0 offers ran out"
    choice.applications[0].refresh_from_db()
    assert choice.applications[0].status == ApplicationStatus.DECLINED
    told = Message.objects.get(user=choice.recruiter, subject__startswith="Offer ran out")
    assert f"Next in order: {choice.applications[1].applicant}" in told.text
    assert choice.applications[0].applicant.messages_to.filter(subject__startswith="Your offer ran out").count() == 1
    assert offer(choice, 1).status == OfferStatus.MADE


def test_an_offer_runs_on_through_its_last_day(choice):
    made = offer(choice, 0)
    Offer.objects.filter(pk=made.pk).update(answer_by=timezone.localdate())
    assert lapse_offers() == "0 offers ran out"


def test_no_offer_of_a_closed_service_and_no_acceptance(choice):
    made = offer(choice, 0)
    service = choice.post.service
    service.closed_on = timezone.localdate()
    service.save()
    with pytest.raises(Refused, match=r"nobody can be chosen for it\. Ask the organisation"):
        offers.answer_offer(made, by=choice.applications[0].applicant, accept=True)
    offers.answer_offer(made, by=choice.applications[0].applicant, accept=False)
    with pytest.raises(Refused, match="nobody can be chosen for it"):
        offer(choice, 1)


def test_feedback_goes_out_with_the_one_letter_and_no_note_of_the_panel_does(choice):
    application, criterion = choice.applications[1], choice.criteria[0]
    choice.seats[0].scores.update(note="A note of the panel")
    outcomes.save_feedback(application, {criterion.pk: "Say what you yourself did."}, by=choice.recruiter)
    offers.turn_down(application, by=choice.recruiter)
    letters = application.applicant.messages_to.filter(subject__startswith="You were not appointed")
    assert letters.count() == 1
    assert f"{criterion.text}\nSay what you yourself did." in letters.get().text
    assert "A note of the panel" not in letters.get().text
    with pytest.raises(Refused, match="has been told the outcome already"):
        outcomes.save_feedback(application, {criterion.pk: "Too late"}, by=choice.recruiter)


def test_who_is_not_shortlisted_reads_feedback_written_by_reference_before_the_lock(client):
    choice = make_choice()
    address = reverse("panel:feedback", args=[choice.post.pk, choice.applications[1].reference])
    client.force_login(choice.recruiter)
    early = client.get(address, follow=True).content.decode()
    assert "once every application is scored" in early
    choice.score_all(5, 1)
    choice.seats[0].scores.update(note="A note of the panel")
    page = client.get(address).content.decode()
    assert "A note of the panel" in page
    assert choice.applications[1].applicant.name not in page
    pk = choice.criteria[1].pk
    client.post(address, {f"text_{pk}": "More about numbers, please."})
    choice.lock(places=1)
    letter = choice.applications[1].applicant.messages_to.get(subject__startswith="You were not shortlisted")
    assert "More about numbers, please." in letter.text
    kept = client.post(address, {f"text_{pk}": "Written too late"}).content.decode()
    assert "has been told the outcome already" in kept
    assert "Written too late" in kept


def test_feedback_is_taken_away_by_emptying_it_and_only_the_recruiter_writes(choice):
    application, pk = choice.applications[1], choice.criteria[0].pk
    outcomes.save_feedback(application, {pk: "Something"}, by=choice.recruiter)
    outcomes.save_feedback(application, {pk: " "}, by=choice.recruiter)
    assert not application.feedback.exists()
    with pytest.raises(PermissionDenied):
        outcomes.save_feedback(application, {pk: "Mine"}, by=choice.seats[0].user)


def test_applicant_and_recruiter_talk_about_an_offer_and_each_is_told_once(choice, client):
    made = offer(choice, 0)
    applicant = choice.applications[0].applicant
    address = reverse("offers:talk", args=[choice.applications[0].reference])
    for user, text in [(applicant, "May I start in May?"), (choice.recruiter, "Yes, you may.")]:
        client.force_login(user)
        assert "Write your message" in client.post(address).content.decode()
        for _ in range(2):
            client.post(address, {"text": text})
    assert [note.text for note in made.notes.all()] == ["May I start in May?", "Yes, you may."]
    assert choice.recruiter.messages_to.filter(subject__startswith="A question about the offer").count() == 1
    assert applicant.messages_to.filter(subject__startswith="An answer on the offer").count() == 1
    assert "May I start in May?" in client.get(address).content.decode()


def test_nobody_else_reads_it_and_nothing_is_asked_when_the_offer_is_closed(choice, client):
    made = offer(choice, 0)
    address = reverse("offers:talk", args=[choice.applications[0].reference])
    for user in (choice.applications[1].applicant, choice.seats[0].user, sent(choice.post).applicant):
        client.force_login(user)
        assert client.get(address).status_code == 404
        with pytest.raises(PermissionDenied):
            outcomes.ask_about(made, "What is it?", by=user)
    overdue(made)
    client.force_login(choice.applications[0].applicant)
    late = client.post(address, {"text": "One more thing"}).content.decode()
    assert "is closed now" in late
    assert "One more thing" in late


def test_once_the_post_is_filled_everyone_else_hears_once_after_a_preview(choice, client):
    made = offer(choice, 0)
    client.force_login(choice.recruiter)
    address = reverse("panel:turn_down_rest", args=[choice.post.pk])
    rest = choice.applications[1:]
    early = client.post(address, {"expected": [each.reference for each in rest]}).content.decode()
    assert "still has a free seat" in early
    offers.answer_offer(made, by=choice.applications[0].applicant, accept=True)
    outcomes.save_feedback(rest[0], {choice.criteria[0].pk: "More figures."}, by=choice.recruiter)
    preview = client.get(address).content.decode()
    assert all(each.applicant.name in preview for each in rest)
    assert "1 criterion with feedback" in preview
    stale = client.post(address, {"expected": [rest[0].reference]}).content.decode()
    assert "shortlist changed after you looked" in stale
    for _ in range(2):
        client.post(address, {"expected": [each.reference for each in rest]})
    for each in rest:
        assert each.applicant.messages_to.filter(subject__startswith="You were not appointed").count() == 1
    assert "More figures." in rest[0].applicant.messages_to.get(subject__startswith="You were not appointed").text
