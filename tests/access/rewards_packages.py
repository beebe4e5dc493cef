"""My package: each person's own."""

from tests.access.row import Row

ROWS = [Row("rewards:package", anonymous=302, everyone=200)]
