"""What is due, and the outbox that tells people once."""

import secrets
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from people.models import Membership, Organisation, User
from reminders.addresses.models import RefusedAddress
from reminders.inbox.models import Notice
from reminders.preferences.models import Away, Choice, Habits
from reminders.rules import ANY_ROLE, Stage
from reminders.trouble import Why

__all__ = [
    "Away",
    "CalendarFeed",
    "Choice",
    "Due",
    "Habits",
    "Message",
    "Notice",
    "RefusedAddress",
    "new_secret",
]


class DueQuerySet(models.QuerySet["Due"]):
    def theirs(self, on: date) -> "DueQuerySet":
        """Those that go with no role, or with one that the person holds in the organisation on the day."""
        return self.filter(Q(only_as="") | _role_held(on))

    def left(self, on: date) -> "DueQuerySet":
        """Those that go with a role which the person does not hold on the day."""
        return self.exclude(only_as="").exclude(_role_held(on))


def _role_held(on: date) -> Q:
    held = Membership.objects.in_force(on).filter(user=OuterRef("user"), organisation=OuterRef("organisation"))
    return Q(only_as=ANY_ROLE) & Exists(held) | Q(Exists(held.filter(role=OuterRef("only_as"))))


class Due(models.Model):
    """Something a person must do by a date. Upper apps write it; `subject` names the thing: `review:12`.

    It stands at a stage, whose day is `remind_on`; once that is told, at the next. After the last one `reminded_at`
    is set, and nothing more goes out.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    user = models.ForeignKey(User, models.CASCADE, related_name="dues")
    due_on = models.DateField()
    remind_on = models.DateField(help_text="The day on which the next reminder goes out.")
    stage = models.CharField("next reminder", max_length=10, choices=Stage, default=Stage.ON_THE_DAY)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+", help_text="Whose settings it goes by."
    )
    only_as = models.CharField(
        max_length=30,
        blank=True,
        default="",
        db_default="",
        help_text="The role in the organisation without which it is theirs no more; “any” for whichever.",
    )
    title = models.CharField(max_length=200)
    path = models.CharField("address within the site", max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reminded_at = models.DateTimeField("when its last reminder went", null=True, blank=True)
    sequence = models.PositiveIntegerField("times rescheduled", default=0)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "user"], name="due_once_a_subject_and_person"),
            models.CheckConstraint(
                condition=Q(only_as="") | Q(organisation__isnull=False), name="due_of_a_role_names_its_organisation"
            ),
        ]
        indexes = [
            # Serves the sweep: open dues with a reminder to come, oldest first.
            models.Index(
                fields=["remind_on", "id"],
                name="due_to_remind",
                condition=models.Q(state="open", reminded_at__isnull=True),
            ),
            # Serves the desk and the calendar feed: one person's dues by date.
            models.Index(fields=["user", "due_on"], name="due_of_person", condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """One email for one event and person; `key` names the event, which never makes a second row."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being sent"
        HANDING = "handing", "Handed to the mail server, answer not yet seen"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed for good"
        DOUBT = "doubt", "In doubt: may have been delivered"
        HELD = "held", "Held back: its address was refused"

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    user = models.ForeignKey(User, models.CASCADE, related_name="messages_to")
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    path = models.CharField("address within the site", max_length=300, blank=True)
    calendar = models.TextField("invitation that goes with it (RFC 5546)", blank=True, default="", db_default="")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    message_id = models.CharField("Message-ID header", max_length=120, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField(help_text="Earliest moment of the next try.")
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.BigIntegerField("number of the run that has it", null=True, blank=True)
    first_tried_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.TextField("last trouble", blank=True)
    why = models.CharField("kind of trouble", max_length=10, choices=Why, blank=True)

    class Meta:
        indexes = [
            # Serves the delivery task: what waits, oldest first.
            models.Index(fields=["not_before", "id"], name="message_waiting", condition=models.Q(state="waiting")),
            # Serves recovery: what a dead worker left behind.
            models.Index(
                fields=["claimed_at"],
                name="message_claimed",
                condition=models.Q(state__in=["claimed", "handing"]),
            ),
            # Serves letters whose address was refused: found when it is cleared or changed.
            models.Index(fields=["to"], name="message_held", condition=models.Q(state="held")),
            # Serves the administrators' queue, page by page, and the counts for those who watch.
            models.Index(fields=["state", "created_at", "id"], name="message_queue"),
            models.Index(fields=["state", "kind"], name="message_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"


def new_secret() -> str:
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """A person's secret calendar address; making a new secret ends the old one."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed")
    secret = models.CharField(max_length=64, unique=True, default=new_secret)
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Calendar feed of {self.user_id}"
