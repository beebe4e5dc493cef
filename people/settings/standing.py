"""How an organisation's settings stand, for the pages: what holds, since when, who set it, what is planned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from people.accounts.models import User
from people.design.words import shortdate
from people.history import Entry
from people.organisations.models import Organisation
from people.settings.declared import DECLARED, Setting
from people.settings.models import SettingValue


@dataclass(frozen=True)
class Standing:
    """One setting on a day: `row` is what the organisation had set, None under the default; `planned` comes later."""

    setting: Setting[Any]
    row: SettingValue | None
    planned: tuple[SettingValue, ...]

    @property
    def value(self) -> str:
        """What holds, in words."""
        return self.setting.said(self.setting.read(self.row.value) if self.row else self.setting.default)

    def said(self, row: SettingValue) -> str:
        """One row's value in words."""
        return self.setting.said(self.setting.read(row.value))


Rooms = dict[str, list[Standing]]


def rooms_of(organisation: Organisation, on: date) -> Rooms:
    """Every setting as it stood on the day, by room: one query."""
    rows: dict[str, list[SettingValue]] = {}
    for row in _rows(organisation):
        rows.setdefault(row.key, []).append(row)
    rooms: Rooms = {}
    for each in DECLARED.values():
        rooms.setdefault(each.room, []).append(_standing(each, rows.get(each.key, []), on))
    return rooms


def standing_of(organisation: Organisation, wanted: Setting[Any], on: date) -> tuple[Standing, list[SettingValue]]:
    """One setting on the day, and all its values by day: one query."""
    rows = [row for row in _rows(organisation) if row.key == wanted.key]
    return _standing(wanted, rows, on), rows


def _rows(organisation: Organisation) -> Iterator[SettingValue]:
    yield from SettingValue.objects.filter(organisation=organisation).select_related("set_by").order_by("key", "period")


def _standing(wanted: Setting[Any], rows: list[SettingValue], on: date) -> Standing:
    return Standing(
        wanted,
        next((row for row in rows if on in row.period), None),
        tuple(row for row in rows if row.starts > on),
    )


def history_of_setting(organisation: Organisation, wanted: Setting[Any]) -> list[Entry]:
    """Who set what from which day, newest first, with what was taken back: two queries.

    A period that only gets shorter because another value follows is no change of its own.
    """
    events: Any = SettingValue._meta.get_field("events").related_model
    found = list(
        events._default_manager.filter(organisation_id=organisation.pk, key=wanted.key)
        .select_related("pgh_context")
        .order_by("pgh_id")
    )
    facts = [event.pgh_context.metadata if event.pgh_context else {} for event in found]
    people = User.objects.in_bulk({fact["user"] for fact in facts if fact.get("user")})
    live: dict[int, Any] = {}
    entries: list[Entry] = []
    for event, fact in zip(found, facts, strict=True):
        before = live.pop(event.pgh_obj_id, None)
        if event.pgh_label != "delete":
            live[event.pgh_obj_id] = event
        if before is not None and event.pgh_label != "delete" and before.value == event.value:
            continue
        starts = event.period.lower
        led_here = next((row for row in live.values() if row.period.upper == starts), None)
        held = wanted.said(wanted.read(led_here.value)) if led_here else f"{wanted.said(wanted.default)} (the default)"
        said = wanted.said(wanted.read(event.value))
        if event.pgh_label == "delete":
            old, new = said, held
        else:
            old, new = (wanted.said(wanted.read(before.value)) if before else held), said
        author = people.get(fact.get("user") or 0)
        entries.append(
            Entry(
                at=event.pgh_created_at,
                who=str(author) if author else "The system",
                why=fact.get("reason") or event.reason or "Recorded",
                changes=((f"From {shortdate(starts)}", old, new),),
            )
        )
    return entries[::-1]
