"""How often for each kind, quiet hours, and days away."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.conf import settings

from people import forms
from reminders.kinds import DECLARED, Kind
from reminders.preferences.reading import Wishes
from reminders.rules import Every, Quiet

HOURS = [("", "No quiet hours"), *((str(hour), f"{hour:02}:00") for hour in range(24))]

FIRST = ("Roles", "Applying and choosing", "Time splits", "Return to practice", "Mentoring", "Pay", "Your registration")


def by_room() -> list[Kind]:
    """Every kind, those of one room together: what concerns most people first."""
    rooms = list(dict.fromkeys([*FIRST, *(kind.room for kind in DECLARED.values())]))
    return sorted(DECLARED.values(), key=lambda kind: rooms.index(kind.room))


class KindsForm(forms.Form):
    """One list of choices for each kind; what must stay on lacks "off" and says why."""

    def __init__(self, *args: Any, wishes: Wishes, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in by_room():
            choices = [choice for choice in Every.choices if choice[0] != Every.OFF or kind.may_stop]
            stays = f" Can’t be turned off. {kind.stays}" if kind.stays else ""
            self.fields[kind.key] = forms.SelectField(
                kind.words, choices=choices, initial=wishes.every(kind), hint=f"{kind.says}{stays}"
            )

    def rooms(self) -> Iterator[tuple[str, list[Any]]]:
        """Each room's heading and fields."""
        for room, kinds in groupby(by_room(), key=lambda kind: kind.room):
            yield room, [self[kind.key] for kind in kinds]


class HabitsForm(forms.Form):
    """Quiet hours and, where there is more than one, the language."""

    quiet_from = forms.SelectField("No emails from", choices=HOURS, required=False)
    quiet_to = forms.SelectField(
        "Until", choices=HOURS, required=False, hint="The next morning, where this is the earlier hour."
    )
    language = forms.SelectField("Language of your emails", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if len(settings.LANGUAGES) > 1:
            self.field("language", forms.SelectField).choices = settings.LANGUAGES
        else:
            del self.fields["language"]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        starts, to = data.get("quiet_from", ""), data.get("quiet_to", "")
        if starts and not to:
            self.add_error("quiet_to", "Choose when quiet hours end, or no quiet hours")
        elif to and not starts:
            self.add_error("quiet_from", "Choose when quiet hours begin, or no quiet hours")
        elif starts and starts == to:
            self.add_error("quiet_to", "Quiet hours must end at another hour than they begin")
        return data

    def quiet(self) -> Quiet | None:
        """The hours chosen; None for none."""
        data = self.cleaned_data
        return Quiet(int(data["quiet_from"]), int(data["quiet_to"])) if data["quiet_from"] else None


class AwayForm(forms.Form):
    """From which day to which, and who stands in."""

    first = forms.DateField("First day away", missing="Enter the first day away")
    last = forms.DateField("Last day away", missing="Enter the last day away")
    delegate = forms.EmailField(
        "Email address of who stands in for you (optional)",
        required=False,
        hint="Someone who works where you do. They are told only of what they may act on themselves.",
    )
