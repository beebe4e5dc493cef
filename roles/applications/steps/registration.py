"""Professional registration."""

from typing import Any

from people import forms
from roles.applications import registration
from roles.applications.steps.base import Step


class RegistrationStep(Step):
    """Body and number."""

    title = "Professional registration"
    intro = "The organisation checks it in the public register before it makes an offer."
    body = forms.SelectField(
        "Registered with",
        choices=[("", "Choose a body"), *((key, body.name) for key, body in registration.BODIES.items())],
        missing="Choose the body you are registered with",
    )
    number = forms.TextField("Registration number", required=False, max_length=40, width=20)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        sentence = registration.number_problem(cleaned.get("body", ""), self.text("number"))
        if sentence and "number" not in self.errors:
            self.add_error("number", sentence)
        return cleaned

    def lines(self) -> list[str]:
        body = registration.BODIES.get(self.text("body"))
        number = registration.tidy(self.text("number"))
        return [line for line in (body.name if body else "", number) if line]
