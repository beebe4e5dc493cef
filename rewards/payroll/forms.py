"""Choosing the file, and saying what its columns hold."""

from collections.abc import Sequence
from typing import Any

from people import forms as fields
from people.importing import forms
from rewards.payroll.fields import HEADS, OPTIONAL
from rewards.payroll.mapping import Column, faults
from rewards.payroll.services import MOST_ROWS

CHOICES = [
    ("", "Leave it out"),
    *((name, head if name in OPTIONAL else f"{head} (needed)") for name, head in HEADS.items()),
]


class FileForm(forms.FileForm):
    """A payroll extract."""

    file = forms.file_field("Payroll extract", rows=MOST_ROWS)


class ColumnsForm(fields.Form):
    """For each column of the file, which of ours it is."""

    def __init__(self, *args: Any, columns: Sequence[Column], **options: Any) -> None:
        super().__init__(*args, **options)
        self.names = {column.heading: f"column-{column.place}" for column in columns}
        for column in columns:
            self.fields[self.names[column.heading]] = fields.SelectField(
                column.heading[:120],
                choices=CHOICES,
                required=False,
                initial=column.field,
                hint=f"For example: {column.example}" if column.example else "Empty in the first rows",
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for heading, sentence in faults(self.chosen):
                self.add_error(self.names.get(heading), sentence)
        return cleaned

    @property
    def chosen(self) -> dict[str, str]:
        """Each heading with the field chosen for it; empty: left out."""
        return {heading: self.cleaned_data.get(name, "") for heading, name in self.names.items()}
