"""Setting who signs from a day on, and who signs for whom while away. The past stands: today and later only."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from pathways.signatories.models import Delegation, Tier, Who
from pathways.signatories.tiers import Step, steps_on
from people.administration.policies import may_keep
from people.dates import after_months
from people.design.words import longdate
from people.memberships.policies import memberships_today, organisations_where
from people.models import Organisation, Role, User
from people.refusals import Refused
from reminders.services import tell

MOST_TIERS = 3
MOST_MONTHS = 120
"""How far ahead tiers may be planned."""
LONGEST = 12
"""Months for which one person may stand in for another at once."""
NOT_HERE = "Nobody with this email address works for {organisation} today."


@transaction.atomic
def set_tiers(
    organisation: Organisation, steps: Sequence[Step], *, starts: date, source: str, by: User
) -> tuple[Tier, ...]:
    """Sets who signs, in this order, from the day on; what was planned for later days gives way.

    A split keeps the tiers of the day it was sent. Raises Refused for a day gone by, no reason, no tier or more than
    three, one who would sign twice, and for a named person who does not work there.
    """
    if not may_keep(by, organisation):
        raise PermissionDenied
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    today = timezone.localdate()
    if starts < today:
        raise Refused("Choose today or a later day: what was sent before keeps who was to sign it", field="starts")
    if starts > after_months(today, MOST_MONTHS):
        raise Refused("Choose a day within the next ten years", field="starts")
    if not 1 <= len(steps) <= MOST_TIERS:
        raise Refused(f"Give one to {MOST_TIERS} who sign, one after the other")
    if not source.strip():
        raise Refused("Give the reason: who agreed it, and where it is written", field="source")
    _nobody_twice(organisation, steps)
    held = Tier.objects.filter(organisation=organisation)
    if steps_on(organisation.pk, starts) == tuple(steps) and held.filter(period__startswith=starts).exists():
        return tuple(held.filter(period__startswith=starts).order_by("number"))  # sent twice
    held.filter(period__startswith__gte=starts).delete()
    for tier in held.filter(period__contains=starts):
        tier.period = DateRange(tier.period.lower, starts)
        tier.save(update_fields=["period"])
    return tuple(
        Tier.objects.create(
            organisation=organisation,
            period=DateRange(starts, None),
            number=number,
            who=step.who,
            person_id=step.person,
            days=step.days,
            source=source.strip(),
            set_by=by,
        )
        for number, step in enumerate(steps, start=1)
    )


def _nobody_twice(organisation: Organisation, steps: Sequence[Step]) -> None:
    signers = [(step.who, step.person) for step in steps]
    for number, signer in enumerate(signers, start=1):
        if signer in signers[: number - 1]:
            raise Refused("This one signs an earlier step already. Choose someone else", field=f"who_{number}")
    for number, step in enumerate(steps, start=1):
        if step.who == Who.PERSON and not _works_here(step.person, organisation):
            raise Refused(NOT_HERE.format(organisation=organisation), field=f"email_{number}")


def _works_here(person: int | None, organisation: Organisation) -> bool:
    user = User.objects.filter(pk=person, is_active=True).first() if person else None
    return user is not None and memberships_today(user).filter(organisation=organisation).exists()


def signs_in(user: User) -> list[int]:
    """Keys of the organisations where this person signs today, by role or by name."""
    by_role = organisations_where(user, Role.SERVICE_LEAD, Role.MEDICAL_DIRECTOR, Role.HR)
    named = Tier.objects.filter(person=user.pk, period__contains=timezone.localdate())
    return sorted({*by_role, *named.values_list("organisation", flat=True)})


@transaction.atomic
def delegate(organisation: Organisation, email: str, *, first: date, last: date, by: User) -> Delegation:
    """Lets someone sign in one's place from the first to the last day; done twice alike it is one.

    Raises Refused where the days are wrong or taken, and for someone who does not work there.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if organisation.pk not in signs_in(by):
        raise PermissionDenied
    today = timezone.localdate()
    if first < today:
        raise Refused("First day must be today or later", field="first")
    if last < first:
        raise Refused("Last day must be on or after the first day", field="last")
    if last > after_months(first, LONGEST):
        raise Refused(f"Choose a last day within {LONGEST} months of the first", field="last")
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person == by:
        raise Refused("This is you. Enter the email address of the person who signs for you", field="email")
    if person is None or not memberships_today(person).filter(organisation=organisation).exists():
        raise Refused(NOT_HERE.format(organisation=organisation), field="email")
    period = DateRange(first, last + timedelta(days=1))
    same = Delegation.objects.filter(organisation=organisation, delegator=by, delegate=person, period=period).first()
    if same is not None:
        return same
    taken = Delegation.objects.filter(organisation=organisation, delegator=by, period__overlap=period).first()
    if taken is not None:
        words = f"{taken.delegate} stands in for you from {longdate(taken.first)} to {longdate(taken.last_day)}. "
        raise Refused(f"{words}End that first, or choose other days", field="first")
    made = Delegation.objects.create(organisation=organisation, delegator=by, delegate=person, period=period)
    _tell(made, f"{by} asks you to sign time splits in their place.", "begins")
    return made


@transaction.atomic
def end_delegation(held: Delegation, *, by: User) -> None:
    """Ends a delegation today: from now on the delegator signs. One that has not begun is taken away."""
    found = Delegation.objects.select_for_update(of=("self",)).select_related("delegator", "delegate")
    kept = found.filter(pk=held.pk).first()
    if kept is None:
        return  # ended twice
    if kept.delegator_id != by.pk:
        raise PermissionDenied
    today = timezone.localdate()
    if kept.last_day < today:
        return
    _tell(kept, f"{by} signs time splits themselves again.", "ends")
    if kept.first >= today:
        kept.delete()
    else:
        kept.period = DateRange(kept.first, today)
        kept.save(update_fields=["period"])


def _tell(held: Delegation, sentence: str, event: str) -> None:
    tell(
        held.delegate,
        kind="split",
        key=f"delegation:{held.pk}:{event}",
        subject=sentence.rstrip("."),
        template="pathways/mail/delegation",
        context={"held": held, "sentence": sentence, "begins": event == "begins"},
        path=reverse("approvals:queue") if event == "begins" else reverse("desk:home"),
    )
