"""Setting something from a day on, and taking back what is planned. Today and the future only: the past stands."""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from people.accounts.models import User
from people.administration.policies import may_keep
from people.dates import after_months
from people.design.words import longdate
from people.forms.seen import STALE, mark
from people.history import because
from people.organisations.models import Organisation
from people.refusals import Refused
from people.settings.declared import Setting
from people.settings.models import SettingValue

Value = TypeVar("Value")
MOST_MONTHS = 120
"""How far ahead a change may be planned."""


@transaction.atomic
def change(
    organisation: Organisation,
    wanted: Setting[Value],
    value: Value,
    *,
    starts: date,
    reason: str,
    by: User,
    seen: str = "",
) -> SettingValue:
    """Sets the value from the day on, until the next change that is planned, if there is one.

    `seen` is the mark of what the writer was shown: where another stands now, nothing is written.
    """
    kept = _locked(organisation, by)
    rows = _rows(kept, wanted)
    there = next((row for row in rows if starts in row.period), None)
    same = wanted.read(there.value) == value if there else wanted.default == value
    if there and same and there.starts == starts:
        return there  # sent twice
    if seen and seen != mark_of(rows):
        raise Refused(STALE)
    if wrong := wanted.problem(value):
        raise Refused(wrong, field="value")
    today = timezone.localdate()
    if starts < today:
        raise Refused("Choose today or a later day: what held before then stays as it was", field="starts")
    if starts > after_months(today, MOST_MONTHS):
        raise Refused("Choose a day within the next ten years", field="starts")
    if not reason.strip():
        raise Refused("Give the reason: who agreed it, and where it is written", field="reason")
    if same:
        raise Refused(f"It is {wanted.said(value)} on {longdate(starts)} already", field="value")
    following = min((row.starts for row in rows if row.starts > starts), default=None)
    until = there.period.upper if there else following
    with because(reason, by=by):
        if there and there.starts == starts:
            new = there
        else:
            if there:
                there.period = DateRange(there.starts, starts)
                there.save(update_fields=["period"])
            new = SettingValue(organisation=kept, key=wanted.key, period=DateRange(starts, until))
        new.value, new.reason, new.set_by, new.set_at = wanted.write(value), reason, by, timezone.now()
        new.save()
    return new


@transaction.atomic
def take_back(organisation: Organisation, wanted: Setting[Any], starts: date, *, by: User) -> None:
    """Takes back what is planned from that day; what held before it goes on. Nothing happens where it is gone."""
    kept = _locked(organisation, by)
    rows = _rows(kept, wanted)
    planned = next((row for row in rows if row.starts == starts), None)
    if planned is None:
        return  # sent twice
    if starts <= timezone.localdate():
        raise Refused("This holds already. Set another value from today or a later day instead")
    before = next((row for row in rows if row.period.upper == starts), None)
    with because("Taken back before it held", by=by):
        planned.delete()
        if before:
            before.period = DateRange(before.starts, planned.period.upper)
            before.save(update_fields=["period"])


def mark_of(rows: list[SettingValue]) -> str:
    """The mark of all that is set of one setting."""
    return mark([(row.value, str(row.period)) for row in rows])


def _rows(organisation: Organisation, wanted: Setting[Any]) -> list[SettingValue]:
    return list(SettingValue.objects.filter(organisation=organisation, key=wanted.key).order_by("period"))


def _locked(organisation: Organisation, by: User) -> Organisation:
    """One change at a time: the organisation's row is held until it is written."""
    if not may_keep(by, organisation):
        raise PermissionDenied
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
