"""Applications are their applicant's alone; whoever else asks finds nothing."""

from tests.access.row import Row


def reference(world):
    return [world.draft_application.reference]


def sent(world):
    return [world.application.reference]


def draft_statement(world):
    return [world.draft_application.reference, world.draft_criterion.pk]


def statement(world):
    return [world.application.reference, world.criterion.pk]


MINE = {"anonymous": 302, "everyone": 404}

ROWS = [
    Row("applications:list", anonymous=302, everyone=200),
    Row("applications:start", args=lambda world: [world.post.pk], anonymous=302, clinician=302, everyone=200),
    Row("applications:start", args=lambda world: [world.draft_post.pk], **MINE),
    Row(
        "applications:start",
        args=lambda world: [world.closed_post.pk],
        method="post",
        anonymous=302,
        # Has applied before the post closed: led to what was sent.
        clinician=302,
        everyone=200,
    ),
    Row("applications:detail", args=reference, **MINE, clinician=200),
    Row("applications:detail", args=sent, **MINE, clinician=200),
    Row("applications:statement", args=draft_statement, **MINE, clinician=200),
    # What was sent is read on its own page.
    Row("applications:statement", args=statement, **MINE, clinician=302),
    Row("applications:autosave", args=statement, method="post", **MINE, clinician=409),
    Row("applications:step", args=lambda world: [world.draft_application.reference, "history"], **MINE, clinician=200),
    Row("applications:step", args=lambda world: [world.draft_application.reference, "hopes"], **MINE, clinician=200),
    Row("applications:step", args=lambda world: [world.draft_application.reference, "nothing"], **MINE),
    # What was sent is not changed, and nothing typed is lost.
    Row(
        "applications:step",
        args=lambda world: [world.application.reference, "referees"],
        method="post",
        **MINE,
        clinician=200,
    ),
    Row(
        "applications:keep",
        args=lambda world: [world.draft_application.reference, "history"],
        method="post",
        **MINE,
        clinician=200,
    ),
    Row(
        "applications:keep",
        args=lambda world: [world.application.reference, "hopes"],
        method="post",
        **MINE,
        clinician=409,
    ),
    Row("applications:check", args=reference, **MINE, clinician=200),
    Row("applications:check", args=reference, method="post", **MINE, clinician=200),
    Row("applications:receipt", args=sent, **MINE, clinician=200),
    Row("applications:withdraw", args=sent, **MINE, clinician=200),
    Row("applications:withdraw", args=sent, method="post", **MINE, clinician=302),
    Row("applications:offer", args=lambda world: [world.offered_application.reference], **MINE, clinician=200),
    Row(
        "applications:offer",
        args=lambda world: [world.offered_application.reference],
        method="post",
        **MINE,
        clinician=200,
    ),
]
