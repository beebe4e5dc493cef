"""Writing posts: for recruiters of the organisation alone."""

from roles.models import PostDocument
from tests.access.row import Row
from tests.access.world import World


def _document(world: World) -> PostDocument:
    """On record only: no file stands behind it."""
    said = {"kind": "pdf", "file": "posts/gone.pdf", "size": 1, "added_by": world.users["recruiter"]}
    return PostDocument.objects.get_or_create(post=world.draft_post, title="Job description", defaults=said)[0]


OURS = {"anonymous": 302, "recruiter": 200, "everyone": 404}
ROWS = [
    Row("posts:list", anonymous=302, recruiter=200, outsider=200, everyone=404),
    Row("posts:list", query="?state=closed&page=9", anonymous=302, recruiter=200, outsider=200, everyone=404),
    Row("posts:start", anonymous=302, recruiter=200, outsider=200, everyone=404),
    Row("posts:tasks", args=lambda world: [world.draft_post.pk], **OURS),
    Row("posts:tasks", args=lambda world: [world.post.pk], **OURS),
    *(
        Row("posts:step", args=lambda world, step=step: [world.draft_post.pk, step], **OURS)
        for step in ("role", "pay", "way-back", "specification", "dates")
    ),
    Row("posts:step", args=lambda world: [world.post.pk, "dates"], **OURS),
    Row("posts:step", args=lambda world: [world.post.pk, "no-such-step"], anonymous=302, everyone=404),
    Row("posts:preview", args=lambda world: [world.draft_post.pk], **OURS),
    Row("posts:preview", args=lambda world: [world.post.pk], anonymous=302, recruiter=302, everyone=404),
    Row("posts:panel", args=lambda world: [world.draft_post.pk], **OURS),
    Row("posts:panel", args=lambda world: [world.post.pk], anonymous=302, recruiter=302, everyone=404),
    Row(
        "posts:panel-remove",
        method="post",
        args=lambda world: [world.closed_post.pk, world.seat.pk],
        anonymous=302,
        recruiter=302,
        everyone=404,
    ),
    Row("posts:documents", args=lambda world: [world.draft_post.pk], **OURS),
    Row("posts:documents", args=lambda world: [world.post.pk], **OURS),
    Row("posts:document", args=lambda world: [world.draft_post.pk, 0], anonymous=302, everyone=404),
    Row(
        "posts:document-remove",
        method="post",
        args=lambda world: [world.draft_post.pk, _document(world).pk],
        anonymous=302,
        recruiter=302,
        everyone=404,
    ),
    Row("posts:end", args=lambda world: [world.post.pk], **OURS),
    Row("posts:end", args=lambda world: [world.draft_post.pk], anonymous=302, everyone=404),
    Row("posts:copy", method="post", args=lambda world: [world.post.pk], anonymous=302, recruiter=302, everyone=404),
    Row("posts:discard", method="post", args=lambda world: [world.post.pk], **OURS),
    Row(
        "posts:discard",
        method="post",
        args=lambda world: [world.draft_post.pk],
        anonymous=302,
        recruiter=302,
        everyone=404,
    ),
    Row("posts:send", method="post", args=lambda world: [world.post.pk], **OURS),
]
