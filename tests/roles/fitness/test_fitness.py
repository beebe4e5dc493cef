"""The fit and proper person check of board roles: due, attested, recorded, and read by two alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.dates import after_months
from people.models import Role
from people.refusals import Refused
from reminders.models import Due
from roles.appointments import services as appointments
from roles.fitness import services
from roles.models import FitnessCheck
from roles.terms import services as terms
from tests.roles.appointments.test_services import make_offer
from tests.roles.people_who_choose import member

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def offer():
    return make_offer(fit_and_proper=True)


@pytest.fixture
def hr(offer):
    return member(offer.application.post.organisation, Role.HR)


@pytest.fixture
def appointment(offer, hr):
    return appointments.accept(offer, by=offer.application.applicant)


def due(what: str, appointment) -> list[Due]:
    return list(Due.objects.filter(kind="fitness", subject=f"{what}:{appointment.pk}", state=Due.State.OPEN))


def check(appointment, hr, **changes):
    said = {"checked_on": timezone.localdate(), "found_fit": True, "board_reference": True, "note": ""}
    return services.record(appointment, by=hr, **{**said, **changes})


def test_when_such_a_role_begins_the_holder_is_to_attest_and_human_resources_to_check(appointment, hr):
    [attests], [checks] = due("attest", appointment), due("check", appointment)

    assert (attests.user, attests.due_on) == (appointment.user, appointment.starts + timedelta(days=28))
    assert (checks.user, checks.due_on) == (hr, appointment.starts)


def test_a_role_whose_post_does_not_ask_for_it_has_nothing_due():
    offer = make_offer()
    appointment = appointments.accept(offer, by=offer.application.applicant)

    assert not due("attest", appointment)
    with pytest.raises(PermissionDenied):
        services.attest(appointment, declared="", by=appointment.user)


def test_recorded_and_attested_the_next_is_due_in_a_year(appointment, hr):
    services.attest(appointment, declared="", by=appointment.user)
    check(appointment, hr)
    check(appointment, hr)

    in_a_year = after_months(timezone.localdate(), 12)
    assert [each.due_on for each in (*due("attest", appointment), *due("check", appointment))] == [in_a_year] * 2
    assert FitnessCheck.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"checked_on": timezone.localdate() + timedelta(days=2)}, "must be today or earlier"),
        ({"found_fit": False}, "Say what was found"),
    ],
)
def test_what_can_t_be_recorded_gets_a_sentence(appointment, hr, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        check(appointment, hr, **changes)


def test_a_second_and_different_check_of_one_day_is_refused(appointment, hr):
    check(appointment, hr)

    with pytest.raises(Refused, match="recorded a check on"):
        check(appointment, hr, note="Another word.")


def test_nobody_records_their_own_and_nobody_attests_for_another(appointment, hr):
    with pytest.raises(PermissionDenied):
        check(appointment, appointment.user)
    with pytest.raises(PermissionDenied):
        services.attest(appointment, declared="", by=hr)


def test_nothing_is_due_of_a_role_that_ends_early(appointment, hr):
    terms.end_early(appointment, last_day=appointment.starts + timedelta(days=30), why="It moves.", by=hr)

    assert not due("attest", appointment)
    assert not due("check", appointment)


def test_on_the_page_the_holder_attests_and_human_resources_record(client, appointment, hr):
    address = f"/appointments/{appointment.pk}/fitness/"
    client.force_login(appointment.user, backend=BACKEND)
    assert (
        "Confirm it, or speak to human resources" in client.post(address, {"declared": "One thing."}).content.decode()
    )
    client.post(address, {"sure": "on", "declared": "One thing."})
    client.force_login(hr, backend=BACKEND)
    assert address in client.get(f"/appointments/{appointment.pk}/").content.decode()
    assert "One thing." in client.get(address).content.decode()

    day = timezone.localdate()
    sent = {"checked_on-day": day.day, "checked_on-month": day.month, "checked_on-year": day.year}
    client.post(address, {**sent, "found_fit": "yes", "note": "All in order."})

    client.force_login(appointment.user, backend=BACKEND)
    assert "All in order." in client.get(address).content.decode()
