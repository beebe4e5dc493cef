"""Addresses that a mail server has refused for good."""

from django.db import models

from people.models import User


class RefusedAddress(models.Model):
    """No letter goes to the address until somebody clears it or its person changes it; `words` are the server's."""

    address = models.EmailField(help_text="In lower case.")
    user = models.ForeignKey(User, models.CASCADE, related_name="refused_addresses")
    words = models.TextField("what the mail server said")
    refused_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"], name="refused_once", condition=models.Q(cleared_at__isnull=True)
            )
        ]
        # Serves the administrators' page: what stands, the latest first.
        indexes = [
            models.Index(
                fields=["-refused_at", "-id"], name="refused_standing", condition=models.Q(cleared_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.address
