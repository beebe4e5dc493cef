"""Which applications are past their time."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.settings.reading import set_by_organisations
from roles.applications.models import Application
from roles.keeping.models import LegalHold
from roles.keeping.settings import APPLICATIONS_KEPT_DAYS

KEPT_DAYS = APPLICATIONS_KEPT_DAYS.default
"""From submission, or from the last change of what was never sent (domain.md §9, V: Trac)."""


def kept_days_today() -> dict[int, int]:
    """The days that organisations have set for themselves, by the organisation's key."""
    return set_by_organisations(APPLICATIONS_KEPT_DAYS, timezone.localdate())


def due(now: datetime) -> QuerySet[Application]:
    """What is past its organisation's days and under no hold, the oldest first (index application_kept_since)."""
    own = kept_days_today()
    past = Q(since__lte=now - timedelta(days=KEPT_DAYS)) & ~Q(post__organisation__in=list(own))
    for days in set(own.values()):
        theirs = [key for key, value in own.items() if value == days]
        past |= Q(since__lte=now - timedelta(days=days), post__organisation__in=theirs)
    held = LegalHold.objects.standing().filter(
        Q(application=OuterRef("pk")) | Q(application=None, post=OuterRef("post_id"))
    )
    shortest = min([KEPT_DAYS, *own.values()])
    kept_since = Application.objects.annotate(since=Coalesce("submitted_at", "changed_at"))
    return kept_since.filter(past, ~Exists(held), since__lte=now - timedelta(days=shortest)).order_by("since", "pk")
