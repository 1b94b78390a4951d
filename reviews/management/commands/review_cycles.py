"""The review clock of a council as at a day: every cycle with its due date, its rule and its reason."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import CommandError

from accounts.command_line import ScriptCommand, council, day
from children.models import Child
from reviews.cycle.facts import cycles_of_authority


class Command(ScriptCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--authority", required=True, metavar="CODE", help="the portal's short code of the council"
        )
        parser.add_argument("--child", metavar="ID", help="one child, by the council's own number")
        parser.add_argument(
            "--as-at",
            required=True,
            metavar="DATE",
            type=day,
            help="ISO date; later facts are ignored",
        )
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        authority = council(options["authority"])
        children = Child.objects.filter(authority=authority).order_by("number", "pk")
        if options["child"] is not None:
            children = children.filter(number=options["child"])
        numbers = dict(children.values_list("pk", "number"))
        if options["child"] is not None and not numbers:
            raise CommandError(
                f"The council has no child with the number {options['child']!r}.", returncode=2
            )
        rows = [
            {
                "child": numbers[child],
                "period_start": cycle.period_start.isoformat(),
                "number": cycle.number,
                "due_on": _iso(cycle.due_on),
                "at_latest": cycle.at_latest,
                "last_working_day": _iso(cycle.last_working_day),
                "rule": cycle.rule,
                "reason": cycle.reason,
                "held_on": _iso(cycle.held_on),
                "state": cycle.state.value,
                "clock": cycle.clock.value,
                "kind": cycle.kind.value,
                "complete_by": _iso(cycle.complete_by),
                "opened_on": cycle.opened_on.isoformat(),
                "closed_on": _iso(cycle.closed_on),
                "working_days_late": cycle.working_days_late,
                "void_reason": cycle.void_reason,
                "assumed": cycle.assumed,
                "flags": list(cycle.flags),
            }
            for child, cycle in cycles_of_authority(authority, as_at=options["as_at"], child_ids=numbers)
        ]
        rows.sort(key=lambda r: (str(r["child"]), str(r["opened_on"])))
        if options["json"]:
            self.stdout.write(json.dumps(rows, indent=1))
            return
        for r in rows:
            held = f", held {r['held_on']}" if r["held_on"] else ""
            due = f"due {r['due_on'] or 'not known'} ({r['rule']})"
            self.stdout.write(f"{r['child']}: {due}, {r['state']}{held}. {r['reason']}")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
