"""Saved searches: each for its owner; whoever has a letter can stop its series."""

from roles.saved.models import SavedSearch
from roles.saved.services import stop_token
from tests.access.row import Row
from tests.access.world import World


def _saved(world: World) -> SavedSearch:
    owner, named = world.users["clinician"], {"name": "Hearts"}
    return SavedSearch.objects.get_or_create(user=owner, address="q=cardiology", defaults=named)[0]


ROWS = [
    Row("saved:list", anonymous=302, everyone=200),
    Row("saved:save", query="?q=cardiology&region=Midlands", anonymous=302, everyone=200),
    Row("saved:save", query="?q=cardiology", method="post", anonymous=302, everyone=200),
    Row("saved:change", args=lambda w: [_saved(w).pk], anonymous=302, clinician=200, everyone=404),
    Row("saved:change", args=lambda w: [_saved(w).pk], method="post", anonymous=302, clinician=200, everyone=404),
    Row("saved:delete", args=lambda w: [_saved(w).pk], method="post", anonymous=302, clinician=302, everyone=404),
    Row("saved:stop", args=lambda w: [stop_token(_saved(w))], everyone=200),
    Row("saved:stop", args=lambda w: ["broken"], everyone=404),
]
