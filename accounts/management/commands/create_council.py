"""create_council CODE "Name" [--administrator EMAIL] [--json]: makes the council, or leaves it as it is.

Prints a one-time link with which the first administrator sets a password. Exit 2 when it cannot be.
"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts.clock import today
from accounts.command_line import ScriptCommand
from accounts.councils.start import Start, start_council
from statute.refusals import Refused


class Command(ScriptCommand):
    help = "Make a council and let its first administrator in. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="the portal's own short code of the council")
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--administrator", default="", metavar="EMAIL")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            start = start_council(
                code=options["code"],
                name=options["name"],
                administrator=options["administrator"],
                today=today(),
            )
        except Refused as refused:
            raise CommandError(str(refused), returncode=2) from refused
        self.stdout.write(_as_json(start) if options["json"] else _as_words(start))


def _as_json(start: Start) -> str:
    person = start.administrator
    return json.dumps(
        {
            "code": start.council.code,
            "name": start.council.name,
            "created": start.is_new,
            "administrator": person.email if person else None,
            "link": start.link or None,
        },
        indent=1,
    )


def _as_words(start: Start) -> str:
    made = "was made" if start.is_new else "was there already and stays as it is"
    lines = [f"{start.council.name} ({start.council.code}) {made}."]
    if start.link:
        lines += ["The administrator sets a password here, once, within a day:", start.link]
    elif start.administrator:
        lines.append(f"{start.administrator.email} can sign in already.")
    return "\n".join(lines)
