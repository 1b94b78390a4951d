"""Import tables of the Standard Safeguarding Dataset that name children, IROs, social workers and allocations."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.audit import trail as audit
from accounts.clock import now, today
from accounts.models import Authority
from children.imports.actions import store_outcome
from children.imports.people import import_people, recognise_people
from children.models import ReturnImport
from children.models.imports import ImportState


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        parser.add_argument("--authority", required=True, metavar="CODE")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = Authority.objects.filter(code=options["authority"]).first()
        if authority is None:
            raise CommandError(f"There is no council with the code {options['authority']!r}.", returncode=2)
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.", returncode=2)
        sheets, _ = recognise_people({p.name: p.read_bytes() for p in sorted(folder.glob("*.csv"))})
        if not sheets:
            raise CommandError(
                f"Nothing in {folder} names people: no person, professionals or involvements table.",
                returncode=2,
            )
        with audit.action("import.people", by=None, authority=authority) as event:
            record = ReturnImport.objects.create(
                authority=authority, state=ImportState.APPLIED, applied_at=now()
            )
            outcome = import_people(authority=authority, sheets=sheets, record=record, today=today())
            event.target = record
            event.details.update(outcome.counts)
            store_outcome(record, outcome)
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {"counts": outcome.counts, "rejects": [asdict(d) for d in outcome.defects]}, indent=1
                )
            )
            return
        self.stdout.write(", ".join(f"{n} {what}" for what, n in outcome.counts.items()))
        for text in outcome.warnings:
            self.stdout.write(f"  note: {text}")
