"""What applicants answer to an offer."""

from people.forms import Form, RadiosField


class AnswerForm(Form):
    """Yes or no to an offer."""

    answer = RadiosField(
        "Your answer",
        size="m",
        choices=[("accept", "I accept this offer"), ("decline", "I decline this offer")],
        hints={"decline": "The organisation can then offer the post to someone else. You cannot undo this."},
        missing="Say whether you accept or decline",
    )
