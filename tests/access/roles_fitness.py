"""The fit and proper person check: for the holder and human resources alone, and only where the post asks for it."""

from roles.models import Post
from tests.access.row import Row
from tests.access.world import World


def _asked(world: World) -> list[int]:
    held = world.appointment
    held.post = held.post or world.post
    held.save(update_fields=["post"])
    Post.objects.filter(pk=held.post.pk).update(fit_and_proper=True)
    return [held.pk]


ROWS = [
    Row("fitness:page", args=_asked, method=method, anonymous=302, clinician=200, hr=200, everyone=404)
    for method in ("get", "post")
]
