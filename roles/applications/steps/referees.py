"""Referees."""

from typing import Any

from people import forms
from roles.applications import referees
from roles.applications.steps.base import Rows


class RefereesStep(Rows):
    """Two referees at least."""

    title = "Referees"
    intro = (
        f"At least {referees.LEAST} people who know your work, one of them your present line manager or medical "
        "director. Ask them before you name them. The panel does not see this."
    )
    row = "Referee"
    most = referees.MOST
    parts = {
        "name": lambda: forms.TextField("Name", required=False, max_length=120),
        "position": lambda: forms.TextField("Position and employer", required=False, max_length=200),
        "email": lambda: forms.EmailField("Email address", required=False, max_length=254, autocomplete="off"),
        "later": lambda: forms.CheckboxField("Do not ask them before the post is offered to me", required=False),
    }

    def _count(self) -> int:
        return max(super()._count(), referees.LEAST)

    def people(self) -> list[tuple[int, referees.Referee]]:
        """The rows that are not empty, with their numbers."""
        people = [
            (n, referees.Referee(*self._row(n), later=bool(self.text(f"later_{n}")))) for n in range(1, self.count + 1)
        ]
        return [(n, each) for n, each in people if not each.is_empty]

    def _row(self, n: int) -> tuple[str, str, str]:
        return self.text(f"name_{n}"), self.text(f"position_{n}"), self.text(f"email_{n}")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        earlier: list[str] = []
        people = self.people()
        for n, referee in people:
            for part, sentence in referees.referee_problems(referee, self.asked.emails, earlier):
                if f"{part}_{n}" not in self.errors:
                    self.add_error(f"{part}_{n}", sentence)
            earlier.append(referee.email)
        if sentence := referees.too_few(len(people)):
            first = next(n for n in range(1, self.count + 1) if n not in dict(people))
            self.about_all(f"name_{first}", sentence)
        return cleaned

    def lines(self) -> list[str]:
        return [str(referee) for _, referee in self.people()]
