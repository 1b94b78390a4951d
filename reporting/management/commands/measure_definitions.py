"""measure_definitions: print docs/measures.md, what each figure counts and by which rule."""

from typing import Any

from django.core.management.base import BaseCommand

from reporting.measures.registry import ALL, DIMENSIONS

HEAD = """# Measures

Written by `script/manage measure_definitions`; a test keeps it as it is in `reporting/measures/`. Every
figure is one SQL statement over stored rows: a population, those of it that are known, and those that
count. The denominator leaves out what is not known, which is given apart; a value is 100 x numerator /
denominator with one decimal, half up, and there is none without a denominator. A mean is the sum of an
amount over those known, a rate is for every 10,000 of a population.

Reviews of short breaks, those held between two breaks included (RC-6), are in no figure, nor is what hangs on
such a review: its booking, record and letters, the decisions made at it, its monitoring form and the midway
check after it. The clock marks them (`reviews/cycle/of_breaks.py`), and every measure asks that mark.
"""


def as_markdown() -> str:
    """The whole page."""
    parts = [HEAD]
    for measure in ALL:
        by = ", ".join(DIMENSIONS[d].lower() for d in measure.dimensions) or "the whole only"
        words = (
            "a number"
            if measure.is_count
            else {100: "a percentage", 1: "a mean"}.get(measure.scale, "a rate")
        )
        kind = f"{words} ({measure.unit}; {measure.periods})"
        parts.append(
            f"## {measure.title}\n\n`{measure.code}`: {kind}. {measure.definition}\n\nRule: {measure.rule}. "
            f"By: {by}.\n"
        )
    return "\n".join(parts)


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(as_markdown().rstrip())
