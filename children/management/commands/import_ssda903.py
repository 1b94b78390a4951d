"""Import SSDA903 returns from folders, each folder one collection year."""

import json
import re
from argparse import ArgumentParser
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import today
from accounts.models import Authority
from children.imports.actions import run_return
from children.imports.batch import Defect
from children.imports.outcome import Outcome
from children.imports.run import NothingToRead, recognise, year_of


@dataclass
class Return:
    """The files of one folder, what of it could not be read, and what is to be said about it."""

    year: int
    files: dict[str, bytes]
    unread: list[Defect]
    warnings: list[str] = field(default_factory=list)


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
        parser.add_argument("--year", type=int, help="collection year, named by its end")
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

    def _returns(self, folders: list[Path], year: int | None) -> list[Return]:
        """The return in each folder, oldest first. Exit 2 when nothing can be read; a folder without a table is said beside the others."""
        found, empty = [], []
        for folder in folders:
            if not folder.is_dir():
                raise CommandError(f"{folder} is not a folder.", returncode=2)
            files, unread = _files(folder)
            recognised = recognise(files)
            defects = unread + recognised.problems
            if not recognised.sheets:
                why = "; ".join(f"{p.file}: {p.why}" for p in defects) or _holds_no_files(folder)
                empty.append((f"Nothing in {folder} could be read: {why}", defects))
                continue
            name = folder.resolve().name
            named = int(name) if re.fullmatch(r"(19|20)\d\d", name) else None
            of = year or named or year_of(recognised.sheets)
            if of is None:
                empty.append((f"{folder} holds no date, so its year is not known. Give --year.", defects))
                continue
            found.append(Return(of, files, unread))
        if not found:
            raise CommandError(" ".join(why for why, _ in empty), returncode=2)
        for why, defects in empty:
            found[0].unread.extend(defects)
            found[0].warnings.append(why)
        return sorted(found, key=lambda r: r.year)

    def _run(self, authority: Authority, returns: list[Return]) -> list[Outcome]:
        """Import oldest first, then what another return of the same call made clear."""
        outcomes = [_import(authority, one) for one in returns]
        if len({one.year for one in returns}) == len(
            returns
        ):  # else the later of a year is a correction of the earlier
            _bring_in_more(authority, returns, outcomes)
        for one, outcome in zip(returns, outcomes, strict=True):
            outcome.defects.extend(one.unread)
            outcome.warnings.extend(one.warnings)
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


def _import(authority: Authority, one: Return) -> Outcome:
    try:
        outcome, _ = run_return(authority=authority, files=one.files, year=one.year, by=None, today=today())
    except NothingToRead as error:
        raise CommandError(str(error), returncode=2) from error
    return outcome


def _bring_in_more(authority: Authority, returns: list[Return], outcomes: list[Outcome]) -> None:
    """Import again those with refused rows until nothing more comes in, so that the next call finds nothing to change."""
    last = len(returns) - 1
    for _ in range(last):
        came = False
        for at, one in enumerate(returns):
            knew_all_others = at == last and not came
            if knew_all_others or not outcomes[at].counts["rejected"]:
                continue
            if later := _import_if_more(authority, one):
                outcomes[at], came = outcomes[at].followed_by(later), True
        if not came:
            return


def _import_if_more(authority: Authority, one: Return) -> Outcome | None:
    """Import a return again; None, and nothing written, when nothing of it comes in that was refused before."""
    with transaction.atomic():
        outcome = _import(authority, one)
        if outcome.counts["new"]:
            return outcome
        transaction.set_rollback(True)
    return None


def _files(folder: Path) -> tuple[dict[str, bytes], list[Defect]]:
    """File name -> content of the files in a folder, hidden ones left out, and those that could not be opened."""
    found: dict[str, bytes] = {}
    unread = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            found[path.name] = path.read_bytes()
        except OSError as error:
            why = f"The file can't be opened: {error.strerror}."
            unread.append(Defect(path.name, 1, "", "", why, "Then import the file again.", "FILE"))
    return found, unread


def _holds_no_files(folder: Path) -> str:
    inside = sorted(p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    if inside:
        return f"it holds no files but the folders {', '.join(inside)}; give those"
    return "it holds no files"


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
