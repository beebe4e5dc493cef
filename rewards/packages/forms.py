"""The day whose package is asked for."""

from people import forms


class DayForm(forms.Form):
    """Any day, gone by or to come."""

    on = forms.DateField("Day", hint="For example, 31 3 2026. A past day is as recorded.", missing="Enter the day")
