"""Write docs/figures.md: which printed figure is which measure, and why some are none."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reporting.catalogue import page


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        (settings.BASE_DIR / "docs" / "figures.md").write_text(page(), encoding="utf-8")
        self.stdout.write("docs/figures.md is written.")
