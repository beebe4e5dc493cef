"""What the room of returns tells people of. What was noted in a meeting is in no message, and goes to no delegate."""

from collections.abc import Iterable

from pathways.returns.models import CheckIn
from people.memberships.policies import holders
from people.models import Role, User
from reminders.kinds import ON_THE_DAY, Kind, after, before, days_setting, escalation

ROOM = "Return to practice"
MISSED = days_setting(
    "check_in_escalation_days",
    "Reminders",
    "A missed check-in or return meeting goes to the medical directors, after its day",
    14,
    hint="They learn that it was missed, not what is talked about in it (rule R7).",
)


def directors(subject: str) -> Iterable[User]:
    """The medical directors of the plan's organisation, but the clinician (R7)."""
    check_in = CheckIn.objects.select_related("plan").filter(pk=subject.partition(":")[2]).first()
    if check_in is None:
        return []
    found = holders(Role.MEDICAL_DIRECTOR, check_in.plan.organisation_id)
    return [user for user in found if user.pk != check_in.plan.user_id]


CHECK_IN = Kind(
    key="return_check_in",
    room=ROOM,
    words="Check-ins and return meetings",
    says="A check-in or a meeting of your return plan, or of one that you supervise.",
    stages=(before(7), ON_THE_DAY, after(3), escalation(MISSED)),
    escalates_to=directors,
    escalates_words="the organisation’s medical directors",
    escalation_opens=False,
)
RETURN = Kind(
    key="return",
    room=ROOM,
    words="Return plans",
    says="A return plan of yours was recorded or extended, or someone counts on you as supervisor.",
)
