"""The decision of a review: recorded and signed by the reviewer, changed if the holder asks, signed by the holder."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.design.words import longdate
from people.forms.seen import mark
from people.history import because
from people.models import User
from people.refusals import Refused
from reminders.services import finish, set_due, tell
from roles.appointments import services as appointments
from roles.appointments.models import RoleReview
from roles.reviews import feedback, meetings
from roles.reviews.actions import is_signed
from roles.reviews.locking import locked
from roles.reviews.models import HolderAnswer

KIND = "review_to_sign"


def version(review: RoleReview) -> str:
    """Names what is recorded and agreed to be done, so that nobody signs, or writes over, what they have not read."""
    actions = list(review.actions.order_by("pk").values_list("pk", flat=True))
    return mark((review.held_on, review.summary, review.next_step, actions))


def record(
    review: RoleReview, *, by: User, held_on: date, summary: str, next_step: str, seen: str | None = None
) -> RoleReview:
    """Records what was agreed, as the reviewer's signature; the holder is asked for theirs.

    Until the holder has signed, the reviewer may change it. `seen` is the `version` that the page showed. Raises
    Refused as `record_review` does, and where it was recorded otherwise in another window since.
    """
    with transaction.atomic():
        before = locked(review, by)
        if before.held_on is None:
            review = appointments.record_review(before, by=by, held_on=held_on, summary=summary, next_step=next_step)
            meetings.over(review)
            feedback.close(review)
        elif (before.held_on, before.summary, before.next_step) == (held_on, summary, next_step):
            return before
        elif seen is not None and seen != version(before):
            raise Refused(
                "What is recorded, or an action, was changed since you opened this page. What you typed stands below: "
                "save again to put it in place of what is recorded now."
            )
        else:
            review = _change(before, by=by, held_on=held_on, summary=summary, next_step=next_step)
        _ask_to_sign(review)
        return review


def _change(review: RoleReview, *, by: User, held_on: date, summary: str, next_step: str) -> RoleReview:
    with because("Changed what was recorded", by=by):
        if review.reviewer_id != by.pk:
            raise PermissionDenied
        if is_signed(review):
            raise Refused("The holder has signed this review, so it stays as it is. What you typed was not kept.")
        wrong = appointments.rules.held_on_problem(held_on, start=review.appointment.starts, today=timezone.localdate())
        if wrong:
            raise Refused(wrong, field="held_on")
        review.held_on, review.summary, review.next_step = held_on, summary, next_step
        review.save(update_fields=["held_on", "summary", "next_step"])
        HolderAnswer.objects.filter(review=review).update(asks="")
        return review


def _ask_to_sign(review: RoleReview) -> None:
    holder, appointment = review.appointment.user, review.appointment
    path = reverse("reviews:detail", args=[review.pk])
    set_due(
        kind=KIND,
        subject=f"review-sign:{review.pk}",
        user=holder,
        due_on=timezone.localdate(),
        title=f"Sign the review of your role: {appointment.title}"[:200],
        path=path,
        organisation=appointment.organisation_id,
    )


def sign(review: RoleReview, *, by: User, seen: str | None = None) -> HolderAnswer:
    """The holder signs what was recorded; from then on it stays. Signed twice, it is signed once.

    Raises Refused where it is no longer as the page showed it (`seen`, its `version`).
    """
    with transaction.atomic(), because("Signed the review", by=by):
        answer = _own_answer(review, by)
        if answer.signed_at is None:
            if seen is not None and seen != version(answer.review):
                raise Refused(
                    "What is recorded, or an action, was changed since you opened this page. Read it again, then sign."
                )
            answer.signed_at, answer.asks = timezone.now(), ""
            answer.save()
            finish(kind=KIND, subject=f"review-sign:{review.pk}")
            _tell_reviewer(answer, "signed", "signed")
        return answer


def ask_to_change(review: RoleReview, asks: str, *, by: User) -> HolderAnswer:
    """The holder says what they do not agree with; the reviewer records it anew, or they talk."""
    with transaction.atomic(), because("Asked for a change", by=by):
        answer = _own_answer(review, by)
        if answer.signed_at is not None:
            raise Refused(f"You signed this review on {longdate(timezone.localdate(answer.signed_at))}.")
        if answer.asks != asks:
            answer.asks = asks
            answer.save()
            _tell_reviewer(answer, f"asks:{timezone.now():%Y%m%d%H%M%S}", "asks")
        return answer


def _own_answer(review: RoleReview, by: User) -> HolderAnswer:
    review = locked(review, by, held=True)
    if review.appointment.user_id != by.pk:
        raise PermissionDenied
    answer = HolderAnswer.objects.select_for_update(no_key=True).filter(review=review).first()
    answer = answer or HolderAnswer(review=review)
    answer.review = review  # as it stands under the lock
    return answer


def _tell_reviewer(answer: HolderAnswer, event: str, what: str) -> None:
    review = answer.review
    if review.reviewer is None:
        return
    subject = f"{'Signed' if what == 'signed' else 'A change is asked for'}: review of {review.appointment.title}"
    tell(
        review.reviewer,
        kind=KIND,
        key=f"review:{review.pk}:{event}",
        subject=subject,
        template="roles/mail/review_answered",
        context={"holder": str(review.appointment.user), "title": review.appointment.title, "what": what},
        path=reverse("reviews:detail", args=[review.pk]),
    )
