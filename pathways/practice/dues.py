"""What the room of skills kept tells people of."""

from reminders.kinds import Kind

PRACTICE = Kind(
    key="practice",
    room="Return to practice",
    words="Skills kept",
    says="Someone shows you their picture of skills kept, or no longer. What stands in it is in no email.",
)
