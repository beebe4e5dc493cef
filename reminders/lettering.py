"""People's letters from the ledger: one to each person, of all that is to be told them now."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Min
from django.urls import reverse
from django.utils import timezone

from reminders.composing import compose
from reminders.inbox.models import Notice
from reminders.kinds import kind_of
from reminders.models import Due, Message
from reminders.preferences.reading import Wishes, wishes_of
from reminders.rules import Stage
from reminders.stopping import DIGEST

PEOPLE = 1_000
SHOWN = 20
"""Things that one letter names; it links to the rest."""
TELL = """
UPDATE reminders_notice SET told_at = %s, letter = told.letter
FROM unnest(%s::bigint[], %s::text[]) AS told(id, letter) WHERE reminders_notice.id = told.id
"""


def write_letters() -> int:
    """Queues a letter for each person with something to be told now; returns how many letters.

    A person is claimed by the first row of theirs, so that another sweep at the same time writes to others: nobody
    gets two letters where one would do, and no row is in two.
    """
    total = 0
    while (written := _write_batch()) is not None:
        total += written
    return total


def _write_batch() -> int | None:
    now = timezone.now()
    with transaction.atomic():
        waiting = Notice.objects.filter(told_at=None, letter_at__lte=now)
        firsts = waiting.order_by().values("user").annotate(first=Min("pk")).values_list("first", flat=True)[:PEOPLE]
        lock = waiting.select_for_update(skip_locked=True, no_key=True, of=("self",))
        people = [each.user_id for each in lock.filter(pk__in=list(firsts)).only("user_id")]
        if not people:
            return None
        notices = list(lock.filter(user__in=people).select_related("user", "person").order_by("user", "due_on", "pk"))
        wishes = wishes_of(people)
        letters = list(_letters(_still_theirs(notices), wishes, now))
        Message.objects.bulk_create([message for message, _ in letters], ignore_conflicts=True)
        by_notice = {notice.pk: message.key for message, told in letters for notice in told}
        keys = [notice.pk for notice in notices]
        with connection.cursor() as cursor:
            cursor.execute(TELL, [now, keys, [by_notice.get(key, "") for key in keys]])
    return len(letters)


def _still_theirs(notices: list[Notice]) -> list[Notice]:
    """Without what waited for its letter while the person left the role that it goes with."""
    dues = Due.objects.filter(notices__in=notices, user=F("notices__user"))
    gone = set(dues.left(timezone.localdate()).values_list("notices", flat=True))
    return [notice for notice in notices if notice.pk not in gone]


def _letters(
    notices: Sequence[Notice], wishes: dict[int, Wishes], now: datetime
) -> Iterator[tuple[Message, list[Notice]]]:
    """A letter of its own for one thing, one for several; none to an account that was closed meanwhile."""
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    for _, group in groupby(notices, key=lambda notice: notice.user_id):
        mine = list(group)
        wish = wishes[mine[0].user_id]
        not_before = (wish.quiet and wish.quiet.end(local)) or now
        if mine[0].user.is_active:
            write = _of_one if len(mine) == 1 and mine[0].due_on else _of_several
            yield write(mine, local.date(), not_before, wish.language), mine


def _of_one(mine: list[Notice], today: date, not_before: datetime, language: str) -> Message:
    (notice,) = mine
    assert notice.due_on is not None
    return compose(
        notice.user,
        kind=notice.kind,
        key=notice.key,
        subject=_subject(notice),
        template="reminders/mail/due",
        context={
            "title": notice.title,
            "due_on": notice.due_on,
            "late": notice.due_on < today,
            "stage": notice.stage,
            "person": notice.person,
            "escalates_words": kind_of(notice.kind).escalates_words,
        },
        path=notice.path,
        language=language,
        not_before=not_before,
    )


def _subject(notice: Notice) -> str:
    if notice.stage == Stage.ESCALATION:
        return f"Not done yet: {notice.title}"
    return f"{'Overdue' if notice.stage == Stage.AFTER else 'Due'}: {notice.title}"


def _of_several(mine: list[Notice], today: date, not_before: datetime, language: str) -> Message:
    shown = mine[:SHOWN]
    return compose(
        mine[0].user,
        kind=DIGEST,
        key=f"{DIGEST}:{mine[0].user_id}:{mine[0].pk}",
        subject=mine[0].title if len(mine) == 1 else f"{mine[0].title}, and {len(mine) - 1} more",
        template="reminders/mail/digest",
        context={
            "due": [notice for notice in shown if notice.due_on],
            "other": [notice for notice in shown if not notice.due_on],
            "more": len(mine) - len(shown),
            "today": today,
            "site": settings.SITE_URL,
        },
        path=reverse("reminders:inbox"),
        language=language,
        not_before=not_before,
    )
