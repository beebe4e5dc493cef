"""The ledger of what people were told: one row for a due's stage, or an event, and a person. It is their inbox too."""

from django.db import models

from people.models import User


class Notice(models.Model):
    """Something that a person is told once; `key` names it, and never makes a second row.

    It stands in the inbox from the moment it is written. Its letter goes from `letter_at` on (None: there is to be
    none), and `told_at` is stamped in the transaction that queues that letter (`letter` is the message's key).
    """

    key = models.CharField(max_length=200, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="notices", db_index=False)  # notice_of_person serves
    kind = models.CharField(max_length=40)
    due = models.ForeignKey("reminders.Due", models.SET_NULL, null=True, blank=True, related_name="notices")
    stage = models.CharField(max_length=10, blank=True)
    person = models.ForeignKey(
        User,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="From whom it is due, where that is someone else: who is away, or has not done it.",
    )
    title = models.CharField(max_length=250)
    path = models.CharField("address within the site", max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    letter_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    letter = models.CharField("key of the message that told it", max_length=200, blank=True)

    class Meta:
        indexes = [
            # Serves the inbox: one person's, the newest first.
            models.Index(fields=["user", "-made_at", "-id"], name="notice_of_person"),
            # Serves the sweep: whose letter is due.
            models.Index(
                fields=["letter_at", "user"],
                name="notice_letter_due",
                condition=models.Q(told_at__isnull=True, letter_at__isnull=False),
            ),
            # Serves the number of unread ones.
            models.Index(fields=["user"], name="notice_unread", condition=models.Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.title
