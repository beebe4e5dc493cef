"""What an applicant types."""

from people.forms import CheckboxField, Form
from roles.applications import rules
from roles.applications.fields import LongText


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


class SendForm(Form):
    """The confirmation that goes with sending."""

    confirmed = CheckboxField(
        "What I wrote is true, and the organisation may use it to choose for this post",
        missing="Confirm that what you wrote is true before you send it",
        hint="It keeps what you wrote for as long as the privacy page says, and then erases it.",
    )
