"""The sample returns: three years of one council, the same with 55 planted defects, and a generator's
incoherent output."""

import csv
import json
from calendar import TUESDAY
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Q

from accounts.models import Authority
from children.models import Child, LegalStatus
from reviews.models import Review, ReviewCycle
from tests.integration.children.returns import DATA, folder
from tests.kept import kept
from tests.turns import comes_every, has_days

SHORT_BREAKS = ("V3", "V4")


def run(*folders: str, authority: str = "brackenshire", **options) -> dict:
    out = StringIO()
    call_command(
        "import_ssda903",
        *[str(DATA / f) for f in folders],
        "--authority",
        authority,
        "--json",
        stdout=out,
        **options,
    )
    return json.loads(out.getvalue())


def looked_after(authority: Authority, day: date) -> tuple[int, int]:
    """Children looked after at the end of the day without, and only under, short breaks."""
    on = LegalStatus.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=day), child__authority=authority, started_on__lte=day
    )
    short = set(on.filter(code__in=SHORT_BREAKS).values_list("child", flat=True))
    return len(set(on.values_list("child", flat=True)) - short), len(short)


@kept
def three_years(authority, on_day):
    on_day("2026-04-20")
    return run("ssda903/2024", "ssda903/2025", "ssda903/2026")


def test_three_returns_come_in_whole(three_years, authority):
    assert three_years["counts"]["rejected"] == 0, three_years["rejects"][:5]
    assert three_years["rejects"] == []
    assert [r["year"] for r in three_years["returns"]] == [2024, 2025, 2026]
    assert authority.children.filter(periods__isnull=False).distinct().count() == 386
    found = [looked_after(authority, date(y, 3, 31)) for y in (2024, 2025, 2026)]
    assert found == [(214, 3), (218, 5), (238, 1)]
    held = [
        Review.objects.filter(held_on__range=(date(y - 1, 4, 1), date(y, 3, 31))).count()
        for y in (2024, 2025, 2026)
    ]
    assert held == [502, 500, 559]


def test_due_dates_before_the_first_return_are_not_known(three_years, authority):
    authority.refresh_from_db()
    assert authority.known_from == date(2023, 4, 1)
    unknown = ReviewCycle.objects.filter(due_on=None, held_on__isnull=False)
    assert unknown.filter(held_on__lt=date(2024, 4, 1)).count() == 192
    assert unknown.filter(held_on__gte=date(2024, 4, 1)).count() == 0


def test_a_second_import_changes_nothing(three_years):
    cycles = list(ReviewCycle.objects.order_by("pk").values())
    again = run("ssda903/2024", "ssda903/2025", "ssda903/2026")
    assert (again["counts"]["new"], again["counts"]["changed"], again["counts"]["rejected"]) == (0, 0, 0)
    assert (
        again["counts"]["unchanged"]
        == three_years["counts"]["new"]
        + three_years["counts"]["changed"]
        + (three_years["counts"]["unchanged"])
    )
    assert [r["moved"] for r in again["returns"]] == [0, 0, 0]
    assert list(ReviewCycle.objects.order_by("pk").values()) == cycles


def clock_of(code: str) -> list[tuple]:
    return list(
        ReviewCycle.objects.filter(child__authority__code=code)
        .order_by("child__number", "sequence")
        .values_list("child__number", "rule", "due_on", "held_on", "state")
    )


@has_days(TUESDAY)
@pytest.mark.parametrize(
    "order",
    [
        pytest.param("2026 2025 2024", marks=pytest.mark.nightly),
        pytest.param("2025 2026 2024", marks=pytest.mark.nightly),
        "2026 2024 2025 2024",
    ],
)
def test_years_in_another_order_end_the_same(three_years, other_authority, order):
    """After a gap the return before it is imported again, as its refusals ask for."""
    for year in order.split():
        last = run(f"ssda903/{year}", authority="westmarch")
    assert last["rejects"] == []
    assert clock_of("westmarch") == clock_of("brackenshire")


pytestmark = comes_every(4)


def key() -> list[dict[str, str]]:
    with (DATA / "broken" / "defects_key.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_every_planted_defect_is_reported_in_its_place(authority, on_day):
    on_day("2026-04-20")
    said = run("broken/2026")
    named = said["rejects"] + said["warnings"]
    places = {(r["file"], r["line"]): r for r in named}
    columns = {(r["file"], r["line"], r["column"]) for r in named}
    rows = key()
    assert len(rows) == 55
    read = [r for r in rows if r["what"].startswith("ISO date")]
    assert len(read) == 2
    for row in rows:
        place = (f"{row['file']}.csv", int(row["line"]))
        if row in read:
            found = Child.objects.get(number=row["child"])
            assert found.born_on == date.fromisoformat(row["now"])
        else:
            assert place in places, row
            if row["column"] != "*" and "overlap" not in row["what"] and "REC without" not in row["what"]:
                assert (*place, row["column"]) in columns, row
    assert all(r["why"] and r["to_do"] and r["rule"] for r in said["rejects"])


def test_the_sound_children_of_the_broken_return_load(authority, on_day):
    on_day("2026-04-20")
    said = run("broken/2026")
    refused = {(r["file"], r["line"]) for r in said["rejects"]}
    bad = {
        r["child"]
        for r in key()
        if r["file"] in ("header", "episodes")
        and (f"{r['file']}.csv", int(r["line"])) in refused
        and not r["what"].startswith("duplicate header")
    }
    every = {
        r["CHILD"]
        for r in csv.DictReader(StringIO(folder("broken", "2026")["header.csv"].decode("utf-8-sig")))
    }
    stored = set(Child.objects.values_list("number", flat=True))
    assert stored == every - bad
    held = {(r["file"], r["line"]) for r in said["rejects"] if r["rule"] == "HELD"}
    planted = {(f"{r['file']}.csv", int(r["line"])) for r in key()}
    others = {(r["file"], r["line"]) for r in said["rejects"]} - held - planted
    assert not others


def test_a_broken_return_imported_again_changes_nothing(authority, on_day):
    on_day("2026-04-20")
    first = run("broken/2026")
    again = run("broken/2026")
    assert (again["counts"]["new"], again["counts"]["changed"]) == (0, 0)
    assert again["rejects"] == first["rejects"]


def test_an_incoherent_return_is_survived_and_explained(authority, on_day):
    on_day("2026-04-20")
    said = run("dirty/2026", year=2026)
    assert said["counts"]["rejected"] > 0
    assert all(r["file"] and r["why"] and r["to_do"] and r["rule"] for r in said["rejects"])
    empty = {n for n, content in folder("dirty", "2026").items() if not content.strip()}
    assert empty <= {r["file"] for r in said["rejects"]}


def test_the_worked_example_comes_in_whole(authority, on_day):
    on_day("2026-04-20")
    said = run("example_1b/2025", "example_1b/2026")
    assert said["counts"]["rejected"] == 0, said["rejects"]
