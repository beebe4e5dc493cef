"""Who signs, step by step, from a day on."""

from typing import Any

from pathways.signatories.models import Who
from pathways.signatories.services import MOST_TIERS
from pathways.signatories.tiers import DAYS, Step
from people import forms
from people.models import User

NOBODY = ("", "Nobody: there is no such step")
ORDINALS = ("First", "Second", "Third")


class TiersForm(forms.Form):
    """Up to three steps; a step is a role or a person by email address, with days to sign."""

    starts = forms.DateField(
        "From",
        hint="Today or later. A time split keeps the steps of the day on which it was sent.",
        missing="Enter the day from which it holds",
    )
    source = forms.TextAreaField(
        "Reason",
        rows=3,
        max_length=1000,
        missing="Enter the reason",
        hint="Who agreed it, and where it is written.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number, ordinal in enumerate(ORDINALS, start=1):
            self.fields[f"who_{number}"] = forms.SelectField(
                f"{ordinal} to sign",
                choices=[*([NOBODY] if number > 1 else []), *(each for each in Who.choices if each[0] != Who.HR)],
                required=number == 1,
            )
            self.fields[f"email_{number}"] = forms.EmailField(
                "Email address of the named person", required=False, hint="Only for a named person."
            )
            self.fields[f"days_{number}"] = forms.WholeNumberField(
                "Days to sign", required=False, min_value=1, max_value=90, hint=f"1 to 90. Left empty: {DAYS}."
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        asked = [bool(data.get(f"who_{number}")) for number in range(1, MOST_TIERS + 1)]
        for number in range(2, MOST_TIERS + 1):
            if asked[number - 1] and not asked[number - 2]:
                self.add_error(f"who_{number - 1}", f"Choose who signs before the {ORDINALS[number - 1].lower()}")
        for number in range(1, MOST_TIERS + 1):
            named, email = data.get(f"who_{number}") == Who.PERSON, data.get(f"email_{number}")
            if named and not email and f"email_{number}" not in self.errors:
                self.add_error(f"email_{number}", "Enter the email address of the person who signs")
            if email and not named:
                self.add_error(f"who_{number}", "Choose “A named person”, or take the email address out")
        return data

    def steps(self) -> tuple[Step, ...]:
        """The steps as typed; a person nobody knows has no key, which the service refuses in words."""
        data, found = self.cleaned_data, []
        for number in range(1, MOST_TIERS + 1):
            if who := data.get(f"who_{number}"):
                person = _person(data[f"email_{number}"]) if who == Who.PERSON else None
                found.append(Step(who, person, data.get(f"days_{number}") or DAYS))
        return tuple(found)


def _person(email: str) -> int | None:
    return User.objects.filter(email__iexact=email, is_active=True).values_list("pk", flat=True).first()


def initial_of(steps: tuple[Step, ...]) -> dict[str, Any]:
    """The steps that hold, as the form's first values."""
    emails = dict(User.objects.filter(pk__in=[s.person for s in steps if s.person]).values_list("pk", "email"))
    values: dict[str, Any] = {}
    for number, step in enumerate(steps, start=1):
        values |= {f"who_{number}": step.who, f"days_{number}": step.days}
        values[f"email_{number}"] = emails.get(step.person, "") if step.person else ""
    return values
