"""What an approver may answer, and what a reopening asks for."""

from django.core.exceptions import ValidationError

from people import forms


class AnswerForm(forms.Form):
    """A signature, or the reason for a return or a refusal."""

    version = forms.VersionField()
    note = forms.TextAreaField(
        "Note with your signature (optional)", required=False, max_length=1000, rows=2, hint="The owner reads it."
    )
    reason = forms.TextAreaField(
        "What should change, or why you decline it",
        required=False,
        max_length=1000,
        rows=3,
        hint="The owner reads it. One that is returned they change and send again; one that is declined is over.",
    )

    def clean_reason(self) -> str:
        """A reason for a return never goes out with a signature: one of the two was not meant."""
        reason: str = self.cleaned_data["reason"]
        if reason and not {"return", "decline"} & set(self.data):
            raise ValidationError("You wrote what should change. Take it out to sign, or return the split instead.")
        return reason


class ReopenForm(forms.Form):
    """Why a split goes back to its owner."""

    version = forms.VersionField()
    reason = forms.TextAreaField(
        "Why it is reopened",
        max_length=1000,
        rows=3,
        missing="Say why you reopen it",
        hint="The owner reads it, and everyone who has signed or was asked to.",
    )


class EndForm(forms.Form):
    """The last day of a split that ends early, and why."""

    version = forms.VersionField()
    last_day = forms.DateField("Last day", hint="Today or later.", missing="Enter the last day")
    reason = forms.TextAreaField(
        "Why it ends early", max_length=1000, rows=3, missing="Say why it ends early", hint="The owner reads it."
    )
