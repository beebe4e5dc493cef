"""What HR asks of the report."""

from typing import Any

from django.db.models import QuerySet

from people import forms
from people.models import Organisation
from rewards.reports.asking import KNOWN
from rewards.reports.services import GROUPINGS


class ReportForm(forms.Form):
    """Whose pay, on which day, in which groups."""

    organisation = forms.ModelSelectField("Organisation", queryset=Organisation.objects.none())
    on = forms.DateField("On", hint="The day the figures hold at, for example 1 4 2026")
    known = forms.SelectField("As known", choices=KNOWN, required=False)
    by = forms.SelectField("In groups by", choices=list(GROUPINGS.items()))

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], several: bool, **options: Any) -> None:
        """`several`: whether there is an organisation to choose."""
        super().__init__(*args, **options)
        self.several = several
        field: Any = self.fields["organisation"]
        field.queryset = organisations
        field.empty_label = None
