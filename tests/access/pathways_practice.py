"""A person's log and picture of readiness exist for them, and for those with whom they share them."""

from tests.access.row import Row

SIGNED_IN = {"anonymous": 302, "everyone": 200}
OWN = {"anonymous": 302, "clinician": 200, "everyone": 404}
OWN_ACT = {"anonymous": 302, "clinician": 302, "everyone": 404}
KEEPERS = {"anonymous": 302, "md": 200, "hr": 200, "admin": 200, "everyone": 404}


def evidence(world):
    return [world.evidence.pk]


def sent(world):
    return [world.practice_log.pk]


def organisation(world):
    return [world.organisation.pk]


ROWS = [
    Row("practice:own", **SIGNED_IN),
    Row("practice:log", **SIGNED_IN),
    Row("practice:new", **SIGNED_IN),
    Row("practice:new", method="post", **SIGNED_IN),
    Row("practice:entry", args=evidence, **OWN),
    Row("practice:entry", args=evidence, method="post", **OWN),
    Row("practice:again", args=evidence, method="post", **OWN_ACT),
    Row("practice:delete", args=evidence, method="post", **OWN_ACT),
    # The world's file is in no storage: whoever may have it gets 404 as all others do (tests/pathways/practice).
    Row("practice:document", args=evidence, anonymous=302, everyone=404),
    Row("practice:send", **SIGNED_IN),
    Row("practice:send", method="post", **SIGNED_IN),
    Row("practice:template", args=lambda world: ["csv"], **SIGNED_IN),
    Row("practice:checked", args=sent, **OWN),
    Row("practice:write", args=sent, method="post", **OWN_ACT),
    Row("practice:sharing", **SIGNED_IN),
    Row("practice:sharing", method="post", **SIGNED_IN),
    Row("practice:end", args=lambda world: [world.grant.pk], method="post", **OWN_ACT),
    Row("practice:shared-list", **SIGNED_IN),
    Row(
        "practice:shared",
        args=lambda world: [world.users["clinician"].pk],
        anonymous=302,
        service_lead=200,
        everyone=404,
    ),
    Row("practice:organisations", anonymous=302, md=302, hr=302, admin=302, outsider=302, everyone=404),
    Row("practice:targets", args=organisation, **KEEPERS),
    Row("practice:targets", args=organisation, method="post", **KEEPERS),
    Row(
        "practice:retire",
        args=lambda world: [world.practice_target.pk],
        method="post",
        anonymous=302,
        md=302,
        hr=302,
        admin=302,
        everyone=404,
    ),
]
