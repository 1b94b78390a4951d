"""Write the return of a council and collection year as files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from accounts.audit import trail as audit
from accounts.command_line import ScriptCommand, council
from accounts.templatetags.govuk import plural
from reporting.periods import parse_year
from reporting.returns.exports import children_not_known, export_return, reviews_without_code


class Command(ScriptCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, help="2026, or 2025-26 for the same")
        parser.add_argument("--output", required=True, type=Path, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = council(options["authority"])
        try:
            year = parse_year(options["year"])
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        folder: Path = options["output"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(
                f"The folder {folder} can't be made: {error.strerror}.", returncode=2
            ) from error
        with audit.action("return.exported", by=None, authority=authority, year=year):
            files = export_return(authority, year)
        without = reviews_without_code(authority, year)
        if without:
            self.stderr.write(f"{plural(without, 'review')} without a participation code: the cell is empty.")
        if not_known := children_not_known(authority, year):
            who = plural(not_known, "child is,children are")
            why = "no return says whether they are looked after in the year"
            self.stderr.write(f"{who} left out, because {why}.")
        for name, content in files.items():
            (folder / name).write_bytes(content)
            self.stdout.write(f"{folder / name}: {plural(content.count(bytes([10])) - 1, 'row')}")
