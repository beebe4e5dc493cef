"""The verbs of a running term: end it early, offer more of it, offer acting up, answer, hand over."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange

from people.dates import after_months
from people.design.words import longdate
from people.history import because
from people.memberships.policies import holds_role
from people.models import Clinician, Organisation, Role, Service, User
from people.refusals import Refused
from people.settings.reading import setting
from reminders.services import tell
from roles.appointments import pay, policies
from roles.appointments.models import Appointment
from roles.appointments.services import ask_of_the_end, drop_reviews, plan_reviews
from roles.catalogue.models import Archetype
from roles.fitness import services as fitness
from roles.posts.models import PaidBy, Post
from roles.selection.models import Offer, takes_seat
from roles.selection.places import places_of
from roles.terms import rules
from roles.terms.models import Handover, TermKind, TermOffer, TermStatus
from roles.terms.settings import ACTING_UP_MONTHS, EXTENSION_MONTHS


def end_early(appointment: Appointment, *, last_day: date, why: str, by: User) -> Appointment:
    """Ends the role on a day before its term does: reviews after it fall away, pay goes back, the holder is told once.

    Ended twice alike, it stays. Raises Refused for a day outside the rest of the term.
    """
    with transaction.atomic(), because(f"Ended early: {why}", by=by):
        appointment = _locked(appointment, by)
        ends, former = rules.after_days(last_day, 1), appointment.term.upper
        if (former, appointment.ended_reason) == (ends, why):
            return appointment
        today = timezone.localdate()
        if wrong := rules.end_problem(last_day, starts=appointment.starts, ends=former, today=today):
            raise Refused(wrong, field="last_day")
        appointment.term, appointment.ended_reason = DateRange(appointment.starts, ends), why
        appointment.save(update_fields=["term", "ended_reason"])
        appointment.term_offers.filter(status=TermStatus.MADE).update(status=TermStatus.TAKEN_BACK)
        drop_reviews(appointment, ends)
        ask_of_the_end(appointment)
        fitness.forget(appointment)
        pay.end(appointment, ends)
        _tell(appointment.user, appointment, "term_ended", f"Your role ends: {appointment.title}", ends, why=why)
        return appointment


def offer_more(appointment: Appointment, kind: TermKind, *, last_day: date | None, why: str, by: User) -> TermOffer:
    """Offers the holder an extension to `last_day`, or a renewal by the post's own term; they answer.

    Raises Refused where the rules or the seats of the post forbid it, or an offer waits already.
    """
    with transaction.atomic(), because(f"Offered {TermKind(kind).label.lower()}", by=by):
        appointment = _locked(appointment, by)
        former = appointment.term.upper
        if former is None:
            raise Refused("This role has no end, so there is nothing to add to it.")
        if appointment.term_offers.filter(status=TermStatus.MADE).exists():
            raise Refused("The holder has an offer of more time already. Wait for their answer, or take it back.")
        ends = _renewed(appointment, former) if kind == TermKind.RENEWAL else _extended(appointment, former, last_day)
        _seat_is_free(appointment, former, ends)
        made = TermOffer.objects.create(
            kind=kind,
            appointment=appointment,
            user=appointment.user,
            organisation=appointment.organisation,
            service=appointment.service,
            archetype=appointment.archetype,
            title=appointment.title,
            starts=former,
            ends=ends,
            pas=appointment.pas,
            allowance_gbp=appointment.allowance_gbp,
            why=why,
            made_by=by,
        )
        _tell_asked(made)
        return made


def _extended(appointment: Appointment, former: date, last_day: date | None) -> date:
    ends = rules.after_days(last_day, 1) if last_day else former
    most = setting(appointment.organisation_id, EXTENSION_MONTHS, timezone.localdate())
    if wrong := rules.extension_problem(ends, former=former, most_months=most, today=timezone.localdate()):
        raise Refused(wrong, field="last_day")
    return ends


def _renewed(appointment: Appointment, former: date) -> date:
    post = appointment.post
    had = appointment.term_offers.filter(kind=TermKind.RENEWAL, status=TermStatus.ACCEPTED).count()
    renewals = post.renewals if post else None
    if wrong := rules.renewal_problem(renewals=renewals, had=had, former=former, today=timezone.localdate()):
        raise Refused(wrong)
    assert post is not None  # a role without a post has no renewals
    return after_months(former, post.term_months or 12)


def _seat_is_free(appointment: Appointment, starts: date, ends: date) -> None:
    """Refuses where others hold, or are offered, all seats of the post in that time; the post's row is held."""
    post = appointment.post
    if post is None:
        return
    Post.objects.select_for_update(no_key=True).get(pk=post.pk)
    held = Appointment.objects.filter(post=post, term__overlap=DateRange(starts, ends)).exclude(pk=appointment.pk)
    offered = Offer.objects.filter(application__post=post, starts_on__lt=ends, appointment=None)
    offered = offered.filter(takes_seat(timezone.localdate()))
    places = places_of(post, [*held.values_list("pas", flat=True), *offered.values_list("pas", flat=True)])
    if places.full or (places.shared and places.left < appointment.pas):
        raise Refused("Someone else holds this post in that time, or is offered it.")


