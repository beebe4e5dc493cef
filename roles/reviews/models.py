"""What belongs to a review of a role: objectives, accounts, feedback, the meeting, actions, the holder's answer."""

from datetime import datetime, timedelta

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from people.models import User
from roles.appointments.models import Appointment, RoleReview


class ObjectivesState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    REPLACED = "replaced", "Replaced"


class Objectives(models.Model):
    """What the holder of a role is to reach, one a line: proposed by one of the two and agreed by the other."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="objectives")
    text = models.TextField("objectives, one a line")
    state = models.CharField(max_length=10, choices=ObjectivesState, default=ObjectivesState.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"], name="one_proposal_of_objectives", condition=Q(state="proposed")
            ),
            models.UniqueConstraint(
                fields=["appointment"], name="one_agreed_set_of_objectives", condition=Q(state="agreed")
            ),
            models.CheckConstraint(
                name="objectives_need_two",
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=models.F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Objectives {self.pk}"

    @property
    def lines(self) -> list[str]:
        """Each objective."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class Account(models.Model):
    """What one of the two writes before they meet; a draft until it is sent."""

    review = models.ForeignKey(RoleReview, models.CASCADE, related_name="accounts")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    done = models.TextField("what was done", blank=True)
    pas_used = models.DecimalField(
        "leadership PAs a week really used", max_digits=5, decimal_places=3, null=True, blank=True
    )
    time_used = models.TextField("time really used", blank=True)
    support = models.TextField("support", blank=True)
    learning = models.TextField("learning", blank=True)
    skills = models.TextField("clinical skills kept", blank=True)
    effect = models.TextField("effect on the service", blank=True)
    ahead = models.TextField("what next", blank=True)
    saved_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "author"], name="one_account_a_review_and_author"),
            models.CheckConstraint(
                name="pas_used_not_negative", condition=Q(pas_used__isnull=True) | Q(pas_used__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"Account {self.pk}"

    @property
    def is_begun(self) -> bool:
        """Whether anything is written in it."""
        texts = (self.done, self.time_used, self.support, self.learning, self.skills, self.effect, self.ahead)
        return any(texts) or self.pas_used is not None


class FeedbackRequest(models.Model):
    """A colleague asked for feedback, and their answer: shown with their name, or only among others' (`batch`)."""

    review = models.ForeignKey(RoleReview, models.CASCADE, related_name="feedback")
    person = models.ForeignKey(User, models.PROTECT, related_name="role_feedback")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    named = models.BooleanField("shown with the name")
    well = models.TextField("what goes well", blank=True)
    better = models.TextField("what could be better", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    batch = models.PositiveSmallIntegerField("shown together with", null=True, blank=True)
    place = models.FloatField("place within the batch, at random", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="asked_once_a_review"),
            models.CheckConstraint(
                name="batches_are_of_answers",
                condition=Q(batch__isnull=True) | Q(named=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Feedback {self.pk}"


class MeetingState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    AGREED = "agreed", "Agreed"
    MOVED = "moved", "Moved"
    CALLED_OFF = "called_off", "Called off"


class Meeting(models.Model):
    """A time to meet: proposed by one, agreed by the other. `sequence` counts what calendars were told (RFC 5545)."""

    review = models.ForeignKey(RoleReview, models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField("length in minutes")
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    sequence = models.PositiveIntegerField("times calendars were told", default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["review"], name="one_proposed_meeting", condition=Q(state="proposed")),
            models.UniqueConstraint(fields=["review"], name="one_agreed_meeting", condition=Q(state="agreed")),
            models.CheckConstraint(name="meeting_5_to_480_minutes", condition=Q(minutes__gte=5, minutes__lte=480)),
            models.CheckConstraint(name="meeting_has_a_place_or_link", condition=~Q(place="", link="")),
        ]

    def __str__(self) -> str:
        return f"Meeting {self.pk}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class HolderAnswer(models.Model):
    """What the holder says to a recorded review: signs it, or asks the reviewer to change it first."""

    review = models.OneToOneField(RoleReview, models.CASCADE, related_name="holder_answer")
    asks = models.TextField("what should change", blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Answer to review {self.review_id}"


class Action(models.Model):
    """What was agreed to be done, by whom of the two and by when."""

    review = models.ForeignKey(RoleReview, models.CASCADE, related_name="actions")
    what = models.CharField(max_length=200)
    owner = models.ForeignKey(User, models.PROTECT, related_name="review_actions")
    due_on = models.DateField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "what", "owner", "due_on"], name="action_once")]

    def __str__(self) -> str:
        return self.what


class Wish(models.TextChoices):
    """What the holder wants after the term."""

    STAY = "stay", "Go on in this role, if it can be renewed"
    ANOTHER = "another", "Take on another leadership role"
    RETURN = "return", "Return to clinical practice"
    OPEN = "open", "I do not know yet"


class TermWish(models.Model):
    """The holder's answer to what comes after the term; it binds nobody and can be changed until the term ends."""

    appointment = models.OneToOneField(Appointment, models.CASCADE, related_name="wish")
    wish = models.CharField(max_length=10, choices=Wish)
    said_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.get_wish_display()


for model in (Objectives, Meeting, HolderAnswer, Action, TermWish):
    pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)
# A draft is saved while it is typed: its history would be many copies that nobody reads. What was sent has one.
_sent = pgtrigger.Q(new__sent_at__isnull=False)
pghistory.track(
    pghistory.InsertEvent(condition=_sent),
    pghistory.UpdateEvent(condition=_sent),
    pghistory.DeleteEvent(condition=pgtrigger.Q(old__sent_at__isnull=False)),
)(Account)
# FeedbackRequest keeps no history: the times of its changes would tell who of a group wrote what.
