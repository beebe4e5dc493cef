"""One's own clinical profile: for anyone signed in, about themselves alone."""

from tests.access.row import Row

ROWS = [Row("clinicians:profile", anonymous=302, everyone=200)]
