"""The time split and the start that the applicant hopes for."""

from collections.abc import Mapping
from typing import Any

from people import forms
from people.design.words import longdate, pas
from people.forms.dates import PARTS
from roles.applications.steps.base import Asked, Step


class HopesStep(Step):
    """The split and the start one hopes for."""

    title = "Time and start you hope for"
    intro = "Nothing here binds you: the time split is agreed after the offer."
    leadership_pas = forms.PAsField("Leadership time a week", max_value=12, hint="As advertised, or as you would like")
    clinical_pas = forms.PAsField(
        "Clinical time a week", max_value=12, hint="Direct clinical care you want to keep, for example 5"
    )
    hoped_start = forms.DateField("Start", hint="The day you could take up the post, for example 1 9 2027")

    def __init__(self, data: Mapping[str, Any] | None = None, *, asked: Asked, **options: Any) -> None:
        super().__init__(data, asked=asked, **options)
        self.field("hoped_start", forms.DateField).earliest = asked.today

    def lines(self) -> list[str]:
        facts = self.facts()
        said = []
        for name, words in (("leadership_pas", "leadership"), ("clinical_pas", "clinical")):
            if self.text(name):
                value = facts[name]
                said.append(f"{words.capitalize()}: {pas(value) if value is not None else self.text(name)} a week")
        start = [self.text(f"hoped_start-{part}") for part in PARTS]
        if any(start):
            said.append(f"Start: {longdate(facts['hoped_start']) if facts['hoped_start'] else ' '.join(start)}")
        return said

    def facts(self) -> dict[str, Any]:
        self.full_clean() if not hasattr(self, "cleaned_data") else None
        return {name: self.cleaned_data.get(name) for name in ("hoped_start", "leadership_pas", "clinical_pas")}
