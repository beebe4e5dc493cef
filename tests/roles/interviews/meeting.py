"""A locked shortlist with times and questions, ready for interviews."""

from datetime import datetime, timedelta

from django.utils import timezone

from roles.interviews import services
from roles.interviews.models import Question, Slot
from tests.roles.people_who_choose import Choice, make_choice


def at(days: int = 7, hour: int = 10) -> datetime:
    """A full hour, so many days from today."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def locked(applicants: int = 2, shortlisted: int = 2) -> Choice:
    """A choice of which the first applicants are shortlisted."""
    choice = make_choice(applicants=applicants)
    choice.score_all(*range(5, 5 - applicants, -1))
    choice.lock(places=shortlisted)
    for application in choice.applications:
        application.refresh_from_db()
    return choice


def slots(choice: Choice, number: int = 2) -> list[Slot]:
    """Times of 45 minutes on one day, a week from now."""
    return [
        services.offer_slot(choice.post, by=choice.recruiter, starts_at=at(hour=9 + n), minutes=45, place="Room 2")
        for n in range(number)
    ]


def asked(applicants: int = 2, times: int = 2) -> tuple[Choice, list[Slot]]:
    """Everyone on the shortlist was asked to pick one of the times."""
    choice = locked(applicants, applicants)
    offered = slots(choice, times)
    services.invite(choice.post, by=choice.recruiter)
    return choice, offered


def questions(choice: Choice, number: int = 2) -> list[Question]:
    return [
        services.add_question(choice.post, by=choice.recruiter, criterion=choice.criteria[0].pk, text=f"Question {n}?")
        for n in range(number)
    ]
