"""The days of each kind's stages, as the due's organisation has set them."""

from collections.abc import Iterable
from datetime import date

from people.settings.declared import Whole
from people.settings.reading import set_by_organisations, settings_on
from reminders.kinds import At, Kind


class StageDays:
    """What organisations had set on a day: one query for each setting asked for, however many dues there are."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._set: dict[str, dict[int, int]] = {}
        self._offsets: dict[tuple[str, int | None], list[tuple[str, int]]] = {}

    def offsets(self, kind: Kind, organisation_id: int | None) -> list[tuple[str, int]]:
        """The kind's stages there with their days from the due day."""
        key = (kind.key, organisation_id)
        if key not in self._offsets:
            self._offsets[key] = [(at.stage.value, self._offset(at, organisation_id)) for at in kind.steps]
        return self._offsets[key]

    def _offset(self, at: At, organisation_id: int | None) -> int:
        if at.setting is None or organisation_id is None:
            return at.offset(at.days)
        if at.setting.key not in self._set:
            self._set[at.setting.key] = set_by_organisations(at.setting, self._on)
        return at.offset(self._set[at.setting.key].get(organisation_id, at.days))


def offsets_of(kind: Kind, organisation_id: int | None, on: date) -> list[tuple[str, int]]:
    """The same for one due: one query, and none where nothing of the kind is a setting."""
    wanted = _settings(kind.steps)
    if organisation_id is None or not wanted:
        return [(at.stage.value, at.offset(at.days)) for at in kind.steps]
    held = settings_on(organisation_id, on, *wanted)
    return [(at.stage.value, at.offset(held[at.setting] if at.setting else at.days)) for at in kind.steps]


def _settings(found: Iterable[At]) -> list[Whole]:
    return [at.setting for at in found if at.setting is not None]
