"""Commands that scripts rely on: what cannot be is said in one line on standard error, with exit code 2."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

FIRST_YEAR, LAST_YEAR = 1980, 2099
"""A day outside these years is a slip of the keyboard: the Children Act 1989 came into force in 1991."""


class ScriptCommand(BaseCommand):
    """Odd arguments cost one line, without the list of all arguments."""

    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.print_usage = lambda file=None: None  # type: ignore[method-assign]
        return parser


def day(written: str) -> date:
    """A day as scripts write it: 2026-03-31."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"{written!r} is no day. Write it as 2026-03-31.") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ArgumentTypeError(f"{written} is not between {FIRST_YEAR} and {LAST_YEAR}.")
    return found