@dataclass(frozen=True)
class ActingUp:
    """What someone is asked to hold for a time: PAs a week, pounds a year, from `starts` to `last_day`."""

    organisation: Organisation
    archetype: Archetype
    service: Service | None
    title: str
    starts: date
    last_day: date
    pas: Decimal
    allowance_gbp: Decimal


def offer_acting_up(wanted: ActingUp, email: str, *, why: str, by: User) -> TermOffer:
    """Asks a clinician of the organisation to hold a role for a time, without an advert.

    Raises Refused for oneself, for who is no clinician there, a service that is closed, or a time too long.
    """
    with transaction.atomic(), because("Asked to act up", by=by):
        if not policies.runs_terms(by, wanted.organisation.pk):
            raise PermissionDenied
        person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if person == by:
            raise Refused("Nobody asks themselves to act up. Ask a colleague to do it.", field="email")
        if person is None or not _works_here(person, wanted.organisation):
            raise Refused(
                f"No clinician of {wanted.organisation} has this email address. Your administrator can add them.",
                field="email",
            )
        if wanted.service and wanted.service.closed_on and wanted.service.closed_on <= wanted.starts:
            raise Refused(f"{wanted.service} closes on {longdate(wanted.service.closed_on)}.", field="service")
        ends = rules.after_days(wanted.last_day, 1)
        most = setting(wanted.organisation, ACTING_UP_MONTHS, timezone.localdate())
        if wrong := rules.acting_problem(wanted.starts, ends, most_months=most, today=timezone.localdate()):
            raise Refused(wrong, field="starts" if wanted.starts < timezone.localdate() else "last_day")
        made = TermOffer.objects.create(
            kind=TermKind.ACTING_UP,
            user=person,
            organisation=wanted.organisation,
            service=wanted.service,
            archetype=wanted.archetype,
            title=wanted.title,
            starts=wanted.starts,
            ends=ends,
            pas=wanted.pas,
            allowance_gbp=wanted.allowance_gbp,
            why=why,
            made_by=by,
        )
        _tell_asked(made)
        return made


def _works_here(person: User, organisation: Organisation) -> bool:
    known = Clinician.objects.filter(user=person).exists()
    return known and any(holds_role(person, role, organisation.pk) for role in Role)


def answer(offer: TermOffer, *, by: User, accept: bool) -> TermOffer:
    """Records the asked person's answer; an accepted one is the term from then on. Answered alike twice, it stays."""
    verb = "Accepted" if accept else "Declined"
    with transaction.atomic(), because(f"{verb}: {offer.get_kind_display().lower()}", by=by):
        if offer.appointment_id:
            Appointment.objects.select_for_update(no_key=True).get(pk=offer.appointment_id)
        User.objects.select_for_update(no_key=True).get(pk=offer.user_id)
        offer = TermOffer.objects.select_for_update(no_key=True).get(pk=offer.pk)
        if offer.user_id != by.pk:
            raise PermissionDenied
        to = TermStatus.ACCEPTED if accept else TermStatus.DECLINED
        if offer.status == to:
            return offer
        if offer.status != TermStatus.MADE:
            raise Refused(f"This was {offer.get_status_display().lower()} already. Nothing was changed.")
        if accept:
            offer.appointment = _lengthen(offer) if offer.kind != TermKind.ACTING_UP else _act_up(offer)
        offer.status, offer.answered_at = to, timezone.now()
        offer.save()
        tell(
            offer.made_by,
            kind="appointment",
            key=f"term_offer:{offer.pk}:answered",
            subject=f"{offer.get_status_display()}: {offer}",
            template="roles/mail/term_answered",
            context={"who": str(by), "answer": to.value, "title": offer.title},
            path=reverse("terms:answer", args=[offer.pk]),
        )
        return offer


