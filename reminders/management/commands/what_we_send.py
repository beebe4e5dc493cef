"""Writes docs/what-we-send.md anew."""

from typing import Any

from django.core.management.base import BaseCommand

from reminders.what_we_send import PAGE, page


class Command(BaseCommand):
    help = "Writes docs/what-we-send.md from the kinds that are declared."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(page())
        self.stdout.write(f"{PAGE} is written.")
