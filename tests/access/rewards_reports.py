"""Remuneration reports are HR's, each of their own organisation; nobody else finds them."""

from tests.access.row import Row

ROWS = [
    Row("rewards:reports", anonymous=302, hr=200, outsider=200, everyone=404),
    Row("rewards:reports", query="?organisation=999999", anonymous=302, everyone=404),
    Row("rewards:report-file", args=lambda world: ["xlsx"], anonymous=302, hr=200, outsider=200, everyone=404),
    Row("rewards:report-file", args=lambda world: ["csv"], anonymous=302, hr=200, outsider=200, everyone=404),
    Row("rewards:report-file", args=lambda world: ["csv"], query="?organisation=999999", anonymous=302, everyone=404),
]
