"""Seeds invented people, careers and posts in real organisations."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pathways.seed.seeding import Wish, seed
from people.refusals import Refused


class Command(BaseCommand):
    help = "Seeds invented people with careers, and posts, in the real organisations of the reference data."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=2_000, help="how many people (default 2,000)")
        parser.add_argument("--posts", type=int, default=10_000, help="how many posts, 5%% open (default 10,000)")
        parser.add_argument("--random-seed", type=int, default=1, help="the same number makes the same rows")
        parser.add_argument("--on", type=date.fromisoformat, help="the day seen from, as 2026-04-01 (default today)")
        parser.add_argument("--employer", default="", help="ODS code of one organisation to employ everyone")
        parser.add_argument("--pending", type=int, help="splits that wait for the final signature (default 2%%)")

    def handle(self, *args: Any, **options: Any) -> None:
        wish = Wish(
            people=options["people"],
            posts=options["posts"],
            random_seed=options["random_seed"],
            on=options["on"] or timezone.localdate(),
            employer=options["employer"],
            pending=options["pending"],
        )
        try:
            seed(wish, say=self.stdout.write)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
