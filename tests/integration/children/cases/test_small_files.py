"""Files of a small return written as councils write them: what is left out costs no more than itself, and
what is not known is never overdue."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.children.cases.written import COUNCIL, bring, figures, files, named, run, turns
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(4)]
TODAY = "2026-11-26"
Files = dict[str, bytes]
CARE = """
E 1 01/05/2025 S C2 U6
R 1 28/05/2025
R 1 20/08/2025
E 2 01/05/2025 S C2 U6
R 2 28/05/2025
"""
WHOLE = {
    "1": "2025-06-02 2025-05-28 met first; 2025-08-28 2025-08-20 met second; 2026-02-20 - overdue later",
    "2": "2025-06-02 2025-05-28 met first; 2025-08-28 - overdue second",
}
NO_REVIEWS = dict.fromkeys(WHOLE, "- - not_known not known")


def without(name: str, *columns: str) -> Callable[[Files], Files]:
    """The file of this name without these columns."""

    def change(written: Files) -> Files:
        rows = [line.split(",") for line in written[name].decode().splitlines()]
        kept = [at for at, column in enumerate(rows[0]) if column not in columns]
        return written | {name: "\n".join(",".join(row[at] for at in kept) for row in rows).encode()}

    return change


def instead(name: str, content: bytes) -> Callable[[Files], Files]:
    return lambda written: written | {name: content}


def replaced(name: str, old: str, new: str) -> Callable[[Files], Files]:
    return lambda written: written | {name: written[name].replace(old.encode(), new.encode())}


def parted(written: Files) -> Files:
    """Reviews in two files, one of which has a row of the other as well."""
    head, *rows = written.pop("reviews.csv").decode().splitlines()
    parts = {"april.csv": [head, *rows[:2]], "later.csv": [head, *rows[1:]]}
    return written | {name: "\n".join(lines).encode() for name, lines in parts.items()}


def names_exchanged(written: Files) -> Files:
    header, episodes, reviews = (written[f"{name}.csv"] for name in ("header", "episodes", "reviews"))
    return {"reviews.csv": header, "header.txt": episodes, "2019": reviews}


@pytest.mark.parametrize(
    ("change", "refused", "warned", "clocks"),
    [
        pytest.param(
            without("reviews.csv", "REVIEW_CODE"),
            [],
            ["reviews:2 167", "reviews:3 167", "reviews:4 167"],
            WHOLE,
            id="no codes",
        ),
        pytest.param(without("reviews.csv", "DOB"), [], [], WHOLE, id="no dates of birth beside reviews"),
        pytest.param(
            without("header.csv", "ETHNIC", "MOTHER", "MC_DOB"),
            [],
            ["header:2 103", "header:3 103"],
            WHOLE,
            id="no ethnicity",
        ),
        pytest.param(without("header.csv", "UPN"), [], [], WHOLE, id="no pupil numbers"),
        pytest.param(without("header.csv", "SEX"), [], ["header:2 101", "header:3 101"], WHOLE, id="no sex"),
        pytest.param(
            without("episodes.csv", "URN", "PL_POST", "HOME_POST", "CIN", "PLACE_PROVIDER"),
            [],
            [],
            WHOLE,
            id="no places",
        ),
        pytest.param(instead("reviews.csv", b""), ["reviews:1 FILE"], [], NO_REVIEWS, id="no byte"),
        pytest.param(
            instead("reviews.csv", b"\xef\xbb\xbf,,,\n"),
            ["reviews:1 FILE"],
            [],
            NO_REVIEWS,
            id="commas alone",
        ),
        pytest.param(
            replaced("reviews.csv", "28/05/2025", "45805"),
            ["reviews:2 166", "reviews:4 166"],
            [],
            {
                "1": "2025-06-02 - unconfirmed first; - 2025-08-20 not_known not known; "
                "2026-02-20 - unconfirmed not known"
            },
            id="days as numbers",
        ),
        pytest.param(
            replaced("episodes.csv", "2,15/06/2012,01/05/2025", "2,15/06/2012,01/05/25"),
            ["episodes:3 141", "header:3 HELD", "reviews:4 HELD"],
            [],
            {"1": WHOLE["1"]},
            id="a year of two digits",
        ),
        pytest.param(parted, ["later:2 DUP"], [], WHOLE, id="reviews in two files that overlap"),
        pytest.param(names_exchanged, [], [], WHOLE, id="names that mislead"),
    ],
)
def test_files_as_they_come(
    change: Callable[[Files], Files],
    refused: list[str],
    warned: list[str],
    clocks: dict[str, str],
    tmp_path: Path,
    on_day,
) -> None:
    on_day(TODAY)
    written = change(files(CARE))
    said = bring(tmp_path, 2026, written)
    assert named(said["rejects"]) == refused
    assert named([w for w in said["warnings"] if w["rule"] != "NOTE"]) == warned
    assert {child: "; ".join(turns(child, "2026-03-31")) for child in clocks} == clocks
    again = bring(tmp_path, 2026, written)["counts"]
    assert (again["new"], again["changed"], again["removed"]) == (0, 0, 0)


def test_the_same_file_twice_names_the_other_file(tmp_path: Path, on_day) -> None:
    on_day(TODAY)
    written = files(CARE)
    said = bring(tmp_path, 2026, written | {"reviews copy.csv": written["reviews.csv"]})
    assert [r["why"] for r in said["rejects"]] == [
        f"The row is the same as line {line} of reviews copy.csv." for line in (2, 3, 4)
    ]
    assert figures("2025-04-01", "2026-03-31", ["timeliness_reviews_held"]) == {
        "timeliness_reviews_held": "3/3 0"
    }


DAY = "2025-06-02 2025-05-28 met first; 2025-08-28 - overdue second"
NO_DAY = "2025-06-02 - unconfirmed first"


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("28/5/2025", DAY),
        ("2025-05-28", DAY),
        ("2025/05/28", DAY),
        ("28 May 2025", DAY),
        ("28/05/2025 09:31", DAY),
        ("28/05/25", NO_DAY),
        ("28-May-25", NO_DAY),
        ("05/28/2025", NO_DAY),
        ("2025-28-05", NO_DAY),
        ("45805.0", NO_DAY),
        ("20250528", NO_DAY),
        ("29/02/2026", NO_DAY),
    ],
)
def test_a_day_is_read_as_it_is_written_or_named(written: str, clock: str, tmp_path: Path, on_day) -> None:
    on_day(TODAY)
    care = "E 1 01/05/2025 S C2 U6\nE 2 01/05/2025 S C2 U6\nR 1 28/05/2025\nR 2 28/05/2025"
    said = bring(
        tmp_path,
        2026,
        replaced("reviews.csv", "1,15/06/2012,28/05/2025", f"1,15/06/2012,{written}")(files(care)),
    )
    assert named(said["rejects"]) == ([] if clock == DAY else ["reviews:2 166"])
    assert "; ".join(turns("1", "2026-03-31")) == clock


PERSON = "PERS_PERSON_ID,PERS_FORENAME,PERS_SURNAME,PERS_SEX,PERS_DOB,PERS_LEGACY_ID\n"
INVOLVED = (
    "INVO_PROFESSIONAL_ID,INVO_PROFESSIONAL_ROLE_ID,INVO_INVOLVEMENT_START_DATE,"
    "INVO_INVOLVEMENT_END_DATE,INVO_PERSON_ID\n"
)
WORKERS = "PROF_PROFESSIONAL_ID,PROF_STAFF_ID,PROF_PROFESSIONAL_NAME\n"
IRO = WORKERS + "I1,I1,Lily Ashdown\n"


@pytest.mark.parametrize(
    ("tables", "refused", "warned", "decide"),
    [
        pytest.param(
            {"person": PERSON + "A1,Ann,Oak,F,2012-06-15,1.0\nA2,Bo,Elm,F,2012-06-15,002\n"},
            ["person:2 SAME", "person:3 SAME"],
            [],
            {"A1": "1", "A2": "2"},
            id="former numbers as a spreadsheet wrote them",
        ),
        pytest.param(
            {"person": PERSON + "A1,Ann,Oak,F,2011-06-15,1.0\n"},
            [],
            ["person:1 NOTE"],
            {},
            id="a former number almost alike, of a child born on another day",
        ),
        pytest.param(
            {"professionals": WORKERS, "involvements": INVOLVED, "header": "CHILD,SEX,DOB\n1,F,15/06/2012\n"},
            [],
            ["involvements:1 FILE", "professionals:1 FILE", ":1 NOTE"],
            {},
            id="headings alone, and a file of the return beside them",
        ),
        pytest.param(
            {"professionals": IRO, "involvements": INVOLVED + "I1,IRO,2027-05-02,,1\n"},
            [],
            ["involvements:2 DATE"],
            {},
            id="an IRO from a day to come",
        ),
    ],
)
def test_tables_that_name_people_are_never_passed_over_in_silence(
    tables: dict[str, str],
    refused: list[str],
    warned: list[str],
    decide: dict[str, str],
    tmp_path: Path,
    on_day,
) -> None:
    on_day(TODAY)
    bring(tmp_path, 2026, files(CARE))
    folder = tmp_path / "names"
    folder.mkdir()
    for name, content in tables.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    said = run("import_ssd", str(folder), *COUNCIL)
    assert named(said["rejects"]) == refused
    assert named(said["warnings"]) == warned
    assert {d["child"]: d["other"] for d in said["decisions"]} == decide
    again = run("import_ssd", str(folder), *COUNCIL)["counts"]
    assert (again["new"], again["changed"], again["removed"]) == (0, 0, 0)


def test_what_is_known_of_a_date_is_a_day_that_there_is(tmp_path: Path, on_day) -> None:
    on_day(TODAY)
    rows = ["1,15/06/2012,P1,201,31/02/2019", "2,15/06/2012,P1,201,29/zz/2019"]
    previous = "\n".join(["CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", *rows]).encode()
    said = bring(tmp_path, 2026, files(CARE) | {"previous.csv": previous})
    assert [w for w in named(said["warnings"]) if "NOTE" not in w] == ["previous:2 632"]
