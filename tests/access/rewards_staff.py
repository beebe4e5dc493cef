"""Contracts, awards and pay of one's people: human resources' of that organisation, and nobody else's."""

from tests.access.row import Row


def _of(world, *more):
    return [world.organisation.pk, world.users["clinician"].pk, *more]


def _award(world):
    return world.award.pk


ASKED = "contract=consultant&starts=2026-04-01"
OURS = {"anonymous": 302, "hr": 200, "everyone": 404}
ROWS = [
    Row("rewards:staff-organisations", anonymous=302, hr=302, outsider=302, everyone=404),
    Row("rewards:staff", args=lambda world: [world.organisation.pk], **OURS),
    Row("rewards:staff", args=lambda world: [world.organisation.pk], query="?q=the&due=yes&page=9", **OURS),
    Row("rewards:staff", args=lambda world: [999_999], anonymous=302, everyone=404),
    Row("rewards:staff-person", args=lambda world: _of(world), **OURS),
    Row("rewards:staff-person", args=lambda world: _of(world), query="?on=nonsense", **OURS),
    Row(
        "rewards:staff-person",
        args=lambda world: [world.organisation.pk, world.users["outsider"].pk],
        anonymous=302,
        everyone=404,
    ),
    Row("rewards:staff-terms", args=lambda world: _of(world), **OURS),
    Row("rewards:staff-terms", args=lambda world: _of(world), query=f"?{ASKED}", **OURS),
    Row(
        "rewards:staff-terms",
        args=lambda world: _of(world),
        query="?contract=vsm&starts=2026-04-01",
        method="post",
        **OURS,
    ),
    Row("rewards:staff-end", args=lambda world: _of(world), **OURS),
    Row("rewards:staff-end", args=lambda world: _of(world), method="post", **OURS),
    Row("rewards:staff-take-back", args=lambda world: _of(world, world.employment.pk), **OURS),
    Row("rewards:staff-take-back", args=lambda world: _of(world, world.employment.pk), method="post", **OURS),
    Row("rewards:staff-take-back", args=lambda world: _of(world, 999_999), anonymous=302, everyone=404),
    Row("rewards:staff-award", args=lambda world: _of(world), **OURS),
    Row("rewards:staff-award", args=lambda world: _of(world), method="post", **OURS),
    Row("rewards:staff-end-award", args=lambda world: _of(world, _award(world)), **OURS),
    Row("rewards:staff-end-award", args=lambda world: _of(world, _award(world)), method="post", **OURS),
    Row("rewards:staff-end-award", args=lambda world: _of(world, 999_999), anonymous=302, everyone=404),
    Row("rewards:staff-progress", args=lambda world: _of(world), anonymous=302, hr=302, everyone=404),
    Row("rewards:staff-progress", args=lambda world: _of(world), method="post", anonymous=302, hr=302, everyone=404),
]
