"""Panels: seats score blind, the recruiter of the organisation runs the choice; nobody else knows of it."""

from tests.access.row import Row


def closed(world):
    return [world.closed_post.pk]


def blind(world):
    return [world.closed_post.pk, world.application.reference]


def decided(world):
    return [world.offered_application.post_id, world.offered_application.reference]


NOBODY = {"anonymous": 302, "everyone": 404}

ROWS = [
    Row("panel:list", anonymous=302, everyone=200),
    Row("panel:post", args=closed, **NOBODY, recruiter=200),
    Row("panel:post", args=closed, method="post", **NOBODY, recruiter=200),
    Row(
        "panel:remove", args=lambda world: [world.closed_post.pk, world.seat.pk], method="post", **NOBODY, recruiter=302
    ),
    Row("panel:lock", args=closed, **NOBODY, recruiter=200),
    Row("panel:lock", args=closed, method="post", **NOBODY, recruiter=200),
    Row("panel:declare", args=closed, **NOBODY, panel1=200, panel2=200),
    Row("panel:scoring", args=closed, **NOBODY, panel1=200, panel2=200),
    Row("panel:score", args=blind, **NOBODY, panel1=200, panel2=200),
    Row("panel:score", args=blind, method="post", **NOBODY, panel1=302, panel2=302),
    # Before the lock the names stay hidden: the choosers are led back to the blind pages.
    Row("panel:application", args=blind, **NOBODY, recruiter=302, panel1=302, panel2=302),
    Row("panel:application", args=decided, **NOBODY, recruiter=200),
    # The offer is made already.
    Row("panel:offer", args=decided, **NOBODY, recruiter=302),
    Row("panel:turn_down", args=decided, **NOBODY, recruiter=200),
]