def _lengthen(offer: TermOffer) -> Appointment:
    assert offer.appointment_id is not None  # more_time_is_of_an_appointment
    appointment = Appointment.objects.select_related("user", "organisation", "service", "post").get(
        pk=offer.appointment_id
    )
    if appointment.term.upper != offer.starts:
        raise Refused("The role's term changed since this was offered, so it can't be accepted any more.")
    _seat_is_free(appointment, offer.starts, offer.ends)
    appointment.term = DateRange(appointment.starts, offer.ends)
    appointment.save(update_fields=["term"])
    plan_reviews(appointment)
    pay.write_allowance(appointment, since=offer.starts)
    return appointment


def _act_up(offer: TermOffer) -> Appointment:
    term = DateRange(offer.starts, offer.ends)
    same = Appointment.objects.filter(user=offer.user, organisation=offer.organisation, title=offer.title)
    if same.filter(term__overlap=term).exists():
        raise Refused("You hold this role already in that time.")
    appointment = Appointment.objects.create(
        user=offer.user,
        organisation=offer.organisation,
        service=offer.service,
        archetype=offer.archetype,
        title=offer.title,
        term=term,
        pas=offer.pas,
        paid_by=PaidBy.ALLOWANCE if offer.allowance_gbp else PaidBy.TIME_ONLY,
        allowance_gbp=offer.allowance_gbp,
        acting=True,
    )
    plan_reviews(appointment)
    pay.write_allowance(appointment)
    return appointment


def take_back(offer: TermOffer, *, by: User) -> TermOffer:
    """Takes back an offer that was not answered."""
    with transaction.atomic(), because("Taken back", by=by):
        offer = TermOffer.objects.select_for_update(no_key=True).get(pk=offer.pk)
        if offer.user_id == by.pk or not policies.runs_terms(by, offer.organisation_id):
            raise PermissionDenied
        if offer.status == TermStatus.TAKEN_BACK:
            return offer
        if offer.status != TermStatus.MADE:
            raise Refused(f"This was {offer.get_status_display().lower()} already. Nothing was changed.")
        offer.status, offer.answered_at = TermStatus.TAKEN_BACK, timezone.now()
        offer.save(update_fields=["status", "answered_at"])
        return offer


def hand_over(appointment: Appointment, text: str, *, by: User) -> Handover:
    """Keeps what the holder writes to whoever holds the role next; they read it once appointed."""
    with transaction.atomic(), because("Handover written", by=by):
        if not policies.is_holder(by, appointment):
            raise PermissionDenied
        return Handover.objects.update_or_create(appointment=appointment, defaults={"text": text})[0]


def left_for(appointment: Appointment) -> Handover | None:
    """What the one who held the same role before has left to this one."""
    before = Handover.objects.filter(
        appointment__organisation=appointment.organisation_id,
        appointment__archetype=appointment.archetype_id,
        appointment__service=appointment.service_id,
        appointment__term__startswith__lt=appointment.starts,
    ).exclude(appointment__user=appointment.user_id)
    return before.select_related("appointment__user").order_by("-appointment__term").first()


def _locked(appointment: Appointment, by: User) -> Appointment:
    related = ("user", "organisation", "service", "post", "archetype")
    kept = Appointment.objects.select_for_update(no_key=True, of=("self",)).select_related(*related)
    found = kept.get(pk=appointment.pk)
    if not policies.runs_term(by, found):
        raise PermissionDenied
    return found


def _tell_asked(offer: TermOffer) -> None:
    tell(
        offer.user,
        kind="appointment",
        key=f"term_offer:{offer.pk}:made",
        subject=f"{offer.get_kind_display()} offered: {offer.title}",
        template="roles/mail/term_offered",
        context={
            "offer": offer,
            "organisation": offer.organisation.name,
            "starts": longdate(offer.starts),
            "last_day": longdate(offer.last_day),
        },
        path=reverse("terms:answer", args=[offer.pk]),
    )


def _tell(user: User, appointment: Appointment, event: str, subject: str, ends: date, *, why: str) -> None:
    tell(
        user,
        kind="appointment",
        key=f"appointment:{appointment.pk}:{event}:{ends.isoformat()}",
        subject=subject,
        template=f"roles/mail/{event}",
        context={
            "title": appointment.title,
            "organisation": appointment.organisation.name,
            "last_day": longdate(rules.after_days(ends, -1)),
            "why": why,
            "returns": appointment.return_dcc_pas is not None,
        },
        path=reverse("appointments:detail", args=[appointment.pk]),
    )
