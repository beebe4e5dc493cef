"""The verbs of one's own log: log, change, take out. Only its owner writes in it."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from pathways.practice.kinds import COUNTED, Kind
from pathways.practice.models import Evidence
from people.dates import after_months
from people.documents.checking import document
from people.models import User
from people.refusals import Refused

MOST_AMOUNT = Decimal(500)
A_MOMENT = timedelta(seconds=10)
MOST_ENTRIES = 20_000
"""A career's log; more is a slip of a file."""
MOST_YEARS, HOLDS_YEARS = 50, 10
"""How long ago an entry may be, and how far ahead a training may hold."""


def problem(kind: str, on: date, what: str, amount: Decimal, expires_on: date | None, today: date) -> Refused | None:
    """Why an entry can't be, and its field; None where it can."""
    counted = COUNTED[Kind(kind)]
    if on > today:
        return Refused("The day must be today or earlier", field="on")
    if on < after_months(today, -12 * MOST_YEARS):
        return Refused(f"The day must be within the last {MOST_YEARS} years", field="on")
    if counted.named and not what:
        return Refused(f"Say what it was: {counted.what[:1].lower()}{counted.what[1:]}", field="what")
    if not 0 < amount <= MOST_AMOUNT:
        return Refused(f"Give more than 0 and at most {MOST_AMOUNT} {counted.many}", field="amount")
    if kind == Kind.TRAINING and expires_on is None:
        return Refused("Say until when the training holds", field="expires_on")
    if expires_on is not None and expires_on <= on:
        return Refused("It must hold until a day after the day itself", field="expires_on")
    if expires_on is not None and expires_on > after_months(today, 12 * HOLDS_YEARS):
        return Refused(f"It can hold for {HOLDS_YEARS} years from today at most", field="expires_on")
    return None


def log(
    *,
    by: User,
    kind: str,
    on: date,
    what: str = "",
    amount: Decimal = Decimal(1),
    expires_on: date | None = None,
    note: str = "",
    file: UploadedFile | None = None,
    entry: Evidence | None = None,
) -> Evidence:
    """Writes an entry, or changes `entry`; a file takes the place of the one before, cleaned of its author's data.

    Raises Refused for what can't be, beside its field.
    """
    if entry is not None and entry.user_id != by.pk:
        raise PermissionDenied
    what, expires_on = what.strip(), expires_on if kind == Kind.TRAINING else None
    wrong = problem(kind, on, what, amount, expires_on, timezone.localdate())
    if wrong is not None:
        raise wrong
    found = document(file) if file is not None else None  # before the transaction: it takes a moment
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # a second press finds the first
        made = entry or Evidence(user=by)
        if entry is None and by.evidence.count() >= MOST_ENTRIES:
            raise Refused(f"A log has {MOST_ENTRIES:,} entries at most. Take some out first.")
        made.kind, made.on, made.what, made.amount = kind, on, what, amount
        made.expires_on, made.note = expires_on, note.strip()
        if entry is None and (twice := _just_logged(made, len(found.content) if found else 0)):
            return twice
        before = made.file.name if made.file else ""
        if found is not None:
            made.file.save(found.name, ContentFile(found.content), save=False)
            made.file_kind, made.file_size = found.kind, len(found.content)
        try:
            made.save()
        except BaseException:
            if found is not None:
                made.file.delete(save=False)
            raise
        if found is not None and before:
            transaction.on_commit(partial(made.file.storage.delete, before))
    return made


def _just_logged(made: Evidence, size: int) -> Evidence | None:
    """The same entry, with a file of so many bytes, logged a moment ago: the second press, not a second procedure."""
    names = ("kind", "on", "what", "amount", "expires_on", "note")
    same = made.user.evidence.filter(file_size=size, **{name: getattr(made, name) for name in names})
    return same.filter(logged_at__gt=timezone.now() - A_MOMENT).first()


def take_out(entry: Evidence, *, by: User) -> None:
    """Deletes an entry for good; its file goes with it."""
    if entry.user_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        name = entry.file.name if entry.file else ""
        Evidence.objects.filter(pk=entry.pk).delete()
        if name:
            transaction.on_commit(partial(entry.file.storage.delete, name))


def often(user: User, most: int = 3) -> list[Evidence]:
    """The last entries of different kinds and words, which can be logged again in one press; none that expire."""
    found: dict[tuple[str, str], Evidence] = {}
    for entry in user.evidence.exclude(kind__in=[Kind.TRAINING, Kind.OUTCOME])[:50]:
        found.setdefault((entry.kind, entry.what), entry)
    return list(found.values())[:most]


def again(entry: Evidence, *, by: User) -> Evidence:
    """Logs the same for today."""
    today = timezone.localdate()
    return log(by=by, kind=entry.kind, on=today, what=entry.what, amount=entry.amount)
