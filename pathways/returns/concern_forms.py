"""The forms of a concern: raising it, and answering it."""

from typing import Any

from pathways.returns.concern_models import Concern, Outcome
from pathways.returns.concerns import LENGTH
from people import forms


class ConcernForm(forms.Form):
    """What worries the supervisor."""

    text = forms.TextAreaField(
        "What the concern is",
        max_length=LENGTH,
        rows=8,
        missing="Say what the concern is",
        hint="What you saw, when, and what you have said to them. No patient’s name, nothing about health. "
        "You and the responsible officer read it, nobody else.",
    )
    withheld = forms.CheckboxField(
        "Telling them now could put someone at risk",
        required=False,
        hint="Otherwise they are told today that you raised a concern, not what it says. With this ticked, the "
        "responsible officer decides when they are told.",
    )


class AnswerForm(forms.Form):
    """What the responsible officer does about it."""

    outcome = forms.RadiosField("What follows", choices=Outcome.choices, missing="Select what follows")
    text = forms.TextAreaField(
        "What is done about it",
        max_length=LENGTH,
        rows=6,
        missing="Say what is done about it",
        hint="The supervisor reads it.",
    )
    tell_clinician = forms.CheckboxField(
        "Tell the clinician now that there was a concern", required=False, hint="They have not been told yet."
    )

    def __init__(self, data: Any = None, *, concern: Concern) -> None:
        super().__init__(data)
        if not concern.withheld:
            del self.fields["tell_clinician"]

    def clean(self) -> dict[str, Any]:
        self.cleaned_data.setdefault("tell_clinician", False)
        return self.cleaned_data
