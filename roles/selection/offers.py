"""The verbs after the shortlist: offer, turn down, answer, and what ran out unanswered."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.dates import after_months
from people.design.words import longdate, longtime, number, plural, pounds
from people.design.words import pas as pas_words
from people.history import because
from people.models import User
from people.refusals import Refused
from reminders.services import finish, set_due
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import locked, locked_post, move
from roles.posts.models import PaidBy, Post, PostStatus
from roles.selection import rules
from roles.selection.dues import OFFER_ANSWER, subject
from roles.selection.guards import own, stands
from roles.selection.messages import tell_applicant, tell_recruiters
from roles.selection.outcome_models import TAKES_SEAT, TRANSITIONS, Offer, OfferStatus, takes_seat
from roles.selection.places import Places, in_proportion, places_of
from roles.selection.turns import following, in_turn


def lapse_overdue(post: Post) -> int:
    """Ends the post's offers that were not answered in time, tells both sides once; the caller holds the post's row.

    Answers how many there were.
    """
    overdue = Offer.objects.filter(application__post=post, status=OfferStatus.MADE, answer_by__lt=timezone.localdate())
    found = list(overdue.select_related("made_by").select_for_update(no_key=True, of=("self",)))
    for offer in found:
        move_offer(offer, OfferStatus.LAPSED)
        application = locked(offer.application)
        move(application, ApplicationStatus.DECLINED)
        tell_applicant(application, post, "lapsed", answer_by=longdate(offer.answer_by))
        tell_recruiters(offer, post, "lapsed", who=str(application.applicant), following=following(post))
    return len(found)


def lapse_all_overdue() -> str:
    """Ends every offer that was not answered in time, post by post; for the clock."""
    overdue = Offer.objects.filter(status=OfferStatus.MADE, answer_by__lt=timezone.localdate())
    lapsed = 0
    for post_id in overdue.values_list("application__post", flat=True).distinct():
        with transaction.atomic(), because("Not answered in time"):
            lapsed += lapse_overdue(locked_post(post_id))
    return plural(lapsed, "offer") + " ran out"


def move_offer(offer: Offer, to: OfferStatus) -> None:
    """Gives the offer its next status, if its life allows that; the row is held by the caller."""
    if to not in TRANSITIONS[offer.status]:
        raise Refused(f"This offer is already “{offer.get_status_display().lower()}”. Nothing was changed.")
    offer.status, offer.answered_at = to, timezone.now()
    offer.save(update_fields=["status", "answered_at"])
    finish(kind=OFFER_ANSWER.key, subject=subject(offer))


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

    Never more offers waiting or accepted than the post has seats, or than it has PAs where two may share it.
    Offered twice, it is the same offer.
    """
    with transaction.atomic(), because("Made an offer", by=by):
        post = locked_post(application.post_id)
        own(post, by)
        application = locked(application)
        if there := _made_alike(application, allowance_gbp, pas, starts_on):
            return there
        _offer_stands(post, allowance_gbp, pas, starts_on, answer_by)
        lapse_overdue(post)
        in_turn(application, post)
        places = places_of(post, _pas_of(post, *TAKES_SEAT))
        if wrong := places.problem(pas):
            raise Refused(wrong, field=None if places.full else "pas")
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
        _tell_and_remind(offer, application, post)
        return offer


def _made_alike(application: Application, allowance_gbp: Decimal, pas: Decimal, starts_on: date) -> Offer | None:
    """The same offer, where it was made before; raises Refused where another was."""
    there = Offer.objects.filter(application=application).first()
    if there is not None and (there.allowance_gbp, there.pas, there.starts_on) != (allowance_gbp, pas, starts_on):
        raise Refused(f"An offer was made on {longtime(there.made_at)}. Nothing was changed.")
    return there


def _tell_and_remind(offer: Offer, application: Application, post: Post) -> None:
    tell_applicant(
        application,
        post,
        "offered",
        allowance=pounds(offer.allowance_gbp),
        pas=pas_words(offer.pas),
        shared=_shared(post, offer.pas),
        starts_on=longdate(offer.starts_on),
        answer_by=longdate(offer.answer_by),
    )
    set_due(
        kind=OFFER_ANSWER.key,
        subject=subject(offer),
        user=application.applicant,
        due_on=offer.answer_by,
        title=f"Answer your offer: {post.title}"[:200],
        path=reverse("applications:offer", args=[application.reference]),
        organisation=post.organisation_id,
    )


def places_now(post: Post) -> Places:
    """The post's places with what is offered or accepted; an offer that ran out takes none."""
    open_now = Offer.objects.filter(takes_seat(timezone.localdate()), application__post=post)
    return places_of(post, open_now.values_list("pas", flat=True))


def all_taken_up(post: Post) -> bool:
    """Whether every place of the post, or of a shared one every PA, is accepted."""
    return places_of(post, _pas_of(post, OfferStatus.ACCEPTED)).full


def _pas_of(post: Post, *statuses: str) -> list[Decimal]:
    """PAs a week of the post's offers with these statuses."""
    return list(Offer.objects.filter(application__post=post, status__in=statuses).values_list("pas", flat=True))


def _shared(post: Post, pas: Decimal) -> str:
    """That the offer is of a part of a shared post, in words; empty where it is not."""
    return f"{number(pas)} of its {pas_words(post.pas)}" if post.job_share and pas < post.pas else ""


def _offer_stands(post: Post, allowance_gbp: Decimal, pas: Decimal, starts_on: date, answer_by: date) -> None:
    stands(post)
    wrong = rules.allowance_problem(
        allowance_gbp,
        low=in_proportion(post, post.allowance_low_gbp, pas),
        high=in_proportion(post, post.allowance_high_gbp, pas),
        share=_shared(post, pas),
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
        own(post, by)
        application = locked(application)
        if application.status == ApplicationStatus.REJECTED:
            return application
        move(application, ApplicationStatus.REJECTED)
        tell_applicant(application, post, "rejected")
        return application


def turn_down_rest(post: Post, *, by: User, expected: set[str]) -> int:
    """Once every seat is taken up, ends the other shortlisted applications and tells each once; answers how many.

    `expected` are the references that the recruiter saw. Done twice, the second time there is nobody left.
    """
    with transaction.atomic(), because("Not appointed: the post is filled", by=by):
        post = locked_post(post.pk)
        own(post, by)
        if not all_taken_up(post):
            raise Refused("The post still has a free seat. Tell applicants one by one, or wait until it is taken up.")
        left = Application.objects.filter(post=post, status=ApplicationStatus.SHORTLISTED).order_by("pk")
        rest = list(left.select_for_update(no_key=True, of=("self",)).select_related("applicant"))
        if {application.reference for application in rest} - expected:
            raise Refused("The shortlist changed after you looked. Read the names again.")
        for application in rest:
            move(application, ApplicationStatus.REJECTED)
            tell_applicant(application, post, "rejected")
        return len(rest)


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
        if accept:
            stands(post, at_the_end="Ask the organisation what happens with your offer.")
        move_offer(offer, to)
        move(application, ApplicationStatus.ACCEPTED if accept else ApplicationStatus.DECLINED)
        answer = "accepted" if accept else "declined"
        tell_recruiters(offer, post, answer, who=str(by), following="" if accept else following(post))
        return offer
