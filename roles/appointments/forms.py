"""What applicants and reviewers type."""

from typing import Any

from django.utils import timezone

from people.forms import DateField, Form, RadiosField, TextAreaField
from roles.appointments.models import NextStep


class AnswerForm(Form):
    """Yes or no to an offer."""

    answer = RadiosField(
        "Your answer",
        size="m",
        choices=[("accept", "I accept this offer"), ("decline", "I decline this offer")],
        hints={"decline": "The organisation can then offer the post to someone else. You cannot undo this."},
        missing="Say whether you accept or decline",
    )


class ReviewForm(Form):
    """What was said in a role review, and what comes next."""

    held_on = DateField(
        "Held on", hint="The day you met, for example 12 3 2027", missing="Enter the day on which you met"
    )
    summary = TextAreaField(
        "Summary",
        rows=8,
        max_length=5000,
        hint="What went well, what has to change, and what you agreed. The holder of the role reads this.",
        missing="Write what you agreed",
    )
    next_step = RadiosField("Next step", choices=NextStep.choices, missing="Select a next step")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("held_on", DateField).latest = timezone.localdate()
