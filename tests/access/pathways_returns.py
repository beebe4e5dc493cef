"""A return plan, its meetings and their notes exist for the clinician and the supervisor alone."""

from tests.access.row import Row


def plan(world):
    return [world.return_plan.pk]


def check_in(world):
    return [world.check_in.pk]


SIGNED_IN = {"anonymous": 302, "everyone": 200}
THE_TWO = {"anonymous": 302, "clinician": 200, "service_lead": 200, "everyone": 404}
SUPERVISOR = {"anonymous": 302, "service_lead": 200, "everyone": 404}

ROWS = [
    Row("returns:list", **SIGNED_IN),
    Row("returns:new", **SIGNED_IN),
    Row("returns:new", method="post", **SIGNED_IN),
    Row("returns:detail", args=plan, **THE_TWO),
    Row("returns:check_in", args=check_in, **THE_TWO),
    Row("returns:check_in", args=check_in, method="post", **THE_TWO),
    Row("returns:extend", args=plan, **SUPERVISOR),
    Row("returns:extend", args=plan, method="post", **SUPERVISOR),
]
