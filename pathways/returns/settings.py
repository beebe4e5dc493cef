"""What an organisation sets for returns to practice; what holds on the day a plan is made counts for it."""

from pathways.returns.rules import LOW_VOLUME_SESSIONS, SUPERVISED_DAYS
from people.settings.declared import Mark, Whole

ROOM = "Returns to practice"
LEAST_SUPERVISED_DAYS = Whole(
    key="least_supervised_days",
    room=ROOM,
    words="Least working days under supervision",
    hint="In this time there is no out-of-hours work alone (rule R3).",
    unit="day",
    default=SUPERVISED_DAYS,
    least=SUPERVISED_DAYS,
    most=130,
    source="Deaneries’ pages on supported return ask for at least 10.",
    mark=Mark.SEEN,
)
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
