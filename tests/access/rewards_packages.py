"""My package, and what it is compared with: each person's own."""

from tests.access.row import Row

ROWS = [
    Row("rewards:package", anonymous=302, everyone=200),
    Row("rewards:package", query="?on=2019-03-01", anonymous=302, everyone=200),
    Row("rewards:package", query="?on-day=31&on-month=2&on-year=2026", anonymous=302, everyone=200),
    Row("rewards:package-paper", anonymous=302, everyone=200),
    Row("rewards:package-paper", query="?on=2019-02-30", everyone=302),
    Row("rewards:compare", anonymous=302, everyone=200),
    Row("rewards:compare", query="?1-pas=2&1-paid=allowance&1-allowance=8000", anonymous=302, everyone=200),
    Row("rewards:compare-file", args=lambda world: ["csv"], query="?1-on_call=none", everyone=302, clinician=200),
    Row("rewards:compare-file", args=lambda world: ["xlsx"], query="?1-pas=40", everyone=302),
    Row("rewards:compare", query="?1-pas=40&2-post=999999", anonymous=302, everyone=200),
]
