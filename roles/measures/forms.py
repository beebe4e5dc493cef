"""What readers of the measures choose."""

from typing import Any

from django.db.models import QuerySet

from people import forms
from people.models import Organisation


class MeasuresForm(forms.Form):
    """Whose posts, closed in which year."""

    organisation = forms.ModelSelectField("Organisation", queryset=Organisation.objects.none(), empty_label=None)
    year = forms.SelectField("Posts that closed in", choices=[])

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.field("organisation", forms.ModelSelectField).queryset = organisations
        self.field("year", forms.SelectField).choices = [(str(year), str(year)) for year in years]
        self.several = organisations.count() > 1
