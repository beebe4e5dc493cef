"""What recruiters and panel members type."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from people.forms import (
    CheckboxField,
    DateField,
    EmailField,
    Form,
    PAsField,
    PoundsField,
    RadiosField,
    TextAreaField,
    WholeNumberField,
)
from roles.posts.models import Criterion, PaidBy, Post
from roles.selection.places import Places, in_proportion
from roles.selection.rules import MOST_POINTS

MEANINGS = {
    0: "no evidence",
    1: "weak",
    2: "some",
    3: "enough",
    4: "good",
    5: "outstanding",
}


class MemberForm(Form):
    """Someone to ask to the panel."""

    email = EmailField(
        "Email address of a panel member",
        hint="They must be a panel member of your organisation already. Your administrator can add them.",
    )


class DeclareForm(Form):
    """A panel member's interests."""

    interest = RadiosField(
        "Do you have an interest to declare?",
        size="m",
        choices=[("no", "No"), ("yes", "Yes")],
        missing="Say whether you have an interest to declare",
    )
    declaration = TextAreaField(
        "What is it?",
        required=False,
        max_length=2000,
        rows=4,
        hint="For example someone close to you is likely to apply. The recruiter reads this.",
    )

    mentoring = CheckboxField(
        "I mentor someone, or someone mentors me (now or within the last year)",
        required=False,
        hint="Tick it whoever that is: we ask everyone, and can’t tell you whether they applied.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("interest") == "yes" and not cleaned.get("declaration", "").strip():
            self.add_error("declaration", "Say what your interest is")
        return cleaned

    def words(self) -> str:
        """The declaration as it is kept: empty where there is none."""
        return self.cleaned_data["declaration"] if self.cleaned_data["interest"] == "yes" else ""


class ScoresForm(Form):
    """0 to 5 points and a note for each criterion; a part may be left for later."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion], asks_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        if asks_why:
            self.fields["reason"] = TextAreaField(
                "Why you change your points",
                required=False,
                max_length=1000,
                rows=3,
                hint="You could read others’ points of this application. Needed only where you change points.",
            )
        points = [(str(n), f"{n}, {MEANINGS[n]}") for n in range(MOST_POINTS + 1)]
        for criterion in self.criteria:
            self.fields[f"points_{criterion.pk}"] = RadiosField(
                "Points", required=False, choices=points, small=True, inline=True
            )
            self.fields[f"note_{criterion.pk}"] = TextAreaField("Why", required=False, max_length=1000, rows=2)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for criterion in self.criteria:
            points, note = f"points_{criterion.pk}", f"note_{criterion.pk}"
            if cleaned.get(note) and not cleaned.get(points) and points not in self.errors:
                self.add_error(points, ValidationError("Give points to go with your note"))
        return cleaned

    def scores(self) -> dict[int, tuple[int, str]]:
        """What was given: points and note by the criterion's key."""
        given = {}
        for criterion in self.criteria:
            points = self.cleaned_data.get(f"points_{criterion.pk}")
            if points:
                given[criterion.pk] = (int(points), self.cleaned_data.get(f"note_{criterion.pk}", ""))
        return given


class CutForm(Form):
    """How many to shortlist."""

    places = WholeNumberField(
        "How many to shortlist, from the top",
        min_value=0,
        hint="Whoever has the same points as the last of them is shortlisted too.",
        missing="Enter how many to shortlist, for example 3",
        error_messages={"invalid": "How many to shortlist must be a whole number, like 3"},
    )


class OfferForm(Form):
    """What is offered; its limits are those the post was advertised with."""

    allowance_gbp = PoundsField("Responsibility allowance", suffix="a year")
    pas = PAsField("Leadership PAs a week", min_value=Decimal(0), max_value=Decimal(12))
    starts_on = DateField("Start of the term", hint="For example 1 9 2027")
    answer_by = DateField(
        "Answer by",
        hint="The last day on which the offer can be accepted, for example 15 6 2027",
        missing="Enter the last day on which the offer can be accepted",
    )

    def __init__(self, data: Any = None, *, post: Post, places: Places) -> None:
        pas = min(places.left, post.pas) if post.job_share else post.pas
        low, high = (in_proportion(post, sum_, pas) for sum_ in (post.allowance_low_gbp, post.allowance_high_gbp))
        initial: dict[str, Any] = {"pas": pas, "starts_on": post.starts_on}
        if post.paid_by != PaidBy.ALLOWANCE:
            initial["allowance_gbp"] = Decimal(0)
        elif low is not None and low == high:
            initial["allowance_gbp"] = low
        self.places = places
        super().__init__(data, initial=initial)
