"""A person's calendar; the feed, for whoever knows its address; the demo's letters, which exist in the demo only."""

from tests.access.row import Row

ROWS = [
    Row("reminders:calendar", anonymous=302, everyone=200),
    Row("reminders:calendar-reset", method="post", everyone=302),
    Row("reminders:calendar-feed", args=lambda world: [world.feed.secret], everyone=200),
    Row("reminders:calendar-feed", args=lambda world: ["nobodys-secret"], query="?unknown", everyone=404),
    Row("reminders:demo-mail", everyone=404),
    Row("reminders:demo-mail-message", args=lambda world: ["1.M1P1.host"], everyone=404),
]
