"""Panels: seats score blind, the recruiter of the organisation runs the choice; nobody else knows of it."""

from tests.access.row import Row


def closed(world):
    return [world.closed_post.pk]


def blind(world):
    return [world.closed_post.pk, world.application.reference]


def decided(world):
    return [world.offered_application.post_id, world.offered_application.reference]


def offered(world):
    return [world.offered_application.reference]


def seat(world):
    return [world.closed_post.pk, world.seat.pk]


def pair(world):
    return [world.closed_post.pk, world.seat.pk, world.application.reference]


def talk(world):
    return [world.closed_post.pk, world.talk.pk]


NOBODY = {"anonymous": 302, "everyone": 404}

ROWS = [
    Row("panel:list", anonymous=302, everyone=200),
    Row("panel:post", args=closed, **NOBODY, recruiter=200),
    Row("panel:post", args=closed, method="post", **NOBODY, recruiter=200),
    Row("panel:remove", args=seat, method="post", **NOBODY, recruiter=302),
    Row("panel:remove", args=seat, **NOBODY, recruiter=200),
    # Nothing ties the member to the application, so there is nothing to settle; sent anyway, it is refused.
    Row("panel:settle", args=pair, everyone=404, anonymous=302),
    Row("panel:settle", args=pair, method="post", **NOBODY, recruiter=200),
    Row("panel:interest", args=blind, **NOBODY, panel1=200, panel2=200),
    Row("panel:interest", args=blind, method="post", **NOBODY, panel1=200, panel2=200),
    # The members of the world have scored nothing, so they take part in no talk.
    Row("panel:talk", args=talk, **NOBODY, recruiter=200),
    Row("panel:talk", args=talk, method="post", **NOBODY, recruiter=200),
    # Written once every application is scored.
    Row("panel:feedback", args=blind, **NOBODY, recruiter=302),
    Row("panel:feedback", args=decided, method="post", **NOBODY, recruiter=200),
    Row("panel:lock", args=closed, **NOBODY, recruiter=200),
    Row("panel:lock", args=closed, method="post", **NOBODY, recruiter=200),
    Row("panel:declare", args=closed, **NOBODY, panel1=200, panel2=200),
    Row("panel:scoring", args=closed, **NOBODY, panel1=200, panel2=200),
    Row("panel:score", args=blind, **NOBODY, panel1=200, panel2=200),
    Row("panel:score", args=blind, method="post", **NOBODY, panel1=302, panel2=302),
    # Before the lock the names stay hidden: the choosers are led back to the blind pages.
    Row("panel:application", args=blind, **NOBODY, recruiter=302, panel1=302, panel2=302),
    Row("panel:application", args=decided, **NOBODY, recruiter=200, panel2=200),
    # The offer is made already.
    Row("panel:offer", args=decided, **NOBODY, recruiter=302),
    Row("panel:turn_down", args=decided, **NOBODY, recruiter=200),
    # Its one seat is offered and not taken up yet.
    Row("panel:turn_down_rest", args=closed, **NOBODY),
    Row("panel:turn_down_rest", args=lambda world: decided(world)[:1], **NOBODY, recruiter=200),
    Row("panel:turn_down_rest", args=lambda world: decided(world)[:1], method="post", **NOBODY, recruiter=200),
    Row("offers:talk", args=offered, **NOBODY, clinician=200, recruiter=200),
    Row("offers:talk", args=offered, method="post", **NOBODY, clinician=200, recruiter=200),
]
