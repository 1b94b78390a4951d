"""Import tables of the Standard Safeguarding Dataset that name children, IROs, social workers and
allocations.
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now, today
from accounts.command_line import ScriptCommand, council
from accounts.models import Authority
from children.imports.actions import store_outcome
from children.imports.outcome import Outcome, as_json, as_lines
from children.imports.people_tables import recognise_people, why_none
from children.imports.reading import read_files
from children.imports.ssd import import_people
from children.models import ReturnImport
from children.models.imports import ImportState


class Command(ScriptCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="+", metavar="FOLDER", type=Path)
        parser.add_argument("--authority", required=True, metavar="CODE")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = council(options["authority"])
        with transaction.atomic():
            outcomes = [_import(authority, folder) for folder in options["folders"]]
            transaction.set_rollback(options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps(as_json(outcomes), indent=1))
            return
        for outcome in outcomes:
            for line in as_lines(outcome):
                self.stdout.write(line)


def _import(authority: Authority, folder: Path) -> Outcome:
    if not folder.is_dir():
        raise CommandError(f"{folder} is not a folder.", returncode=2)
    files, unread = read_files(folder)
    sheets = recognise_people(files)
    if not sheets:
        raise CommandError(f"Nothing in {folder} names people: {why_none(sheets, unread)}", returncode=2)
    sheets.problems += unread
    with audit.action("import.people", by=None, authority=authority) as event:
        record = ReturnImport.objects.create(authority=authority, state=ImportState.APPLIED, applied_at=now())
        outcome = import_people(authority=authority, sheets=sheets, record=record, today=today())
        event.target = record
        event.details.update(outcome.counts)
        store_outcome(record, outcome)
    return outcome
