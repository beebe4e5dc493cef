"""The pages of offers, appointments and reviews."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.design.words import longdate, shortdate
from people.models import Role
from roles.appointments import services
from roles.appointments.models import Appointment, NextStep
from roles.selection.models import Offer, OfferStatus
from tests.factories import AppointmentFactory
from tests.roles.appointments.test_services import begun, make_offer
from tests.roles.people_who_choose import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return make_offer()


def offer_page(offer):
    return reverse("applications:offer", args=[offer.application.reference])


def said(response):
    return " ".join(response.content.decode().split())


def test_the_applicant_accepts_on_the_offers_page(client, offer):
    client.force_login(offer.application.applicant)
    assert "Yours to answer" in said(client.get(offer_page(offer)))

    response = client.post(offer_page(offer), {"answer": "accept"}, follow=True)
    assert "You are appointed" in said(response)
    assert "The right to return" in said(response)


def test_an_empty_answer_gets_a_sentence_and_changes_nothing(client, offer):
    client.force_login(offer.application.applicant)
    response = client.post(offer_page(offer), {})

    assert response.status_code == 200
    assert "Say whether you accept or decline" in said(response)
    assert Offer.objects.get(pk=offer.pk).status == OfferStatus.MADE


def test_a_stale_page_that_accepts_a_declined_offer_gets_a_sentence(client, offer):
    services.decline(offer, by=offer.application.applicant)
    client.force_login(offer.application.applicant)
    response = client.post(offer_page(offer), {"answer": "accept"})

    assert response.status_code == 200
    assert "error-summary" in said(response)
    assert not Appointment.objects.exists()


def test_a_service_lead_does_not_see_the_allowance(client, offer):
    appointment = services.accept(offer, by=offer.application.applicant)
    director = member(appointment.organisation, Role.MEDICAL_DIRECTOR)
    lead = member(appointment.organisation, Role.SERVICE_LEAD)
    page = reverse("appointments:detail", args=[appointment.pk])

    client.force_login(director)
    assert "£8,000" in said(client.get(page))
    client.force_login(lead)
    assert "£8,000" not in said(client.get(page))


def test_the_reviewer_records_and_the_holder_reads(client, offer):
    appointment = begun(offer)
    review = appointment.reviews.first()
    page = reverse("reviews:detail", args=[review.pk])
    today = timezone.localdate()
    typed = {
        "held_on-day": today.day,
        "held_on-month": today.month,
        "held_on-year": today.year,
        "summary": "The winter plan held.",
        "next_step": NextStep.GO_ON,
    }

    client.force_login(review.reviewer)
    assert "is recorded" in said(client.post(page, typed, follow=True))
    client.force_login(appointment.user)
    assert "The winter plan held." in said(client.get(page))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"summary": ""}, "Write what you agreed"),
        ({"summary": "x" * 5001}, "must be 5000 characters or fewer; it is 5001"),
        ({"held_on-day": "31", "held_on-month": "2"}, "Held on must be a real date"),
        ({"next_step": "dance"}, "Choose next step from the list"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, offer, changes, sentence):
    review = begun(offer).reviews.first()
    client.force_login(review.reviewer)
    typed = {"held_on-day": "1", "held_on-month": "2", "held_on-year": "2026", "summary": "Kept words.", **changes}
    response = client.post(reverse("reviews:detail", args=[review.pk]), {"next_step": "go_on", **typed})

    assert sentence in said(response)
    if changes.get("summary") is None:
        assert "Kept words." in said(response)
    review.refresh_from_db()
    assert review.held_on is None


@pytest.mark.parametrize("path", ["list", "director"])
def test_the_list_asks_as_often_for_many_appointments_as_for_few(client, offer, django_assert_max_num_queries, path):
    appointment = services.accept(offer, by=offer.application.applicant)
    user = appointment.user if path == "list" else member(appointment.organisation, Role.MEDICAL_DIRECTOR)
    client.force_login(user)

    def queries():
        with django_assert_max_num_queries(14) as captured:
            client.get(reverse("appointments:list"))
        return len(captured)

    few = queries()
    for number in range(8):
        AppointmentFactory(
            title=f"Role {number}",
            user=user if path == "list" else offer.made_by,
            organisation=appointment.organisation,
            term=(timezone.localdate(), timezone.localdate() + timedelta(days=400)),
        )
    assert queries() == few


def test_an_offer_and_its_appointment_name_the_last_day_itself(client, offer):
    ends = offer.starts_on + timedelta(days=730)
    Offer.objects.filter(pk=offer.pk).update(ends_on=ends)
    offer.refresh_from_db()
    client.force_login(offer.application.applicant)
    assert longdate(ends - timedelta(days=1)) in said(client.get(offer_page(offer)))
    services.accept(offer, by=offer.application.applicant)
    listed = said(client.get(reverse("appointments:list")))
    assert shortdate(ends - timedelta(days=1)) in listed
    assert shortdate(ends) not in listed
