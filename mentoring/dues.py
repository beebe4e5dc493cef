"""What mentoring tells people of. It plans no sessions, so nothing is due in it."""

from reminders.kinds import Kind

MENTORING = Kind(
    key="mentoring",
    room="Mentoring",
    words="Mentoring",
    says="Someone asks you to mentor them, answers you, or ends the mentoring. What you wrote is in no email.",
)
