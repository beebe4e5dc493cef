"""Choosing the file."""

from pathways.jobplans.services import MOST_ROWS
from people.importing import forms


class FileForm(forms.FileForm):
    """A file of job plans."""

    file = forms.file_field("File of job plans", rows=MOST_ROWS)
