"""Equality figures are for HR and analysts who take no part in choosing; answers for their owner alone."""

from tests.access.row import Row

MINE = {"anonymous": 302, "everyone": 404, "clinician": 200}
READERS = {"anonymous": 302, "hr": 200, "analyst": 200, "everyone": 404}

ROWS = [
    Row("applications:figures", **READERS),
    Row("applications:figures", query="?organisation=999999", anonymous=302, everyone=404),
    # Nothing is over yet in the world of the table, so there is no file.
    Row("applications:figures_file", args=lambda world: ["csv"], anonymous=302, everyone=404),
    Row("applications:figures_file", args=lambda world: ["xlsx"], anonymous=302, everyone=404),
    Row("applications:equality", args=lambda world: [world.draft_application.reference], **MINE),
]
