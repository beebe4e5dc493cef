"""What clinicians say about themselves."""

from typing import Any

from people import forms
from people.clinicians.models import Profession, Specialty
from people.organisations.models import REGIONS


class ProfileForm(forms.Form):
    """Profession and specialty, and the leadership time and place one looks for."""

    profession = forms.SelectField(
        "Profession", choices=[("", "Choose a profession"), *Profession.choices], missing="Choose your profession"
    )
    specialty = forms.ModelSelectField(
        "Specialty (optional)", queryset=Specialty.objects.all(), required=False, empty_label="None, or not in the list"
    )
    home_region = forms.SelectField(
        "Region (optional)",
        choices=[("", "Any region"), *((region, region) for region in REGIONS)],
        required=False,
        hint="Where you would like to lead.",
    )
    wants_pas_low = forms.PAsField(
        "Least leadership time a week (optional)", required=False, hint="Half a day is 1 PA. For example, 0.5"
    )
    wants_pas_high = forms.PAsField("Most leadership time a week (optional)", required=False, hint="For example, 3")
    wtr_opt_out = forms.CheckboxField(
        "I have opted out of the 48-hour week in writing",
        required=False,
        hint="A split of more than 12 PAs a week asks for it.",
    )
    private_practice = forms.CheckboxField("I do private practice", required=False)
    extra_pa_offered = forms.CheckboxField(
        "I have offered my employer an additional PA first",
        required=False,
        hint="Asked of those who do private practice.",
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        low, high = data.get("wants_pas_low"), data.get("wants_pas_high")
        if low is not None and high is not None and high < low:
            self.add_error("wants_pas_high", "Most leadership time must be no less than the least")
        return data
