"""Interview times: offered, asked for, picked by one each, moved until a day before."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.refusals import Refused
from roles.applications.services import withdraw
from roles.interviews import services
from roles.interviews.models import Booking, Slot
from tests.roles.interviews.meeting import asked, at, locked, slots
from tests.roles.people_who_choose import make_choice
from tests.together import together

pytestmark = pytest.mark.django_db


def subjects(user):
    return [message.subject.split(":")[0] for message in user.messages_to.order_by("pk")]


def test_times_are_offered_after_the_lock_alone():
    choice = make_choice()
    with pytest.raises(Refused, match="Lock the shortlist first"):
        slots(choice)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"starts_at": timezone.now() - timedelta(hours=1)}, "later than now"),
        ({"place": ""}, "place or a link"),
        ({"minutes": 4}, "Minutes must be from 5 to 480"),
        ({"minutes": 481}, "Minutes must be from 5 to 480"),
        ({"starts_at": at(hour=9) + timedelta(minutes=44)}, "holds another interview"),
    ],
)
def test_a_time_that_cannot_be_says_why(wrong, sentence):
    choice = locked()
    slots(choice, 1)
    with pytest.raises(Refused, match=sentence):
        services.offer_slot(
            choice.post, by=choice.recruiter, **{"starts_at": at(8), "minutes": 45, "place": "Room 2", **wrong}
        )


def test_one_follows_the_other_without_a_pause_and_twice_alike_is_one():
    choice = locked()
    first = slots(choice, 1)[0]
    services.offer_slot(choice.post, by=choice.recruiter, starts_at=first.ends_at, minutes=30, link="https://x.example")
    assert slots(choice, 1) == [first]
    assert Slot.objects.count() == 2


def test_nobody_is_interviewed_for_a_closed_service():
    choice = locked()
    service = choice.post.service
    assert service is not None
    service.closed_on = timezone.localdate()
    service.save()
    with pytest.raises(Refused, match="nobody can be chosen for it"):
        slots(choice)


def test_each_on_the_shortlist_is_asked_once_and_there_are_times_for_all():
    choice = locked(3, 2)
    slots(choice, 1)
    with pytest.raises(Refused, match="2 applicants would choose among 1 free time"):
        services.invite(choice.post, by=choice.recruiter)
    slots(choice, 2)
    assert services.invite(choice.post, by=choice.recruiter) == 2
    assert services.invite(choice.post, by=choice.recruiter) == 0
    best, _, last = (application.applicant for application in choice.applications)
    assert subjects(best) == ["You are shortlisted", "Pick a time for your interview"]
    assert subjects(last) == ["You were not shortlisted"]


def test_a_time_is_picked_once_and_moved_until_a_day_before():
    choice, (first, second) = asked()
    application = choice.applications[0]
    booking = services.pick(application, first, by=application.applicant)
    assert services.pick(application, first, by=application.applicant).sequence == booking.sequence == 0
    with pytest.raises(Refused, match="just gone to someone else"):
        services.pick(choice.applications[1], first, by=choice.applications[1].applicant)
    assert services.pick(application, second, by=application.applicant).sequence == 1
    assert subjects(application.applicant)[-2:] == ["Your interview is booked", "Your interview is moved"]
    services.pick(choice.applications[1], first, by=choice.applications[1].applicant)
    Slot.objects.filter(pk=second.pk).update(starts_at=timezone.now() + timedelta(hours=23))
    third = services.offer_slot(choice.post, by=choice.recruiter, starts_at=at(9), minutes=45, place="Room 2")
    with pytest.raises(Refused, match="you can’t move it here any more"):
        services.pick(application, third, by=application.applicant)


def test_only_who_was_asked_picks_and_only_for_themselves():
    choice, (first, _) = asked()
    with pytest.raises(PermissionDenied):
        services.pick(choice.applications[0], first, by=choice.applications[1].applicant)
    other = locked()
    elsewhere = slots(other, 1)[0]
    with pytest.raises(PermissionDenied):
        services.pick(choice.applications[0], elsewhere, by=choice.applications[0].applicant)
    with pytest.raises(Refused, match="no interview to pick"):
        services.pick(other.applications[0], elsewhere, by=other.applications[0].applicant)


def test_who_withdraws_frees_their_time():
    choice, (first, _) = asked()
    goes, stays = choice.applications
    services.pick(goes, first, by=goes.applicant)
    withdraw(goes, by=goes.applicant)
    assert first in services.free_slots(choice.post)
    assert services.pick(stays, first, by=stays.applicant).slot == first
    assert Booking.objects.get(application=goes).slot is None


def test_a_time_that_is_moved_tells_who_holds_it_and_one_that_is_held_stays():
    choice, (first, second) = asked()
    application = choice.applications[0]
    booking = services.pick(application, first, by=application.applicant)
    with pytest.raises(Refused, match="picked this time"):
        services.remove_slot(first, by=choice.recruiter)
    for _ in range(2):
        services.change_slot(first, by=choice.recruiter, starts_at=at(8), minutes=30, place="Room 9")
    booking.refresh_from_db()
    assert booking.sequence == 1
    assert subjects(application.applicant).count("Your interview is moved") == 1
    for _ in range(2):
        services.remove_slot(second, by=choice.recruiter)
    assert list(Slot.objects.all()) == [first]


@pytest.mark.django_db(transaction=True)
def test_two_who_pick_one_time_at_once_do_not_both_have_it():
    choice, (first, _) = asked()
    answers = together(
        *[
            lambda application=application: services.pick(application, first, by=application.applicant)
            for application in choice.applications
        ]
    )
    assert sum(isinstance(answer, Booking) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert Booking.objects.filter(slot=first).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_who_presses_twice_at_once_holds_one_time_and_gets_one_letter():
    choice, (first, _) = asked()
    application = choice.applications[0]
    together(*[lambda: services.pick(application, first, by=application.applicant)] * 2)
    assert subjects(application.applicant).count("Your interview is booked") == 1
