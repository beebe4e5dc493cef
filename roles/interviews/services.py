"""The verbs of interview times and questions: offer, move, take away, ask to pick, pick, put a question."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.design.words import longtime, plural
from people.history import because
from people.models import User
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import contact_of, locked, locked_post
from roles.interviews import messages, rules
from roles.interviews.models import Booking, InterviewScore, Question, Slot
from roles.posts.models import Post
from roles.selection.guards import own, stands


def _after_the_lock(post: Post) -> None:
    if post.shortlist_locked_at is None:
        raise Refused("Lock the shortlist first: then you know whom to interview.")


def _fits(post: Post, starts_at: datetime, minutes: int, place: str, link: str, but: int | None = None) -> None:
    if not place and not link:
        raise Refused("Give a place or a link", field="place")
    if not rules.LEAST_MINUTES <= minutes <= rules.MOST_MINUTES:
        raise Refused(f"Minutes must be from {rules.LEAST_MINUTES} to {rules.MOST_MINUTES}", field="minutes")
    others = [rules.span(each.starts_at, each.minutes) for each in Slot.objects.filter(post=post) if each.pk != but]
    if wrong := rules.time_problem(rules.span(starts_at, minutes), others, timezone.now()):
        raise Refused(wrong, field="starts")


def offer_slot(post: Post, *, by: User, starts_at: datetime, minutes: int, place: str = "", link: str = "") -> Slot:
    """Offers a time, `minutes` long, to all on the shortlist; offered twice alike it is one."""
    with transaction.atomic(), because("Offered an interview time", by=by):
        post = locked_post(post.pk)
        own(post, by)
        _after_the_lock(post)
        stands(post)
        place, link = place.strip(), link.strip()
        there = Slot.objects.filter(post=post, starts_at=starts_at).first()
        if there is not None and (there.minutes, there.place, there.link) == (minutes, place, link):
            return there
        _fits(post, starts_at, minutes, place, link)
        return Slot.objects.create(post=post, starts_at=starts_at, minutes=minutes, place=place, link=link)


def change_slot(slot: Slot, *, by: User, starts_at: datetime, minutes: int, place: str = "", link: str = "") -> Slot:
    """Moves a time or its place; whoever picked it is told, and their calendar follows."""
    with transaction.atomic(), because("Changed an interview time", by=by):
        post = locked_post(slot.post_id)
        own(post, by)
        slot = Slot.objects.select_for_update(no_key=True).get(pk=slot.pk)
        place, link = place.strip(), link.strip()
        if (slot.starts_at, slot.minutes, slot.place, slot.link) == (starts_at, minutes, place, link):
            return slot
        stands(post)
        _fits(post, starts_at, minutes, place, link, but=slot.pk)
        slot.starts_at, slot.minutes, slot.place, slot.link = starts_at, minutes, place, link
        slot.save()
        booking = _taken(slot)
        if booking is not None:
            booking.sequence += 1
            booking.save()
            messages.tell_of_time(booking, slot, post, moved=True)
        return slot


def remove_slot(slot: Slot, *, by: User) -> None:
    """Takes away a time that nobody picked; taken away twice it is gone."""
    with transaction.atomic(), because("Took an interview time away", by=by):
        post = locked_post(slot.post_id)
        own(post, by)
        found = Slot.objects.filter(pk=slot.pk).first()
        if found is None:
            return
        if (booking := _taken(found)) is not None:
            raise Refused(f"{booking.application.applicant} picked this time. Change it instead: they are told.")
        found.delete()


def _taken(slot: Slot) -> Booking | None:
    """Who picked the time; one who withdrew since gives it up here. The caller holds the post's row."""
    booking = Booking.objects.filter(slot=slot).select_related("application__applicant").first()
    if booking is None or booking.application.status != ApplicationStatus.WITHDRAWN:
        return booking
    booking.slot = None
    booking.sequence += 1
    booking.save()
    return None


