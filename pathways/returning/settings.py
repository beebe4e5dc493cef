"""What an organisation sets for the figures of returns."""

from pathways.regulators.settings import ROOM
from people.settings.declared import Mark, Whole

STUCK_DAYS = Whole(
    key="return_stuck_days",
    room=ROOM,
    words="A return is stuck once a step is overdue for",
    hint="Before that it is late. Without a supervisor it is stuck at once.",
    unit="day",
    default=14,
    least=1,
    most=90,
    source="This service’s own.",
    mark=Mark.OURS,
)
