"""seed_demo [--if-empty] [--seed N] [--returns FOLDER]: make the demo council and a second, small one.

Its measures are left to the worker, so that the portal can be used meanwhile.
"""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.clock import today
from accounts.jobs.queue import enqueue
from accounts.models import Authority
from demo.council import SEED, is_there, make_demo
from demo.people import COUNCIL
from demo.sample_return import write_return


class Command(BaseCommand):
    help = "Make the demo council. Refuses to in production, and where a council is already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing where a council is already")
        parser.add_argument(
            "--returns", type=Path, metavar="FOLDER", help="write a small return there to try the import with"
        )
        parser.add_argument("--seed", type=int, default=SEED, help="another seed makes another council")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE == "production":
            raise CommandError(
                "seed_demo makes people with a known password, so it does not run in production."
            )
        if is_there():
            if options["if_empty"]:
                self._write_return(options["returns"])
                return
            raise CommandError(
                "There is a council already. `script/demo --reset` removes the demo's data and starts again."
            )
        began = time.monotonic()
        made = make_demo(today=today(), seed=options["seed"])
        council = Authority.objects.get(code=COUNCIL)
        enqueue("measures.compute", key=f"{council.pk}", params={"authority": council.pk}, authority=council)
        for old in options["returns"].glob("*/*.csv") if options["returns"] else []:
            old.unlink()  # it was made from a council that is not there any more
        self._write_return(options["returns"])
        words = ", ".join(f"{count} children in {code}" for code, count in made.items())
        self.stdout.write(f"The demo was made: {words} ({time.monotonic() - began:.0f} seconds).")

    def _write_return(self, folder: Path | None) -> None:
        """The return to try the import with, when a folder is given in which there is none yet."""
        authority = Authority.objects.filter(code=COUNCIL, return_years__isnull=False).first()
        if folder is None or authority is None or any(folder.glob("*/*.csv")):
            return
        try:
            written = write_return(authority, folder)
        except OSError as error:
            self.stderr.write(f"The return to try the import with could not be written: {error}")
        else:
            self.stdout.write(f"A small return to try the import with is in {written}.")
