"""Take the return of a collection year, or the tables that name people, away again: what is left
is what the other returns and hand entries
say.
"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from accounts.clock import today
from accounts.command_line import ScriptCommand, council, year
from children.imports.outcome import as_json, as_lines
from children.imports.rows import PEOPLE
from children.imports.withdrawal import withdraw
from statute.refusals import Refused


class Command(ScriptCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", required=True, metavar="CODE")
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--year", type=year, help="collection year, named by its end")
        which.add_argument("--people", action="store_true", help="the tables that name people")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = council(options["authority"])
        year = PEOPLE if options["people"] else options["year"]
        try:
            with transaction.atomic():
                outcome = withdraw(authority=authority, year=year, by=None, today=today())
                transaction.set_rollback(options["dry_run"])
        except Refused as refused:
            raise CommandError(str(refused), returncode=2) from refused
        if options["json"]:
            self.stdout.write(json.dumps(as_json([outcome]), indent=1))
            return
        for line in as_lines(outcome):
            self.stdout.write(line)
