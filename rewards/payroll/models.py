"""A payroll extract on its way in, its receipt, and how an organisation's own headings are read."""

import pghistory
from django.db import models

from people.importing.models import ImportedFile
from people.models import Organisation


class PayrollImport(ImportedFile):
    """One file: what it would do, from its dry run, and once written, what it did."""

    checked_at = models.DateTimeField("dry run at", null=True, blank=True)
    asked_at = models.DateTimeField("writing asked for at", null=True, blank=True)
    findings = models.JSONField(default=list, help_text="Row, column, words, whether it stops; emptied once written.")
    people = models.PositiveIntegerField("people in the file", default=0)
    made = models.PositiveIntegerField("pay elements written", default=0)
    by_kind = models.JSONField("of them by kind", default=dict)
    unchanged = models.PositiveIntegerField("rows there already", default=0)
    left = models.PositiveIntegerField("rows left out", default=0)
    replaced = models.PositiveIntegerField("pay elements replaced", default=0)
    characteristics = models.PositiveIntegerField("people whose sex or ethnic group was recorded", default=0)

    class Meta(ImportedFile.Meta):
        abstract = False
        # Serves the list of an organisation's imports, newest first.
        indexes = [models.Index(fields=["organisation", "-sent_at"], name="payroll_imports_of")]

    @property
    def waits(self) -> bool:
        """Whether it is being written, or soon will be."""
        return self.asked_at is not None and self.written_at is None


class PayrollHeading(models.Model):
    """What a heading of an organisation's own extract stands for: one of our columns, or none."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    heading = models.CharField(max_length=200, help_text="In small letters.")
    field = models.CharField(max_length=20, blank=True, help_text="Empty: the column is left out.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "heading"], name="payroll_heading_once")]

    def __str__(self) -> str:
        return f"{self.heading}: {self.field or 'left out'}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["content", "findings"])(PayrollImport)
pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(PayrollHeading)
