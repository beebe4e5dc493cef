"""What recruiters, applicants and panel members type about interviews."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.utils import timezone

from people.design.words import longtime
from people.forms import DateField, Form, RadiosField, SelectField, TextAreaField, TextField, WholeNumberField
from roles.interviews.models import Question, Slot
from roles.posts.models import Post
from roles.selection.forms import MEANINGS
from roles.selection.outcome_models import Decision, Verdict
from roles.selection.rules import MOST_POINTS

_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(am|pm)?")


def read_time(text: str) -> time:
    """A time of day as people write it: "9:30", "14.00", "2pm"; raises ValueError for anything else."""
    found = _CLOCK.fullmatch(text.strip().lower())
    if found is None or (found[2] is None and found[3] is None):
        raise ValueError(text)
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute)


class Timed(Protocol):
    """Anything that has a time, a length, and a place or a link."""

    starts_at: datetime
    minutes: int
    place: str
    link: str


class SlotForm(Form):
    """A time for an interview."""

    starts = DateField("Day", hint="For example 14 9 2027", missing="Enter the day")
    clock = TextField("Time", width=5, max_length=10, hint="For example 9:30 or 2pm", missing="Enter the time")
    minutes = WholeNumberField("Length", suffix="minutes", min_value=5, max_value=480, missing="Enter the length")
    place = TextField("Place (optional where there is a link)", required=False, max_length=200)
    link = TextField(
        "Link to meet online (optional)",
        required=False,
        max_length=300,
        hint="It begins with https://",
        spellcheck=False,
    )

    @staticmethod
    def of(slot: Timed) -> dict[str, Any]:
        """What the form shows of a time there is."""
        at = timezone.localtime(slot.starts_at)
        shown = {name: getattr(slot, name) for name in ("minutes", "place", "link")}
        return {**shown, "starts": at.date(), "clock": f"{at:%H:%M}".lstrip("0")}

    def clean_clock(self) -> time:
        try:
            return read_time(self.cleaned_data["clock"])
        except ValueError:
            raise ValidationError("Time must be a time of day, like 9:30 or 2pm") from None

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"].strip()
        if link and not re.fullmatch(r"https://[^\s\"<>]+\.[^\s\"<>]+", link):
            raise ValidationError("Link must begin with https:// and hold no spaces")
        return link

    def slot(self) -> dict[str, Any]:
        """What the service is told."""
        said = self.cleaned_data
        at = timezone.make_aware(datetime.combine(said["starts"], said["clock"]))
        return {"starts_at": at, "minutes": said["minutes"], "place": said["place"], "link": said["link"]}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if (day := cleaned.get("starts")) and not 1 <= (day - timezone.localdate()) / timedelta(days=1) + 1 <= 1000:
            self.add_error("starts", "Day must be today or later, within three years")
        if not self.errors and not cleaned.get("place") and not cleaned.get("link"):
            self.add_error("place", "Give a place or a link")
        return cleaned


class QuestionForm(Form):
    """A question and the criterion that it is about."""

    text = TextAreaField("Question", max_length=500, rows=3, missing="Enter the question")
    criterion = SelectField("Criterion", missing="Choose a criterion")

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria = [(str(criterion.pk), criterion.text) for criterion in post.criteria.all()]
        self.field("criterion", SelectField).choices = [("", "Choose a criterion"), *criteria]


class PickForm(Form):
    """One of the free times."""

    slot = RadiosField("When suits you?", missing="Select a time")

    def __init__(self, *args: Any, slots: Iterable[Slot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("slot", RadiosField).choices = [
            (str(slot.pk), f"{longtime(slot.starts_at)}, {slot.minutes} minutes, {slot.place or 'online'}")
            for slot in slots
        ]
        self.fields["slot"].error_messages["invalid_choice"] = (
            "This time has just gone to someone else or was taken away. Pick another."
        )


class AnswersForm(Form):
    """0 to 5 points and a note for each answer; a part may be left for later."""

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [question.pk for question in questions]
        points = [(str(n), f"{n}, {MEANINGS[n]}") for n in range(MOST_POINTS + 1)]
        for pk in self.keys:
            self.fields[f"points_{pk}"] = RadiosField("Points", required=False, choices=points, small=True, inline=True)
            self.fields[f"note_{pk}"] = TextAreaField("Why", required=False, max_length=1000, rows=2)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for pk in self.keys:
            points = f"points_{pk}"
            if cleaned.get(f"note_{pk}") and not cleaned.get(points) and points not in self.errors:
                self.add_error(points, ValidationError("Give points to go with your note"))
        return cleaned

    def scores(self) -> dict[int, tuple[int, str]]:
        """Points and note by the question's key, as far as given."""
        said = self.cleaned_data
        return {
            pk: (int(said[f"points_{pk}"]), said.get(f"note_{pk}", "")) for pk in self.keys if said.get(f"points_{pk}")
        }


class DecisionForm(Form):
    """The panel's decision on one applicant."""

    verdict = RadiosField(
        "Decision",
        choices=Verdict.choices,
        missing="Select a decision",
        hints={Verdict.RESERVE: "Offered the post if those before decline."},
    )
    rank = WholeNumberField(
        "Rank (for appointable and reserve)",
        required=False,
        min_value=1,
        max_value=1000,
        hint="1 is offered the post first. The reserve has ranks of its own, and follows.",
    )
    reason = TextAreaField(
        "Reason", max_length=2000, rows=4, missing="Give the reason for the decision", hint="Applicants do not read it."
    )

    @staticmethod
    def of(decision: Decision | None) -> dict[str, Any]:
        """What the form shows of a decision there is."""
        return {name: getattr(decision, name) for name in ("verdict", "rank", "reason")} if decision else {}
