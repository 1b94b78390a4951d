"""Lives at the edges of the law, imported as returns: the commands give the turns that statutory.md says."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.integration.children.returns import (
    EPISODES,
    HEADER,
    REVIEWS,
    episode,
    header,
    measures_of,
    review,
    table,
)

pytestmark = pytest.mark.django_db
COUNCIL = ("--authority", "edge")
Turn = tuple[str | None, str | None, str]


def care(start: str, end: str = "", **over: str) -> tuple[str, ...]:
    left = {"DEC": end, "REC": "E4A"} if end else {}
    return episode(DECOM=start, **left | over)


def moved(start: str, end: str, **over: str) -> tuple[str, ...]:
    return care(start, end, REC="X1", **over)


SHORT = {"LS": "V3"}
ORDER = {"LS": "E1"}
PLACED = {"LS": "E1", "PLACE": "A6", "RNE": "P"}

# name: episodes, days of reviews, as at, the turns (due, held, state), T-1 and T-3 of 2025-26
LIVES: dict[
    str, tuple[list[tuple[str, ...]], list[str], str, list[Turn], tuple[int, int], tuple[int, int]]
] = {
    "back in care on the next day": (
        [care("05/01/2026", "02/03/2026"), care("03/03/2026")],
        ["30/01/2026"],
        "2026-03-31",
        [
            ("2026-02-02", "2026-01-30", "met"),
            ("2026-04-30", None, "void"),
            ("2026-03-31", None, "open"),
        ],
        (0, 1),
        (1, 2),
    ),
    "a gap of six months to the day is one series": (
        [care("05/04/2025", "07/04/2025", **SHORT), care("07/10/2025", "09/10/2025", **SHORT)],
        [],
        "2026-03-31",
        [("2025-07-05", None, "not_known")],
        (0, 0),
        (0, 0),
    ),
    "a gap of a day more is two": (
        [care("05/04/2025", "07/04/2025", **SHORT), care("08/10/2025", "10/10/2025", **SHORT)],
        [],
        "2026-03-31",
        [("2025-07-05", None, "void"), ("2026-01-08", None, "not_known")],
        (0, 0),
        (0, 0),
    ),
    "the 76th day falls in the fifth break": (
        [care(f"01/{m:02d}/2025", f"17/{m:02d}/2025", **SHORT) for m in (5, 6, 7, 8, 9)],
        [],
        "2026-03-31",
        [("2025-08-01", None, "not_known"), ("2025-09-29", None, "void")],
        (0, 0),
        (0, 0),
    ),
    "overdue on the day of placement for adoption": (
        [
            moved("01/05/2025", "31/08/2025", LS="C1"),
            moved("31/08/2025", "20/12/2025", RNE="L", **ORDER),
            care("20/12/2025", **PLACED),
        ],
        ["27/05/2025", "20/08/2025"],
        "2026-03-31",
        [
            ("2025-06-02", "2025-05-27", "met"),
            ("2025-08-27", "2025-08-20", "met"),
            ("2026-02-20", None, "void"),
            ("2025-11-30", None, "missed"),
            ("2026-01-17", None, "overdue"),
        ],
        (0, 1),
        (2, 4),
    ),
    "the placement for adoption broke down": (
        [
            moved("01/05/2025", "01/09/2025"),
            moved("01/09/2025", "05/01/2026", RNE="L", **ORDER),
            moved("05/01/2026", "16/02/2026", REASON_PLACE_CHANGE="PLACE", **PLACED),
            care("16/02/2026", RNE="P", **ORDER),
        ],
        ["27/05/2025", "20/08/2025", "25/11/2025", "30/01/2026"],
        "2026-03-31",
        [
            ("2025-06-02", "2025-05-27", "met"),
            ("2025-08-27", "2025-08-20", "met"),
            ("2026-02-20", None, "void"),
            ("2025-12-01", "2025-11-25", "met"),
            ("2026-05-25", None, "void"),
            ("2026-02-02", "2026-01-30", "met"),
            ("2026-04-30", None, "void"),
            ("2026-03-16", None, "overdue"),
        ],
        (0, 1),
        (4, 5),
    ),
    "in care since long ago, the first known review on the latest lawful day": (
        [care("01/02/2019")],
        ["30/09/2025"],
        "2026-03-31",
        [(None, "2025-09-30", "not_known"), ("2026-03-30", None, "overdue")],
        (0, 1),
        (0, 1),
    ),
    "and on the day after": (
        [care("01/02/2019")],
        ["01/10/2025"],
        "2026-03-31",
        [("2025-09-30", "2025-10-01", "late"), ("2026-04-01", None, "open")],
        (0, 1),
        (0, 1),
    ),
    "a placement order inside the known time": (
        [moved("01/02/2019", "01/05/2025"), care("01/05/2025", RNE="L", **ORDER)],
        [],
        "2026-03-31",
        [("2025-08-01", None, "overdue")],
        (0, 1),
        (0, 1),
    ),
    "twenty working days on 31 March": (
        [care("03/03/2026")],
        [],
        "2026-03-31",
        [("2026-03-31", None, "open")],
        (0, 1),
        (0, 1),
    ),
    "a day fewer": ([care("04/03/2026")], [], "2026-03-31", [("2026-04-01", None, "open")], (0, 0), (0, 0)),
    "over the change of the clocks and Easter": (
        [care("29/03/2026")],
        [],
        "2026-03-31",
        [("2026-04-28", None, "open")],
        (0, 0),
        (0, 0),
    ),
    "the last day of August": (
        [care("01/05/2025")],
        ["29/05/2025", "29/08/2025", "31/08/2025", "28/02/2026"],
        "2026-03-31",
        [
            ("2025-06-02", "2025-05-29", "met"),
            ("2025-08-29", "2025-08-29", "met"),
            ("2026-02-28", "2025-08-31", "met"),
            ("2026-02-28", "2026-02-28", "met"),
            ("2026-08-28", None, "open"),
        ],
        (1, 1),
        (4, 4),
    ),
}


@pytest.mark.parametrize("name", LIVES)
def test_a_life_at_an_edge_of_the_law(name: str, tmp_path: Path, on_day) -> None:
    episodes, days, as_at, turns, child_year, due = LIVES[name]
    on_day("2026-11-26")
    folder = tmp_path / "2026"
    folder.mkdir()
    for file, text in {
        "header": table(HEADER, header()),
        "episodes": table(EPISODES, *episodes),
        "reviews": table(REVIEWS, *(review(on=day) for day in days)),
    }.items():
        (folder / f"{file}.csv").write_text(text)
    said = _json("import_ssda903", str(folder), "--create", "Edge")
    assert said["rejects"] == []
    found = _json("review_cycles", "--as-at", as_at)
    assert [(c["due_on"], c["held_on"], c["state"]) for c in found] == turns
    with measures_of("timeliness_child_year", "timeliness_reviews_due"):
        rows = _json("measures", "--from", "2025-04-01", "--to", "2026-03-31")
    whole = {m["code"]: (m["numerator"], m["denominator"]) for m in rows if m["breakdown"] is None}
    assert (whole["timeliness_child_year"], whole["timeliness_reviews_due"]) == (child_year, due)


def _json(command: str, *words: str):
    out = StringIO()
    call_command(command, *words, *COUNCIL, "--json", stdout=out)
    return json.loads(out.getvalue())
