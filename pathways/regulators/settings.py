"""What an organisation sets for how much practice is little."""

from pathways.regulators.rules import LOW_VOLUME_SESSIONS
from people.settings.declared import Mark, Whole

ROOM = "Returns to practice"
LOW_VOLUME = Whole(
    key="low_volume_sessions",
    room=ROOM,
    words="Clinical sessions a year under which practice is low volume",
    hint="A return plan says so (rule R5).",
    unit="session",
    default=LOW_VOLUME_SESSIONS,
    least=10,
    most=120,
    source="NHS England 2019, for general practitioners; used here for everyone.",
    mark=Mark.SEEN,
)
