"""What those who run terms, and those who hold roles, type."""

from decimal import Decimal
from typing import Any

from people.forms import (
    DateField,
    EmailField,
    Form,
    ModelSelectField,
    PAsField,
    PoundsField,
    RadiosField,
    TextAreaField,
    TextField,
)
from people.models import Organisation, Service
from roles.catalogue.models import Archetype
from roles.terms.models import TermKind


class EndForm(Form):
    """The last day and why."""

    last_day = DateField("Last day in the role", missing="Enter the last day in the role")
    why = TextAreaField("Why it ends early", rows=4, max_length=2000, hint="The holder reads this")


class MoreForm(Form):
    """An extension or another term."""

    kind = RadiosField(
        "What do you offer?",
        size="m",
        choices=[("extension", "An extension"), ("renewal", "Another term, as long as the post says")],
        missing="Say whether you offer an extension or another term",
    )
    last_day = DateField("New last day, for an extension", required=False)
    why = TextAreaField("Why", rows=4, max_length=2000, hint="The holder reads this")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        extends = cleaned.get("kind") == TermKind.EXTENSION
        if extends and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", "Enter the new last day")
        return cleaned


class ActingUpForm(Form):
    """Whom to ask, to what, for how long."""

    email = EmailField("Email address of who is to act up", hint="A clinician of your organisation")
    archetype = ModelSelectField("Kind of role", queryset=Archetype.objects.order_by("title"))
    service = ModelSelectField("Service", queryset=Service.objects.none(), required=False, hint="Empty: all of it")
    title = TextField("Title", max_length=200, hint="For example Acting clinical director, cardiology")
    starts = DateField("First day")
    last_day = DateField("Last day")
    pas = PAsField("Leadership PAs a week", min_value=Decimal(0), max_value=Decimal(12))
    allowance_gbp = PoundsField("Allowance", suffix="a year", hint="0 where there is none")
    why = TextAreaField("Why", rows=4, max_length=2000, hint="They read this")

    def __init__(self, data: Any = None, *, organisation: Organisation) -> None:
        super().__init__(data)
        services = self.field("service", ModelSelectField)
        services.queryset = Service.objects.filter(organisation=organisation, closed_on=None)


class AnswerForm(Form):
    """Yes or no."""

    answer = RadiosField(
        "Your answer",
        size="m",
        choices=[("accept", "I accept"), ("decline", "I decline")],
        missing="Say whether you accept or decline",
    )


class HandoverForm(Form):
    """What is left to who comes next."""

    text = TextAreaField(
        "What should whoever holds this role next know?",
        rows=14,
        max_length=20_000,
        hint="What runs, what waits, whom to speak to. Name no patient.",
        missing="Write what they should know",
    )
