"""A corrected return takes the place of the first file by file; what somebody recorded stays and is shown."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import Authority
from children.models import Child
from reviews.cycle.replay import replay_authority
from reviews.models import ReviewTrigger
from tests import factories as make
from tests.integration.children.cases.written import COUNCIL, bring, figures, files, run, turns
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(4)]
TODAY = "2026-11-26"
CARE = """
C 1 15/06/2020
E 1 01/05/2025 S E1 A6 01/12/2025 E11
R 1 28/05/2025
E 2 01/05/2025 S C2 U6
R 2 28/05/2025
"""
COLUMNS = {
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
    "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "prev_perm": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
}
ONE, TWO = "1,15/06/2020", "2,15/06/2012"
FIRST = {
    "uasc": [f"1,F,{ONE[2:]},15/06/2030", f"2,F,{TWO[2:]},"],
    "oc2": [f"{TWO},12,,0,,1,1,1,1,1,0"],
    "oc3": [f"{TWO},YES,F1,B1"],
    "ad1": [f"{ONE},10/07/2025,10/09/2025,0,2,MF,L11"],
    "placed_adoption": [f"{ONE},10/05/2025,10/06/2025,RD1", f"{ONE},10/07/2025,,", f"{TWO},10/07/2025,,"],
    "missing": [f"{TWO},M,10/07/2025,12/07/2025", f"{TWO},A,10/11/2025,"],
    "prev_perm": [f"{ONE},Z1,,", f"{TWO},P1,201,zz/05/2019"],
    "sw_episodes": [
        f"{ONE},SW01,01/05/2025,,",
        f"{TWO},SW01,01/05/2025,01/09/2025,",
        f"{TWO},SW02,01/09/2025,,",
    ],
}
THEN = {
    "uasc": [f"1,F,{ONE[2:]},14/06/2030"],
    "oc2": [f"{TWO},13,,0,,0,1,1,0,,"],
    "oc3": [f"{TWO},NO,0,0"],
    "ad1": [f"{ONE},11/07/2025,10/09/2025,0,1,F1,L0"],
    "placed_adoption": [f"{ONE},10/07/2025,,"],
    "missing": [f"{TWO},A,10/07/2025,12/07/2025"],
    "prev_perm": [f"{TWO},P2,999,zz/zz/2019"],
    "sw_episodes": [f"{ONE},SW01,01/05/2025,,", f"{TWO},SW01,01/05/2025,,"],
}


def with_rows(rows: dict[str, list[str]]) -> dict[str, bytes]:
    more = {f"{name}.csv": "\n".join([COLUMNS[name], *lines]).encode() for name, lines in rows.items()}
    return files(CARE) | more


def exported(where: Path) -> dict[str, list[str]]:
    call_command("export_ssda903", *COUNCIL, "--year", "2026", "--output", str(where), stdout=StringIO())
    found = {}
    for name in COLUMNS:
        with (where / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = [",".join(row) for row in list(csv.reader(file))[1:]]
    return found


def test_each_file_is_corrected_completely(tmp_path: Path, on_day) -> None:
    on_day(TODAY)
    assert bring(tmp_path, 2026, with_rows(FIRST))["rejects"] == []
    assert exported(tmp_path / "first") == FIRST
    assert bring(tmp_path, 2026, with_rows(THEN))["rejects"] == []
    assert exported(tmp_path / "then") == THEN
    assert bring(tmp_path, 2026, files(CARE))["counts"]["removed"] == 0
    assert exported(tmp_path / "without the files") == THEN
    said = bring(tmp_path, 2026, with_rows({name: [] for name in COLUMNS}))
    assert said["counts"]["removed"] == sum(len(rows) for rows in THEN.values())
    assert exported(tmp_path / "headings alone") == {name: [] for name in COLUMNS}


def test_a_call_for_a_review_goes_with_the_decision_it_was_found_in(tmp_path: Path, on_day) -> None:
    on_day(TODAY)
    calls = ReviewTrigger.objects.filter(child__number="2").values_list("kind", "needed_before")
    for rows, expected in (
        ([f"{TWO},10/02/2026,,"], [("PLAN_CHANGE", date(2026, 2, 10))]),
        ([f"{TWO},12/02/2026,,"], [("PLAN_CHANGE", date(2026, 2, 12))]),
        ([], []),
    ):
        bring(tmp_path, 2026, with_rows({"placed_adoption": rows}))
        assert list(calls.all()) == expected


def test_each_row_twice_is_named_once_and_counted_once(tmp_path: Path, on_day) -> None:
    on_day(TODAY)
    said = bring(tmp_path, 2026, with_rows({name: [*rows, rows[0]] for name, rows in FIRST.items()}))
    assert {r["file"].removesuffix(".csv") for r in said["rejects"]} == set(COLUMNS)
    assert {r["rule"] for r in said["rejects"]} == {"DUP"}
    assert exported(tmp_path / "out") == FIRST


def recorded(number: str, held_on: str) -> None:
    """A review that somebody recorded in the portal."""
    make.make_review(Child.objects.get(number=number), date.fromisoformat(held_on))
    replay_authority(Authority.objects.get(), today=date.fromisoformat(TODAY))


def notes(said: dict) -> list[str]:
    return [w["why"] for w in said["warnings"] if w["rule"] == "NOTE" and w["why"].startswith("Child")]


def test_a_recorded_review_out_of_care_is_kept_and_pointed_out(tmp_path: Path, on_day) -> None:
    on_day(TODAY)
    bring(tmp_path, 2026, "E 1 01/05/2025 S C2 U6\nR 1 28/05/2025\nR 1 28/08/2025\nR 1 20/02/2026")
    recorded("1", "2026-05-20")
    left = "E 1 01/05/2025 S C2 U6 10/04/2026 E4A"
    assert [n[:54] for n in notes(bring(tmp_path, 2027, left))] == [
        "Child 1: the review of 20/05/2026 was recorded in the "
    ]
    assert turns("1", TODAY)[-1] == "2026-08-20 - void later"
    run("withdraw_import", *COUNCIL, "--year", "2027")
    assert turns("1", TODAY)[-2:] == [
        "2026-08-20 2026-05-20 met later",
        "2026-11-20 - unconfirmed later",
    ]


def test_a_review_that_a_later_return_puts_before_care_is_left_out_and_said(tmp_path: Path, on_day) -> None:
    on_day(TODAY)
    bring(tmp_path, 2025, "E 1 03/06/2024 S C2 U6\nR 1 25/06/2024\nR 1 20/09/2024")
    later = "E 1 04/07/2024 S C2 U6\nR 1 18/03/2026"
    [said] = [w for w in bring(tmp_path, 2026, later)["warnings"] if "left out now" in w["why"]]
    assert said["why"].startswith(
        "Child 1: the review of 25 June 2024 in the return of 2024 to 2025 is left out"
    )
    held = figures("2024-04-01", "2025-03-31", ["timeliness_reviews_held"])
    assert held == {"timeliness_reviews_held": "0/1 0"}
    assert not [w for w in bring(tmp_path, 2026, later)["warnings"] if "left out now" in w["why"]]


def test_a_child_kept_for_what_was_recorded_is_not_removed_again_and_again(tmp_path: Path, on_day) -> None:
    on_day(TODAY)
    bring(tmp_path, 2026, "E 1 01/05/2025 S C2 U6\nE 2 01/05/2025 S C2 U6")
    recorded("2", "2025-07-20")
    only = "E 1 01/05/2025 S C2 U6"
    said = bring(tmp_path, 2026, only)
    assert said["counts"]["removed"] == 2 and len(notes(said)) == 1
    for _ in range(2):
        counts = bring(tmp_path, 2026, only)["counts"]
        assert (counts["new"], counts["changed"], counts["removed"]) == (0, 0, 0)
    assert turns("2", TODAY) == []


def test_short_breaks_are_known_once_a_review_was_recorded(tmp_path: Path, on_day) -> None:
    on_day(TODAY)
    bring(tmp_path, 2026, "E 1 01/05/2025 S V4 U6")
    assert turns("1", "2026-03-31") == ["2025-08-01 - not_known first"]
    recorded("1", "2025-07-20")
    assert turns("1", "2026-03-31") == ["2025-08-01 2025-07-20 met first", "2026-01-20 - overdue second"]
