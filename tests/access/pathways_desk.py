"""The desk is everyone's own."""

from tests.access.row import Row

ROWS = [Row("desk:home", anonymous=302, everyone=200)]
