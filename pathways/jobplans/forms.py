"""Choosing the file."""

from people import forms


class FileForm(forms.Form):
    """One workbook or CSV."""

    file = forms.FileField(
        "File of job plans",
        missing="Choose a file",
        hint="CSV or XLSX, as the template has it: 5 MB and 5,000 rows at most.",
        max_length=200,
    )
