"""A person's inbox, preferences and calendar; for whoever has it, the feed or a letter's link; the demo's mail.

The queue of letters: whoever administers an organisation. What machines ask: the health of reminders, everyone; the
counts, whoever has the token, and without one set nobody.
"""

from reminders.stopping import SIGNER
from tests.access.row import Row
from tests.access.world import World

QUEUE = {"anonymous": 302, "admin": 200, "outsider": 200, "everyone": 404}
CHANGE = {"anonymous": 302, "admin": 302, "everyone": 404}


def stop_token(world: World, kind: str) -> str:
    """What stands in the clinician's letters of the kind."""
    return SIGNER.sign_object([world.users["clinician"].pk, kind])


MINE = {"anonymous": 302, "clinician": 302, "everyone": 404}
ROWS = [
    Row("reminders:list", anonymous=302, everyone=200),
    Row("reminders:habits", anonymous=302, everyone=200),
    Row("reminders:away", anonymous=302, everyone=200),
    Row("reminders:away-end", method="post", args=lambda world: [world.away.pk], **MINE),
    Row("reminders:inbox", anonymous=302, everyone=200),
    Row("reminders:inbox", query="?kind=role_review&unread=yes", anonymous=302, everyone=200),
    Row("reminders:open", args=lambda world: [world.notice.pk], **MINE),
    Row("reminders:mark", method="post", args=lambda world: [world.notice.pk], **MINE),
    Row("reminders:mark-all", method="post", everyone=302),
    Row("reminders:stop", args=lambda world: [stop_token(world, "role_review")], everyone=200),
    Row("reminders:stop", args=lambda world: [stop_token(world, "appointment")], everyone=200),
    Row("reminders:stop", args=lambda world: ["nobodys-token"], everyone=404),
    Row("reminders:calendar", anonymous=302, everyone=200),
    Row("reminders:calendar-reset", method="post", everyone=302),
    Row("reminders:calendar-feed", args=lambda world: [world.feed.secret], everyone=200),
    Row("reminders:calendar-feed", args=lambda world: ["nobodys-secret"], query="?unknown", everyone=404),
    Row("reminders:demo-mail", everyone=404),
    Row("reminders:demo-mail-message", args=lambda world: ["1.M1P1.host"], everyone=404),
    Row("queue:list", **QUEUE),
    Row("queue:list", query="?show=sent&why=answer&q=a&order=newest&page=9&ticked=1", **QUEUE),
    Row("queue:retry", method="post", outsider=302, **CHANGE),
    Row("queue:addresses", **QUEUE),
    Row("queue:clear-address", method="post", args=lambda world: [world.refused.pk], **CHANGE),
    Row("watching:health", everyone=200),
    Row("watching:metrics", everyone=404),
]
