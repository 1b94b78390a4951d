"""The commands: their words, their JSON, their exit codes."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Authority, Worker
from children.models import Child, ReturnImport
from reviews.models import Review
from tests import factories as make
from tests.integration.children.returns import DATA, EPISODES, HEADER, REVIEWS, episode, review, small, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def put(tmp_path):
    """`put("2026", files)`: a folder of that name with these files."""

    def write(name, files):
        folder = tmp_path / name
        folder.mkdir()
        for file, content in files.items():
            (folder / file).write_bytes(content)
        return str(folder)

    return write


def run(*words: str, **options) -> str:
    out = StringIO()
    call_command("import_ssda903", *words, stdout=out, **options)
    return out.getvalue()


def fails(*words: str) -> str:
    with pytest.raises(CommandError) as error:
        run(*words)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
    return str(error.value)


def test_json_keeps_its_contract(put, authority):
    folder = put("2026", small(reviews=table(REVIEWS, review(on="31/04/2025"), review())))
    said = json.loads(run(folder, "--authority", "brackenshire", "--json"))
    assert said["counts"] == {"new": 3, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 1}
    reject = said["rejects"][0]
    assert {"file", "line", "column", "value", "why", "rule"} <= reject.keys()
    assert (reject["file"], reject["line"], reject["column"]) == ("reviews.csv", 2, "REVIEW")
    assert (reject["value"], reject["rule"]) == ("31/04/2025", "166")


def test_words_say_the_year_the_counts_and_what_to_do(put, authority):
    folder = put("2026", small(reviews=table(REVIEWS, review(on="31/04/2025"))))
    said = run(folder, "--authority", "brackenshire")
    assert "Return 2025 to 2026: 2 new, 0 changed, 0 unchanged, 0 removed, 1 rejected" in said
    assert "reviews.csv line 2 REVIEW '31/04/2025': There is no such day." in said


def test_without_the_council_it_stops_with_one_line(put, db):
    assert "no council with the code 'nowhere'" in fails(put("2026", small()), "--authority", "nowhere")
    assert not Authority.objects.exists()


def test_create_makes_the_council(put, db):
    run(put("2026", small()), "--authority", "north", "--create", "North Council")
    assert Authority.objects.get(code="north").name == "North Council"
    assert Child.objects.count() == 1


def test_a_dry_run_changes_nothing(put, db):
    said = json.loads(
        run(put("2026", small()), "--authority", "north", "--create", "North", "--dry-run", "--json")
    )
    assert said["counts"]["new"] == 4
    for model in (Authority, Child, Review, ReturnImport):
        assert not model.objects.exists()


def test_a_dry_run_of_two_years_counts_as_the_import_would(put, authority):
    one = put("2025", small(episodes=table(EPISODES, episode(DECOM="01/05/2024")), reviews=table(REVIEWS)))
    two = put("2026", small(episodes=table(EPISODES, episode(DECOM="01/05/2024"))))
    words = (one, two, "--authority", "brackenshire", "--json")
    dry = json.loads(run(*words, "--dry-run"))
    assert not Child.objects.exists()
    assert json.loads(run(*words))["counts"] == dry["counts"]


def test_what_a_later_return_makes_clear_of_an_earlier_one_comes_in_with_the_same_call(put, authority):
    """The care of 2025 stands in the return of 2026 alone; its reviews are not lost for that, and a second
    call changes nothing."""
    before = small(reviews=table(REVIEWS, review(on="20/01/2025"), review(on="31/04/2025")))
    del before["episodes.csv"]
    after = small(episodes=table(EPISODES, episode(DECOM="01/05/2024")))
    folders = [put("2025", before), put("2026", after)]
    words = (*folders, "--authority", "brackenshire", "--json")
    said = json.loads(run(*words))
    assert said["returns"][0]["counts"] == {
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "removed": 0,
        "rejected": 1,
    }
    assert [r["rule"] for r in said["rejects"]] == ["166"]
    assert [f["new"] for f in said["returns"][0]["files"] if f["name"] == "reviews.csv"] == [1]
    assert Review.objects.count() == 3
    assert ReturnImport.objects.filter(year=2026).count() == 1  # its last word stands
    again = json.loads(run(*words))
    assert (again["counts"]["new"], again["counts"]["changed"], again["counts"]["rejected"]) == (0, 0, 1)
    assert again["rejects"] == said["rejects"]


def test_two_folders_of_one_year_are_a_return_and_its_correction(put, authority):
    first = small(reviews=table(REVIEWS, review(), review(on="31/04/2025")))
    second = small(reviews=table(REVIEWS, review(on="29/05/2025"), review(on="31/04/2025")))
    run(put("one", first), put("two", second), "--authority", "brackenshire", "--year", "2026")
    assert [r.held_on.day for r in Review.objects.order_by("held_on")][-1] == 29


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "holds no files"),
        ({"return.xlsx": b"PK\x03\x04"}, "zip or Excel"),
        ({"reviews.csv": b""}, "empty"),
        ({"notes.csv": b"a,b\n1,2\n"}, "not those of any table"),
    ],
)
def test_a_folder_without_a_return_stops_with_one_line(put, authority, files, words):
    assert words in fails(put("2026", files), "--authority", "brackenshire")


def test_a_folder_that_is_not_there_stops_with_one_line(authority, tmp_path):
    assert "is not a folder" in fails(str(tmp_path / "gone"), "--authority", "brackenshire")


def test_a_folder_without_dates_asks_for_the_year(put, authority):
    files = {"header.csv": table(HEADER).encode()}
    assert "Give --year" in fails(put("return", files), "--authority", "brackenshire")


def test_the_year_is_the_one_given_else_the_name_else_the_latest_date(put, authority, on_day):
    on_day("2026-11-26")

    def year(folder, *more):
        return json.loads(run(folder, "--authority", "brackenshire", "--json", "--dry-run", *more))[
            "returns"
        ][0]["year"]

    assert year(put("any", small())) == 2026
    assert year(put("2026", small())) == 2026
    assert "No date of the files is in 1 April 2026" in fails(
        put("2027", small()), "--authority", "brackenshire"
    )
    assert year(put("2028", small()), "--year", "2026") == 2026


def test_a_year_that_is_given_is_the_year_of_every_folder(put, authority):
    parts = small()
    one = put("2030", {"header.csv": parts.pop("header.csv"), "episodes.csv": parts.pop("episodes.csv")})
    said = json.loads(run(one, put("rest", parts), "--authority", "brackenshire", "--year", "2026", "--json"))
    assert said["counts"] == {"new": 4, "changed": 0, "unchanged": 0, "removed": 0, "rejected": 0}
    assert [r["year"] for r in said["returns"]] == [2026, 2026]


def test_a_folder_without_a_table_is_said_beside_the_others(put, authority):
    said = json.loads(
        run(put("2026", small()), put("2025", {"x.pdf": b"%PDF"}), "--authority", "brackenshire", "--json")
    )
    assert said["counts"]["new"] == 4
    assert [(r["file"], r["line"], r["rule"]) for r in said["rejects"]] == [("x.pdf", 1, "FILE")]
    assert any("2025 could be read: x.pdf: This is a PDF" in w for w in said["returns"][0]["warnings"])


def test_two_bad_folders_stop_with_one_line(put, authority):
    said = fails(put("2026", {}), put("2025", {"x.pdf": b"%PDF"}), "--authority", "brackenshire")
    assert "holds no files" in said
    assert "x.pdf: This is a PDF" in said


def test_a_folder_of_folders_says_to_give_those(put, authority, tmp_path):
    put("2026", small())
    assert "but the folders 2026; give those" in fails(str(tmp_path), "--authority", "brackenshire")


def test_a_file_that_cannot_be_opened_is_said_and_the_others_come_in(put, authority, monkeypatch):
    folder = put("2026", {**small(), "locked.csv": b"x"})
    opened = Path.read_bytes

    def read(path):
        if path.name == "locked.csv":
            raise PermissionError(13, "Permission denied")
        return opened(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    said = json.loads(run(folder, "--authority", "brackenshire", "--json"))
    assert said["counts"]["new"] == 4
    assert [(r["file"], r["why"]) for r in said["rejects"]] == [
        ("locked.csv", "The file can't be opened: Permission denied.")
    ]


@pytest.mark.parametrize("code", ["with space", "x" * 21, "a/b", ""])
def test_a_code_that_cannot_be_one_is_refused(put, db, code):
    assert "up to 20 letters" in fails(put("2026", small()), "--authority", code, "--create", "X")


def test_names_and_allocations_come_in_and_a_second_time_change_nothing(authority, on_day):
    on_day("2026-04-20")
    run(str(DATA / "ssda903" / "2026"), "--authority", "brackenshire")
    out = StringIO()
    call_command("import_people", str(DATA / "ssd"), "--authority", "brackenshire", "--json", stdout=out)
    first = json.loads(out.getvalue())
    assert first["counts"]["new"] + first["counts"]["changed"] > 0
    looked_after = Child.objects.filter(periods__ended_on=None, periods__isnull=False)
    assert not looked_after.filter(surname="").exists()
    assert looked_after.filter(iro_allocations__ended_on=None, iro_allocations__isnull=False).exists()
    out = StringIO()
    call_command("import_people", str(DATA / "ssd"), "--authority", "brackenshire", "--json", stdout=out)
    again = json.loads(out.getvalue())
    assert (again["counts"]["new"], again["counts"]["changed"]) == (0, 0)


def test_a_folder_without_people_stops_with_one_line(put, authority):
    with pytest.raises(CommandError, match="names people") as error:
        call_command("import_people", put("2026", small()), "--authority", "brackenshire")
    assert error.value.returncode == 2


PERSON_HEADS = "pers_person_id,pers_forename,pers_surname,pers_dob"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "person.csv: The file is empty"),
        (f"{PERSON_HEADS}\n1,Ann\x00a,Oak,".encode(), "person.csv: This is not a CSV file"),
        (
            b"pers_forename,pers_surname\nAnn,Oak\n",
            "person.csv: This is the table of person without PERS_PERSON_ID",
        ),
        (
            b"invo_person_id,invo_professional_id\n1,2\n",
            "involvements without INVO_INVOLVEMENT_START_DATE, INVO_PROFESSIONAL_ROLE_ID",
        ),
    ],
)
def test_a_table_of_people_that_cannot_be_read_says_what_is_wrong(tmp_path, authority, content, says):
    (tmp_path / "person.csv").write_bytes(content)
    with pytest.raises(CommandError, match=says) as error:
        call_command("import_ssd", str(tmp_path), "--authority", "brackenshire")
    assert error.value.returncode == 2


def test_a_line_of_people_with_more_cells_than_headings_is_refused_by_its_line(tmp_path, child):
    rows = (PERSON_HEADS, f"{child.number},Ann,Oak,", f"{child.number},Ann, the younger,Oak,1/2/2012")
    (tmp_path / "person.csv").write_text("\n".join(rows))
    workers = "prof_professional_id,prof_staff_id,prof_professional_name\nW1,W1,Reed, Iris\n"
    (tmp_path / "workers.csv").write_text(workers, encoding="cp1252")
    out = StringIO()
    call_command("import_ssd", str(tmp_path), "--authority", "brackenshire", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert said["counts"]["rejected"] == 2
    assert [(r["file"], r["line"], r["rule"]) for r in said["rejects"]] == [
        ("person.csv", 3, "COLS"),
        ("workers.csv", 2, "COLS"),
    ]


WORKER_HEADS = "prof_professional_id,prof_staff_id,prof_professional_name"
INVOLVED_HEADS = "invo_person_id,invo_professional_id,invo_professional_role_id,invo_involvement_start_date"


def bring_people(folder: Path, **files: tuple[str, ...]) -> Any:
    for name, rows in files.items():
        (folder / f"{name}.csv").write_text("\n".join(rows))
    out = StringIO()
    call_command("import_ssd", str(folder), "--authority", "brackenshire", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_one_worker_with_two_names_keeps_the_first_however_often_it_is_imported(tmp_path, authority):
    rows = (WORKER_HEADS, "W1,W1,Iris Reed", "W1,W1,Tom Ash")
    for counts in ({"new": 1, "rejected": 1}, {"unchanged": 1, "rejected": 1}):
        said = bring_people(tmp_path, workers=rows)
        assert {name: n for name, n in said["counts"].items() if n} == counts
        assert [(r["line"], r["rule"]) for r in said["rejects"]] == [(3, "TWICE")]
        assert Worker.objects.get().name == "Iris Reed"


def test_two_numbers_of_one_worker_with_one_staff_number_are_one_person(tmp_path, authority):
    rows = (WORKER_HEADS, "W1,S1,Iris Reed", 'W2,S1,"Reed, Iris"', "W3,S1,Tom Ash")
    said = bring_people(tmp_path, workers=rows)
    assert [(w["line"], w["rule"]) for w in said["warnings"]] == [(4, "WORKER")]
    assert sorted(Worker.objects.values_list("staff_id", "name")) == [("W1", "Iris Reed"), ("W3", "Tom Ash")]
    assert bring_people(tmp_path, workers=rows)["counts"]["new"] == 0


def test_rows_of_involvements_that_say_the_same_or_begin_long_before_birth_are_refused(tmp_path, authority):
    child = make.make_child_in_care(authority, number="1001", born_on=date(2015, 6, 1))
    rows = (INVOLVED_HEADS, "1001,W1,IRO,2025-05-01", "1001,W1,IRO,2025-05-01", "1001,W1,CW,1999-01-01")
    said = bring_people(tmp_path, workers=(WORKER_HEADS, "W1,W1,Iris Reed"), involvements=rows)
    assert [(r["line"], r["column"], r["rule"]) for r in said["rejects"]] == [
        (3, "INVO_PERSON_ID", "DUP"),
        (4, "INVO_INVOLVEMENT_START_DATE", "DATE"),
    ]
    assert child.iro_allocations.count() == 1
