"""Reads what each app tells people of, once all models are known."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RemindersConfig(AppConfig):
    """What is due, telling people once, preferences, calendar feed."""

    name = "reminders"

    def ready(self) -> None:
        autodiscover_modules("dues")
