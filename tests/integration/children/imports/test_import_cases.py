"""Small cases: what a data officer imported, in order, and what must come out, by the commands alone."""

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Authority
from children.models import Child, SameChild
from tests.integration.children.returns import DATA, measures_of
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(4)]
CASES = DATA / "cases"
TODAY = "2026-11-26"
COUNCIL = ("--authority", "case")


def run(command: str, *words: str) -> dict[str, Any]:
    out = StringIO()
    call_command(command, *words, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def bring(case: str, folder: str, *more: str) -> dict[str, Any]:
    """Import one folder of a case: a return, or tables that name people."""
    where = str(CASES / case / folder)
    if folder in ("names", "blank"):
        return run("import_ssd", where, *COUNCIL, *more)
    return run("import_ssda903", where, *COUNCIL, "--create", "Case", *more)


def figure(code: str, start: str = "2025-04-01", end: str = "2026-03-31") -> tuple[int, int | None]:
    out = StringIO()
    with measures_of(code):
        call_command("measures", *COUNCIL, "--from", start, "--to", end, "--json", stdout=out)
    whole = next(m for m in json.loads(out.getvalue()) if m["code"] == code and m["breakdown"] is None)
    return whole["numerator"], whole["denominator"]


def cycles(child: str, as_at: str = "2026-03-31") -> list[dict[str, Any]]:
    out = StringIO()
    call_command("review_cycles", *COUNCIL, "--child", child, "--as-at", as_at, "--json", stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def exported(tmp_path: Path, table: str, year: str = "2026") -> list[dict[str, str]]:
    folder = tmp_path / f"out-{table}"
    call_command("export_ssda903", *COUNCIL, "--year", year, "--output", str(folder), stdout=StringIO())
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(said: dict[str, Any], kind: str = "rejects") -> set[tuple[str, int]]:
    return {(r["file"], r["line"]) for r in said[kind]}


def in_care() -> int:
    return figure("looked_after_at_end")[0]


# --- who is who


def one_child_or_a_decision(out: Path, said: list[dict[str, Any]]) -> None:
    decision = said[-1]["decisions"][0]
    assert decision["kind"] == "same_child"
    numbers = {r["CHILD"] for r in exported(out, "header")}
    assert decision["other"] in numbers and decision["child"] not in numbers
    assert said[-1]["counts"]["new"] == 0
    assert in_care() == 1


def no_name_of_somebody_else(out: Path, said: list[dict[str, Any]]) -> None:
    assert places(said[-1]) == {("person.csv", 2)}
    why = said[-1]["rejects"][0]["why"]
    assert "20 January 1979" in why and "15 June 2014" in why and "sex M" in why
    assert not names()


def names() -> list[str]:
    from children.models import Child

    return [c.name for c in Child.objects.exclude(surname="")]


def the_name_stays(out: Path, said: list[dict[str, Any]]) -> None:
    assert names() == ["Ava Marsh"]


# --- people at one time


def one_worker(out: Path, said: list[dict[str, Any]]) -> None:
    assert places(said[-1]) == {("sw_episodes.csv", 3)}
    assert len(exported(out, "sw_episodes")) == 1
    assert in_care() == 1


def one_iro(out: Path, said: list[dict[str, Any]]) -> None:
    assert places(said[-1]) == {("involvements.csv", 3)}
    assert allocated() == ["700"]


def allocated() -> list[str]:
    from children.models import IroAllocation

    return list(IroAllocation.objects.order_by("child__number").values_list("child__number", flat=True))


def four_allocated(out: Path, said: list[dict[str, Any]]) -> None:
    from children.models import IroAllocation

    assert said[-1]["rejects"] == []
    assert allocated() == ["700", "701", "702", "703"]
    assert not IroAllocation.objects.exclude(ended_on=None).exists()


def two_spans(out: Path, said: list[dict[str, Any]]) -> None:
    assert said[-1]["rejects"] == []
    spans = [(r["SW_DECOM"], r["SW_DEC"]) for r in exported(out, "sw_episodes")]
    assert spans == [("01/05/2025", "15/08/2025"), ("15/08/2025", "")]


# --- corrected returns


def one_incident(out: Path, said: list[dict[str, Any]]) -> None:
    assert said[-1]["counts"]["removed"] == 2
    assert [(r["MIS_START"], r["MIS_END"]) for r in exported(out, "missing")] == [
        ("11/07/2025", "12/07/2025")
    ]


def one_decision(out: Path, said: list[dict[str, Any]]) -> None:
    assert [r["DATE_PLACED"] for r in exported(out, "placed_adoption")] == ["17/07/2025"]
    assert exported(out, "uasc") == []


def overdue_without_review(out: Path, said: list[dict[str, Any]]) -> None:
    assert said[-1]["counts"]["removed"] == 1
    first = cycles("700")[0]
    assert (first["due_on"], first["state"], first["held_on"]) == ("2025-06-02", "overdue", None)
    assert [r["CHILD"] for r in exported(out, "reviews") if r["CHILD"] == "700"] == []


def other_child_keeps_hers(out: Path, said: list[dict[str, Any]]) -> None:
    overdue_without_review(out, said)
    assert cycles("701")[0]["state"] == "met"


def child_is_gone(out: Path, said: list[dict[str, Any]]) -> None:
    assert in_care() == 1
    assert [r["CHILD"] for r in exported(out, "header")] == ["700"]


def health_is_gone(out: Path, said: list[dict[str, Any]]) -> None:
    for table in ("oc2", "ad1", "prev_perm"):
        assert exported(out, table) == []
    assert said[-1]["counts"]["removed"] == 3


def one_incident_a_year_later(out: Path, said: list[dict[str, Any]]) -> None:
    assert [(r["MIS_START"], r["MIS_END"]) for r in exported(out, "missing")] == [
        ("21/03/2025", "05/04/2025")
    ]
    assert figure("looked_after_at_end")[0] == 1


# --- years


def filed_as_2026(out: Path, said: list[dict[str, Any]]) -> None:
    assert said[0]["years"] == [2026]
    assert figure("timeliness_reviews_held") == (3, 3)


def mistyped_review(out: Path, said: list[dict[str, Any]]) -> None:
    assert places(said[0]) == {("reviews.csv", 4)}
    filed_as_2026(out, said)


def mistyped_incident(out: Path, said: list[dict[str, Any]]) -> None:
    assert places(said[0]) == {("missing.csv", 2)}
    filed_as_2026(out, said)


# --- cells


def urn_without_point(out: Path, said: list[dict[str, Any]]) -> None:
    assert ("episodes.csv", 2) in places(said[-1], "warnings")
    assert [r["URN"] for r in exported(out, "episodes")] == ["1037101"]


def liberty_order_comes_back(out: Path, said: list[dict[str, Any]]) -> None:
    assert said[-1]["rejects"] == []
    rows = exported(out, "dolo", "2027")
    assert [(r["DOLO_START"], r["DOLO_END"]) for r in rows] == [("12/05/2026", "12/08/2026")]


def codes_not_known(out: Path, said: list[dict[str, Any]]) -> None:
    assert said[-1]["rejects"] == []
    assert {("reviews.csv", 3), ("reviews.csv", 4), ("reviews.csv", 5)} <= places(said[-1], "warnings")
    assert figure("timeliness_reviews_held") == (4, 4)
    assert figure("timeliness_reviews_due") == (3, 3)


def one_clock_a_series(out: Path, said: list[dict[str, Any]]) -> None:
    assert [r["rule"] for r in said[-1]["rejects"]] in ([], ["399"])
    turns = cycles("960")
    assert turns[0]["due_on"] == "2025-07-05" and turns[0]["state"] in ("met", "not_known")
    assert {t["period_start"] for t in turns} == {"2025-04-05"}
    held = [(t["due_on"], t["held_on"], t["state"]) for t in cycles("961") if t["clock"] == "CPR"]
    assert held[0] == ("2025-08-04", "2025-08-01", "met")
    assert [t["due_on"] for t in cycles("962") if t["clock"] == "CPR"][0] == "2025-08-01"
    assert any(w["rule"] == "365" for w in said[-1]["warnings"])


def six_children(out: Path, said: list[dict[str, Any]]) -> None:
    assert said[-1]["rejects"] == []
    assert in_care() == 6
    assert [c["state"] for n in range(1000, 1006) for c in cycles(str(n))[:1]] == ["met"] * 6
    rules = {(w["file"], w["column"]): w["rule"] for w in said[-1]["warnings"]}
    assert rules["episodes.csv", "PLACE_PROVIDER"] == "178"
    assert rules["header.csv", "MOTHER"] == "165"
    assert rules["episodes.csv", "REASON_PLACE_CHANGE"] == "1009"
    assert {
        ("episodes.csv", "HOME_POST"),
        ("episodes.csv", "PL_POST"),
        ("header.csv", "ETHNIC"),
    } <= rules.keys()


def no_upn_is_cut(out: Path, said: list[dict[str, Any]]) -> None:
    stored = {r["CHILD"]: r["UPN"] for r in exported(out, "header")}
    assert stored["1208"] == stored["1207"] == stored["1203"] == ""
    assert (stored["1204"], stored["1205"], stored["1200"]) == ("UN1", "UN5", "A123456789012")
    named = places(said[-1], "warnings")
    assert {("header.csv", line) for line in (5, 8, 9, 10)} <= named
    assert said[-1]["decisions"] or any(w["rule"] == "444" for w in said[-1]["warnings"])


def said_loudly(out: Path, said: list[dict[str, Any]]) -> None:
    assert any("headings and no row" in w["why"] for w in said[-1]["warnings"])
    assert in_care() is None  # nobody said who was


def not_before_birth(out: Path, said: list[dict[str, Any]]) -> None:
    assert ("episodes.csv", 2, "302") in {(r["file"], r["line"], r["rule"]) for r in said[-1]["rejects"]}
    assert in_care() == 0


Check = Callable[[Path, list[dict[str, Any]]], None]
RIGHT: list[tuple[str, list[str], Check]] = [
    ("01-number-with-point-nought", ["2025", "2026"], one_child_or_a_decision),
    ("02-number-without-noughts", ["2025", "2026"], one_child_or_a_decision),
    ("03-number-of-a-new-system", ["2025", "2026"], one_child_or_a_decision),
    ("04-two-workers-on-one-day", ["2026"], one_worker),
    ("05-second-worker-on-the-same-day", ["first/2026", "again/2026"], one_worker),
    ("06-worker-dates-corrected", ["first/2026", "corrected/2026"], two_spans),
    ("07-missing-incident-corrected", ["first/2026", "corrected/2026"], one_incident),
    ("08-adoption-and-uasc-corrected", ["first/2026", "corrected/2026"], one_decision),
    ("09-only-review-taken-out", ["first/2026", "corrected/2026"], overdue_without_review),
    ("10-review-of-one-child-taken-out", ["first/2026", "corrected/2026"], other_child_keeps_hers),
    ("11-child-in-error", ["first/2026", "corrected/2026"], child_is_gone),
    ("12-urn-as-a-float", ["2026"], urn_without_point),
    ("13-running-return-with-dolo", ["2027"], liberty_order_comes_back),
    ("14-year-typed-wrong", ["return", "right/2026"], mistyped_review),
    ("15-year-typed-wrong-in-missing", ["return"], mistyped_incident),
    ("17-participation-code-wrong", ["2026"], codes_not_known),
    ("18-series-of-short-breaks", ["2026"], one_clock_a_series),
    ("19-wrong-cells-beside", ["2026"], six_children),
    ("20-upn-forms", ["2026"], no_upn_is_cut),
    ("21-two-iros-on-one-day", ["return/2026", "names"], one_iro),
    ("22-dates-with-times", ["return/2026", "names"], four_allocated),
    ("23-another-persons-name", ["return/2026", "names"], no_name_of_somebody_else),
    ("24-blank-names", ["return/2026", "names", "blank"], the_name_stays),
    ("25-health-row-taken-out", ["first/2026", "corrected/2026"], health_is_gone),
    ("26-open-incident-corrected-next-year", ["2025", "2026"], one_incident_a_year_later),
    ("27-episodes-without-rows", ["2026"], said_loudly),
    ("28-start-before-birth", ["2026"], not_before_birth),
]


@pytest.mark.parametrize(("case", "folders", "check"), RIGHT, ids=[case for case, _, _ in RIGHT])
def test_case(case, folders, check, tmp_path, on_day):
    on_day(TODAY)
    said = [bring(case, folder) for folder in folders]
    check(tmp_path, said)
    again = bring(case, folders[-1])
    assert {again["counts"][name] for name in ("new", "changed", "removed")} == {0}
    check_again = again["counts"]["rejected"]
    assert check_again == said[-1]["counts"]["rejected"]


def test_a_year_in_which_no_row_lies_is_refused(on_day):
    from accounts.models import Authority

    on_day(TODAY)
    with pytest.raises(CommandError, match="No row of the files is of") as refused:
        bring("16-wrong-year-chosen", "2026", "--year", "2016")
    assert refused.value.returncode == 2
    assert not Authority.objects.filter(code="case").exists()
    bring("16-wrong-year-chosen", "2026")
    assert figure("timeliness_reviews_held") == (3, 3)


def test_tables_that_name_people_are_withdrawn_as_a_return_is(on_day):
    on_day(TODAY)
    bring("24-blank-names", "return/2026")
    before = list(Child.objects.values_list("number", "forename", "surname"))
    bring("24-blank-names", "names")
    assert Child.objects.get(number="702").name == "Ava Marsh"
    assert run("withdraw_import", *COUNCIL, "--people")["counts"]["removed"] == 1
    assert list(Child.objects.values_list("number", "forename", "surname")) == before
    with pytest.raises(CommandError, match="No tables that name people") as refused:
        run("withdraw_import", *COUNCIL, "--people")
    assert refused.value.returncode == 2
    bring("24-blank-names", "names")
    assert Child.objects.get(number="702").name == "Ava Marsh"


def test_an_import_says_to_which_day_the_files_tell(on_day):
    on_day(TODAY)
    bring("24-blank-names", "return/2026", "--known-until", "2026-06-30")
    assert Authority.objects.get(code="case").known_until == date(2026, 6, 30)
    with pytest.raises(CommandError, match="today or in the past") as refused:
        bring("24-blank-names", "return/2026", "--known-until", "2027-01-01")
    assert refused.value.returncode == 2


def test_a_person_whose_number_is_written_otherwise_waits_for_a_decision(on_day, tmp_path):
    """Nothing of the row is lost as of somebody else, and the answer is kept."""
    on_day(TODAY)
    bring("24-blank-names", "return/2026")
    child = Child.objects.get(number="702")
    columns = "PERS_PERSON_ID,PERS_FORENAME,PERS_SURNAME,PERS_SEX,PERS_DOB"
    person = f"0702,Ava,Marsh,{child.sex},{child.born_on}"
    (tmp_path / "person.csv").write_text(f"{columns}\n{person}\n")
    said = run("import_ssd", str(tmp_path), *COUNCIL)
    assert [(d["child"], d["other"]) for d in said["decisions"]] == [("0702", "702")]
    assert [r["rule"] for r in said["rejects"]] == ["SAME"]
    decided = SameChild.objects.create(authority=child.authority, number="0702", other="702", is_same=False)
    assert run("import_ssd", str(tmp_path), *COUNCIL)["decisions"] == []
    decided.is_same = True
    decided.save()
    assert run("import_ssd", str(tmp_path), *COUNCIL)["counts"]["new"] == 1
    child.refresh_from_db()
    assert child.name == "Ava Marsh"
