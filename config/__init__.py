"""Settings, addresses, jobs and the services the demo brings along. Imports the apps only by name."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
