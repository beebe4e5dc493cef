"""Finding and reading posts: open to all; a draft is there for nobody."""

from tests.access.row import Row

ROWS = [
    Row("roles:search", everyone=200),
    Row("roles:search", query="?q=cardiology&region=Midlands&pas=2&order=newest&page=2", everyone=200),
    Row("roles:feed", query="?q=cardiology&region=Midlands", everyone=200),
    Row("crawlers:sitemap", everyone=200),
    Row("crawlers:robots", everyone=200),
    Row("roles:post", args=lambda world: [world.post.pk, "clinical-director-cardiology"], everyone=200),
    Row("roles:post", args=lambda world: [world.closed_post.pk, "clinical-director-cardiology"], everyone=200),
    Row("roles:post", args=lambda world: [world.draft_post.pk, "clinical-director-cardiology"], everyone=404),
    Row("roles:post-pdf", args=lambda world: [world.post.pk, "clinical-director-cardiology"], everyone=200),
    Row("roles:post-pdf", args=lambda world: [world.closed_post.pk, "clinical-director-cardiology"], everyone=200),
    Row("roles:post-pdf", args=lambda world: [world.draft_post.pk, "clinical-director-cardiology"], everyone=404),
    Row("roles:post-document", args=lambda world: [world.post.pk, 0], everyone=404),
    Row("roles:post-short", args=lambda world: [world.post.pk], everyone=301),
    Row("roles:post-calendar", args=lambda world: [world.post.pk], everyone=200),
    Row("roles:post-calendar", args=lambda world: [world.draft_post.pk], everyone=404),
]
