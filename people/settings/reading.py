"""What held in an organisation on a day: the one way to ask for a setting."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from people.organisations.models import Organisation
from people.settings.declared import Setting
from people.settings.models import SettingValue

Value = TypeVar("Value")


class Held:
    """What held on a day: `held[PA_CAP]`, the declared default where the organisation had set nothing."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, wanted: Setting[Value]) -> Value:
        text = self._texts.get(wanted.key)
        return wanted.default if text is None else wanted.read(text)


def settings_on(organisation: Organisation | int, on: date, *wanted: Setting[Any]) -> Held:
    """What held in the organisation on the day of all the settings wanted: one query."""
    held = SettingValue.objects.filter(
        organisation=organisation, key__in=[each.key for each in wanted], period__contains=on
    )
    return Held(dict(held.values_list("key", "value")))


def setting(organisation: Organisation | int, wanted: Setting[Value], on: date) -> Value:
    """What held in the organisation on the day: one query. For several at once, `settings_on`."""
    return settings_on(organisation, on, wanted)[wanted]


def set_by_organisations(wanted: Setting[Value], on: date, *, among: Iterable[int] | None = None) -> dict[int, Value]:
    """What organisations had set on the day, by their keys, without those under the default: one query."""
    held = SettingValue.objects.filter(key=wanted.key, period__contains=on)
    if among is not None:
        held = held.filter(organisation__in=among)
    return {key: wanted.read(text) for key, text in held.values_list("organisation_id", "value")}
