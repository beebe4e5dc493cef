"""A file on its way in: as it was sent until it is written, then the receipt alone."""

from django.db import models

from people.models import Organisation, User


class ImportedFile(models.Model):
    """One file: who sent it, and once written, when; its room adds the counts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=200)
    checksum = models.CharField("SHA-256 of the file", max_length=64)
    content = models.BinaryField(blank=True, help_text="Emptied once it is written.")
    written_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.rows} rows"
