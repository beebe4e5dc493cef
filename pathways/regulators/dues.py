"""What the room of the regulators' rules tells people of: the dates that they have entered in their own profile."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from pathways.regulators.rules import APPRAISAL_MONTHS
from people.dates import after_months
from people.models import Clinician
from reminders.kinds import ON_THE_DAY, Found, Kind, after, before

SHOWN_LATE_MONTHS = 12
"""How long an appraisal that is late still stands as due; older dates are taken for forgotten ones."""


def appraisals(on: date) -> Iterator[Found]:
    """The next appraisal of whoever entered the last one, and the day of revalidation where it is ahead."""
    since = after_months(on, -APPRAISAL_MONTHS - SHOWN_LATE_MONTHS)
    known = Clinician.objects.filter(Q(appraised_on__gte=since) | Q(revalidates_on__gte=on)).order_by("pk")
    path = reverse("clinicians:profile")
    for pk, user, appraised_on, revalidates_on in known.values_list("pk", "user", "appraised_on", "revalidates_on"):
        if appraised_on is not None and appraised_on >= since:
            next_one = after_months(appraised_on, APPRAISAL_MONTHS)
            yield Found(f"appraisal:{pk}", user, next_one, "Yearly appraisal", path)
        if revalidates_on is not None and revalidates_on >= on:
            yield Found(f"revalidation:{pk}", user, revalidates_on, "Day of revalidation", path)


APPRAISAL = Kind(
    key="appraisal",
    room="Your registration",
    words="Appraisal and revalidation",
    says="Your yearly appraisal, a year after the last that you entered in your profile, and your day of revalidation.",
    stages=(before(60), ON_THE_DAY, after(14)),
    found=appraisals,
)
