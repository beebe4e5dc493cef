"""What the room of pay protection tells people of: when the last of it is paid."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from people.dates import after_months
from reminders.kinds import Found, Kind, before, days_setting
from rewards.protection.models import ProtectedSum

BEFORE_END = days_setting(
    "protection_ending_reminder_days",
    "Reminders",
    "Reminder that pay protection ends, before its last day",
    90,
    hint="Long enough to look for another role, or to plan without the money.",
    most=365,
)
LONGEST_MONTHS = 240


def endings(on: date) -> Iterator[Found]:
    """Protected sums that are still paid on the day, each with its last day."""
    since = after_months(on, -LONGEST_MONTHS)
    for each in ProtectedSum.objects.filter(from_day__gte=since).order_by("pk"):
        last = after_months(each.from_day, each.full_months + each.taper_months) - timedelta(days=1)
        if last >= on:
            yield Found(
                subject=f"protection:{each.pk}",
                user_id=each.user_id,
                due_on=last,
                title=f"Last day of pay protection: {each.title}",
                path=reverse("rewards:package"),
                organisation_id=each.organisation_id,
            )


PROTECTION_ENDING = Kind(
    key="protection_ending",
    room="Pay",
    words="Pay protection that ends",
    says="What is paid to you after a role that you left ends soon.",
    stages=(before(BEFORE_END),),
    found=endings,
)
