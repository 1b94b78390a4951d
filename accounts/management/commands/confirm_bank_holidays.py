"""confirm_bank_holidays FILE: lay the list that GOV.UK publishes over the days that follow from the rule.

Exit 0 when the years of the list are confirmed; 2 when the file cannot be read.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.councils.bank_holidays import Unreadable, confirm, read_published


class Command(BaseCommand):
    help = "Confirm the bank holidays of every year in the file https://www.gov.uk/bank-holidays.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="bank-holidays.json from GOV.UK")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            published = read_published(options["file"].read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, Unreadable) as error:
            raise CommandError(f"The bank holidays could not be read: {error}", returncode=2) from error
        changed = confirm(published)
        for year, (came, went) in changed.items():
            for day in came:
                self.stdout.write(f"{year}: {day:%-d %B} is a bank holiday.")
            for day in went:
                self.stdout.write(f"{year}: {day:%-d %B} is not a bank holiday.")
        self.stdout.write(f"Confirmed: {min(published)} to {max(published)}.")
        if changed:
            self.stdout.write("Due dates that move are worked out again tonight.")
