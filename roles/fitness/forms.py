"""What the holder attests and human resources record."""

from typing import Any

from django.utils import timezone

from people.forms import CheckboxField, DateField, Form, RadiosField, TextAreaField


class AttestForm(Form):
    """The holder's own word."""

    sure = CheckboxField(
        "I am fit and proper to hold this role, and I will say so if that changes",
        error_messages={"required": "Confirm it, or speak to human resources if you can’t"},
    )
    declared = TextAreaField(
        "Anything that bears on it", rows=4, max_length=3000, required=False, hint="Human resources read this"
    )


class CheckForm(Form):
    """What was checked."""

    checked_on = DateField("Day of the check")
    found_fit = RadiosField(
        "Is the holder fit and proper?",
        size="m",
        choices=[("yes", "Yes"), ("no", "No")],
        missing="Say whether the holder is fit and proper",
    )
    board_reference = CheckboxField("A board reference is on file", required=False)
    note = TextAreaField("Note", rows=4, max_length=3000, required=False, hint="The holder reads this")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("checked_on", DateField).latest = timezone.localdate()
