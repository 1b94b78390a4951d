"""Commands that scripts rely on: what cannot be is said in one line on standard error, with exit code 2."""

import re
from argparse import ArgumentError, ArgumentParser, ArgumentTypeError, Namespace, _StoreAction
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Authority

ISO_DAY, YEAR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), re.compile(r"[0-9]{4}")
FIRST_YEAR, LAST_YEAR = 1980, 2099
"""A day outside these years is a slip of the keyboard: the Children Act 1989 came into force in 1991."""


class ScriptCommand(BaseCommand):
    """Odd arguments cost one line, without the list of all arguments."""

    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.print_usage = lambda file=None: None  # type: ignore[method-assign]
        for option in parser._actions:
            if type(option) is _StoreAction and option.option_strings:
                option.__class__ = _Once
        return parser


class _Once(_StoreAction):
    """An option that may be given only once: with two values it is unclear which one counts."""

    is_given = False

    def __call__(
        self, parser: ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None
    ) -> None:
        if self.is_given:
            raise ArgumentError(self, "given twice. Give it once.")
        self.is_given = True
        super().__call__(parser, namespace, values, option_string)


def day(written: str) -> date:
    """A day as scripts write it: 2026-03-31, and no other format."""
    try:
        if not ISO_DAY.fullmatch(written):
            raise ValueError(written)
        found = date.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"{written!r} is no day. Write it as 2026-03-31.") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ArgumentTypeError(f"{written} is not between {FIRST_YEAR} and {LAST_YEAR}.")
    return found


def year(written: str) -> int:
    """A year of four digits."""
    if not YEAR.fullmatch(written):
        raise ArgumentTypeError(f"{written!r} is not a year. Write it with four digits, as 2026.")
    return int(written)


def council(code: str) -> Authority:
    """The council of this code, in capitals or not. Raises CommandError where there is none."""
    found = Authority.objects.filter(code__iexact=code).first()
    if found is None:
        raise CommandError(f"There is no council with the code {code!r}.", returncode=2)
    return found
