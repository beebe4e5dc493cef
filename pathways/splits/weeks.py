"""What weeks time splits have agreed, as rewards ask when a role that stood over them is taken back."""

from collections.abc import Iterator

from django.db.backends.postgresql.psycopg_any import DateRange

from pathways.splits.models import SplitStatus, TimeSplit
from people.models import Organisation, User
from rewards.packages.agreed import Week

PAID = (SplitStatus.IN_FORCE, SplitStatus.SUPERSEDED, SplitStatus.ENDED)
"""Those whose days are paid by them; one that is corrected or reopened made pay once, and is agreed for no day now."""


def agreed_weeks(user: User, organisation: Organisation) -> Iterator[Week]:
    """Each split that may have made pay, on the days that it has now: one query."""
    splits = TimeSplit.objects.filter(user=user, organisation=organisation).order_by("pk")
    found = splits.values_list("pk", "status", "period", "total_pas", "apa_pas", "service")
    for key, status, period, total, apas, service in found:
        days: DateRange | None = period if status in PAID else None
        yield Week(f"split:{key}", days, total, apas, service)
