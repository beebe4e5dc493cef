"""Interviews: times that applicants pick, questions tied to criteria, and what each member gave each answer."""

from datetime import datetime, timedelta

import pghistory
from django.db import models
from django.utils import timezone

from roles.applications.models import Application
from roles.posts.models import Criterion, Post
from roles.selection.models import PanelSeat


class Slot(models.Model):
    """A time for one interview, offered to all on the shortlist: in a place, or over a link."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="interview_slots")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField("length in minutes")
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "starts_at"], name="one_slot_a_post_and_moment"),
            models.CheckConstraint(name="slot_5_to_480_minutes", condition=models.Q(minutes__gte=5, minutes__lte=480)),
            models.CheckConstraint(name="slot_has_a_place_or_link", condition=~models.Q(place="", link="")),
        ]

    def __str__(self) -> str:
        return f"Interview {self.pk}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def is_past(self) -> bool:
        """Whether it has begun."""
        return self.starts_at <= timezone.now()


class Booking(models.Model):
    """Which slot an applicant picked; none where they gave it up. `sequence` counts its changes (RFC 5545)."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="interview")
    slot = models.OneToOneField(Slot, models.PROTECT, null=True, blank=True, related_name="booking")
    sequence = models.PositiveIntegerField("times changed", default=0)
    picked_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Booking {self.pk}"


class Question(models.Model):
    """A question put to everyone, for one criterion of the post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="questions")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    text = models.CharField("question", max_length=500)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "position"], name="question_position_once")]

    def __str__(self) -> str:
        return self.text


class InterviewScore(models.Model):
    """One member's 0 to 5 points for one applicant's answer to one question."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="interview_scores")
    seat = models.ForeignKey(PanelSeat, models.PROTECT, related_name="interview_scores")
    question = models.ForeignKey(Question, models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "seat", "question"], name="one_score_a_member_and_question"),
            models.CheckConstraint(name="interview_score_0_to_5", condition=models.Q(points__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.points} of 5"


for model in (Slot, Booking, Question, InterviewScore):
    pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)
