"""A return plan, its meetings, days and notes exist for the clinician and the supervisor alone.

A concern exists for the supervisor who wrote it and the responsible officer, and not for the clinician.
"""

from tests.access.row import Row


def plan(world):
    return [world.return_plan.pk]


def check_in(world):
    return [world.check_in.pk]


def concern(world):
    return [world.concern.pk]


SIGNED_IN = {"anonymous": 302, "everyone": 200}
THE_TWO = {"anonymous": 302, "clinician": 200, "service_lead": 200, "everyone": 404}
OWN = {"anonymous": 302, "clinician": 200, "everyone": 404}
OWN_ACT = {"anonymous": 302, "clinician": 302, "everyone": 404}
SUPERVISOR = {"anonymous": 302, "service_lead": 200, "everyone": 404}

ROWS = [
    Row("returns:list", **SIGNED_IN),
    Row("returns:new", **SIGNED_IN),
    Row("returns:new", method="post", **SIGNED_IN),
    Row("returns:detail", args=plan, **THE_TWO),
    Row("returns:check_in", args=check_in, **THE_TWO),
    Row("returns:check_in", args=check_in, method="post", **THE_TWO),
    Row("returns:questions", args=check_in, **OWN),
    Row("returns:questions", args=check_in, method="post", **OWN),
    Row("returns:reply", args=check_in, **SUPERVISOR),
    Row("returns:reply", args=check_in, method="post", **SUPERVISOR),
    Row("returns:dates", args=plan, **OWN),
    Row("returns:dates", args=plan, method="post", **OWN),
    Row("returns:supervisor", args=plan, **OWN),
    Row("returns:supervisor", args=plan, method="post", **OWN),
    Row("returns:notice", args=plan, method="post", **OWN_ACT),
    Row("returns:phases", args=plan, **OWN),
    Row("returns:phases", args=plan, method="post", **OWN),
    Row("returns:draw", args=lambda world: [world.phase.pk], method="post", **OWN_ACT),
    Row("returns:days", args=plan, **THE_TWO),
    Row("returns:days", args=plan, method="post", **THE_TWO),
    Row(
        "returns:take-back",
        args=lambda world: [world.supervised_day.pk],
        method="post",
        anonymous=302,
        clinician=302,
        service_lead=302,
        everyone=404,
    ),
    Row("returns:raise", args=plan, **SUPERVISOR),
    Row("returns:raise", args=plan, method="post", **SUPERVISOR),
    Row("returns:concerns", **SIGNED_IN),
    Row("returns:concern", args=concern, anonymous=302, service_lead=200, md=200, everyone=404),
    Row("returns:concern", args=concern, method="post", anonymous=302, service_lead=302, md=200, everyone=404),
    Row("returns:extend", args=plan, **SUPERVISOR),
    Row("returns:extend", args=plan, method="post", **SUPERVISOR),
]
