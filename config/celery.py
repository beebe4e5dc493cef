"""The Celery application that worker and beat run: `celery -A config worker`, `celery -A config beat`."""

import os
import pkgutil
from collections.abc import Iterator
from importlib import import_module

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("pathways")
app.config_from_object("django.conf:settings", namespace="CELERY")


def _rooms() -> Iterator[str]:
    """Every app, and every room of our own apps: a room keeps its tasks beside its services."""
    for name in settings.INSTALLED_APPS:
        yield name
        if "." not in name:
            package = import_module(name)
            yield from (f"{name}.{room.name}" for room in pkgutil.iter_modules(package.__path__) if room.ispkg)


app.autodiscover_tasks(lambda: list(_rooms()))
