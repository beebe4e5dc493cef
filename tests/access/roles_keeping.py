"""Legal holds are for human resources of the organisation alone."""

from tests.access.row import Row

ROWS = [
    Row("applications:holds", anonymous=302, hr=200, outsider=200, everyone=404),
    Row("applications:holds", method="post", anonymous=302, hr=200, outsider=200, everyone=404),
    Row("applications:lift", args=lambda world: [world.hold.pk], method="post", anonymous=302, hr=302, everyone=404),
]
