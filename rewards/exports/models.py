"""Lists too long to write while someone waits: who asked for which, how far it is, and the file for a day."""

from datetime import datetime, timedelta

from django.db import models
from django.http import QueryDict
from django.utils import timezone

from people.models import User

KEPT = timedelta(days=1)


class ExportState(models.TextChoices):
    """Where a list stands."""

    WAITING = "waiting", "Waiting for the worker"
    WRITING = "writing", "Being written"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be written"


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, user: User) -> "ExportQuerySet":
        """The asker's own, until they are thrown away."""
        return self.filter(asker=user)

    def past(self, now: datetime) -> "ExportQuerySet":
        """Those that were asked for more than a day ago."""
        return self.filter(asked_at__lte=now - KEPT)


class Export(models.Model):
    """A list asked for as a workbook: `query` is the report's address, `done` of `total` lines are written."""

    State = ExportState

    asker = models.ForeignKey(User, models.CASCADE, related_name="pay_exports")
    report = models.CharField(max_length=30)
    query = models.TextField()
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    content = models.BinaryField(null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="export_ready_has_a_file",
                condition=~models.Q(state="ready") | models.Q(content__isnull=False, ready_at__isnull=False),
            )
        ]
        # Serves the worker, which looks for what waits, and an asker's own list.
        indexes = [models.Index(fields=["asker", "asked_at"], name="export_of_an_asker")]

    def __str__(self) -> str:
        return f"{self.report} for {self.asker_id}"

    @property
    def organisation(self) -> int:
        """The key of the organisation whose list it is, as its query has settled it."""
        return int(QueryDict(self.query).get("organisation", "0"))

    @property
    def thrown_away_at(self) -> datetime:
        """When the file goes."""
        return self.asked_at + KEPT
