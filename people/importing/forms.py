"""Choosing the file."""

from people import forms


class FileForm(forms.Form):
    """One workbook or CSV; a room names it and says how many rows it takes: `file = file_field(…)`."""

    file: forms.FileField


def file_field(label: str, *, rows: int) -> forms.FileField:
    return forms.FileField(
        label,
        missing="Choose a file",
        hint=f"CSV or XLSX (no other kind of workbook), 5 MB and {rows:,} rows at most.",
        max_length=200,
    )
