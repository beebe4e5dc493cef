"""What the selection room tells people of."""

from reminders.kinds import ON_THE_DAY, Kind, before, days_setting
from roles.selection.outcome_models import Offer

ROOM = "Applying and choosing"
BEFORE_ANSWER = days_setting(
    "offer_answer_reminder_days",
    "Reminders",
    "Reminder of an offer that waits for an answer, before its last day",
    2,
    most=14,
)
OFFER_ANSWER = Kind(
    key="offer_answer",
    room=ROOM,
    words="Offers to answer",
    says="An offer that you have must be answered by a day.",
    stages=(before(BEFORE_ANSWER), ON_THE_DAY),
    stays="An offer that is not answered in time runs out.",
)
APPLICATION = Kind(
    key="application",
    room=ROOM,
    words="Applications",
    says="What becomes of your application, or of one that you recruit for.",
    stays="They hold what was decided, and what you must do next.",
)
PANEL = Kind(
    key="panel",
    room=ROOM,
    words="Panels",
    says="You are on a panel, or no longer, or two members should talk.",
    stays="Applicants wait for the panel.",
)


def subject(offer: Offer) -> str:
    """The name under which the answer is due."""
    return f"offer:{offer.pk}"
