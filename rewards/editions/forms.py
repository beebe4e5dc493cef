"""What HR says of a report to keep."""

from people import forms


class KeepForm(forms.Form):
    """The name it is kept under."""

    name = forms.TextField(
        "Name",
        max_length=120,
        hint="What it was taken for, for example: board of 4 March 2027",
        missing="Give it a name",
    )
