"""Remuneration reports are HR's, each of their own organisation; nobody else finds them."""

from tests.access.row import Row

ROWS = [
    Row("rewards:reports", anonymous=302, hr=200, outsider=200, everyone=404),
    Row("rewards:reports", query="?organisation=999999", anonymous=302, everyone=404),
    Row("rewards:report-file", args=lambda world: ["xlsx"], anonymous=302, hr=200, outsider=200, everyone=404),
    Row("rewards:report-file", args=lambda world: ["csv"], anonymous=302, hr=200, outsider=200, everyone=404),
    Row("rewards:report-file", args=lambda world: ["csv"], query="?organisation=999999", anonymous=302, everyone=404),
    *(
        Row(route, args=lambda world, args=args: args, query=query, anonymous=302, hr=200, outsider=200, everyone=404)
        for route, args, query in [
            ("rewards:report", ["leading"], ""),
            ("rewards:report", ["cost"], ""),
            ("rewards:report", ["consistency"], "?by=service"),
            ("rewards:report", ["gaps"], "?by=ethnicity"),
            ("rewards:report-people", ["gaps"], "?which=people"),
            ("rewards:report", ["awards"], ""),
            ("rewards:report", ["ending"], "?months=12"),
            ("rewards:report", ["approvals"], ""),
            ("rewards:figures-file", ["leading", "xlsx"], ""),
            ("rewards:figures-file", ["leading", "csv"], ""),
            ("rewards:figures-file", ["approvals", "pdf"], ""),
            ("rewards:report-people", ["leading"], "?which=all"),
            ("rewards:people-file", ["leading", "xlsx"], "?which=less"),
            ("rewards:people-file", ["approvals", "csv"], "?which=above"),
        ]
    ),
    Row("rewards:report", args=lambda world: ["leading"], query="?organisation=999999", anonymous=302, everyone=404),
    Row("rewards:report", args=lambda world: ["no-such-report"], anonymous=302, everyone=404),
    Row("rewards:report-people", args=lambda world: ["leading"], query="?which=none", anonymous=302, everyone=404),
    Row(
        "rewards:people-file",
        args=lambda world: ["leading", "csv"],
        query="?organisation=999999&which=all",
        anonymous=302,
        everyone=404,
    ),
]
