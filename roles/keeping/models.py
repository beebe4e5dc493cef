"""Legal holds: what is held is not erased."""

import pghistory
from django.db import models
from django.db.models import Q

from people.models import User
from roles.applications.models import Application
from roles.keeping.policies import holds_kept_by
from roles.posts.models import Post


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def visible_to(self, user: User) -> "LegalHoldQuerySet":
        """Those of the organisations where the user works in human resources today."""
        return self.filter(post__organisation__in=holds_kept_by(user))

    def standing(self) -> "LegalHoldQuerySet":
        """Those not lifted."""
        return self.filter(lifted_at__isnull=True)


class LegalHold(models.Model):
    """Why the applications for a post, or one of them, are kept beyond their time, until it is lifted."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="legal_holds")
    application = models.ForeignKey(
        Application, models.CASCADE, null=True, blank=True, related_name="legal_holds", help_text="Empty: all of them."
    )
    why = models.TextField()
    placed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "application"],
                condition=Q(lifted_at__isnull=True),
                nulls_distinct=False,
                name="one_standing_hold",
            ),
            models.CheckConstraint(
                name="lifted_by_someone",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Hold on {self.application or self.post}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(LegalHold)
