"""The annual report of a council as PDF, figures frozen as they are now."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from accounts.clock import today
from accounts.command_line import ScriptCommand, council
from reporting.edition.actions import generate
from reporting.models import Edition
from reporting.periods import parse_year
from reporting.report.writing_actions import begin
from statute.refusals import Refused


class Command(ScriptCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, help="2025-26, or 2026 for the same")
        parser.add_argument(
            "--edition",
            default="internal",
            choices=Edition.values,
            help="Any but the internal one counts as given to readers: reports made later hide what would "
            "tell its hidden numbers.",
        )
        parser.add_argument("--output", required=True, type=Path, metavar="FILE.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = council(options["authority"])
        try:
            year = parse_year(options["year"])
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        output: Path = options["output"]
        if not output.resolve().parent.is_dir():
            raise CommandError(f"There is no folder {output.parent} to write the report to.", returncode=2)
        try:
            document = generate(
                report=begin(authority=authority, year=year, by=None),
                by=None,
                today=today(),
                edition=options["edition"],
            )
        except Refused as refused:
            raise CommandError(str(refused), returncode=2) from refused
        output.write_bytes(bytes(document.content))
        self.stdout.write(f"{output}: {document.pages} pages")
