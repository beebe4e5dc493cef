"""Makes the demo's data: one trust, its people, and something to do for each persona."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pathways.seed.demo import seed_demo
from people.refusals import Refused


class Command(BaseCommand):
    help = "Makes the demo's data: an organisation, its people, and something to do for each of them. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=140, help="colleagues in the trust (default 140)")
        parser.add_argument("--posts", type=int, default=400, help="posts, a fifth of them open (default 400)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = seed_demo(
                people=options["people"], posts=options["posts"], on=timezone.localdate(), say=self.stdout.write
            )
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        if not made:
            self.stdout.write("The demo's people are here already.")
