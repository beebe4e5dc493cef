"""What an organisation sets for the reviews of a role; a term goes by what holds on its first day."""

from people.settings.declared import Mark, Whole, YesNo
from roles.appointments.rules import EARLY_MONTHS, END_MONTHS

ROOM = "Terms of office"
EARLY_REVIEW_MONTHS = Whole(
    key="early_review_months",
    room=ROOM,
    words="First review of a role, after its start",
    hint="Terms that begin from that day on are reviewed so; reviews planned before stay.",
    unit="month",
    default=EARLY_MONTHS,
    least=1,
    most=11,
    source="Common practice, recalled.",
    mark=Mark.RECALLED,
)
END_REVIEW_MONTHS = Whole(
    key="end_review_months",
    room=ROOM,
    words="Last review of a role, before its end",
    hint="Early enough to renew, to look for a successor, or to prepare the way back.",
    unit="month",
    default=END_MONTHS,
    least=1,
    most=12,
    source="Common practice, recalled.",
    mark=Mark.RECALLED,
)
LEAD_REVIEWS = YesNo(
    key="review_by_service_lead",
    room=ROOM,
    words="Roles of a service are reviewed by its lead",
    hint="Otherwise by a medical director. Where one is missing, or holds the role, the other does. A review that was "
    "not held yet goes to whoever it is now.",
    default=False,
    source="No source: a default to start from.",
    mark=Mark.OURS,
)
