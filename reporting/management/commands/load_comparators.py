"""Load the official statistics that measures are compared with, from a folder of their published files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.comparators.loading import NothingRecognised, load


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", required=True, type=Path, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["folder"])
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.", returncode=2)
        try:
            done = load(folder)
        except NothingRecognised as nothing:
            raise CommandError(str(nothing), returncode=2) from nothing
        self.stdout.write(
            f"{done.values:,} values of {done.areas:,} areas and {done.neighbours:,} neighbours from "
            f"{', '.join(done.files)}"
        )
        for name in done.skipped:
            self.stdout.write(f"Skipped {name}: its columns are not those of a known statistic.")
