"""A person's calendar; the feed, for whoever knows its address; the demo's letters, which exist in the demo only.

The queue of letters: whoever administers an organisation. What machines ask: the health of reminders, everyone; the
counts, whoever has the token, and without one set nobody.
"""

from tests.access.row import Row

QUEUE = {"anonymous": 302, "admin": 200, "outsider": 200, "everyone": 404}
CHANGE = {"anonymous": 302, "admin": 302, "everyone": 404}
ROWS = [
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
