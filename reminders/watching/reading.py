"""How the outbox and the ledger of dues stand, read from the database: the same from whichever process one asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, DateTimeField, F, Min
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from people.design.words import plural
from reminders.addresses.models import RefusedAddress
from reminders.models import Due, Message, Notice
from reminders.trouble import Why

State = Message.State
UNSENT = [State.WAITING, State.CLAIMED, State.HANDING]


@dataclass(frozen=True)
class Lateness:
    """How late the oldest unsent letter and the oldest due without its letter are; nothing where none is late."""

    message: timedelta
    due: timedelta

    @property
    def sentences(self) -> list[str]:
        """What is wrong, for whoever looks after the service; an empty list when nothing is."""
        most = timedelta(minutes=settings.REMINDERS_LATE_MINUTES)
        said = []
        if self.message > most:
            said.append(f"The oldest unsent email should have gone {_ago(self.message)} ago.")
        if self.due > most:
            said.append(f"The oldest due without its reminder should have had it {_ago(self.due)} ago.")
        return said


def _ago(late: timedelta) -> str:
    minutes = int(late.total_seconds() // 60)
    return plural(minutes, "minute") if minutes < 120 else plural(minutes // 60, "hour")


def lateness(now: datetime) -> Lateness:
    """Both, at this moment. A letter that its recipient's server refuses for now is that server's delay, not ours."""
    due = max(_since(oldest_due(), now), _since(oldest_notice(), now))
    return Lateness(message=_since(oldest_message(), now), due=due)


def _since(moment: datetime | None, now: datetime) -> timedelta:
    return max(now - moment, timedelta(0)) if moment else timedelta(0)


def oldest_message() -> datetime | None:
    """When the oldest letter that is neither sent nor given up was first to go."""
    ours = Message.objects.filter(state__in=UNSENT).exclude(why__in=[Why.ANSWER, Why.SLOW])
    return ours.aggregate(oldest=Min(Coalesce("first_tried_at", "not_before")))["oldest"]


def oldest_due() -> datetime | None:
    """When the oldest due without its reminder was to have it: its day's first moment in London, or since it was so."""
    waiting = Due.objects.filter(
        state=Due.State.OPEN, reminded_at=None, remind_on__lte=timezone.localdate(), user__is_active=True
    )
    day = RawSQL("remind_on::timestamp AT TIME ZONE %s", [settings.TIME_ZONE], output_field=DateTimeField())
    return waiting.aggregate(oldest=Min(Greatest(day, F("updated_at"))))["oldest"]


def oldest_notice() -> datetime | None:
    """When the oldest thing that is due or has happened was to be in a letter, and is in none yet."""
    return Notice.objects.filter(told_at=None, letter_at__lte=timezone.now()).aggregate(oldest=Min("letter_at"))[
        "oldest"
    ]


def by_state_and_kind() -> list[tuple[str, str, int]]:
    """How many messages there are of each state and kind."""
    return list(Message.objects.order_by().values_list("state", "kind").annotate(Count("pk")))


def open_dues() -> int:
    return Due.objects.filter(state=Due.State.OPEN).count()


def refused_addresses() -> int:
    return RefusedAddress.objects.filter(cleared_at=None).count()
