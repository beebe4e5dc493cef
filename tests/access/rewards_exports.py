"""Long lists are for HR, each its asker's alone."""

from tests.access.row import Row

HR_ALONE = {"anonymous": 302, "hr": 200, "everyone": 404}


def own(world):
    return [world.export.pk]


ROWS = [
    Row("rewards:exports", anonymous=302, hr=200, outsider=200, everyone=404),
    Row("rewards:exports", method="post", anonymous=302, hr=302, outsider=302, everyone=404),
    Row("rewards:export", args=own, **HR_ALONE),
    Row("rewards:export-file", args=own, **HR_ALONE),
]
