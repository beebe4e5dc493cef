"""An import of existing job plans: the file as it was sent until it is written, then the receipt alone."""

import pghistory
from django.db import models

from people.models import Organisation, User


class JobPlanImport(models.Model):
    """One file: who sent it, and once written, when and with what counts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=200)
    checksum = models.CharField("SHA-256 of the file", max_length=64)
    content = models.BinaryField(blank=True, help_text="Emptied once it is written.")
    written_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField("time splits written", default=0)
    unchanged = models.PositiveIntegerField("time splits there already", default=0)
    left = models.PositiveIntegerField("time splits left out", default=0)

    class Meta:
        ordering = ["-sent_at"]
        # Serves the list of an organisation's imports, newest first.
        indexes = [models.Index(fields=["organisation", "-sent_at"], name="job_plan_imports_of")]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.rows} rows"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["content"])(JobPlanImport)
