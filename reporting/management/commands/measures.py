"""The measures of a council in a period, as JSON or as lines."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from accounts.clock import today
from accounts.command_line import ScriptCommand, council, day
from reporting.measures.base import Measure, Result, Scope, compute, compute_by
from reporting.measures.groups import EVERY_COUNCIL
from reporting.measures.registry import ALL, DIMENSIONS
from reporting.periods import Period
from reviews.cycle.replay import ensure_replayed
from statute.participation import CODES


class Command(ScriptCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", required=True, metavar="CODE")
        parser.add_argument("--from", required=True, dest="start", metavar="DATE", type=day)
        parser.add_argument("--to", required=True, dest="end", metavar="DATE", type=day)
        parser.add_argument(
            "--by", choices=sorted(DIMENSIONS), help="also rows for every key of this dimension"
        )
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = council(options["authority"])
        try:
            period = Period(options["start"], options["end"])
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        as_at = today()
        ensure_replayed(authority, as_at)
        scope = Scope(authority, period, as_at=as_at, bands=EVERY_COUNCIL)
        rows: list[dict[str, Any]] = []
        for measure in ALL:
            if measure.code == "participation_codes":
                rows.append(_codes(measure, scope))
                continue
            rows.append(_row(measure, period, compute(measure, scope), None))
            if options["by"]:
                for key, result in compute_by(measure, scope, options["by"]).items():
                    rows.append(_row(measure, period, result, {options["by"]: key}))
        if options["json"]:
            self.stdout.write(json.dumps(rows, indent=1))
            return
        for row in rows:
            share = (
                f"{row['numerator']}/{row['denominator']} = {row['value']}"
                if row["denominator"] is not None
                else row["numerator"]
            )
            self.stdout.write(
                f"{row['code']} {row['breakdown'] or ''}: {share}, not known {row['not_known']}"
            )


def _row(
    measure: Measure, period: Period, result: Result, breakdown: dict[str, Any] | None
) -> dict[str, Any]:
    return {
        "code": measure.code,
        "period": {"from": period.start.isoformat(), "to": period.end.isoformat()},
        "numerator": result.numerator,
        "denominator": result.denominator,
        "not_known": result.not_known,
        "value": float(result.value) if result.value is not None else None,
        "breakdown": breakdown,
    }


def _codes(measure: Measure, scope: Scope) -> dict[str, Any]:
    """One row with the number of reviews of every code."""
    found = compute_by(measure, scope, "code")
    return _row(
        measure,
        scope.period,
        compute(measure, scope),
        {c: (found[c].numerator or 0) if c in found else 0 for c in CODES},
    )
