"""Who looked at whose pay, and why they may: one row for a reason on a day, counted up."""

from django.db import models

from people.models import Organisation, User


class PayLook(models.Model):
    """Someone else's individual pay was shown to `viewer` on the day: when first and last, and how often.

    The database shows the subject's rows to the viewer only where such a row stands (guarding.py); the web's own
    database role may count it up, and neither change nor delete it.
    """

    viewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    subject = models.ForeignKey(User, models.CASCADE, related_name="pay_looks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["viewer", "subject", "organisation", "why", "day"], name="one_look_a_day"),
            models.CheckConstraint(
                name="nobody_looks_at_themselves",
                condition=~models.Q(viewer=models.F("subject")),
                violation_error_message=("Looking at one’s own pay is not recorded."),
            ),
        ]
        # Serves the page "Who has looked at your pay": the newest first.
        indexes = [models.Index(fields=["subject", "-last_at", "-id"], name="looks_at_a_person")]

    def __str__(self) -> str:
        return f"{self.viewer_id} at {self.subject_id}: {self.why}"
