"""Tables that only the daily feed has: visits of the social worker, care plans, disability. They are of no
collection year, and each file tells all of them anew.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from children.imports import values as v
from children.imports.row_checks import order
from children.imports.rows import UNCHANGED, Column, Reading, Row, So, Table
from children.imports.state.lives import Council, Fact, Life
from children.models.needs import Disability, Disabled
from children.models.work import Aim

YES, NO = frozenset({"Y", "YES", "1", "T", "TRUE"}), frozenset({"N", "NO", "0", "F", "FALSE"})
NOTHING = frozenset({"", "NA", "NK", "U", "UNKNOWN", "NOT KNOWN"})
NOT_DISABLED = "NO"
"""As the portal keeps what the dataset writes as NONE, which elsewhere is an empty cell."""
VISITED, PLANNED, DISABLED = "CLAV_CLA_VISIT_DATE", "LACP_CLA_CARE_PLAN_START_DATE", "DISA_DISABILITY_CODE"
PLAN_ENDED, AIMS = "LACP_CLA_CARE_PLAN_END_DATE", "LACP_CLA_CARE_PLAN_JSON"


def yes_or_no(column: Column, text: str, so_far: So, reading: Reading) -> bool | None:
    """Yes, no, or not recorded."""
    said = text.upper()
    if said in YES or said in NO:
        return said in YES
    if said in NOTHING:
        return None
    raise v.refuse(column.name, text, "This is neither yes nor no.", "Use Y or N, or leave it empty.", "YES")


def _day(column: Column, text: str, so_far: So, reading: Reading) -> date | None:
    return v.parse_moment(column.name, text, column.rule)


def _past_day(column: Column, text: str, so_far: So, reading: Reading) -> date | None:
    day = _day(column, text, so_far, reading)
    if day and day > reading.today:
        raise v.refuse(column.name, text, "The date is in the future.", "Correct the date.", column.rule)
    return day


def _aims(column: Column, text: str, so_far: So, reading: Reading) -> list[str]:
    """The plans that are marked, in the order of the dataset."""
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    known = [aim.value for aim in Aim]
    if not isinstance(said, dict) or (unknown := set(said) - set(known)):
        what = f"{', '.join(sorted(unknown))} is no plan" if isinstance(said, dict) else "This is no plan"
        to_do = f"Use codes such as {known[0]}."
        raise v.refuse(column.name, text, f"{what} of the dataset.", to_do, column.rule)
    return [aim for aim in known if str(said.get(aim, "")).upper() in YES]


def _disability(column: Column, text: str, so_far: So, reading: Reading) -> str:
    code = text.upper()
    if code != NOT_DISABLED and code not in Disability.values:
        why = f"{text} is not a code of a disability."
        to_do = f"Use NONE, or one of {', '.join(Disability.values)}."
        raise v.refuse(column.name, text, why, to_do, column.rule)
    return code


def _table(name: str, *columns: Column, key: str, checks: Any = ()) -> Table:
    first = columns[0].name
    return Table(name, (first,), frozenset({first}), columns, (key,), checks)


def _needed(name: str, field: str, rule: str, read: Any, **more: Any) -> Column:
    return Column(name, field, rule, read, needed="Fill it in.", decides=True, **more)


TABLES = {
    "visits": _table(
        "visits",
        _needed(VISITED, "visited_on", "DATE", _past_day),
        Column("CLAV_CLA_VISIT_SEEN", "was_seen", "YES", yes_or_no),
        Column("CLAV_CLA_VISIT_SEEN_ALONE", "seen_alone", "YES", yes_or_no),
        key="visited_on",
    ),
    "plans": _table(
        "plans",
        _needed(PLANNED, "started_on", "DATE", _day),
        Column(PLAN_ENDED, "ended_on", "DATE", _day, decides=True),
        _needed(AIMS, "aims", "PLAN", _aims, blank=[]),
        key="started_on",
        checks=(order(PLAN_ENDED, "DATE", "started_on", "ended_on", "The plan would end before it starts."),),
    ),
    "disability": _table("disability", _needed(DISABLED, "code", "CODE", _disability, blank=""), key="code"),
}


def say_twice(council: Council, row: Row) -> None:
    """Of two care plans from one day the first counts."""
    why = "The child has another care plan from the same day."
    council.say(row, PLANNED, row.key, why, "Keep the right one of the two rows.", "TWICE")


def disability(life: Life) -> Iterable[Fact]:
    """One fact a child. The dataset has no day for it: it holds from the day on which it was first told.

    How it was before is not known: no figure of an earlier day counts the child as disabled or as not.
    """
    told = life.rows("disability")
    if not told or not life.periods:
        return
    codes = sorted({t.values["code"] for t in told} - {NOT_DISABLED}, key=Disability.values.index)
    counted = [t for t in told if (t.values["code"] != NOT_DISABLED) == bool(codes)]
    values = {
        "starts_on": min(life.council.night_of(t.source) for t in counted),
        "is_disabled": Disabled.YES.value if codes else Disabled.NO.value,
        "disabilities": codes,
    }
    for one in told[:-1]:
        if one.row is not None and not one.row.status:
            one.row.status = UNCHANGED
    yield Fact((), values, told[-1].source, told[-1].row)
