"""Feedback of colleagues: asked by name or in a group, given once, and a group's shown only when it is large enough."""

from random import SystemRandom

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from people.memberships.policies import who_work_at
from people.models import User
from people.refusals import Refused
from people.settings.reading import setting
from reminders.rules import ANY_ROLE
from reminders.services import cancel, finish, set_due
from roles.appointments.models import RoleReview
from roles.reviews import policies, rules
from roles.reviews.locking import locked
from roles.reviews.models import FeedbackRequest
from roles.reviews.settings import FEEDBACK_GROUP

MOST = 20
"""People that one review asks."""
KIND = "review_feedback"
_random = SystemRandom()


def ask(review: RoleReview, email: str, *, named: bool, by: User) -> FeedbackRequest:
    """Asks a colleague of the organisation, each once a review; asked twice alike it is one.

    Raises Refused for someone unknown here, for the two themselves, and for more than MOST people.
    """
    with transaction.atomic():
        review = locked(review, by, held=False)
        organisation = review.appointment.organisation
        person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if person is None or not who_work_at([person], organisation):
            raise Refused(
                f"Nobody at {organisation} has this email address. Check it, or ask someone else.", field="email"
            )
        if person.pk in {review.appointment.user_id, review.reviewer_id}:
            raise Refused("Holder and reviewer write their own accounts. Ask someone else.", field="email")
        there = review.feedback.filter(person=person).first()
        if there is not None and there.named == named:
            return there
        if there is not None:
            raise Refused(f"{person} is asked already, and was told how it is shown. It stays so.", field="email")
        if review.feedback.count() >= MOST:
            raise Refused(f"You have asked {MOST} people, and that is the most.", field="email")
        made = FeedbackRequest.objects.create(review=review, person=person, asked_by=by, named=named)
        meeting = policies.meeting_of(review)
        day = timezone.localdate(meeting.starts_at) if meeting else review.due_on
        set_due(
            kind=KIND,
            subject=f"feedback:{made.pk}",
            user=person,
            due_on=max(day, timezone.localdate()),
            title=f"Feedback on {review.appointment.user}: {review.appointment.title}"[:200],
            path=reverse("reviews:give", args=[made.pk]),
            organisation=organisation,
            only_as=ANY_ROLE,
        )
        return made


def give(request: FeedbackRequest, *, well: str, better: str, by: User) -> FeedbackRequest:
    """Gives the feedback, once. In a group it waits until enough have answered, and is then shown with theirs."""
    with transaction.atomic():
        if request.person_id != by.pk:
            raise PermissionDenied
        review = RoleReview.objects.select_for_update(no_key=True).get(pk=request.review_id)
        request = FeedbackRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
        if request.answered_at is not None and (request.well, request.better) == (well, better):
            return request
        if request.answered_at is not None:
            raise Refused("You have given your feedback already. What you typed now was not kept.")
        if review.reviewer_id == by.pk:
            raise Refused("You review this role now, so you write your own account instead. This was not kept.")
        if review.held_on is not None:
            raise Refused("This review was held already, so feedback can’t be given any more. Thank you all the same.")
        request.well, request.better, request.answered_at = well, better, timezone.now()
        request.save(update_fields=["well", "better", "answered_at"])
        finish(kind=KIND, subject=f"feedback:{request.pk}")
        if not request.named:
            _show_a_group(review)
        return request


def _show_a_group(review: RoleReview) -> None:
    """Shows all grouped answers that wait, if they are enough among themselves; in an order that says nothing.

    That of someone who reviews the role by now never is: they know their own, and would read a smaller group.
    """
    group = review.feedback.filter(named=False, answered_at__isnull=False).exclude(person=review.reviewer_id)
    least = setting(review.appointment.organisation_id, FEEDBACK_GROUP, timezone.localdate())
    wait = list(group.filter(batch=None))
    if rules.to_show(len(wait), least):
        batch = (group.aggregate(last=Max("batch"))["last"] or 0) + 1
        for each in wait:
            each.batch, each.place = batch, _random.random()
        FeedbackRequest.objects.bulk_update(wait, ["batch", "place"])


def shown(review: RoleReview, to: User) -> tuple[list[FeedbackRequest], list[FeedbackRequest]]:
    """What holder and reviewer read: answers with a name, and those of groups without any.

    A group that the reader answered in before they became the reviewer stays closed to them.
    """
    given = review.feedback.filter(answered_at__isnull=False)
    named = given.filter(named=True).select_related("person").order_by("answered_at")
    groups = given.filter(named=False, batch__isnull=False)
    own = groups.filter(person=to).values("batch")
    return list(named), list(groups.exclude(batch__in=own).order_by("batch", "place"))


def close(review: RoleReview) -> None:
    """Once the review is held, or falls away, nobody is asked any more."""
    for key in review.feedback.filter(answered_at=None).values_list("pk", flat=True):
        cancel(kind=KIND, subject=f"feedback:{key}")
