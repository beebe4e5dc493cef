"""The five questions, on one short page; and the supervisor's reply."""

from typing import Any

from pathways.returns.answers_models import CheckInAnswers, Confidence, Practice, Support, Wellbeing
from pathways.returns.services import NOTE_LENGTH
from people import forms


class AnswersForm(forms.Form):
    """Four choices and, if one likes, a sentence."""

    practice = forms.RadiosField(
        "Since last time, how much clinical work have you done?",
        choices=Practice.choices,
        missing="Select how much clinical work you have done",
    )
    confidence = forms.RadiosField(
        "Could you do your usual clinical work tomorrow?",
        choices=Confidence.choices,
        missing="Select whether you could do your usual clinical work",
    )
    support = forms.RadiosField(
        "Do you get the support that was agreed?",
        choices=Support.choices,
        missing="Select whether you get the support that was agreed",
    )
    wellbeing = forms.RadiosField(
        "How are you?",
        choices=Wellbeing.choices,
        hint="Only your supervisor reads this one, and no supervisor after them.",
        missing="Select how you are, or that you would rather not say",
    )
    helps = forms.TextField(
        "What would help most before you next speak? (optional)",
        required=False,
        max_length=500,
        hint="A sentence. Nothing about patients.",
    )

    def __init__(self, data: Any = None, *, given: CheckInAnswers | None = None) -> None:
        names = ("practice", "confidence", "support", "wellbeing", "helps")
        super().__init__(data, initial={name: getattr(given, name) for name in names} if given else None)


class ReplyForm(forms.Form):
    """What the supervisor says to the answers."""

    text = forms.TextAreaField(
        "Your reply",
        max_length=NOTE_LENGTH,
        rows=4,
        missing="Write a reply: a sentence will do",
        hint="Only the two of you read it. If you are worried, call them.",
    )
