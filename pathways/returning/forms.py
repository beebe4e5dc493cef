"""What is asked of the figures."""

from datetime import date
from typing import Any

from people import forms
from people.models import Organisation, Profession, Service


class FiguresForm(forms.Form):
    """On which day, of which service to come back to, and of which profession."""

    on = forms.DateField("On", hint="The day the figures hold at, for example 1 4 2026")
    service = forms.ModelSelectField(
        "Service to come back to", queryset=Service.objects.none(), required=False, empty_label="All services"
    )
    profession = forms.SelectField("Profession", choices=[("", "All professions"), *Profession.choices], required=False)

    def __init__(self, *args: Any, organisation: Organisation, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.field("on", forms.DateField).latest = today
        services = Service.objects.filter(organisation=organisation).order_by("name")
        self.field("service", forms.ModelSelectField).queryset = services
