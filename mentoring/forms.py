"""The forms of mentoring: a mentor's own profile, asking, and answering."""

from typing import Any

from django.forms import HiddenInput

from mentoring.rules import MOST_CAPACITY
from people import forms
from people.organisations.models import REGIONS


class ProfileForm(forms.Form):
    """What a mentor offers."""

    about = forms.TextAreaField(
        "About you as a mentor",
        max_length=2000,
        rows=7,
        hint="Your roles, what you learned the hard way, and whom you can help most.",
        missing="Write a few sentences about you as a mentor",
    )
    topics = forms.TextField(
        "What you can help with (optional)",
        required=False,
        max_length=300,
        hint="In a few words, like job planning, first clinical director post, going back to clinical work.",
    )
    region = forms.SelectField(
        "Region",
        choices=[("", "Choose a region"), *((region, region) for region in REGIONS)],
        missing="Choose the region you work in",
    )
    capacity = forms.WholeNumberField(
        "Most mentees at once",
        min_value=1,
        max_value=MOST_CAPACITY,
        hint="Two or three is usual. Those you have now stay if you lower it.",
    )
    accepting = forms.CheckboxField(
        "I take requests now", required=False, hint="Without it you are not found, and nobody new can ask."
    )


class AskForm(forms.Form):
    """What the mentee hopes for."""

    message = forms.TextAreaField(
        "What you hope for",
        max_length=2000,
        rows=7,
        hint="Where you are, what you want to learn or decide, and why you ask this person. Only they read it.",
        missing="Write what you hope for",
    )


class ActForm(forms.Form):
    """What one of the pair does; the buttons carry `do`. Accepting and declining need a sentence."""

    do = forms.SelectField("What to do", widget=HiddenInput, missing="Use one of the buttons")
    answer = forms.TextAreaField(
        "Your answer",
        required=False,
        max_length=1000,
        rows=4,
        hint="How you would like to begin, or why not now and who else may help. Only the two of you read it.",
    )

    def __init__(self, *args: Any, acts: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.field("do", forms.SelectField).choices = [(act, act) for act in acts]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("do") in ("accept", "decline") and not data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "Write a sentence as your answer, whether you accept or decline")
        return data
