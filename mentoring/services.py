"""The verbs of mentoring. Each locks the mentor's profile first, so that no two of a mentor's pairs race (R9).

The same thing sent twice changes nothing and tells nobody twice. The reasons kept in the history are fixed words:
what the pair writes never goes there (R10).
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentoring import policies, rules, telling
from mentoring.models import OPEN, TRANSITIONS, MentorProfile, Mentorship, MentorshipStatus
from mentoring.sessions.ending import fall_away
from people.history import because
from people.models import User
from people.refusals import Refused


def keep_profile(*, by: User, about: str, topics: str, region: str, capacity: int, accepting: bool) -> MentorProfile:
    """Makes or changes the user's own mentor profile; `capacity` is mentees at once.

    Raises Refused for someone who works for no organisation here.
    """
    with transaction.atomic():
        if not policies.may_offer_mentoring(by):
            raise Refused("Mentors work for an organisation of this service. Ask yours to add you first.")
        facts = {"about": about, "topics": topics, "region": region, "capacity": capacity, "accepting": accepting}
        profile, _ = MentorProfile.objects.update_or_create(
            user=by, defaults=facts, create_defaults={**facts, "joined_on": timezone.localdate()}
        )
        return profile


def why_not_ask(mentor: MentorProfile, mentee: User) -> str:
    """The sentence why this person can't ask this mentor now (R8, R9); "" if they can."""
    name = str(mentor.user)
    if mentor.user_id == mentee.pk:
        return "This is you: choose someone else as your mentor."
    if not mentor.user.is_active:
        return f"{name} no longer takes part in mentoring. Choose someone else."
    if not mentor.accepting:
        return f"{name} takes no requests now. Choose someone else, or come back later."
    conflict = rules.r8_at_ask(name, policies.people_over(mentee).get(mentor.user_id))
    return conflict or rules.r9_at_ask(name, active_count(mentor), mentor.capacity)


def active_count(mentor: MentorProfile) -> int:
    """How many mentees the mentor has now."""
    return mentor.mentorships.filter(status=MentorshipStatus.ACTIVE).count()


def ask(mentor: MentorProfile, *, by: User, message: str) -> Mentorship:
    """Asks a mentor, once while a request or a mentoring between the two is open. Raises Refused (R8, R9)."""
    with transaction.atomic(), because("Asked to be mentored", by=by):
        mentor = _locked_profile(mentor.pk)
        open_one = mentor.mentorships.filter(mentee=by, status__in=OPEN).first()
        if open_one is not None:
            if open_one.status == MentorshipStatus.ACTIVE:
                raise Refused(f"{mentor.user} is your mentor already.")
            raise Refused(f"You have asked {mentor.user} already. It is their turn to answer.")
        refusal = why_not_ask(mentor, by)
        if refusal:
            raise Refused(refusal)
        mentorship = Mentorship.objects.create(mentor=mentor, mentee=by, message=message.strip())
        telling.asked(mentorship)
        return mentorship


def accept(mentorship: Mentorship, *, by: User, answer: str) -> Mentorship:
    """The mentor takes the mentee on, if R8 still holds and a place is free (R9, counted under the lock)."""
    with transaction.atomic(), because("Accepted", by=by):
        mentorship = _locked(mentorship)
        if not policies.is_mentor_of(by, mentorship):
            raise PermissionDenied
        if _done_before(mentorship, MentorshipStatus.ACTIVE, answer):
            return mentorship
        _refuse_unless_possible(mentorship, MentorshipStatus.ACTIVE)
        mentee = mentorship.mentee
        if not mentee.is_active:
            raise Refused(f"{mentee} no longer takes part in mentoring. Decline the request.")
        mentor = mentorship.mentor
        refusal = rules.r8_at_accept(str(mentee), policies.people_over(mentee).get(by.pk)) or rules.r9_at_accept(
            active_count(mentor), mentor.capacity
        )
        if refusal:
            raise Refused(refusal)
        _answer(mentorship, MentorshipStatus.ACTIVE, answer)
        telling.accepted(mentorship)
        return mentorship


def decline(mentorship: Mentorship, *, by: User, answer: str) -> Mentorship:
    """The mentor says no, with a sentence."""
    with transaction.atomic(), because("Declined", by=by):
        mentorship = _locked(mentorship)
        if not policies.is_mentor_of(by, mentorship):
            raise PermissionDenied
        if _done_before(mentorship, MentorshipStatus.DECLINED, answer):
            return mentorship
        _refuse_unless_possible(mentorship, MentorshipStatus.DECLINED)
        _answer(mentorship, MentorshipStatus.DECLINED, answer)
        telling.declined(mentorship)
        return mentorship


def withdraw(mentorship: Mentorship, *, by: User) -> Mentorship:
    """The mentee takes the request back before it is answered."""
    with transaction.atomic(), because("Withdrawn", by=by):
        mentorship = _locked(mentorship)
        if not policies.is_mentee_of(by, mentorship):
            raise PermissionDenied
        if mentorship.status == MentorshipStatus.WITHDRAWN:
            return mentorship
        _refuse_unless_possible(mentorship, MentorshipStatus.WITHDRAWN)
        mentorship.status = MentorshipStatus.WITHDRAWN
        mentorship.save(update_fields=["status"])
        telling.withdrawn(mentorship)
        return mentorship


def end(mentorship: Mentorship, *, by: User) -> Mentorship:
    """Either of the pair ends an active mentoring: the mentor's place is free, sessions ahead are cancelled."""
    with transaction.atomic(), because("Ended", by=by):
        mentorship = _locked(mentorship)
        if not policies.is_of_pair(by, mentorship):
            raise PermissionDenied
        if mentorship.status == MentorshipStatus.ENDED:
            return mentorship
        _refuse_unless_possible(mentorship, MentorshipStatus.ENDED)
        mentorship.status = MentorshipStatus.ENDED
        mentorship.ended_at = timezone.now()
        mentorship.save(update_fields=["status", "ended_at"])
        fall_away(mentorship, by=by)
        telling.ended(mentorship, by)
        return mentorship


def _locked_profile(pk: int) -> MentorProfile:
    profiles = MentorProfile.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
    return profiles.get(pk=pk)


def _locked(mentorship: Mentorship) -> Mentorship:
    mentor = _locked_profile(mentorship.mentor_id)
    locked = Mentorship.objects.select_for_update(of=("self",)).select_related("mentee").get(pk=mentorship.pk)
    locked.mentor = mentor
    return locked


def _done_before(mentorship: Mentorship, to: MentorshipStatus, answer: str) -> bool:
    return mentorship.status == to and mentorship.answer == answer.strip()


def _refuse_unless_possible(mentorship: Mentorship, to: MentorshipStatus) -> None:
    if to not in TRANSITIONS[mentorship.status]:
        status = mentorship.get_status_display().lower()
        raise Refused(f"This is {status} by now, so nothing has changed. See below how it stands.")


def _answer(mentorship: Mentorship, to: MentorshipStatus, answer: str) -> None:
    answer = answer.strip()
    if not answer:
        raise Refused(f"Write a sentence to {mentorship.mentee}", field="answer")
    mentorship.status = to
    mentorship.answer = answer
    mentorship.answered_at = timezone.now()
    mentorship.save(update_fields=["status", "answer", "answered_at"])
