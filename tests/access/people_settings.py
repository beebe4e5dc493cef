"""An organisation's settings: its administrators change them, HR and the medical director read them."""

from tests.access.row import Row


def _page(world):
    return [world.organisation.pk]


def _one(world):
    return [world.organisation.pk, "pa_cap"]


READ = {"anonymous": 302, "admin": 200, "hr": 200, "md": 200, "everyone": 404}
ROWS = [
    Row("settings:list", anonymous=302, admin=302, hr=302, md=302, outsider=302, everyone=404),
    Row("settings:page", args=_page, **READ),
    Row("settings:page", args=_page, query="?on-day=3&on-month=3&on-year=2026", **READ),
    Row("settings:one", args=_one, **READ),
    Row("settings:one", args=_one, method="post", **READ | {"hr": 403, "md": 403}),
    Row("settings:take-back", args=_one, method="post", **READ | {"admin": 302, "hr": 403, "md": 403}),
]
