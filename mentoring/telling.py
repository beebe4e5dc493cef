"""Who is told what of a mentorship, once for each event. The pair's own words are in no message (R10)."""

from django.urls import reverse

from mentoring.models import Mentorship
from people.models import User
from reminders.services import tell


def asked(mentorship: Mentorship) -> None:
    mentee = mentorship.mentee
    _tell(
        mentorship,
        mentorship.mentor.user,
        "asked",
        subject=f"{mentee} asks you to be their mentor",
        sentence=f"{mentee} would like you to be their mentor, and has written to you what they hope for.",
        step="Read it, and accept or decline with a sentence:",
    )


def accepted(mentorship: Mentorship) -> None:
    mentor = mentorship.mentor.user
    _tell(
        mentorship,
        mentorship.mentee,
        "accepted",
        subject=f"{mentor} is your mentor",
        sentence=f"{mentor} has accepted your request and has written you an answer.",
        step="Read it, and propose a first session:",
    )


def declined(mentorship: Mentorship) -> None:
    mentor = mentorship.mentor.user
    _tell(
        mentorship,
        mentorship.mentee,
        "declined",
        subject=f"{mentor} can't be your mentor now",
        sentence=f"{mentor} has declined your request and has written you why. Other mentors have free places.",
        step="Read the answer:",
    )


def withdrawn(mentorship: Mentorship) -> None:
    mentee = mentorship.mentee
    _tell(
        mentorship,
        mentorship.mentor.user,
        "withdrawn",
        subject=f"{mentee} has withdrawn a request",
        sentence=f"{mentee} no longer asks you to be their mentor. You need do nothing.",
        step="The request:",
    )


def ended(mentorship: Mentorship, by: User) -> None:
    """The other one of the pair."""
    pair = (mentorship.mentee, mentorship.mentor.user)
    other = next(person for person in pair if person.pk != by.pk)
    _tell(
        mentorship,
        other,
        "ended",
        subject=f"{by} has ended your mentoring",
        sentence=f"{by} has ended the mentoring between you. What you wrote to each other stays between you.",
        step="Read it again:",
    )


def _tell(mentorship: Mentorship, user: User, event: str, *, subject: str, sentence: str, step: str) -> None:
    tell(
        user,
        kind="mentoring",
        key=f"mentorship:{mentorship.pk}:{event}",
        subject=subject,
        template="mentoring/mail/mentorship",
        context={"sentence": sentence, "step": step},
        path=reverse("mentoring:mentorship", args=[mentorship.pk]),
    )
