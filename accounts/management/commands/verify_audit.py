"""verify_audit [--authority CODE] [--heads FILE]: whether the audit trail is whole.

Exit 0 and the newest link of each chain when it is; 1 and the first break when it is not; 2 when the request
makes no sense.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from accounts.audit.proof import BadHead, Head, first_break, heads, read_heads
from accounts.command_line import ScriptCommand, council


class Command(ScriptCommand):
    help = (
        "Check that no event of the audit trail was removed or altered, and that its triggers are in force."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", metavar="CODE", help="one council's chain alone")
        parser.add_argument(
            "--heads",
            type=Path,
            metavar="FILE",
            help="the newest links as this command printed them before, kept outside the portal",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        authority = None if options["authority"] is None else council(options["authority"])
        broken = first_break(authority, self._known(options["heads"]))
        if broken is not None:
            self.stderr.write(str(broken))
            sys.exit(1)
        for head in heads(authority):
            self.stdout.write(head.as_line())

    def _known(self, path: Path | None) -> list[Head]:
        if path is None:
            return []
        try:
            return read_heads(path.read_text(encoding="utf-8").splitlines())
        except (OSError, UnicodeDecodeError, BadHead) as error:
            raise CommandError(f"The heads could not be read: {error}", returncode=2) from error
