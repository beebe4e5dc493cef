"""Sessions of a mentorship, the times proposed for each, and what the mentee takes from it."""

from datetime import datetime, timedelta

import pghistory
from django.db import models
from django.db.models import Q

from people.models import User


class TimeState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    REPLACED = "replaced", "Replaced"
    CANCELLED = "cancelled", "Cancelled"


STANDING = (TimeState.AGREED, TimeState.PROPOSED)
"""Times that hold, or wait for the other's word. A session without any is cancelled."""


class Session(models.Model):
    """One meeting of a pair, however often its time changes. `sequence` counts what calendars were told (RFC 5545)."""

    mentorship = models.ForeignKey("mentoring.Mentorship", models.CASCADE, related_name="sessions")
    purpose = models.TextField("what it is for")
    sequence = models.PositiveIntegerField("times calendars were told", default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    cancelled_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cancelled_by_someone",
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"Session {self.pk}"


class SessionTime(models.Model):
    """A time for a session: proposed by one of the pair, agreed by the other."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="times")
    starts_at = models.DateTimeField("begins")
    minutes = models.PositiveSmallIntegerField("length in minutes")
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=TimeState, default=TimeState.PROPOSED)
    why = models.TextField("why another time", blank=True)
    proposed_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], name="one_proposed_time_a_session", condition=Q(state=TimeState.PROPOSED)
            ),
            models.UniqueConstraint(
                fields=["session"], name="one_agreed_time_a_session", condition=Q(state=TimeState.AGREED)
            ),
            models.CheckConstraint(name="session_5_to_480_minutes", condition=Q(minutes__gte=5, minutes__lte=480)),
            models.CheckConstraint(name="session_has_a_place_or_link", condition=~Q(place="", link="")),
        ]
        indexes = [
            # Serves the reminders: agreed sessions ahead, and those lately over.
            models.Index(fields=["starts_at"], name="agreed_session_times", condition=Q(state=TimeState.AGREED))
        ]

    def __str__(self) -> str:
        return f"Time {self.pk}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class SessionNote(models.Model):
    """What the mentee takes from a session: theirs alone, unless they share it with the mentor."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="note")
    text = models.TextField("what I take from it")
    shared = models.BooleanField("shared with the mentor", default=False)
    saved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Note of session {self.session_id}"


# What the pair types stays out of the history (R10): a place or a link may say as much as a reason.
for model, typed in (
    (Session, ["purpose", "cancelled_why"]),
    (SessionTime, ["place", "link", "why"]),
    (SessionNote, ["text"]),
):
    pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=typed)(model)
