"""Kept reports are HR's; analysts of the organisation read those that are published."""

from tests.access.row import Row

HR = {"anonymous": 302, "hr": 200, "everyone": 404}
READERS = HR | {"analyst": 200}
HR_MOVES = {"anonymous": 302, "hr": 302, "everyone": 404}


def kept(world):
    return [world.edition.pk]


def published(world):
    return [world.published_edition.pk]


ROWS = [
    Row("rewards:editions", anonymous=302, everyone=200),
    Row("rewards:edition", args=kept, **HR),
    Row("rewards:edition", args=kept, query="?as=shown", **HR),
    Row("rewards:edition", args=published, **READERS),
    Row("rewards:edition", args=published, query="?as=shown", **READERS),
    *(
        Row("rewards:edition-file", args=lambda world, kind=kind: [world.published_edition.pk, kind], **READERS)
        for kind in ("xlsx", "csv", "pdf")
    ),
    Row("rewards:edition-file", args=lambda world: [world.edition.pk, "csv"], **HR),
    Row("rewards:edition-publish", args=published, method="post", **HR_MOVES),
    Row("rewards:edition-withdraw", args=published, method="post", **HR_MOVES),
    Row("rewards:edition-publish", args=published, anonymous=302, everyone=405),
    Row("rewards:edition-keep", args=lambda world: ["leading"], anonymous=302, hr=200, outsider=200, everyone=404),
    Row(
        "rewards:edition-keep",
        args=lambda world: ["leading"],
        method="post",
        anonymous=302,
        hr=200,
        outsider=200,
        everyone=404,
    ),
]
