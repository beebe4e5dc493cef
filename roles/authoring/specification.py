"""The step of the person specification."""

from typing import Any

from people import forms
from roles.authoring.criteria import Line
from roles.authoring.rules import MOST_CRITERIA, moved
from roles.authoring.steps import StepForm
from roles.posts.models import AssessedBy, Post


class SpecificationStep(StepForm):
    """The person specification: a line for each criterion; empty lines are left out."""

    def __init__(self, *args: Any, post: Post, **options: Any) -> None:
        super().__init__(*args, post=post, **options)
        self.count = max(MOST_CRITERIA, post.criteria.count())
        for n in range(1, self.count + 1):
            self.fields[f"text_{n}"] = forms.TextField(f"Criterion {n}", required=False, max_length=300)
            self.fields[f"kind_{n}"] = forms.SelectField(
                "Essential or desirable",
                choices=[("essential", "Essential"), ("desirable", "Desirable")],
                required=False,
            )
            self.fields[f"weight_{n}"] = forms.SelectField(
                "Weight", choices=[(str(w), str(w)) for w in (1, 2, 3)], required=False
            )
            self.fields[f"by_{n}"] = forms.SelectField("Judged by", choices=AssessedBy.choices, required=False)

    @property
    def rows(self) -> list[list[Any]]:
        """The fields of each criterion."""
        return [[self[f"{part}_{n}"] for part in ("text", "kind", "weight", "by")] for n in range(1, self.count + 1)]

    def lines(self, move: str = "") -> list[Line]:
        """The criteria as typed; `move` is "up-2" or "down-2", of the second row."""
        said = self.cleaned_data
        filled = [n for n in range(1, self.count + 1) if said[f"text_{n}"]]
        way, _, row = move.partition("-")
        if way in ("up", "down") and row in map(str, filled):
            filled = moved(filled, filled.index(int(row)) + 1, up=way == "up")
        return [
            Line(
                said[f"text_{n}"],
                said[f"kind_{n}"] != "desirable",
                int(said[f"weight_{n}"] or 1),
                said[f"by_{n}"] or AssessedBy.APPLICATION,
            )
            for n in filled
        ]

    @classmethod
    def of_lines(cls, lines: list[Line]) -> dict[str, Any]:
        """What the step shows of the criteria."""
        shown: dict[str, Any] = {}
        for n, line in enumerate(lines, start=1):
            kind = "essential" if line.essential else "desirable"
            shown |= {f"text_{n}": line.text, f"kind_{n}": kind}
            shown |= {f"weight_{n}": str(line.weight), f"by_{n}": line.assessed_by}
        return shown
