"""The verbs of pay progression: recording a review, taking a step, and what the clock does for both."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.design.words import longdate, plural
from people.history import because
from people.memberships.policies import holders
from people.models import Organisation, Role, User
from people.refusals import Refused
from reminders.models import Due as Reminder
from reminders.services import finish, set_due
from rewards.contracts.services import hold, put_terms, terms_of
from rewards.employment.models import Employment
from rewards.progression.models import Outcome, ProgressReview
from rewards.progression.reading import AHEAD, Due, due, steps_of

DUE = "progress_review"


@transaction.atomic
def record_review(
    employment: Employment,
    *,
    point: str,
    held_on: date,
    outcome: str,
    reason: str,
    starts: date | None,
    by: User,
) -> ProgressReview:
    """Records the review meeting about the next point; whoever may progress is on it from its day, or from `starts`.

    Recorded twice alike, it is one. Raises Refused for a point that is not the next, or a day that can't be.
    """
    hold(employment.user, employment.organisation_id, by)
    held = Employment.objects.select_related("user", "organisation").get(pk=employment.pk)
    facts = {"employment": held, "point": point, "held_on": held_on}
    same = ProgressReview.objects.filter(**facts).first()
    if same:
        if same.outcome == outcome:
            return same
        raise Refused(f"A review of {longdate(held_on)} is on record already: {same}. Nothing was changed")
    step = _step(held)
    if step is None or step.step.point != point:
        raise Refused("This step is not the next one any more. Open the page again to see what is due")
    if held_on > timezone.localdate():
        raise Refused("The day it was held must be today or earlier", field="held_on")
    if held.seniority_from and held_on < held.seniority_from:
        raise Refused("The day it was held must not be before the day from which years count", field="held_on")
    if outcome == Outcome.HELD_BACK and not reason:
        raise Refused("Say why: the person and the next reviewer need to know", field="reason")
    why = f"Progress review of {longdate(held_on)}: {Outcome(outcome).label.lower()} to {point}"
    with because(f"{why}. {reason}" if reason else why, by=by):
        review = ProgressReview.objects.create(**facts, outcome=outcome, reason=reason, recorded_by=by)
        if outcome == Outcome.MAY:
            reach(held, starts, point=point, earliest=step.step.on)
    remind(held.organisation)
    return review


@transaction.atomic
def reach(employment: Employment, on: date | None, *, point: str, earliest: date) -> Employment:
    """Puts the person on the point from the day (None: as early as they may), and later terms on the same point too.

    The terms of the day end the day before, and pay follows. The caller has asked who may and says why. Raises
    Refused for a day before `earliest`, or on which they were not on the point before it.
    """
    user, organisation = employment.user, employment.organisation
    held = Employment.objects.filter(
        user=user, organisation=organisation, contract=employment.contract, point=employment.point
    ).order_by("period")
    first = min((each.period.lower for each in held if each.period.lower), default=earliest)
    day = on or max(earliest, first)
    if day < earliest:
        raise Refused(f"The years for it are reached on {longdate(earliest)}: enter that day or later", field="starts")
    standing = next((each for each in held if day in each.period), None)
    if standing is None:
        raise Refused(f"On {longdate(day)} they were not on {employment.point} here: enter another day", field="starts")
    for each in held:
        if each.period.lower and each.period.lower > day:
            put_terms(user, organisation, replace(terms_of(each), point=point), each.period.lower)
    return put_terms(user, organisation, replace(terms_of(standing), point=point), day)


def follow_steps(on: date | None = None) -> int:
    """Lets automatic steps happen whose day has come, and reminds HR of reviews; returns how many steps it took.

    Only where the scale of that day is published: where it is not, HR decides (P8). Safe to run again.
    """
    today = on or timezone.localdate()
    taken = 0
    counted = Employment.objects.in_force(today).filter(seniority_from__isnull=False)
    for organisation in Organisation.objects.filter(pk__in=counted.values("organisation")).order_by("pk"):
        for each in due(organisation, today):
            if each.step.automatic and each.published and each.step.on <= today:
                taken += _take(each)
        remind(organisation, today)
    return taken


def _take(each: Due) -> bool:
    with transaction.atomic(), because("Reached by years: this step needs no review"):
        User.objects.select_for_update(no_key=True).get(pk=each.employment.user_id)
        held = Employment.objects.select_related("user", "organisation").get(pk=each.employment.pk)
        now = _step(held)
        if now is None or now.step != each.step:
            return False
        reach(held, None, point=each.step.point, earliest=each.step.on)
        return True


def _step(employment: Employment) -> Due | None:
    return next(iter(steps_of(employment.organisation, [employment], timezone.localdate())), None)


@transaction.atomic
def remind(organisation: Organisation, on: date | None = None) -> None:
    """Keeps one reminder a month for HR: how many reviews fall due in it. What is done is reminded of no more."""
    today = on or timezone.localdate()
    months: dict[date, list[Due]] = {}
    for each in due(organisation, today):
        if not each.step.automatic or not each.published:
            months.setdefault(max(each.step.on, today).replace(day=1), []).append(each)
    hr = holders(Role.HR, organisation)
    subjects = {f"{DUE}:{organisation.pk}:{month:%Y-%m}": found for month, found in months.items()}
    for subject, found in subjects.items():
        first = max(min(each.step.on for each in found), today)
        title = f"{plural(len(found), 'pay progress review')} due at {organisation.name}"[:200]
        path = f"{reverse('rewards:staff', args=[organisation.pk])}?due=yes"
        for user in hr:
            _remind_once(organisation, subject, user, first, title, path)
    of_here = Reminder.objects.filter(
        kind=DUE, subject__startswith=f"{DUE}:{organisation.pk}:", state=Reminder.State.OPEN
    )
    for subject in set(of_here.values_list("subject", flat=True)) - subjects.keys():
        finish(kind=DUE, subject=subject)


def _remind_once(organisation: Organisation, subject: str, user: User, day: date, title: str, path: str) -> None:
    """Writes the reminder, or its new count; its day stays, so that nobody is told again each night."""
    there = Reminder.objects.filter(kind=DUE, subject=subject, user=user, state=Reminder.State.OPEN).first()
    if there and there.title == title:
        return
    set_due(
        kind=DUE,
        subject=subject,
        user=user,
        due_on=there.due_on if there else day,
        title=title,
        path=path,
        remind_on=there.remind_on if there else max(day - AHEAD, timezone.localdate()),
        organisation=organisation,
        only_as=Role.HR,
    )
