"""Who has looked at my pay: each person's own list."""

from tests.access.row import Row

ROWS = [
    Row("rewards:looks", anonymous=302, everyone=200),
    Row("rewards:looks-file", anonymous=302, everyone=200),
]
