"""What clinicians say about themselves."""

from typing import Any

from django.utils import timezone

from people import forms
from people.clinicians.models import Profession, Specialty
from people.dates import after_months
from people.organisations.models import REGIONS

YEARS = 10
"""How far from today an appraisal or a revalidation may lie."""


class ProfileForm(forms.Form):
    """Profession and specialty, and the leadership time and place one looks for."""

    profession = forms.SelectField(
        "Profession", choices=[("", "Choose a profession"), *Profession.choices], missing="Choose your profession"
    )
    specialty = forms.ModelSelectField(
        "Specialty (optional)", queryset=Specialty.objects.all(), required=False, empty_label="None, or not in the list"
    )
    appraised_on = forms.DateField(
        "Last appraisal (optional)",
        required=False,
        hint="Doctors are appraised each year, also in a leadership role. For example, 12 3 2026.",
    )
    revalidates_on = forms.DateField(
        "Day of revalidation (optional)",
        required=False,
        hint="As your regulator’s account shows it; every 5 years for doctors, every 3 for nurses and midwives.",
    )
    both_registers = forms.CheckboxField(
        "I am registered both as a nurse and as a midwife",
        required=False,
        hint="Then 900 practice hours in 3 years are asked for, not 450.",
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        appraised, revalidates = (self.field(f, forms.DateField) for f in ("appraised_on", "revalidates_on"))
        appraised.earliest, appraised.latest = after_months(today, -12 * YEARS), today
        revalidates.earliest, revalidates.latest = after_months(today, -12 * YEARS), after_months(today, 12 * YEARS)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        low, high = data.get("wants_pas_low"), data.get("wants_pas_high")
        if low is not None and high is not None and high < low:
            self.add_error("wants_pas_high", "Most leadership time must be no less than the least")
        return data
