"""The form that sets something from a day on."""

from typing import Any

from django.forms import Field, HiddenInput

from people import forms
from people.settings.declared import PAs, Setting, Whole


class ChangeForm(forms.Form):
    """A value, the day from which it holds, and why."""

    starts = forms.DateField(
        "From",
        hint="Today or later. What began before then is judged by what held on its own day.",
        missing="Enter the day from which it holds",
    )
    reason = forms.TextAreaField(
        "Reason",
        rows=3,
        max_length=1000,
        missing="Enter the reason",
        hint="Who agreed it, and where it is written. HR and the medical director read it.",
    )
    seen = forms.TextField("Seen", required=False, widget=HiddenInput, max_length=100)

    def __init__(self, *args: Any, setting: Setting[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.setting = setting
        self.fields["value"] = field_of(setting)
        self.order_fields(["value", "starts", "reason", "seen"])

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        return value if isinstance(self.setting, PAs | Whole) else self.setting.read(value)


class DayForm(forms.Form):
    """The day as of which settings are shown."""

    on = forms.DateField("On", missing="Enter the day")


def field_of(setting: Setting[Any]) -> Field:
    """The form field for one setting's value."""
    if isinstance(setting, PAs):
        return forms.PAsField(
            "New value",
            min_value=setting.least,
            max_value=setting.most,
            hint=f"{setting.said(setting.least)} to {setting.said(setting.most)}.",
        )
    if isinstance(setting, Whole):
        return forms.WholeNumberField(
            "New value",
            min_value=setting.least,
            max_value=setting.most,
            hint=f"{setting.said(setting.least)} to {setting.said(setting.most)}.",
        )
    choices = [(setting.write(value), setting.said(value)) for value in (True, False)]
    return forms.RadiosField("New value", choices=choices, missing="Choose yes or no")
