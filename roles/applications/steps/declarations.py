"""Declarations: conflicts of interest, fitness to practise, and for board posts the fit and proper person test."""

from collections.abc import Mapping
from typing import Any, ClassVar

from people import forms
from roles.applications import rules
from roles.applications.fields import LongText
from roles.applications.steps.base import Asked, Step

YES_NO = [("no", "No"), ("yes", "Yes")]


class DeclarationsStep(Step):
    """Conflicts of interest, fitness to practise, and for board posts the fit and proper person test."""

    title = "Declarations"
    intro = "The panel reads this only after the shortlist is locked. A declaration does not rule you out."
    conflict = forms.RadiosField(
        "Do you have an interest to declare?",
        choices=YES_NO,
        inline=True,
        hint="For example a company you own a part of, family at the organisation, or someone close to you who may "
        "sit on the panel.",
        missing="Say whether you have an interest to declare",
    )
    interests = LongText("If yes, what is it?", required=False, rows=4, max_length=rules.INTERESTS_MOST)
    fitness = forms.RadiosField(
        "Is your fitness to practise in question anywhere?",
        choices=YES_NO,
        inline=True,
        hint="An open investigation, conditions, a warning, a suspension or a restriction, by a regulator or an "
        "employer, here or abroad.",
        missing="Say whether your fitness to practise is in question",
    )
    fitness_details = LongText("If yes: what, where and since when?", required=False, rows=4, max_length=2000)
    proper = forms.RadiosField(
        "Is there anything that would make you unfit for a board?",
        choices=YES_NO,
        inline=True,
        hint="This post is on a board, so the fit and proper person test applies: bankruptcy, a ban from directing "
        "companies, a serious conviction, being removed from a post of trust, or serious mismanagement.",
        missing="Say whether anything would make you unfit for a board",
    )
    proper_details = LongText("If yes: what and when?", required=False, rows=4, max_length=2000)
    follows: ClassVar[dict[str, str]] = {
        "conflict": "interests", "fitness": "fitness_details", "proper": "proper_details"
    }  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, *, asked: Asked, **options: Any) -> None:
        super().__init__(data, asked=asked, **options)
        if not asked.fit_and_proper:
            del self.fields["proper"], self.fields["proper_details"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for question, details in self.follows.items():
            if cleaned.get(question) == "yes" and not self.text(details) and details not in self.errors:
                self.add_error(details, "Say what it is, since you answered yes")
            elif cleaned.get(question) == "no" and self.text(details):
                self.add_error(details, "You answered no: answer yes, or take these words out")
        return cleaned

    def lines(self) -> list[str]:
        said = []
        for question, details in self.follows.items():
            answer = dict(YES_NO).get(self.text(question), "")
            if question in self.fields and (answer or self.text(details)):
                more = f": {self.text(details)}" if self.text(details) else ""
                said.append(f"{self.fields[question].label} {answer or 'Not answered'}{more}")
        return said

    def facts(self) -> dict[str, Any]:
        return {"interests": self.text("interests")}
