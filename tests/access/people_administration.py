"""An organisation's people and services: its administrators', and nobody else's."""

from tests.access.row import Row


def _membership(world):
    return world.users["clinician"].memberships.get().pk


OURS = {"anonymous": 302, "admin": 200, "everyone": 404}
ROWS = [
    Row("organisation:list", anonymous=302, admin=302, outsider=302, everyone=404),
    Row("organisation:people", args=lambda world: [world.organisation.pk], **OURS),
    Row("organisation:people", args=lambda world: [world.organisation.pk], query="?q=the&role=hr&page=9", **OURS),
    Row("organisation:add", args=lambda world: [world.organisation.pk], **OURS),
    Row("organisation:membership", args=lambda world: [_membership(world)], **OURS),
    Row("organisation:services", args=lambda world: [world.organisation.pk], **OURS),
    Row("organisation:add-service", args=lambda world: [world.organisation.pk], **OURS),
    Row("organisation:service", args=lambda world: [world.service.pk], **OURS),
    Row("organisation:service_merge", args=lambda world: [world.service.pk], **OURS),
    Row("organisation:service_merge", args=lambda world: [world.service.pk], method="post", **OURS),
]
