"""Spells of IROs and social workers that tables told earlier and tell otherwise now."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from children.imports.rows import PEOPLE, REJECTED, Row, from_text
from children.imports.state.lives import Council
from children.models import ReturnRow

TABLE = "involvements"


def forget_corrected(council: Council, rows: Iterable[Row]) -> int:
    """Take spells away that the rows put right. Returns how many.

    Nobody is the IRO or social worker of one child twice at a time. So a spell that was told before, and that
    meets one of the same person in the same role which begins on another day, was corrected. One that the
    tables only leave out stays, since an extract need not be complete.
    """
    told: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    keys = set()
    for row in rows:
        if row.table == TABLE and row.status != REJECTED:
            values = from_text(json.loads(row.text))
            told[row.number, values["role"], values["staff_id"]].append(values)
            keys.add((row.number, row.key))
    if not told:
        return 0
    kept = ReturnRow.objects.filter(
        authority=council.authority, year=PEOPLE, table=TABLE, number__in={number for number, _, _ in told}
    )
    gone = []
    for one in kept:
        before = from_text(one.values)
        now = told.get((one.number, before["role"], before["staff_id"]), ())
        if (one.number, one.key) not in keys and any(_meet(before, other) for other in now):
            gone.append(one)
    council.removed += [(r.table, r.number, r.key.replace("|", ", ")) for r in gone]
    ReturnRow.objects.filter(pk__in=[r.pk for r in gone]).delete()
    return len(gone)


def _meet(one: dict[str, Any], two: dict[str, Any]) -> bool:
    ends = (one["ended_on"] or date.max, two["ended_on"] or date.max)
    return bool(one["started_on"] < ends[1] and two["started_on"] < ends[0])
