"""My package: each person's own."""

from tests.access.row import Row

ROWS = [
    Row("rewards:package", anonymous=302, everyone=200),
    Row("rewards:package", query="?on=2019-03-01", anonymous=302, everyone=200),
    Row("rewards:package", query="?on-day=31&on-month=2&on-year=2026", anonymous=302, everyone=200),
    Row("rewards:package-paper", anonymous=302, everyone=200),
    Row("rewards:package-paper", query="?on=2019-02-30", everyone=302),
]