def invite(post: Post, *, by: User) -> int:
    """Asks each on the shortlist to pick a time, each once; answers how many were asked now."""
    with transaction.atomic(), because("Asked to pick an interview time", by=by):
        post = locked_post(post.pk)
        own(post, by)
        _after_the_lock(post)
        stands(post)
        waiting = list(
            Application.objects.filter(post=post, status=ApplicationStatus.SHORTLISTED, interview__isnull=True)
            .select_related("applicant")
            .order_by("pk")
        )
        unpicked = Booking.objects.filter(
            application__post=post, application__status=ApplicationStatus.SHORTLISTED, slot__isnull=True
        ).count()
        free = len(free_slots(post))
        if waiting and free < len(waiting) + unpicked:
            raise Refused(
                f"{plural(len(waiting) + unpicked, 'applicant')} would choose among {plural(free, 'free time')}. "
                "Offer at least as many."
            )
        for application in waiting:
            messages.tell_to_pick(Booking.objects.create(application=application), post)
        return len(waiting)


def free_slots(post: Post) -> list[Slot]:
    """Times ahead that nobody holds."""
    held = Booking.objects.exclude(application__status=ApplicationStatus.WITHDRAWN).filter(slot__isnull=False)
    ahead = Slot.objects.filter(post=post, starts_at__gt=timezone.now())
    return list(ahead.exclude(pk__in=held.values("slot")).order_by("starts_at", "pk"))


def pick(application: Application, slot: Slot, *, by: User) -> Booking:
    """Takes a time, first come, or moves to another until a day before; picked twice it is one."""
    with transaction.atomic(), because("Picked an interview time", by=by):
        post = locked_post(application.post_id)
        application = locked(application)
        if application.applicant_id != by.pk or slot.post_id != post.pk:
            raise PermissionDenied
        booking = Booking.objects.select_for_update(no_key=True, of=("self",)).filter(application=application).first()
        if booking is None or application.status != ApplicationStatus.SHORTLISTED:
            raise Refused("There is no interview to pick a time for.")
        if booking.slot_id == slot.pk:
            return booking
        stands(post)
        found = Slot.objects.filter(pk=slot.pk).first()
        now = timezone.now()
        if found is None or found.starts_at <= now or _taken(found) is not None:
            raise Refused("This time has just gone to someone else or was taken away. Pick another.", field="slot")
        if booking.slot is not None and (late := rules.change_problem(booking.slot.starts_at, now, contact_of(post))):
            raise Refused(late)
        moved = booking.slot_id is not None
        booking.slot, booking.sequence = found, booking.sequence + (1 if moved or booking.sequence else 0)
        booking.save()
        messages.tell_of_time(booking, found, post, moved=moved)
        return booking


def add_question(post: Post, *, by: User, criterion: int, text: str) -> Question:
    """Puts a question to everyone, for one criterion; put twice alike it is one."""
    with transaction.atomic(), because("Put an interview question", by=by):
        post = locked_post(post.pk)
        own(post, by)
        _no_answers_yet(post)
        if not post.criteria.filter(pk=criterion).exists():
            raise Refused("Choose a criterion of this post", field="criterion")
        last = Question.objects.filter(post=post).last()
        if last is not None and (last.criterion_id, last.text) == (criterion, text.strip()):
            return last
        position = last.position + 1 if last is not None else 1
        return Question.objects.create(post=post, criterion_id=criterion, position=position, text=text.strip())


def remove_question(question: Question, *, by: User) -> None:
    """Takes a question back; twice is once."""
    with transaction.atomic(), because("Took an interview question back", by=by):
        post = locked_post(question.post_id)
        own(post, by)
        _no_answers_yet(post)
        Question.objects.filter(pk=question.pk).delete()


def _no_answers_yet(post: Post) -> None:
    first = InterviewScore.objects.filter(question__post=post).order_by("given_at").first()
    if first is not None:
        raise Refused(
            f"The first answer was scored on {longtime(first.given_at)}. All get the same questions, so they stay."
        )
