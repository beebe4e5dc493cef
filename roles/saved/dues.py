"""What the room of saved searches tells people of; each search has a turn of its own."""

from reminders.kinds import Kind

SAVED_SEARCH = Kind(
    key="saved_search",
    room="Applying and choosing",
    words="New posts that your saved searches find",
    says="As often as each search says: at once, once a day or once a week.",
)
