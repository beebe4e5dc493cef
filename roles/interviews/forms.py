"""What recruiters, applicants and panel members type about interviews."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from people.design.words import longtime
from people.forms import Form, RadiosField, SelectField, TextAreaField, WholeNumberField
from roles.interviews.models import Question, Slot
from roles.posts.models import Post
from roles.selection.forms import MEANINGS
from roles.selection.outcome_models import Decision, Verdict
from roles.selection.rules import MOST_POINTS


class QuestionForm(Form):
    """A question and the criterion that it is about."""

    text = TextAreaField("Question", max_length=500, rows=3, missing="Enter the question")
    criterion = SelectField("Criterion", missing="Choose a criterion")

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = [(str(criterion.pk), criterion.text) for criterion in post.criteria.all()]
        self.field("criterion", SelectField).choices = [("", "Choose a criterion"), *criteria]


class PickForm(Form):
    """One of the free times."""

    slot = RadiosField("When suits you?", missing="Select a time")

    def __init__(self, *args: Any, slots: Iterable[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("slot", RadiosField).choices = [
            (str(slot.pk), f"{longtime(slot.starts_at)}, {slot.minutes} minutes, {slot.place or 'online'}")
            for slot in slots
        ]
        self.fields["slot"].error_messages["invalid_choice"] = (
            "This time has just gone to someone else or was taken away. Pick another."
        )


class AnswersForm(Form):
    """0 to 5 points and a note for each answer; a part may be left for later."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [question.pk for question in questions]
        points = [(str(n), f"{n}, {MEANINGS[n]}") for n in range(MOST_POINTS + 1)]
        for pk in self.keys:
            self.fields[f"points_{pk}"] = RadiosField("Points", required=False, choices=points, small=True, inline=True)
            self.fields[f"note_{pk}"] = TextAreaField("Why", required=False, max_length=1000, rows=2)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for pk in self.keys:
            points = f"points_{pk}"
            if cleaned.get(f"note_{pk}") and not cleaned.get(points) and points not in self.errors:
                self.add_error(points, ValidationError("Give points to go with your note"))
        return cleaned

    def scores(self) -> dict[int, tuple[int, str]]:
        """Points and note by the question's key, as far as given."""
        said = self.cleaned_data
        return {
            pk: (int(said[f"points_{pk}"]), said.get(f"note_{pk}", "")) for pk in self.keys if said.get(f"points_{pk}")
        }


class DecisionForm(Form):
    """The panel's decision on one applicant."""

    verdict = RadiosField(
        "Decision",
        choices=Verdict.choices,
        missing="Select a decision",
        hints={Verdict.RESERVE: "Offered the post if those before decline."},
    )
    rank = WholeNumberField(
        "Rank (for appointable and reserve)",
        required=False,
        min_value=1,
        max_value=1000,
        hint="1 is offered the post first. The reserve has ranks of its own, and follows.",
    )
    reason = TextAreaField(
        "Reason", max_length=2000, rows=4, missing="Give the reason for the decision", hint="Applicants do not read it."
    )

    @staticmethod
    def of(decision: Decision | None) -> dict[str, Any]:
        """What the form shows of a decision there is."""
        return {name: getattr(decision, name) for name in ("verdict", "rank", "reason")} if decision else {}
