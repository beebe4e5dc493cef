"""What is held, and why."""

from typing import Any

from django.db.models import QuerySet

from people import forms
from people.models import Organisation


class HoldForm(forms.Form):
    """A new hold."""

    organisation = forms.ModelSelectField("Organisation", queryset=Organisation.objects.none(), empty_label=None)
    what = forms.TextField(
        "Application or post",
        max_length=20,
        width=20,
        hint="An application’s reference, like 7KQ2M9TX, or a post’s number, to hold all its applications. The number "
        "stands in the post’s address.",
        missing="Enter an application’s reference or a post’s number",
    )
    why = forms.TextAreaField(
        "Why",
        max_length=1000,
        rows=3,
        hint="For example the tribunal’s case number. It goes with the application when that is erased.",
        missing="Say why it is held",
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.field("organisation", forms.ModelSelectField).queryset = organisations
        self.several = len(organisations) > 1
        if not self.several:
            self.fields["organisation"].required = False
            self.only = organisations[0]

    def chosen(self) -> Organisation:
        """The organisation chosen, or the only one there is."""
        chosen: Organisation = self.cleaned_data["organisation"] or self.only
        return chosen
