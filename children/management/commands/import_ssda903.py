"""Import SSDA903 returns from folders, each folder one collection year."""

import json
import re
from argparse import ArgumentParser
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import today
from accounts.command_line import ScriptCommand, day, year
from accounts.models import Authority
from children.imports.actions import run_return
from children.imports.outcome import Outcome, as_json, as_lines, judge_again
from children.imports.reading import holds_no_files, read_files
from children.imports.rows import Defect, Note
from children.imports.run import NothingToRead, Recognised, recognise, returns_of
from children.imports.state.settling import settle
from children.imports.which_year import BadDay, YearImpossible, YearUnclear, folder_year, year_of

LONGEST_NAME = 120


@dataclass
class Return:
    """The files of one folder, what of it could not be read, and what is to be said about it."""

    year: int
    files: dict[str, bytes]
    unread: list[Defect]
    warnings: list[str] = field(default_factory=list)


class Command(ScriptCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="+", metavar="FOLDER", type=Path)
        parser.add_argument(
            "--authority", required=True, metavar="CODE", help="the portal's short code of the council"
        )
        parser.add_argument(
            "--create", metavar="NAME", help="make the council when there is none with the code"
        )
        parser.add_argument("--year", type=year, help="collection year, named by its end")
        parser.add_argument(
            "--known-until",
            type=day,
            metavar="DATE",
            help="the last day, year first, that the files of the latest year cover",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            authority = self._authority(options)
            returns = self._returns(options["folders"], options["year"], authority)
            outcomes = self._run(authority, returns, options["known_until"])
            transaction.set_rollback(options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps(as_json(outcomes), indent=1))
            return
        for outcome in outcomes:
            for line in as_lines(outcome):
                self.stdout.write(line)

    def _authority(self, options: dict[str, Any]) -> Authority:
        found = Authority.objects.filter(code__iexact=options["authority"]).first()
        if found is not None:
            return found
        if not options["create"]:
            raise CommandError(
                (
                    f'There is no council with the code {options["authority"]!r}. Give --create "Name" to '
                    "make it."
                ),
                returncode=2,
            )
        if not re.fullmatch(r"[-a-zA-Z0-9_]{1,20}", options["authority"]):
            raise CommandError(
                "The code may have up to 20 letters, digits, hyphens and underscores.", returncode=2
            )
        if len(options["create"]) > LONGEST_NAME:
            raise CommandError(f"The name may have up to {LONGEST_NAME} characters.", returncode=2)
        with audit.action("authority.created", by=None) as event:
            event.target = made = Authority.objects.create(code=options["authority"], name=options["create"])
        return made

    def _returns(self, folders: list[Path], given: int | None, authority: Authority) -> list[Return]:
        """The return in each folder, oldest first. Exit 2 when nothing can be read; a folder without a
        table is said beside the others.
        """
        found, empty = [], []
        known = returns_of(authority)
        for folder in folders:
            if not folder.is_dir():
                raise CommandError(f"{folder} is not a folder.", returncode=2)
            files, unread = read_files(folder)
            recognised = recognise(files)
            defects = unread + recognised.problems
            if not recognised.sheets:
                why = "; ".join(f"{p.file}: {p.why}" for p in defects) or holds_no_files(folder)
                empty.append((f"Nothing in {folder} could be read: {why}", defects))
                continue
            year = _year(folder, recognised, given, known)
            if year is None:
                empty.append((f"{folder} holds no date, so its year is not known. Give --year.", defects))
                continue
            known.add(year)
            found.append(Return(year, files, unread))
        if not found:
            raise CommandError(" ".join(why for why, _ in empty), returncode=2)
        for why, defects in empty:
            found[0].unread.extend(defects)
            found[0].warnings.append(why)
        return sorted(found, key=lambda r: r.year)

    def _run(self, authority: Authority, returns: list[Return], until: date | None) -> list[Outcome]:
        """Import oldest first, then take back what was refused of one and another return of the same call
        made clear. `until`: the last day that the files of the latest year cover.
        """
        last = returns[-1].year
        outcomes = [_import(authority, one, until if one.year == last else None) for one in returns]
        if len({one.year for one in returns}) == len(
            returns
        ):  # else the later of a year corrects the earlier
            for at, one in enumerate(returns[:-1]):
                if outcomes[at].counts["rejected"]:
                    outcomes[at] = judge_again(outcomes[at], _again(authority, one))
        for one, outcome in zip(returns, outcomes, strict=True):
            outcome.said.extend(one.unread)
            outcome.notes.extend(map(Note, one.warnings))
        return outcomes


def _year(folder: Path, recognised: Recognised, given: int | None, known: set[int]) -> int | None:
    """The year of the return in a folder. Exit 2 where a person must say it, or said what cannot be."""
    named = folder_year(folder.resolve().name)
    try:
        return year_of(recognised.sheets, today=today(), given=given, named=named, returns=known)
    except YearUnclear as why:
        raise CommandError(f"{folder}: {why} Give --year.", returncode=2) from why
    except YearImpossible as why:
        raise CommandError(f"{folder}: {why}", returncode=2) from why


def _import(authority: Authority, one: Return, until: date | None = None) -> Outcome:
    try:
        outcome, record = run_return(
            authority=authority, files=one.files, year=one.year, by=None, today=today(), stated_until=until
        )
    except (NothingToRead, BadDay) as error:
        raise CommandError(str(error), returncode=2) from error
    settle(authority, record, today=today())
    return outcome


def _again(authority: Authority, one: Return) -> Outcome:
    """What the return would say now that the others are in; nothing is written."""
    with transaction.atomic():
        outcome = _import(authority, one)
        transaction.set_rollback(True)
    return outcome
