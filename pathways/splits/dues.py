"""What the room of time splits tells people of."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from pathways.splits.models import AGREED, SplitStatus, TimeSplit
from people.memberships.policies import holders
from people.models import Role, User
from reminders.kinds import ON_THE_DAY, Found, Kind, after, before, days_setting, escalation

ROOM = "Time splits"
BEFORE_SIGNING = days_setting(
    "split_to_sign_reminder_days",
    "Reminders",
    "Reminder of a time split that waits for a signature, before its last day",
    2,
    most=14,
)
LATE_SIGNING = days_setting(
    "split_to_sign_escalation_days",
    "Reminders",
    "A time split that nobody has signed goes to human resources, after its last day",
    7,
    most=60,
)
BEFORE_END = days_setting(
    "split_ending_reminder_days",
    "Reminders",
    "Reminder that a time split ends with none after it, before its last day",
    56,
    hint="Long enough to propose the next one and to have it signed.",
)


def overseers(subject: str) -> Iterable[User]:
    """Human resources of the organisation, but the split's owner."""
    split = TimeSplit.objects.filter(pk=subject.partition(":")[2]).first()
    found = holders(Role.HR, split.organisation_id) if split else []
    return [user for user in found if split and user.pk != split.user_id]


def endings(on: date) -> Iterator[Found]:
    """Agreed splits with a last day from today on, and no agreed one after it."""
    following = TimeSplit.objects.filter(
        user=OuterRef("user"),
        organisation=OuterRef("organisation"),
        status__in=AGREED,
        period__startswith__gte=OuterRef("period__endswith"),
    )
    ending = TimeSplit.objects.filter(
        ~Exists(following), status__in=[SplitStatus.SIGNED_OFF, SplitStatus.IN_FORCE], period__endswith__gt=on
    )
    for pk, user, organisation, after_last in ending.values_list("pk", "user", "organisation", "period__endswith"):
        yield Found(
            subject=f"split:{pk}",
            user_id=user,
            due_on=after_last - timedelta(days=1),
            title="Last day of your time split: propose the next one",
            path=reverse("splits:detail", args=[pk]),
            organisation_id=organisation,
        )


SPLIT_TO_SIGN = Kind(
    key="split-to-sign",
    room=ROOM,
    words="Time splits to sign",
    says="A time split waits for your signature, or for that of someone you sign for.",
    stages=(before(BEFORE_SIGNING), ON_THE_DAY, after(3), escalation(LATE_SIGNING)),
    stays="A clinician’s time is agreed only once you have signed.",
    escalates_to=overseers,
    escalates_words="the organisation’s human resources",
    escalation_opens=False,
)
SPLIT_ENDING = Kind(
    key="split_ending",
    room=ROOM,
    words="Time splits that end",
    says="Your time split ends and no other follows: without one your contracted week holds again.",
    stages=(before(BEFORE_END), ON_THE_DAY),
    found=endings,
)
SPLIT = Kind(
    key="split",
    room=ROOM,
    words="What happens with time splits",
    says="Yours was signed, returned, declined or comes into force; one to sign was sent; someone signs for you.",
    stays="They say what was agreed about your time, and what waits for you.",
)
