"""Mentors and the pairs they form; gathers the models of their sessions for Django."""

import pghistory
from django.db import models

from mentoring.sessions.models import Session, SessionNote, SessionTime
from people.models import User

__all__ = [
    "OPEN",
    "TRANSITIONS",
    "MentorProfile",
    "Mentorship",
    "MentorshipStatus",
    "Session",
    "SessionNote",
    "SessionTime",
]


class MentorProfile(models.Model):
    """What a mentor offers and how many mentees they take (R9)."""

    user = models.OneToOneField(User, models.CASCADE, related_name="mentor_profile")
    about = models.TextField()
    topics = models.CharField(max_length=300, blank=True)
    region = models.CharField(max_length=60, blank=True)
    capacity = models.PositiveSmallIntegerField("most mentees at once", default=3)
    accepting = models.BooleanField("takes requests now", default=True)
    joined_on = models.DateField()

    class Meta:
        # Serves the mentor search: those who take requests, by region.
        indexes = [models.Index(fields=["region"], name="mentor_accepting", condition=models.Q(accepting=True))]

    def __str__(self) -> str:
        return str(self.user)


class MentorshipStatus(models.TextChoices):
    REQUESTED = "requested", "Requested"
    ACTIVE = "active", "Active"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENDED = "ended", "Ended"


# The whole life of a mentorship: from each status, the ones it may move to.
TRANSITIONS: dict[str, set[str]] = {
    MentorshipStatus.REQUESTED: {
        MentorshipStatus.ACTIVE,
        MentorshipStatus.DECLINED,
        MentorshipStatus.WITHDRAWN,
    },
    MentorshipStatus.ACTIVE: {MentorshipStatus.ENDED},
    MentorshipStatus.DECLINED: set(),
    MentorshipStatus.WITHDRAWN: set(),
    MentorshipStatus.ENDED: set(),
}


# While one of these, no second request of the same pair.
OPEN = (MentorshipStatus.REQUESTED, MentorshipStatus.ACTIVE)


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    def visible_to(self, user: User) -> "MentorshipQuerySet":
        """Only the pair (R10)."""
        return self.filter(models.Q(mentee=user) | models.Q(mentor__user=user))


class Mentorship(models.Model):
    """A mentee and a mentor, from the request on. What they write is readable by the pair alone (R10)."""

    Status = MentorshipStatus

    mentor = models.ForeignKey(MentorProfile, models.PROTECT, related_name="mentorships")
    mentee = models.ForeignKey(User, models.CASCADE, related_name="mentorships")
    status = models.CharField(max_length=10, choices=MentorshipStatus, default=MentorshipStatus.REQUESTED)
    message = models.TextField("what the mentee hopes for")
    answer = models.TextField(blank=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "mentee"],
                condition=models.Q(status__in=["requested", "active"]),
                name="one_open_mentorship_a_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"Mentorship {self.pk}"


# The words of the pair stay out of the history: only the status is tracked.
pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["message", "answer"])(Mentorship)
