"""What mentoring tells people of; gathers its rooms' kinds, which RemindersConfig reads at the start."""

from mentoring.sessions import dues as sessions
from reminders.kinds import Kind

__all__ = ["MENTORING", "sessions"]

MENTORING = Kind(
    key="mentoring",
    room="Mentoring",
    words="Mentoring",
    says="Someone asks you to mentor them, answers you, or ends the mentoring. What you wrote is in no email.",
)
