"""Reports kept as they were taken, and what of them has been passed on to those who read groups alone."""

from django.db import models
from django.utils import timezone

from people.models import Organisation, User


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> "EditionQuerySet":
        """Those that analysts may read today."""
        return self.filter(published_at__isnull=False, withdrawn_at=None)

    def ever_published(self) -> "EditionQuerySet":
        """Those that someone may have read: withdrawing takes nothing back."""
        return self.filter(published_at__isnull=False)


class Edition(models.Model):
    """A report as it was taken: its figures as text that never changes, with the checksum of that text.

    `shown` is what of it may be passed on beside everything passed on before (rules.safe).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="pay_editions")
    report = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    on = models.DateField("day the figures hold at")
    known_at = models.DateTimeField("moment whose knowledge they stand at")
    part = models.CharField("part of the organisation, in words", max_length=250, blank=True)
    address = models.TextField("filters, as the report's address has them", blank=True)
    content = models.TextField()
    checksum = models.CharField("SHA-256 of the content", max_length=64)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)
    shown = models.TextField(blank=True)
    shown_checksum = models.CharField("SHA-256 of what is shown", max_length=64, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="edition_published_whole",
                condition=models.Q(published_at=None, shown="", published_by=None)
                | models.Q(published_at__isnull=False, published_by__isnull=False) & ~models.Q(shown=""),
            ),
            models.CheckConstraint(
                name="edition_withdrawn_after_published",
                condition=models.Q(withdrawn_at=None) | models.Q(published_at__isnull=False),
            ),
        ]
        # Serves the list of an organisation's editions, the newest first.
        indexes = [models.Index(fields=["organisation", "-taken_at"], name="edition_newest_first")]

    def __str__(self) -> str:
        return self.name


class EditionFacts(models.Model):
    """Whose pay an edition's figures add up: never shown, kept to weigh later editions against it (R12)."""

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="facts")
    packed = models.BinaryField()

    class Meta:
        verbose_name_plural = "edition facts"

    def __str__(self) -> str:
        return f"Facts of edition {self.pk}"
