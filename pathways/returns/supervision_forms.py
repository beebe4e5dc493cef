"""The forms of supervised days: short enough for a phone between two patients."""

from typing import Any

from django.utils import timezone

from pathways.returns.models import ReturnPlan
from pathways.returns.supervision_models import SupervisedDay, Work
from people import forms


class DayForm(forms.Form):
    """One day worked under supervision."""

    day = forms.DateField("Day", missing="Enter the day you worked under supervision")
    work = forms.RadiosField("What it mostly was", choices=Work.choices, missing="Select what the day mostly was")
    out_of_hours = forms.CheckboxField(
        "Some of it was out of hours, with a senior colleague there",
        required=False,
        hint="Evenings after 7pm, nights, weekends and public holidays.",
    )
    solo_out_of_hours = forms.RadiosField(
        "Was there out-of-hours work alone on this day?",
        choices=[("no", "No"), ("yes", "Yes")],
        inline=True,
        missing="Say whether there was out-of-hours work alone",
    )
    note = forms.TextField("Note (optional)", required=False, max_length=300, hint="Nothing about patients.")

    def __init__(self, data: Any = None, *, plan: ReturnPlan, last: SupervisedDay | None = None) -> None:
        today = timezone.localdate()
        first = {"day": today, "work": last.work if last else None}
        super().__init__(data, initial=first)
        day = self.field("day", forms.DateField)
        day.earliest, day.latest = min(plan.returns_on, today), today

    def clean_solo_out_of_hours(self) -> bool:
        return bool(self.cleaned_data["solo_out_of_hours"] == "yes")


class AgreeForm(forms.Form):
    """Which of the days that wait were supervised."""

    days = forms.CheckboxesField("Days to agree", choices=[], missing="Tick the days that you supervised")

    def __init__(self, data: Any = None, *, waiting: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"days": [key for key, _ in waiting]})
        self.field("days", forms.CheckboxesField).choices = waiting
