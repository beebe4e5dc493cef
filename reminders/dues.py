"""What the mail's own room tells people of."""

from reminders.kinds import Kind

ADDRESS = Kind(
    key="address",
    room="Your organisation",
    words="Refused email addresses",
    says="Email to someone in your organisation is refused; for its administrators.",
    stays="Until someone puts it right, nothing reaches that person.",
)
