"""What is typed before the lock beside scores: who leaves, interests, what becomes of them, talks."""

from typing import Any

from people.forms import Form, RadiosField, TextAreaField
from roles.selection.models import InterestKind, InterestOutcome, TalkOutcome


class RemoveForm(Form):
    """Why someone leaves the panel."""

    reason = TextAreaField(
        "Why they leave the panel",
        max_length=1000,
        rows=3,
        hint="It stands in the record. Their scores are kept there too, and count no more.",
        missing="Say why they leave the panel",
    )


class InterestForm(Form):
    """What ties a member to one application: chosen, not written, so that nobody is named."""

    kind = RadiosField(
        "What ties you to this application?",
        choices=[(kind.value, kind.label) for kind in InterestKind if kind != InterestKind.FOUND],
        missing="Select what ties you to this application",
    )


class SettleForm(Form):
    """Whether a member's scores of an application count."""

    outcome = RadiosField(
        "Do their scores of this application count?",
        choices=[(InterestOutcome.OUT, "No, they are left out of it"), (InterestOutcome.COUNTS, "Yes, they count")],
        missing="Select whether their scores count",
    )
    reason = TextAreaField(
        "Why", max_length=1000, rows=3, missing="Say why", hint="It stands in the record. Name no applicant."
    )


class TalkForm(Form):
    """What came of a talk."""

    outcome = RadiosField(
        "Was the talk held?",
        choices=[(TalkOutcome.HELD, "Yes, it was held"), (TalkOutcome.WAIVED, "No, none is needed")],
        missing="Select whether the talk was held",
    )
    reason = TextAreaField(
        "What came of it, or why none is needed", max_length=1000, rows=3, missing="Say what came of it"
    )

    def __init__(self, *args: Any, waives: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not waives:
            self.field("outcome", RadiosField).choices = [(TalkOutcome.HELD, "Yes, it was held")]
