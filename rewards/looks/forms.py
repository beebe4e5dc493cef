"""Which looks to list."""

from collections.abc import Sequence
from typing import Any

from people import forms


class YearForm(forms.Form):
    """One year, or all of them."""

    year = forms.SelectField("Year", required=False)

    def __init__(self, *args: Any, years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["year"]
        field.choices = [("", "All years"), *((str(year), str(year)) for year in years)]
