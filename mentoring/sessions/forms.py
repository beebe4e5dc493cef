"""What the pair types around a session."""

from typing import Any

from django.forms import HiddenInput

from mentoring.sessions.models import SessionNote
from mentoring.sessions.notes import note_seen
from people import forms
from people.forms.meetings import MeetingForm

LONG = 1000


class ProposeForm(MeetingForm):
    """A session: what it is for, and when and where."""

    purpose = forms.TextAreaField(
        "What it is for",
        max_length=LONG,
        rows=3,
        hint="What you would like to talk about. Only the two of you read it; no email and no calendar holds it.",
        missing="Write what the session is for",
    )
    field_order = ("purpose", "starts", "clock", "minutes", "place", "link")


class OtherTimeForm(MeetingForm):
    """Another time; where one was agreed, with a reason."""

    why = forms.TextAreaField(
        "Why another time",
        required=False,
        max_length=LONG,
        rows=3,
        hint="Only the two of you read it.",
        missing="Write why another time is better",
    )
    seen = forms.TextField("Seen", required=False, widget=HiddenInput, max_length=100)

    def __init__(self, *args: Any, agreed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if agreed:
            self.fields["why"].required = True
        else:
            self.fields["why"].label = "Why another time (optional)"


class CancelForm(forms.Form):
    """Why a session is not held."""

    why = forms.TextAreaField(
        "Why you cancel it",
        max_length=LONG,
        rows=3,
        hint="Only the two of you read it.",
        missing="Write why you cancel the session",
    )


class NoteForm(forms.Form):
    """What the mentee takes from a session."""

    text = forms.TextAreaField(
        "What I take from it",
        max_length=5000,
        rows=8,
        hint="What you heard, what you will try, and what you want to bring next time. Name no patient.",
        missing="Write what you take from it",
    )
    shared = forms.CheckboxField(
        "Share it with my mentor",
        required=False,
        hint="They read it for as long as this is ticked. Without it nobody but you can.",
    )
    seen = forms.TextField("Seen", required=False, widget=HiddenInput, max_length=100)

    @staticmethod
    def of(note: SessionNote | None) -> dict[str, Any]:
        """What the form shows of what was noted."""
        shown: dict[str, Any] = {"text": note.text, "shared": note.shared} if note else {"text": "", "shared": False}
        return shown | {"seen": note_seen(note)}
