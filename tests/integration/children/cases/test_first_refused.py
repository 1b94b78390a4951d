"""A child of whom everything was refused in the first return: that is no better known once a later return
brings the child.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from children.models import Child, ReturnRow
from tests.integration.children.cases.written import COUNCIL, bring, figures, files, run, turns

pytestmark = pytest.mark.django_db
LATE, NEXT = ("2024-04-01", "2025-03-31"), ("2025-04-01", "2026-03-31")
FIRST = """
C a 05/06/2009
E a 01/05/2024 S C2 U6
R a 28/05/2024
R a 28/08/2024
R a 28/02/2025
M a M 10/06/2024 12/06/2024
U a 05/06/2027
C b 07/07/2009 M
E b 01/05/2024 S C2 U6
R b 28/05/2024
R b 28/08/2024
R b 28/02/2025
M b M 01/06/2024 02/06/2024
U b 07/07/2027
"""
SECOND = """
C a 05/06/2009
E a 01/05/2024 S C2 U6
R a 28/08/2025
R a 28/02/2026
C b 07/07/2009 M
E b 01/05/2024 S C2 U6
R b 28/08/2025
R b 28/02/2026
"""
ASKED = (
    "timeliness_reviews_due",
    "timeliness_snapshot",
    "children_missing",
    "missing_incidents",
    "unaccompanied",
)


def _in_each_line(name: str, was: str, now: str) -> dict[str, bytes]:
    found = files(FIRST)
    lines = found[name].splitlines()
    changed = [line.replace(was.encode(), now.encode()) if line[:2] == b"b," else line for line in lines]
    assert changed != lines
    return found | {name: b"\n".join(line for line in changed if line)}


def _ways() -> Iterator[Any]:
    ways = {
        "day of episode": ("episodes.csv", "01/05/2024", "32/05/2024"),
        "legal status": ("episodes.csv", ",C2,", ",Q9,"),
        "date of birth": ("header.csv", "07/07/2009", "07/17/2009"),
    }
    for name, way in ways.items():
        yield pytest.param(_in_each_line(*way), id=name)
    whole = files(FIRST)["header.csv"].splitlines()
    header = b"\n".join(line for line in whole if line[:2] != b"b,")
    yield pytest.param(files(FIRST) | {"header.csv": header}, id="not in the header")


def _told() -> Any:
    years = [figures(*year, ASKED) for year in (LATE, NEXT)]
    kept = ReturnRow.objects.filter(table="Unread reviews").order_by("year", "number", "key")
    rows = list(kept.values_list("year", "number", "key", "values"))
    return turns("b", "2026-03-31"), years, rows


@pytest.mark.parametrize("first", list(_ways()))
def test_what_was_refused_is_not_known_once_the_child_is_there(first, tmp_path: Path, on_day) -> None:
    on_day("2026-11-26")
    bring(tmp_path, 2025, first)
    assert not Child.objects.filter(number="b").exists()
    assert figures(*LATE, ASKED)["timeliness_reviews_due"] == "3/3 0"
    bring(tmp_path, 2026, SECOND)
    told = _told()
    assert {turn.split()[2] for turn in told[0]} == {"not_known", "met", "open"}
    assert told[1][0] == {
        "timeliness_reviews_due": "3/3 0",
        "timeliness_snapshot": "1/1 1",
        "children_missing": "1/1 1",
        "missing_incidents": "1/None 1",
        "unaccompanied": "1/1 1",
    }
    said = bring(tmp_path, 2025, first)
    assert [said["counts"][name] for name in ("new", "changed", "removed")] == [0, 0, 0]
    assert _told() == told


def test_the_order_of_the_imports_does_not_matter(tmp_path: Path, on_day) -> None:
    on_day("2026-11-26")
    first = _in_each_line("episodes.csv", "01/05/2024", "32/05/2024")
    bring(tmp_path, 2025, first)
    bring(tmp_path, 2026, SECOND)
    told = _told()
    run("withdraw_import", *COUNCIL, "--year", "2025")
    assert not ReturnRow.objects.filter(table="Unread reviews").exists()
    bring(tmp_path, 2025, first)
    assert _told() == told
    run("withdraw_import", *COUNCIL, "--year", "2026")
    assert not Child.objects.filter(number="b").exists()
    bring(tmp_path, 2026, SECOND)
    assert _told() == told


def test_a_corrected_return_settles_it(tmp_path: Path, on_day) -> None:
    on_day("2026-11-26")
    bring(tmp_path, 2025, _in_each_line("episodes.csv", "01/05/2024", "32/05/2024"))
    bring(tmp_path, 2025, FIRST)
    assert not ReturnRow.objects.filter(table="Unread reviews").exists()
    bring(tmp_path, 2026, SECOND)
    assert figures(*LATE, ASKED)["timeliness_reviews_due"] == "6/6 0"
