"""Whether the process lives, and whether it can do its work: for load balancers and for `make demo`."""

import logging

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. It asks nothing of the database: a restart would not mend that."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers and has every migration, and the broker answers; 503 with the names of those that do not."""
    parts = {"database": _database_ready, "broker": _broker_ready}
    found = {}
    for name, answers in parts.items():
        try:
            found[name] = "ok" if answers() else "not ready"
        except Exception:
            log.warning("%s does not answer", name, exc_info=True)
            found[name] = "does not answer"
    ready = all(state == "ok" for state in found.values())
    return JsonResponse({"status": "ok" if ready else "not ready", **found}, status=200 if ready else 503)


def _database_ready() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return _migrated()


_seen_migrated = False


def _migrated() -> bool:
    """Read once it is so: this process's code does not gain migrations, and a plan is dear to work out."""
    global _seen_migrated
    if not _seen_migrated:
        executor = MigrationExecutor(connection)
        _seen_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _seen_migrated


def _broker_ready() -> bool:
    cache.set("ready", True, timeout=10)
    return cache.get("ready") is True
