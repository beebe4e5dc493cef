"""What recruiters write to applicants, and what is asked about an offer."""

from collections.abc import Iterable
from typing import Any

from people.forms import Form, TextAreaField
from roles.posts.models import Criterion


class FeedbackForm(Form):
    """A text for the applicant on each criterion, as far as the recruiter writes one."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [criterion.pk for criterion in criteria]
        for pk in self.keys:
            self.fields[f"text_{pk}"] = TextAreaField("Feedback", required=False, max_length=1000, rows=3)

    def texts(self) -> dict[int, str]:
        """What was written by the criterion's key; empty where nothing."""
        return {pk: self.cleaned_data[f"text_{pk}"] for pk in self.keys}


class AskForm(Form):
    """A question about an offer, or an answer."""

    text = TextAreaField("Your message", max_length=2000, rows=5, missing="Write your message")
