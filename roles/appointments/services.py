"""The verbs of an appointment: accept or decline an offer, begin, record a review."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange

from people.dates import after_months
from people.design.words import longdate
from people.history import because
from people.models import User
from people.refusals import Refused
from people.settings.reading import setting, settings_on
from reminders.rules import ANY_ROLE
from reminders.services import cancel, finish, set_due, tell
from roles.appointments import pay, policies, rules
from roles.appointments.beginnings import begun
from roles.appointments.dropping import dropped
from roles.appointments.models import Appointment, NextStep, ReviewKind, RoleReview
from roles.appointments.settings import EARLY_REVIEW_MONTHS, END_REVIEW_MONTHS
from roles.posts.models import Post, PostStatus
from roles.selection.models import Offer, OfferStatus
from roles.selection.offers import all_taken_up, answer_offer

DUE = "role_review"


def accept(offer: Offer, *, by: User) -> Appointment:
    """Takes up the offer: its answer and the appointment are written together; accepted twice, it is one.

    Raises Refused when it ran out, was declined, or the person holds the post already.
    """
    with transaction.atomic():
        offer = answer_offer(offer, by=by, accept=True)
        there = Appointment.objects.filter(offer=offer).first()
        return there or begin(offer, by=by)


def decline(offer: Offer, *, by: User) -> Offer:
    """Says no to the offer; its seat is free again."""
    return answer_offer(offer, by=by, accept=False)


def begin(offer: Offer, *, by: User) -> Appointment:
    """Makes the appointment of an accepted offer, with its reviews, what is due, and its pay element.

    The return right is the post's. The caller holds the post's row (accept does).
    """
    with transaction.atomic(), because("Accepted the offer", by=by):
        if offer.status != OfferStatus.ACCEPTED:
            raise Refused("The offer is not accepted, so the role can't begin.")
        application = offer.application
        post, holder = application.post, application.applicant
        term = DateRange(offer.starts_on, offer.ends_on)
        if Appointment.objects.filter(user=holder, post=post, term__overlap=term).exists():
            raise Refused("You hold this post already in that time.")
        appointment = Appointment.objects.create(
            user=holder,
            organisation=post.organisation,
            service=post.service,
            archetype=post.archetype,
            post=post,
            offer=offer,
            title=post.title,
            term=term,
            pas=offer.pas,
            paid_by=post.paid_by,
            allowance_gbp=offer.allowance_gbp,
            return_dcc_pas=post.return_dcc_pas,
            return_service=post.return_service or post.service,
            return_within_months=post.return_within_months,
            return_notice_months=post.return_notice_months,
        )
        plan_reviews(appointment)
        pay.write_allowance(appointment)
        _fill_when_taken(post)
        begun(appointment)
        _tell_holder(appointment)
        return appointment


def plan_reviews(appointment: Appointment) -> None:
    """Plans the reviews of the term as it stands: those already planned stay, the last one moves with the end."""
    reviewer, today = policies.reviewer_for(appointment), timezone.localdate()
    planned = {(review.kind, review.due_on) for review in appointment.reviews.all()}
    last = appointment.reviews.filter(kind=ReviewKind.END_OF_TERM, held_on=None).first()
    held = settings_on(appointment.organisation_id, appointment.starts, EARLY_REVIEW_MONTHS, END_REVIEW_MONTHS)
    months = {"early_months": held[EARLY_REVIEW_MONTHS], "end_months": held[END_REVIEW_MONTHS]}
    for kind, due_on in rules.review_dates(appointment.starts, appointment.term.upper, **months):
        if (kind, due_on) in planned or (planned and due_on < today):
            continue
        if kind == ReviewKind.END_OF_TERM and last is not None:
            last.due_on = due_on
            last.save(update_fields=["due_on"])
            remind(last)
        else:
            _plan_review(appointment, ReviewKind(kind), due_on, reviewer)


def drop_reviews(appointment: Appointment, on: date) -> None:
    """Forgets the reviews from the day on that were not held: nobody is reminded of them."""
    for review in appointment.reviews.filter(held_on=None, due_on__gte=on):
        cancel(kind=DUE, subject=f"review:{review.pk}")
        dropped(review)
        review.delete()


def ask_of_the_end(appointment: Appointment) -> None:
    """After a term was shortened: the review before its end comes before the new one, where there is time for it."""
    months = setting(appointment.organisation_id, END_REVIEW_MONTHS, appointment.starts)
    last = appointment.reviews.order_by("due_on").last()
    if last is None or appointment.term.upper is None:
        return
    moves = last.kind == ReviewKind.END_OF_TERM and last.held_on is None
    if moves or last.due_on < after_months(appointment.term.upper, -months):
        plan_reviews(appointment)


def _plan_review(appointment: Appointment, kind: ReviewKind, due_on: date, reviewer: User | None) -> RoleReview:
    review = RoleReview.objects.create(appointment=appointment, kind=kind, due_on=due_on, reviewer=reviewer)
    remind(review)
    return review


def remind(review: RoleReview) -> None:
    """Writes, or moves, what is due of the review for holder and reviewer."""
    appointment, reviewer = review.appointment, review.reviewer
    for user, title, only_as in (
        (appointment.user, f"Role review: {appointment.title}", ""),
        (reviewer, f"Role review of {appointment.user}: {appointment.title}", ANY_ROLE),
    ):
        if user is not None:
            set_due(
                kind=DUE,
                subject=f"review:{review.pk}",
                user=user,
                due_on=review.due_on,
                title=title[:200],
                path=reverse("reviews:detail", args=[review.pk]),
                organisation=appointment.organisation_id,
                only_as=only_as,
            )


def _fill_when_taken(post: Post) -> None:
    if all_taken_up(post) and post.status == PostStatus.PUBLISHED:
        post.status = PostStatus.FILLED
        post.save(update_fields=["status"])


def _tell_holder(appointment: Appointment) -> None:
    first = appointment.reviews.order_by("due_on").first()
    tell(
        appointment.user,
        kind="appointment",
        key=f"appointment:{appointment.pk}:began",
        subject=f"You are appointed: {appointment.title}",
        template="roles/mail/appointed",
        context={
            "title": appointment.title,
            "organisation": appointment.organisation.name,
            "starts_on": longdate(appointment.term.lower),
            "first_review": longdate(first.due_on) if first else "",
        },
        path=reverse("appointments:detail", args=[appointment.pk]),
    )


def record_review(review: RoleReview, *, by: User, held_on: date, summary: str, next_step: str) -> RoleReview:
    """Records that the review was held and what comes next; nobody is reminded of it any more.

    Recorded twice alike, it stays; otherwise the second is refused. In a term without an end the next yearly
    review is planned.
    """
    with transaction.atomic(), because("Recorded the review", by=by):
        review = (
            RoleReview.objects.select_for_update(no_key=True, of=("self",))
            .select_related("appointment__user", "recorded_by")
            .get(pk=review.pk)
        )
        if not policies.may_record(by, review):
            raise PermissionDenied
        same = (review.held_on, review.summary, review.next_step) == (held_on, summary, next_step)
        if review.held_on is not None and same:
            return review
        if review.held_on is not None:
            raise Refused(
                f"{review.recorded_by} recorded this review already, as held on {longdate(review.held_on)}. "
                "What you typed was not kept."
            )
        appointment = review.appointment
        began = appointment.term.lower or held_on
        wrong = rules.held_on_problem(held_on, start=began, today=timezone.localdate())
        if wrong:
            raise Refused(wrong, field="held_on")
        if next_step not in NextStep.values:
            raise Refused("Select a next step from the list", field="next_step")
        review.held_on, review.summary, review.next_step, review.recorded_by = held_on, summary, next_step, by
        review.save(update_fields=["held_on", "summary", "next_step", "recorded_by"])
        finish(kind=DUE, subject=f"review:{review.pk}")
        if appointment.term.upper is None and not appointment.reviews.filter(held_on__isnull=True).exists():
            due_on = rules.next_yearly(began, max(held_on, review.due_on))
            _plan_review(appointment, ReviewKind.YEARLY, due_on, policies.reviewer_for(appointment))
        return review
