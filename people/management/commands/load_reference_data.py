"""Loads the reference data of every app, by the apps' names: the ground floor imports nothing from above."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import import_string

APPS = ["people", "rewards", "roles"]


class Command(BaseCommand):
    help = "Loads organisations, specialties, pay points, awards, rates and role archetypes. Safe to repeat."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for app in APPS:
            load = import_string(f"{app}.reference.load")
            self.stdout.write(f"{app}: {load()}")
