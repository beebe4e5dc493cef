"""The kinds of role: open to all; who holds one and would talk is for those signed in."""

from tests.access.row import Row

ROWS = [
    Row("kinds:map", everyone=200),
    Row("kinds:kind", args=lambda world: [world.post.archetype.slug], everyone=200),
    Row("kinds:kind", args=lambda world: ["no-such-kind"], everyone=404),
]
