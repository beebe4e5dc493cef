"""Someone to sign in one's place."""

from typing import Any

from django.db.models import QuerySet

from people import forms
from people.models import Organisation


class DelegationForm(forms.Form):
    """Who, where, and from which day to which."""

    organisation = forms.ModelSelectField(
        "Organisation",
        queryset=Organisation.objects.none(),
        empty_label=None,
        missing="Choose the organisation",
    )
    email = forms.EmailField(
        "Email address of who signs in your place",
        hint="Someone of the same organisation. They are told, and sign what waits for you.",
        missing="Enter their email address",
    )
    first = forms.DateField("First day", missing="Enter the first day")
    last = forms.DateField("Last day", hint="The last day on which they sign.", missing="Enter the last day")

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.field("organisation", forms.ModelSelectField).queryset = organisations
