"""A return written as no system should, every date and figure of it worked out by hand from the law paper: a
child who came back, a placement for adoption, a birthday on 29 February, short breaks that turned into care,
a child taken over by another council, a stay in hospital."""

import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.integration.children.returns import measures_of

pytestmark = pytest.mark.django_db
BORN = {
    "11": "15/06/2012",
    "12": "02/02/2021",
    "13": "09/09/2014",
    "14": "30/11/2010",
    "15": "29/02/2008",
    "16": "01/01/2009",
    "17": "17/07/2016",
    "18": "05/05/2023",
}
HEADER = "\ufeffUPN;child;ETHNIC;DOB;Sex;MC_DOB;MOTHER\r\n" + "".join(
    f"UN1;{number};WBRI;{born};F;;\r\n" for number, born in BORN.items()
)
EPISODES = """urn,pl_post,home_post,reason_place_change,rec,dec,place_provider,place,cin,ls,rne,decom,child
,,,,E4A,10/06/2025,PR1,U6,N1,V2,S,05/05/2025,11
,,,,,,PR1,U6,N1,C2,S,16/06/2025,11
,,,,X1,28/11/2025,PR1,U6,N1,C2,S,01/05/2025,12
,,,OTHER,X1,12/02/2026,PR1,U6,N1,E1,L,28/11/2025,12
,,,,,,PR1,A6,N1,E1,P,12/02/2026,12
,,,,E8,06/07/2025,PR1,U6,N1,V4,S,10/03/2025,13
,,,,,,PR1,U6,N1,V2,S,07/07/2025,13
,,,,,,PR1,U6,N1,C1,S,24/12/2025,14
,,,,E7,01/03/2026,PR1,U6,N1,V2,S,01/05/2025,15
,,,,,,PR1,K2,N1,V2,S,30/08/2025,16
,,,,E3,15/09/2025,PR1,U6,N1,V2,S,23/06/2025,17
,,,OTHER,X1,20/01/2026,PR1,U6,N1,C1,S,05/01/2026,18
,,,,X1,30/01/2026,,T1,N1,C1,P,20/01/2026,18
,,,,,,PR1,U6,N1,C1,P,30/01/2026,18
,,,OTHER,X1,12/02/2026,PR1,U6,N1,E1,L,28/11/2025,12
"""
HELD = (
    "11 03/06/2025 PN1, 11 15/07/2025 PN4, 11 15/10/2025 PN7, 12 20/05/2025 PN1, 12 20/08/2025 PN3,"
    "13 04/08/2025 PN2, 13 05/11/2025 PN5, 14 27/01/2026 PN6, 15 28/05/2025 PN1, 15 28/08/2025 PN1,"
    "16 26/09/2025 PN1, 16 29/12/2025 PN1, 18 02/02/2026 PN0, 16 29/12/2025 PN1"
)
TURNS = """
11 2025-06-03 met, 11 2025-09-03 void, 11 2025-07-14 late, 11 2025-10-15 met, 11 2026-04-15 open,
12 2025-06-02 met, 12 2025-08-20 met, 12 2026-02-20 void, 12 2026-03-12 overdue,
13 None not_known, 13 2025-08-04 met, 13 2025-11-04 late, 13 2026-05-05 open,
14 2026-01-26 late, 14 2026-04-27 open, 15 2025-06-02 met, 15 2025-08-28 met, 15 2026-02-28 missed,
16 2025-09-26 met, 16 2025-12-26 late, 16 2026-06-29 open, 17 2025-07-21 missed,
18 2026-02-02 met, 18 2026-05-02 open
"""
FIGURES = {
    "timeliness_child_year": (1, 6),  # 18 alone
    "timeliness_reviews_held": (9, 13),
    "timeliness_reviews_due": (9, 16),
    "timeliness_snapshot": (5, 6),  # all but 12
    "looked_after_at_end": (6, None),
    "starters": (9, None),
    "leavers": (3, None),
    "participation_official": (10, 12),
    "participation_with_pn4": (11, 12),
}
COUNCIL = ("--authority", "worked")


def said(*words: str) -> Any:
    out = StringIO()
    call_command(*words, *COUNCIL, "--json", stdout=out)
    return json.loads(out.getvalue())


def parts(text: str) -> Iterable[list[str]]:
    return [one.split() for one in text.replace("\n", " ").split(",")]


def test_every_date_and_figure_is_the_one_worked_out_by_hand(tmp_path: Path, on_day) -> None:
    on_day("2026-11-27")
    reviews = ["REVIEW\tREVIEW_CODE\tDOB\tCHILD"]
    reviews += [f"{day}\t{code}\t{BORN[child]}\t{child}" for child, day, code in parts(HELD)]
    (tmp_path / "a header.csv").write_text(HEADER, encoding="utf-8", newline="")
    (tmp_path / "b.csv").write_text(EPISODES, encoding="cp1252")
    (tmp_path / "c.csv").write_text("\n".join(reviews), encoding="utf-16")
    imported = said("import_ssda903", str(tmp_path), "--create", "Worked", "--year", "2026")
    assert {(r["file"], r["line"], r["rule"]) for r in imported["rejects"]} == {
        ("b.csv", 16, "DUP"),
        ("c.csv", 15, "DUP"),
    }
    found = said("review_cycles", "--as-at", "2026-03-31")
    assert [[c["child"], str(c["due_on"]), c["state"]] for c in found] == list(parts(TURNS))
    with measures_of(*FIGURES):
        measured = said("measures", "--from", "2025-04-01", "--to", "2026-03-31")
    assert {m["code"]: (m["numerator"], m["denominator"]) for m in measured} == FIGURES
    again = said("import_ssda903", str(tmp_path), "--year", "2026")["counts"]
    assert (again["new"], again["changed"], again["removed"]) == (0, 0, 0)
