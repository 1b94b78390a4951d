"""The quarterly report of a council on challenge and midway checks as PDF, figures frozen as they are now."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from accounts.clock import today
from accounts.command_line import ScriptCommand, council
from reporting.periods import parse_quarter
from reporting.report.quarterly import EDITIONS
from reporting.report.quarterly_actions import generate_quarterly
from statute.refusals import Refused


class Command(ScriptCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", required=True, metavar="CODE")
        parser.add_argument("--quarter", required=True, help="2025-26-Q3 for October to December 2025")
        parser.add_argument("--edition", default=EDITIONS[0].value, choices=[e.value for e in EDITIONS])
        parser.add_argument("--output", required=True, type=Path, metavar="FILE.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = council(options["authority"])
        try:
            year, number = parse_quarter(options["quarter"])
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        output: Path = options["output"]
        if not output.resolve().parent.is_dir():
            raise CommandError(f"There is no folder {output.parent} to write the report to.", returncode=2)
        try:
            document = generate_quarterly(
                authority=authority,
                year=year,
                quarter=number,
                by=None,
                today=today(),
                edition=options["edition"],
            )
        except Refused as refused:
            raise CommandError(str(refused), returncode=2) from refused
        output.write_bytes(bytes(document.content))
        self.stdout.write(f"{output}: {document.pages} pages")
