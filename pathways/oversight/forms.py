"""What is asked of the figures."""

from typing import Any

from pathways.oversight.figures import BY
from people import forms
from people.models import Organisation, Profession, Service


class OversightForm(forms.Form):
    """On which day, of which service and profession, in which groups; the board asks of all."""

    on = forms.DateField("On", hint="The day the figures hold at, for example 1 4 2026")
    service = forms.ModelSelectField(
        "Service", queryset=Service.objects.none(), required=False, empty_label="All services"
    )
    profession = forms.SelectField("Profession", choices=[("", "All professions"), *Profession.choices], required=False)
    by = forms.SelectField("PAs in groups by", choices=list(BY.items()))

    def __init__(self, *args: Any, organisation: Organisation, opens: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.field("service", forms.ModelSelectField).queryset = Service.objects.filter(
            organisation=organisation
        ).order_by("name")
        if not opens:
            del self.fields["service"], self.fields["profession"]
