"""What an applicant types."""

from typing import Any

from django.utils import timezone

from people.forms import CheckboxField, DateField, Form, TextAreaField
from roles.applications import rules


class LongText(TextAreaField):
    """A long text whose line ends count as one character, as the counter beside it counts them."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


class StatementForm(Form):
    """One statement; a text that is too long is kept and said to be so."""

    text = LongText(
        "Your statement",
        rows=12,
        required=False,
        max_length=rules.STATEMENT_MOST,
        hint="Say what you did, how, and what came of it. Leave out your name, your email address and your "
        "registration number: the panel reads this without knowing who you are.",
    )

    def typed(self) -> str:
        """The text as it came, fit for keeping however wrong: no characters that cannot be stored, not endless."""
        text = str(self.data.get(self.add_prefix("text"), "")).replace("\x00", "").replace("\r\n", "\n")
        return text.strip()[: rules.KEPT_MOST]


class DetailsForm(Form):
    """When the applicant hopes to start, and what they declare."""

    hoped_start = DateField(
        "Hoped-for start",
        required=False,
        hint="The day you could take up the post, for example 1 9 2027. Leave it empty if you do not know yet.",
    )
    interests = LongText(
        "Interests to declare",
        rows=6,
        required=False,
        max_length=rules.INTERESTS_MOST,
        hint="For example a company you own a part of, or a family member at the organisation. The panel sees "
        "this only after the shortlist is locked. Leave it empty if you have none.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("hoped_start", DateField).earliest = timezone.localdate()


class SendForm(Form):
    """The confirmation that goes with sending."""

    confirmed = CheckboxField(
        "What I wrote is true, and the organisation may use it to choose for this post",
        missing="Confirm that what you wrote is true before you send it",
    )
