"""Time splits: the owner's to change; the service's lead and the medical directors read and answer them."""

from tests.access.row import Row


def split(world):
    return [world.split.pk]


def draft(world):
    return [world.draft_split.pk]


MINE = {"anonymous": 302, "everyone": 404}
SIGNATORIES = {"service_lead": 200, "md": 200, "outsider": 200}

ROWS = [
    Row("splits:list", anonymous=302, everyone=200),
    Row("splits:start", anonymous=302, everyone=200),
    Row("splits:new", anonymous=302, everyone=200),
    Row("splits:new", method="post", anonymous=302, everyone=200),
    Row("splits:check", method="post", anonymous=302, everyone=200),
    Row("splits:detail", args=split, **MINE, clinician=200, service_lead=200, md=200),
    Row("splits:detail", args=draft, **MINE, clinician=200),
    Row("splits:edit", args=draft, **MINE, clinician=200),
    Row("splits:edit", args=draft, method="post", **MINE, clinician=200),
    Row("splits:answers", args=draft, **MINE, clinician=200),
    Row("splits:withdraw", args=split, **MINE, clinician=200),
    Row("splits:withdraw", args=split, method="post", **MINE, clinician=200),
    Row("approvals:queue", anonymous=302, everyone=404, **SIGNATORIES),
    Row("approvals:detail", args=split, **MINE, service_lead=200, md=200),
    Row("approvals:detail", args=split, method="post", **MINE, service_lead=200, md=200),
]
