"""seed_demo [--if-empty] [--seed N]: make the demo council and a second, small one."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.clock import today
from accounts.models import Authority
from iro_portal.demo.council import SEED, is_there, make_demo
from iro_portal.demo.people import COUNCIL
from reporting.results import compute_all


class Command(BaseCommand):
    help = "Make the demo council. Refuses to in production, and where a council is already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where a council is already")
        parser.add_argument("--seed", type=int, default=SEED, help="another seed makes another council")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE == "production":
            raise CommandError(
                "seed_demo makes people with a known password, so it does not run in production."
            )
        if is_there():
            if options["if_empty"]:
                return
            raise CommandError(
                "There is a council already. `script/demo --reset` removes the demo's data and starts again."
            )
        began = time.monotonic()
        made = make_demo(today=today(), seed=options["seed"])
        for authority in Authority.objects.filter(code=COUNCIL):
            compute_all(authority, today=today())
        words = ", ".join(f"{count} children in {code}" for code, count in made.items())
        self.stdout.write(f"The demo was made: {words} ({time.monotonic() - began:.0f} seconds).")
