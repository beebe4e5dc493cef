"""What one can show: for anyone signed in, about themselves alone."""

from tests.access.row import Row

ROWS = [Row("fit:showing", anonymous=302, everyone=200)]
