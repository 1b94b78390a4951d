"""Import SSDA903 returns from folders, each folder one collection year."""

import json
import re
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts import audit
from accounts.clock import today
from accounts.models import Authority
from children.import_actions import run_return
from children.importing.run import NothingToRead, Outcome, recognise, year_of

SAID = ("file", "line", "column", "value", "why", "rule", "to_do")


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="+", metavar="FOLDER", type=Path)
        parser.add_argument(
            "--authority", required=True, metavar="CODE", help="the portal's short code of the council"
        )
        parser.add_argument(
            "--create", metavar="NAME", help="make the council when there is none with the code"
        )
        parser.add_argument("--year", type=int, help="collection year, named by its end; for one folder")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        returns = self._returns(options["folders"], options["year"])
        with transaction.atomic():
            authority = self._authority(options)
            outcomes = self._run(authority, returns)
            transaction.set_rollback(options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(outcomes), indent=1))
            return
        for outcome in outcomes:
            self._say(outcome)

    def _authority(self, options: dict[str, Any]) -> Authority:
        found = Authority.objects.filter(code=options["authority"]).first()
        if found is not None:
            return found
        if not options["create"]:
            raise CommandError(
                f'There is no council with the code {options["authority"]!r}. Give --create "Name" to make it.',
                returncode=2,
            )
        if not re.fullmatch(r"[-a-zA-Z0-9_]{1,20}", options["authority"]):
            raise CommandError(
                "The code may have up to 20 letters, digits, hyphens and underscores.", returncode=2
            )
        with audit.action("authority.created", by=None) as event:
            event.target = made = Authority.objects.create(
                code=options["authority"], name=options["create"][:120]
            )
        return made

    def _returns(self, folders: list[Path], year: int | None) -> list[tuple[int, dict[str, bytes]]]:
        """(year, files) of each folder, oldest first. Exit 2 when nothing can be read."""
        if year and len(folders) > 1:
            raise CommandError(
                "--year is for one folder; several folders are told apart by their names.", returncode=2
            )
        found = []
        for folder in folders:
            if not folder.is_dir():
                raise CommandError(f"{folder} is not a folder.", returncode=2)
            files = {
                p.name: p.read_bytes()
                for p in sorted(folder.iterdir())
                if p.is_file() and not p.name.startswith(".")
            }
            recognised = recognise(files)
            if not recognised.sheets:
                why = "; ".join(f"{p.file}: {p.why}" for p in recognised.problems) or "it holds no files"
                raise CommandError(f"Nothing in {folder} could be read: {why}", returncode=2)
            named = (
                int(folder.resolve().name) if re.fullmatch(r"(19|20)\d\d", folder.resolve().name) else None
            )
            of = year or named or year_of(recognised.sheets)
            if of is None:
                raise CommandError(
                    f"{folder} holds no date, so its year is not known. Give --year.", returncode=2
                )
            found.append((of, files))
        return sorted(found, key=lambda r: r[0])

    def _run(self, authority: Authority, returns: list[tuple[int, dict[str, bytes]]]) -> list[Outcome]:
        outcomes = []
        for year, files in returns:
            try:
                outcome, _ = run_return(authority=authority, files=files, year=year, by=None, today=today())
            except NothingToRead as error:
                raise CommandError(str(error), returncode=2) from error
            outcomes.append(outcome)
        return outcomes

    def _say(self, outcome: Outcome) -> None:
        counts = ", ".join(f"{n} {what}" for what, n in outcome.counts.items())
        self.stdout.write(f"Return {outcome.year}: {counts}")
        for defect in outcome.defects:
            self.stdout.write(
                f"  {defect.file} line {defect.line} {defect.column} {defect.value!r}: {defect.why} {defect.to_do} ({defect.rule})"
            )
        for warning in outcome.warnings:
            self.stdout.write(f"  note: {warning}")
        if outcome.moved:
            self.stdout.write(f"  {len(outcome.moved)} due dates moved")


def _as_json(outcomes: list[Outcome]) -> dict[str, Any]:
    counts = {k: sum(o.counts[k] for o in outcomes) for k in ("new", "changed", "unchanged", "rejected")}
    rejects = [{**{k: asdict(d)[k] for k in SAID}, "year": o.year} for o in outcomes for d in o.defects]
    return {
        "counts": counts,
        "rejects": rejects,
        "returns": [
            {
                "year": o.year,
                "counts": o.counts,
                "files": o.files,
                "warnings": o.warnings,
                "moved": len(o.moved),
            }
            for o in outcomes
        ],
    }
