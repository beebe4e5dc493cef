"""What many people have chosen at once, as the sweep and each letter need it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.utils import timezone

from reminders.kinds import Kind
from reminders.rules import Every, Quiet, letter_at

# By hand: each letter's transaction asks it, and the ORM would ask three times.
ASKED = """
SELECT asked.id, habits.quiet_from, habits.quiet_to, coalesce(habits.language, ''),
       upper(away.period), away.delegate_id,
       (SELECT jsonb_object_agg(kind, every) FROM reminders_choice AS choice WHERE choice.user_id = asked.id)
FROM unnest(%(users)s::bigint[]) AS asked(id)
LEFT JOIN reminders_habits AS habits ON habits.user_id = asked.id
LEFT JOIN reminders_away AS away ON away.user_id = asked.id AND away.period @> %(today)s::date
"""


@dataclass(frozen=True)
class Wishes:
    """One person's: how often by kind, quiet hours, language; until when they are away, and who stands in."""

    chosen: dict[str, str] = field(default_factory=dict)
    quiet: Quiet | None = None
    language: str = ""
    back_on: date | None = None
    delegate_id: int | None = None

    def every(self, kind: Kind) -> str:
        """How often this person hears of the kind by email."""
        return kind.every(self.chosen.get(kind.key))

    def letter_at(self, kind: Kind, now: datetime, *, urgent: bool = False) -> datetime | None:
        """When the letter about it may go. What is urgent, or must stay on, does not wait for who is away."""
        every = Every.AT_ONCE if urgent else self.every(kind)
        back_on = None if urgent or kind.stays else self.back_on
        return letter_at(every, now, ZoneInfo(settings.TIME_ZONE), quiet=self.quiet, back_on=back_on)

    def own_letter(self, kind: Kind) -> bool:
        """Whether each event of the kind has a letter of its own now."""
        return self.every(kind) == Every.AT_ONCE and (self.back_on is None or bool(kind.stays))


def wishes_of(users: Iterable[int | None]) -> dict[int, Wishes]:
    """What each of them has chosen, as it holds today: one query."""
    keys = sorted({user for user in users if user is not None})
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(ASKED, {"users": keys, "today": timezone.localdate()})
        for key, starts, to, language, back_on, delegate_id, chosen in cursor:
            quiet = Quiet(starts, to) if starts is not None and to is not None else None
            found[key] = Wishes(_as_dict(chosen), quiet, language, back_on, delegate_id)
    return found


def _as_dict(chosen: object) -> dict[str, str]:
    if isinstance(chosen, str):  # Django leaves JSON unread in a cursor of its own
        return dict(json.loads(chosen))
    return dict(chosen) if isinstance(chosen, dict) else {}
