"""Equality answers, apart from whoever gave them (docs/adr/0012-equality-apart.md)."""

from django.db import models

from roles.equality.questions import QUESTIONS
from roles.posts.models import Post


class Stage(models.TextChoices):
    """How far the application came; a withdrawal after the shortlist changes nothing."""

    DRAFT = "draft", "Not sent"
    WITHDRAWN = "withdrawn", "Withdrawn before the shortlist"
    SENT = "sent", "Not shortlisted"
    SHORTLISTED = "shortlisted", "Shortlisted"
    OFFERED = "offered", "Offered"
    APPOINTED = "appointed", "Appointed"


def _answer(name: str) -> "models.CharField[str, str]":
    return models.CharField(max_length=12, blank=True, choices=QUESTIONS[name].all_choices)


class EqualityRecord(models.Model):
    """One applicant's answers for one post. It names nobody, has no date and no number of its own, and no history.

    Whoever holds the application can work out its `token`; nobody can work out the application from it.
    """

    token = models.CharField(max_length=64, primary_key=True)
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT)
    sex = _answer("sex")
    ethnicity = _answer("ethnicity")
    age_band = _answer("age_band")
    disability = _answer("disability")
    religion = _answer("religion")
    orientation = _answer("orientation")

    def __str__(self) -> str:
        return "Equality record"
