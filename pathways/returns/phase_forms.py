"""The form of a plan's phases: day and PAs of each, up to four."""

from typing import Any

from pathways.returns.models import ReturnPlan
from pathways.returns.rules import PhaseOf
from people import forms
from people.refusals import Refused

MOST = 4


class PhasesForm(forms.Form):
    """The phases one by one; those left empty are none."""

    def __init__(self, data: Any = None, *, plan: ReturnPlan) -> None:
        first: dict[str, Any] = {}
        for n, phase in enumerate(plan.phases.all(), start=1):
            first |= {f"starts_{n}": phase.starts, f"dcc_{n}": phase.dcc_pas}
        super().__init__(data, initial=first)
        for n in range(1, MOST + 1):
            self.fields[f"starts_{n}"] = forms.DateField(f"Phase {n} starts", required=n == 1)
            self.fields[f"dcc_{n}"] = forms.PAsField(
                f"Direct clinical care in phase {n}", required=n == 1, hint="PAs a week."
            )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        for n in range(2, MOST + 1):
            starts, dcc = data.get(f"starts_{n}"), data.get(f"dcc_{n}")
            if f"starts_{n}" in data and f"dcc_{n}" in data and (starts is None) != (dcc is None):
                missing = f"starts_{n}" if starts is None else f"dcc_{n}"
                self.add_error(missing, f"Fill in both the day and the PAs of phase {n}, or neither")
        return data

    def phases(self) -> list[PhaseOf]:
        """What was typed, of a valid form."""
        data = self.cleaned_data
        return [PhaseOf(data[f"starts_{n}"], data[f"dcc_{n}"]) for n in self._typed()]

    def refuse(self, refused: Refused) -> None:
        """Beside the field: the service counts phases without those left empty."""
        name, _, number = (refused.field or "").rpartition("_")
        field = f"{name}_{self._typed()[int(number) - 1]}" if name else None
        super().refuse(Refused(refused.sentence, field=field))

    def _typed(self) -> list[int]:
        """The numbers of the phases that were not left empty."""
        data = self.cleaned_data
        return [n for n in range(1, MOST + 1) if data.get(f"starts_{n}") is not None]

    def rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each phase, for the page."""
        return [(self[f"starts_{n}"], self[f"dcc_{n}"]) for n in range(1, MOST + 1)]
