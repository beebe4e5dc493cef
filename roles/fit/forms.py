"""What one can show."""

from people import forms
from roles.catalogue.models import Competency


class ShowingForm(forms.Form):
    """Any of the competencies that a kind of role asks for."""

    shown = forms.ModelCheckboxesField(
        "What you can show",
        queryset=Competency.objects.filter(archetypes__isnull=False).distinct(),
        required=False,
    )
