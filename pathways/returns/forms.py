"""The forms of a return plan: opening it, recording a meeting, extending supervision."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.utils import timezone

from pathways.returns import rules
from pathways.returns.facts import Proposal
from pathways.returns.policies import possible_supervisors
from pathways.returns.services import MOST_DAYS, NOTE_LENGTH
from pathways.returns.settings import LEAST_SUPERVISED_DAYS
from people import forms
from people.dates import after_months
from people.models import User
from people.settings.reading import setting
from roles.models import Appointment

YEARS = 10


class PlanForm(forms.Form):
    """What a return plan is drafted from; the dates of its meetings follow."""

    away_from = forms.DateField(
        "Last change to clinical practice",
        hint="The day you began, or begin, to do less clinical work or none. For example, 1 4 2027.",
        missing="Enter the day of the last change to clinical practice",
    )
    returns_on = forms.DateField(
        "Day of return",
        hint="Your first day back in clinical work as agreed. For example, 3 4 2030.",
    )
    return_dcc_pas = forms.PAsField(
        "PAs of direct clinical care to come back to",
        hint="A week, as your right to return says. 1 PA is 4 hours.",
        min_value=Decimal("0.25"),
        missing="Enter the PAs of direct clinical care to come back to",
    )
    supervisor = forms.ModelSelectField(
        "Supervisor",
        queryset=User.objects.none(),
        called=lambda user: f"{user.name}, {user.email}",
        empty_label="Choose a colleague",
        missing="Choose who supervises your return",
        hint="They hold the meetings with you and read what you note in them. Not your mentor.",
    )
    supervised_days = forms.WholeNumberField(
        "Working days under supervision after the return",
        max_value=MOST_DAYS,
        hint="In this time there is no out-of-hours work alone.",
        missing="Enter how many working days you are supervised",
    )

    def __init__(self, data: Any = None, *, appointment: Appointment) -> None:
        today = timezone.localdate()
        least = setting(appointment.organisation_id, LEAST_SUPERVISED_DAYS, today)
        super().__init__(data, initial=first_values(appointment) | {"supervised_days": least})
        self.appointment = appointment
        days = self.field("supervised_days", forms.WholeNumberField)
        days.validators.append(MinValueValidator(least))
        days.look = replace(days.look, hint=f"At least {least}. {days.look.hint}")
        self.supervisors = possible_supervisors(appointment, today).order_by("name", "pk")
        self.field("supervisor", forms.ModelSelectField).queryset = self.supervisors
        away, back = self.field("away_from", forms.DateField), self.field("returns_on", forms.DateField)
        away.earliest = after_months(today, -12 * YEARS)
        away.latest = back.latest = after_months(today, 12 * YEARS)
        back.earliest = today

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("away_from") and data.get("returns_on"):
            wrong = rules.dates_refusal(data["away_from"], data["returns_on"])
            if wrong:
                self.add_error("returns_on", wrong)
        return data

    def proposal(self) -> Proposal:
        """The plan as asked for; of a valid form."""
        return Proposal(appointment=self.appointment, **self.cleaned_data)

    def kept(self) -> list[tuple[str, str]]:
        """What a valid form was sent, as the hidden fields that carry it to the next page."""
        data = self.cleaned_data
        return [
            ("away_from", data["away_from"].isoformat()),
            ("returns_on", data["returns_on"].isoformat()),
            ("return_dcc_pas", str(data["return_dcc_pas"])),
            ("supervisor", str(data["supervisor"].pk)),
            ("supervised_days", str(data["supervised_days"])),
        ]


def first_values(appointment: Appointment) -> dict[str, object]:
    """The form filled in from the role: its first day, the day its term ends, and what the right to return says."""
    return {
        "away_from": appointment.starts,
        "returns_on": appointment.term.upper,
        "return_dcc_pas": appointment.return_dcc_pas,
    }


class CheckInForm(forms.Form):
    """That a meeting was held, and what was agreed."""

    done_on = forms.DateField(
        "Held on",
        hint="The day you met or spoke, for example 12 3 2027.",
        missing="Enter the day you met or spoke",
    )
    note = forms.TextAreaField(
        "Note (optional)",
        required=False,
        max_length=NOTE_LENGTH,
        rows=6,
        hint="What you agreed and who does what by when. Only the two of you read it. Write nothing about patients.",
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"done_on": today})


class ExtendForm(forms.Form):
    """How long the supervised period lasts after all."""

    supervised_days = forms.WholeNumberField(
        "Working days under supervision, in all",
        max_value=MOST_DAYS,
        hint="Counted from the day of return, without weekends and bank holidays.",
        missing="Enter how many working days the supervised period lasts in all",
    )
