"""What holder, reviewer and colleagues type around a review."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from people.forms import (
    DateField,
    EmailField,
    Form,
    PAsField,
    RadiosField,
    SelectField,
    TextAreaField,
    TextField,
)
from people.forms.text import several_lines
from roles.appointments.models import NextStep, RoleReview
from roles.reviews.accounts import NEEDED, TEXTS
from roles.reviews.models import Account, Wish

KEPT_MOST = 20_000
"""Characters that a draft keeps of one text; nobody types more, and each has its own limit before it is sent."""


class ReviewForm(Form):
    """What was agreed in a role review, and what comes next."""

    held_on = DateField(
        "Held on", hint="The day you met, for example 12 3 2027", missing="Enter the day on which you met"
    )
    summary = TextAreaField(
        "Summary",
        rows=8,
        max_length=5000,
        hint="What went well, what has to change, and what you agreed. Only the holder of the role and you read this.",
        missing="Write what you agreed",
    )
    next_step = RadiosField("Next step", choices=NextStep.choices, missing="Select a next step")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("held_on", DateField).latest = timezone.localdate()


class ObjectivesForm(Form):
    """Objectives, one a line."""

    text = TextAreaField(
        "Objectives, one on each line",
        rows=8,
        max_length=3000,
        hint="Three to six. Each says what will be different for patients or staff, by when, and how you will know.",
        missing="Write at least one objective",
    )


class AccountForm(Form):
    """What one of the two writes before the meeting; nothing is needed for a draft."""

    done = TextAreaField(
        "What was done", required=False, max_length=5000, hint="Against the objectives, and what came in between"
    )
    pas_used = PAsField(
        "Leadership time really used",
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(20),
        hint="PAs in a usual week, as it was",
    )
    time_used = TextAreaField(
        "Time", required=False, rows=3, max_length=3000, hint="Where it went, and what had to give way"
    )
    support = TextAreaField(
        "Support",
        required=False,
        rows=3,
        max_length=3000,
        hint="What helped, and what was missing: people, data, money",
    )
    learning = TextAreaField(
        "Learning", required=False, rows=3, max_length=3000, hint="What was learned, and what comes next"
    )
    skills = TextAreaField(
        "Clinical skills kept", required=False, rows=3, max_length=3000, hint="Which, how, and which are at risk"
    )
    effect = TextAreaField(
        "Effect on the service",
        required=False,
        rows=3,
        max_length=3000,
        hint="What changed for patients and staff, with the figures if you have them. Name no patient",
    )
    ahead = TextAreaField(
        "What next", required=False, rows=3, max_length=3000, hint="In this role, after it, or back in practice"
    )

    @staticmethod
    def of(account: Account | None) -> dict[str, Any]:
        """What the form shows of what was kept."""
        return {name: getattr(account, name) for name in AccountForm.base_fields} if account else {}

    def drafted(self) -> dict[str, Any]:
        """What was typed, fit for keeping however unfinished; without a figure that can't be read."""
        said: dict[str, Any] = {name: self._text(name) for name in TEXTS}
        if self.is_valid() or "pas_used" not in self.errors:
            said["pas_used"] = self.cleaned_data["pas_used"]
        return said

    def say_what_is_missing(self, said: dict[str, Any]) -> None:
        """Says all at once what is needed before it is sent."""
        for name, words in NEEDED.items():
            if not said[name]:
                self.add_error(name, words)

    def _text(self, name: str) -> str:
        text = several_lines(str(self.data.get(name, "")).replace("\x00", ""))
        return text.replace("\r\n", "\n").strip()[:KEPT_MOST]


QUESTIONS = [(name, str(AccountForm.base_fields[name].label)) for name in TEXTS]
"""The texts of an account with their labels, in their order."""


class FeedbackAskForm(Form):
    """Whom to ask, and how the answer is shown."""

    email = EmailField(
        "Email address of a colleague",
        hint="Someone who works at the same organisation",
        missing="Enter the email address of a colleague",
    )
    shown = RadiosField(
        "How is the answer shown?",
        size="m",
        choices=[("grouped", "Without a name, among others"), ("named", "With their name")],
        missing="Say how the answer is shown",
    )


class FeedbackForm(Form):
    """A colleague's feedback."""

    well = TextAreaField(
        "What does this person do well in the role?", rows=5, max_length=3000, missing="Write what goes well"
    )
    better = TextAreaField(
        "What would make them better at it?",
        rows=5,
        max_length=3000,
        hint="One thing that they could change is worth more than five. Name no patient",
        missing="Write what could be better",
    )


class ActionForm(Form):
    """What, who, by when."""

    what = TextField("What is to be done", max_length=200, missing="Write what is to be done")
    owner = SelectField("Who does it", missing="Say who does it")
    due_on = DateField("By when", missing="Enter the day by which it is done")

    def __init__(self, data: Any = None, *, review: RoleReview) -> None:
        super().__init__(data)
        two = [user for user in (review.appointment.user, review.reviewer) if user]
        self.field("owner", SelectField).choices = [("", "Choose a person"), *((str(u.pk), str(u)) for u in two)]

    def said(self) -> dict[str, Any]:
        """What the service is told."""
        said = self.cleaned_data
        return {"what": said["what"], "owner": int(said["owner"]), "due_on": said["due_on"]}


class ChangeForm(Form):
    """What the holder wants changed before they sign."""

    asks = TextAreaField(
        "What should change?",
        rows=4,
        max_length=2000,
        hint="Your reviewer reads this",
        missing="Write what should change",
    )


class WishForm(Form):
    """What comes after the term."""

    wish = RadiosField(
        "When this term ends, what would you like?",
        size="m",
        choices=Wish.choices,
        missing="Say what you would like, or that you do not know yet",
    )
