"""The forms of a return plan: opening it, recording a meeting, extending supervision."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db.models import QuerySet
from django.utils import timezone

from pathways.returns import rules
from pathways.returns.facts import Proposal
from pathways.returns.grounds import Ground
from pathways.returns.models import ReturnPlan
from pathways.returns.policies import possible_supervisors
from pathways.returns.services import MOST_DAYS, NOTE_LENGTH
from pathways.returns.settings import LEAST_SUPERVISED_DAYS
from people import forms
from people.dates import after_months
from people.models import Service, User
from people.settings.reading import setting

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

    def __init__(self, data: Any = None, *, ground: Ground) -> None:
        today = timezone.localdate()
        least = setting(ground.organisation, LEAST_SUPERVISED_DAYS, today)
        super().__init__(data, initial=first_values(ground) | {"supervised_days": least})
        self.ground = ground
        days = self.field("supervised_days", forms.WholeNumberField)
        days.validators.append(MinValueValidator(least))
        days.look = replace(days.look, hint=f"At least {least}. {days.look.hint}")
        self.supervisors = supervisors_for(ground.organisation.pk, ground.service, ground.owner, today)
        self.field("supervisor", forms.ModelSelectField).queryset = self.supervisors
        bound_days(self, today)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("away_from") and data.get("returns_on"):
            wrong = rules.dates_refusal(data["away_from"], data["returns_on"])
            if wrong:
                self.add_error("returns_on", wrong)
        return data

    def proposal(self) -> Proposal:
        """The plan as asked for; of a valid form."""
        return Proposal(ground=self.ground, **self.cleaned_data)

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


def first_values(ground: Ground) -> dict[str, object]:
    """The form filled in from what the plan starts from: a role's term and right to return, or a week's days."""
    return {"away_from": ground.away_from, "returns_on": ground.returns_on, "return_dcc_pas": ground.dcc_pas}


def supervisors_for(organisation_id: int, service: Service | None, clinician: User, today: date) -> QuerySet[User]:
    """Whom the clinician can choose, by name."""
    found = possible_supervisors(organisation_id, service.pk if service else None, clinician, today)
    return found.order_by("name", "pk")


def bound_days(form: forms.Form, today: date) -> None:
    """Days away lie within ten years, and nobody returns in the past."""
    away, back = form.field("away_from", forms.DateField), form.field("returns_on", forms.DateField)
    away.earliest = after_months(today, -12 * YEARS)
    away.latest = back.latest = after_months(today, 12 * YEARS)
    back.earliest = today


class DatesForm(forms.Form):
    """When the time away is after all."""

    away_from = forms.DateField("Last change to clinical practice")
    returns_on = forms.DateField("Day of return")

    def __init__(self, data: Any = None, *, plan: ReturnPlan) -> None:
        super().__init__(data, initial={"away_from": plan.away_from, "returns_on": plan.returns_on})
        bound_days(self, timezone.localdate())


class SupervisorForm(forms.Form):
    """Who supervises from now on."""

    supervisor = forms.ModelSelectField(
        "New supervisor",
        queryset=User.objects.none(),
        called=lambda user: f"{user.name}, {user.email}",
        empty_label="Choose a colleague",
        missing="Choose who supervises your return from now on",
        hint="Ask them first. They read the plan from then on, and the supervisor before does not. Not your mentor.",
    )

    def __init__(self, data: Any = None, *, plan: ReturnPlan) -> None:
        super().__init__(data)
        self.supervisors = supervisors_for(plan.organisation_id, plan.service, plan.user, timezone.localdate())
        self.field("supervisor", forms.ModelSelectField).queryset = self.supervisors


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
