"""The verbs after the shortlist: offer, turn down, answer, and what ran out unanswered."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.dates import after_months
from people.design.words import longdate, longtime, pounds
from people.design.words import pas as pas_words
from people.history import because
from people.models import User
from people.refusals import Refused
from reminders.services import tell
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import locked, locked_post, move
from roles.posts.models import PaidBy, Post, PostStatus
from roles.selection import policies, rules
from roles.selection.messages import tell_applicant
from roles.selection.models import TAKES_SEAT, TRANSITIONS, Offer, OfferStatus


def _own(post: Post, by: User) -> None:
    if not policies.runs_choice(by, post):
        raise PermissionDenied


def lapse_overdue(post: Post) -> None:
    """Ends the post's offers that were not answered in time; the caller holds the post's row."""
    overdue = Offer.objects.filter(application__post=post, status=OfferStatus.MADE, answer_by__lt=timezone.localdate())
    for offer in overdue.select_for_update(no_key=True, of=("self",)):
        move_offer(offer, OfferStatus.LAPSED)
        move(locked(offer.application), ApplicationStatus.DECLINED)


def move_offer(offer: Offer, to: OfferStatus) -> None:
    """Gives the offer its next status, if its life allows that; the row is held by the caller."""
    if to not in TRANSITIONS[offer.status]:
        raise Refused(f"This offer is already “{offer.get_status_display().lower()}”. Nothing was changed.")
    offer.status, offer.answered_at = to, timezone.now()
    offer.save(update_fields=["status", "answered_at"])


def make_offer(
    application: Application,
    *,
    by: User,
    allowance_gbp: Decimal,
    pas: Decimal,
    starts_on: date,
    answer_by: date,
) -> Offer:
    """Offers the post to a shortlisted applicant: pounds a year, PAs a week, term from the post's months.

    Never more offers waiting or accepted than the post has seats. Offered twice, it is the same offer.
    """
    with transaction.atomic(), because("Made an offer", by=by):
        post = locked_post(application.post_id)
        _own(post, by)
        application = locked(application)
        there = Offer.objects.filter(application=application).first()
        if there is not None:
            if (there.allowance_gbp, there.pas, there.starts_on) == (allowance_gbp, pas, starts_on):
                return there
            raise Refused(f"An offer was made on {longtime(there.made_at)}. Nothing was changed.")
        _offer_stands(post, allowance_gbp, starts_on, answer_by)
        lapse_overdue(post)
        taken = Offer.objects.filter(application__post=post, status__in=TAKES_SEAT).count()
        if taken >= post.seats:
            seats = "The post's one seat is" if post.seats == 1 else f"All {post.seats} seats of the post are"
            raise Refused(f"{seats} offered or taken. Wait for the answer before you offer it to someone else.")
        move(application, ApplicationStatus.OFFERED)
        offer = Offer.objects.create(
            application=application,
            allowance_gbp=allowance_gbp,
            pas=pas,
            starts_on=starts_on,
            ends_on=after_months(starts_on, post.term_months) if post.term_months else None,
            answer_by=answer_by,
            made_by=by,
        )
        tell_applicant(
            application,
            post,
            "offered",
            allowance=pounds(allowance_gbp),
            pas=pas_words(pas),
            starts_on=longdate(starts_on),
            answer_by=longdate(answer_by),
        )
        return offer


def _offer_stands(post: Post, allowance_gbp: Decimal, starts_on: date, answer_by: date) -> None:
    if post.status == PostStatus.WITHDRAWN:
        raise Refused("This post was withdrawn, so it can't be offered.")
    wrong = rules.allowance_problem(
        allowance_gbp,
        low=post.allowance_low_gbp,
        high=post.allowance_high_gbp,
        paid=post.paid_by == PaidBy.ALLOWANCE,
    )
    if wrong:
        raise Refused(wrong, field="allowance_gbp")
    wrong = rules.offer_dates_problem(today=timezone.localdate(), starts_on=starts_on, answer_by=answer_by)
    if wrong:
        raise Refused(wrong, field="answer_by" if answer_by < timezone.localdate() else "starts_on")


def turn_down(application: Application, *, by: User) -> Application:
    """Ends a shortlisted application without an offer, and tells the applicant once."""
    with transaction.atomic(), because("Not appointed", by=by):
        post = locked_post(application.post_id)
        _own(post, by)
        application = locked(application)
        if application.status == ApplicationStatus.REJECTED:
            return application
        move(application, ApplicationStatus.REJECTED)
        tell_applicant(application, post, "rejected")
        return application


def answer_offer(offer: Offer, *, by: User, accept: bool) -> Offer:
    """Records the applicant's answer, on the day to answer by at the latest; answered alike twice, it stays.

    The appointments room calls this and begins the appointment in the same transaction.
    """
    with transaction.atomic(), because("Accepted the offer" if accept else "Declined the offer", by=by):
        post = locked_post(offer.application.post_id)
        application = locked(offer.application)
        offer = Offer.objects.select_for_update(no_key=True, of=("self",)).get(pk=offer.pk)
        if application.applicant_id != by.pk:
            raise PermissionDenied
        to = OfferStatus.ACCEPTED if accept else OfferStatus.DECLINED
        if offer.status == to:
            return offer
        if offer.status == OfferStatus.MADE and offer.answer_by < timezone.localdate():
            raise Refused(
                f"This offer ran out on {longdate(offer.answer_by)}, so it can't be answered any more. "
                "Ask the organisation if you still want the post."
            )
        if accept and post.status == PostStatus.WITHDRAWN:
            raise Refused("The organisation withdrew this post. Ask them what happens with your offer.")
        move_offer(offer, to)
        move(application, ApplicationStatus.ACCEPTED if accept else ApplicationStatus.DECLINED)
        tell(
            offer.made_by,
            kind="application",
            key=f"offer:{offer.pk}:answered",
            subject=f"Offer {'accepted' if accept else 'declined'}: {post.title}",
            template="roles/mail/answered",
            context={
                "title": post.title,
                "who": str(by),
                "answer": "accepted" if accept else "declined",
                "seats": post.seats,
            },
            path=reverse("panel:post", args=[post.pk]),
        )
        return offer
