"""What held in an organisation on a day: the one way to ask for a setting."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import connection

from people.organisations.models import Organisation
from people.prepared import Prepared
from people.settings.declared import Setting
from people.settings.models import SettingValue

Value = TypeVar("Value")
# By hand, as every page of a time split asks it: the ORM took 0.5 ms to write it, and this takes 0.1 with its answer.
# Read through the index of one_value_of_a_setting_a_day.
HELD = Prepared(
    "settings_held",
    """
SELECT day, key, value FROM unnest(%(days)s) AS day JOIN people_settingvalue ON period @> day
WHERE organisation_id = %(organisation)s AND key = ANY(%(keys)s)
""",
    days="date[]",
    organisation="bigint",
    keys="text[]",
)


class Held:
    """What held on a day: `held[PA_CAP]`, the declared default where the organisation had set nothing."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, wanted: Setting[Value]) -> Value:
        text = self._texts.get(wanted.key)
        return wanted.default if text is None else wanted.read(text)


def settings_on(organisation: Organisation | int, on: date, *wanted: Setting[Any]) -> Held:
    """What held in the organisation on the day of all the settings wanted: one query."""
    return settings_on_days(organisation, [on], *wanted)[on]


def settings_on_days(
    organisation: Organisation | int, days: Collection[date], *wanted: Setting[Any]
) -> dict[date, Held]:
    """What held on each of several days, by day: one query."""
    key = organisation.pk if isinstance(organisation, Organisation) else organisation
    texts: dict[date, dict[str, str]] = {day: {} for day in days}
    with connection.cursor() as cursor:
        asked: dict[str, Any] = {"days": list(texts), "organisation": key, "keys": [each.key for each in wanted]}
        HELD.ask(cursor, asked)
        for day, name, value in cursor:
            texts[day][name] = value
    return {day: Held(held) for day, held in texts.items()}


def settings_of(organisations: Collection[int], on: date, *wanted: Setting[Any]) -> dict[int, Held]:
    """What held on the day in each of several organisations, by their keys: one query."""
    texts: dict[int, dict[str, str]] = {key: {} for key in organisations}
    keys = [each.key for each in wanted]
    kept = SettingValue.objects.filter(organisation__in=texts, key__in=keys, period__contains=on)
    for organisation, key, value in kept.values_list("organisation_id", "key", "value"):
        texts[organisation][key] = value
    return {organisation: Held(held) for organisation, held in texts.items()}


def setting(organisation: Organisation | int, wanted: Setting[Value], on: date) -> Value:
    """What held in the organisation on the day: one query. For several at once, `settings_on`."""
    return settings_on(organisation, on, wanted)[wanted]


def set_by_organisations(wanted: Setting[Value], on: date, *, among: Iterable[int] | None = None) -> dict[int, Value]:
    """What organisations had set on the day, by their keys, without those under the default: one query."""
    held = SettingValue.objects.filter(key=wanted.key, period__contains=on)
    if among is not None:
        held = held.filter(organisation__in=among)
    return {key: wanted.read(text) for key, text in held.values_list("organisation_id", "value")}
