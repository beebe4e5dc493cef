"""Interviews and offers on the desk: to pick, to score, to answer; and the time one has picked."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from pathways.desk.items import MOST, Item
from pathways.desk.turns import count
from people.memberships.policies import memberships_today
from people.models import Role, User
from roles.applications.models import ApplicationStatus
from roles.models import Booking, InterviewScore, Offer, OfferNote, PanelSeat, Question
from roles.selection.models import Interest, InterestOutcome, OfferStatus


def to_pick(user: User) -> Iterator[Item]:
    """Interviews this person is asked to pick a time for."""
    mine = Booking.objects.filter(
        application__applicant=user, application__status=ApplicationStatus.SHORTLISTED, slot=None
    )
    for booking in mine.select_related("application__post").order_by("pk")[:MOST]:
        address = reverse("interviews:pick", args=[booking.application.reference])
        yield Item(f"Pick a time for your interview: {booking.application.post.title}", address, None, "")


def to_score_answers(user: User, today: date) -> Iterator[Item]:
    """Interviews that were held and whose answers this panel member has not scored in full."""
    seats = PanelSeat.objects.visible_to(user).filter(post__shortlist_locked_at__isnull=False)
    held = Booking.objects.filter(
        application__post__in=seats.values("post"),
        application__status=ApplicationStatus.SHORTLISTED,
        application__decision=None,
        slot__starts_at__lte=timezone.now(),
    )
    out = Interest.objects.filter(application=OuterRef("application"), outcome=InterestOutcome.OUT, seat__user=user)
    given = count(InterviewScore.objects.filter(application=OuterRef("application"), seat__user=user), "application")
    asked = count(Question.objects.filter(post=OuterRef("application__post")), "post")
    waiting = held.annotate(given=given, asked=asked, out=count(out, "application")).filter(given__lt=F("asked"), out=0)
    for booking in waiting.select_related("application__post", "application__applicant", "slot").order_by(
        "slot__starts_at"
    )[:MOST]:
        application, on = booking.application, timezone.localdate(booking.slot.starts_at) if booking.slot else today
        address = reverse("interviews:score", args=[application.post_id, application.reference])
        yield Item(f"Score the interview of {application.applicant}: {application.post.title}", address, on, "Held")


def to_answer(user: User, today: date) -> Iterator[Item]:
    """Questions about offers that nobody has answered yet, for recruiters."""
    last = OfferNote.objects.filter(offer=OuterRef("pk")).order_by("-at", "-pk").values("by")[:1]
    offers = Offer.objects.filter(
        application__post__organisation__in=memberships_today(user, Role.RECRUITER).values("organisation"),
        status=OfferStatus.MADE,
        answer_by__gte=today,
    )
    asked = offers.annotate(last=Subquery(last)).filter(last=F("application__applicant"))
    asked = asked.exclude(application__applicant=user).exclude(application__post__panel__user=user)
    for offer in asked.select_related("application__post").order_by("answer_by")[:MOST]:
        address = reverse("offers:talk", args=[offer.application.reference])
        yield Item(
            f"Answer a question about the offer: {offer.application.post.title}", address, offer.answer_by, "Open until"
        )
