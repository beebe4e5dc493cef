"""The verbs of one's preferences. Letters that wait follow at once: none goes that the person has just declined."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from people.memberships.policies import memberships_today
from people.models import Membership, User
from people.refusals import Refused
from reminders.inbox.models import Notice
from reminders.kinds import Kind, kind_of
from reminders.preferences.models import Away, Choice, Habits
from reminders.preferences.reading import wishes_of
from reminders.rules import Every, Quiet, Stage

LONGEST = timedelta(days=366)
NOT_HERE = "Nobody with this email address works where you do. Check it, or leave it empty"


@transaction.atomic
def choose(user: User, chosen: Mapping[str, str]) -> None:
    """Keeps how often the person hears of each kind, by its key; what must stay on is never off."""
    for key, every in chosen.items():
        if every == Every.OFF and kind_of(key).stays:
            raise Refused(f"{kind_of(key).words} can’t be turned off. {kind_of(key).stays}", field=key)
    usual = [key for key, every in chosen.items() if every == kind_of(key).first]
    Choice.objects.filter(user=user, kind__in=usual).delete()
    Choice.objects.bulk_create(
        [Choice(user=user, kind=key, every=every) for key, every in chosen.items() if key not in usual],
        update_conflicts=True,
        update_fields=["every"],
        unique_fields=["user", "kind"],
    )
    _plan_again(user)


def stop(user: User, kinds: Collection[Kind]) -> None:
    """No more letters of these kinds; those that must stay on stay."""
    choose(user, {kind.key: Every.OFF for kind in kinds if kind.may_stop})


@transaction.atomic
def keep_habits(user: User, *, quiet: Quiet | None, language: str) -> None:
    """Keeps the hours in which no letter goes (None: none), and the language of letters (empty: the usual one)."""
    hours = {"quiet_from": quiet.starts if quiet else None, "quiet_to": quiet.to if quiet else None}
    Habits.objects.update_or_create(user=user, defaults={**hours, "language": language})
    _plan_again(user)


def go_away(user: User, *, first: date, last: date, delegate_email: str = "") -> Away:
    """Keeps days away, and who stands in; asked twice alike, it is one.

    Raises Refused for days gone by or over a year, days that meet others, and a delegate from elsewhere.
    """
    if last < first:
        raise Refused("The last day must be the first day or later", field="last")
    if last < timezone.localdate():
        raise Refused("The last day must be today or later", field="last")
    if last - first > LONGEST:
        raise Refused("Days away may be a year at most: enter an earlier last day", field="last")
    delegate = _colleague(user, delegate_email) if delegate_email else None
    period = DateRange(first, last + timedelta(days=1))
    try:
        with transaction.atomic():
            there = Away.objects.filter(user=user, period=period, delegate=delegate).first()
            made = there or Away.objects.create(user=user, period=period, delegate=delegate)
            _plan_again(user)
            return made
    except IntegrityError:
        raise Refused("You have named some of these days before. End those first", field="first") from None


@transaction.atomic
def come_back(away: Away) -> None:
    """Forgets the days: letters that waited for the return go now."""
    away.delete()
    _plan_again(away.user)


def _colleague(user: User, email: str) -> User:
    """Someone else who works today where the user does."""
    here = memberships_today(user).values("organisation")
    there = Membership.objects.in_force(timezone.localdate()).filter(organisation__in=here).values("user")
    found = User.objects.filter(email__iexact=email, is_active=True, pk__in=there).first()
    if found is None:
        raise Refused(NOT_HERE, field="delegate")
    if found.pk == user.pk:
        raise Refused("This is your own email address. Name a colleague, or leave it empty", field="delegate")
    return found


def _plan_again(user: User) -> None:
    """Gives each letter that waits the moment that the person's wishes now say."""
    waiting = list(Notice.objects.select_for_update().filter(user=user, told_at=None, letter_at__isnull=False))
    if not waiting:
        return
    now, wish = timezone.now(), wishes_of([user.pk])[user.pk]
    for notice in waiting:
        notice.letter_at = wish.letter_at(kind_of(notice.kind), now, urgent=notice.stage == Stage.ESCALATION)
    Notice.objects.bulk_update(waiting, ["letter_at"])
