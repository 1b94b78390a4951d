"""Imported, withdrawn, imported again: the council is as it was, table by table, whatever files there were
and whatever people did in between.
"""

import random
from calendar import TUESDAY
from collections.abc import Callable
from datetime import date

import pytest
from django.utils.timezone import now

from accounts.access.roles import Role
from accounts.models import Authority, User, Worker
from children.imports.outcome import Outcome
from children.imports.people_tables import recognise_people
from children.imports.rows import PEOPLE
from children.imports.ssd import import_people
from children.imports.withdrawal import withdraw
from children.merging import actions as merging
from children.models import Child, ChildMerge, IroAllocation, ReturnImport
from tests import factories as make
from tests.integration.children.conftest import TODAY
from tests.integration.children.imports.council_state import between, state
from tests.integration.children.imports.mutations import small_council
from tests.integration.children.returns import table
from tests.kept import kept
from tests.turns import has_days, in_turns

pytestmark = [pytest.mark.django_db, has_days(TUESDAY)]
KINDS = (
    "ad1",
    "missing",
    "oc2",
    "oc3",
    "placed_adoption",
    "prev_perm",
    "reviews",
    "sw_episodes",
    "uasc",
)
EMPTY: dict[str, list[str]] = {}


@kept
def manager(authority: Authority) -> User:
    return make.make_user(authority, Role.QA_MANAGER)


def returns(seed: int = 7) -> tuple[dict[str, bytes], dict[str, bytes]]:
    return small_council(random.Random(seed))


def take_back(authority: Authority, year: int) -> None:
    withdraw(authority=authority, year=year, by=None, today=TODAY)


def bring_people(authority: Authority, files: dict[str, bytes]) -> Outcome:
    sheets = recognise_people(files)
    record = ReturnImport.objects.create(authority=authority, state="APPLIED", applied_at=now())
    return import_people(authority=authority, sheets=sheets, record=record, today=TODAY)


def unlike(one: dict[str, list[str]], two: dict[str, list[str]]) -> dict[str, tuple[list[str], list[str]]]:
    """Where two moments differ, but for what was decided about numbers and kept of a merge."""
    return {n: rows for n, rows in between(one, two).items() if n not in ("ChildMerge", "SameChild")}


@pytest.mark.parametrize("kind", in_turns(KINDS, 2))
def test_each_file_goes_and_comes_back(bring_in: Callable[..., Outcome], authority: Authority, kind: str):
    first, second = returns()
    needed = {"header.csv", "episodes.csv", f"{kind}.csv"}
    bring_in({name: content for name, content in first.items() if name in needed}, year=2025)
    before = state(authority)
    files = {name: content for name, content in second.items() if name in needed}
    bring_in(files, year=2026)
    both = state(authority)
    take_back(authority, 2026)
    assert unlike(state(authority), before) == {}
    bring_in(files, year=2026)
    assert unlike(state(authority), both) == {}
    take_back(authority, 2025)
    take_back(authority, 2026)
    assert unlike(state(authority), dict.fromkeys(both, []) | {"known": ["(None, None)"]}) == {}


def test_orders_go_and_come_back(bring_in: Callable[..., Outcome], authority: Authority):
    _, files = returns()
    child = header_of(files)
    order = ("01/06/2025", "01/08/2025")
    files["dolo.csv"] = table(
        ("CHILD", "DOB", "DOLO_START", "DOLO_END"), (child["CHILD"], child["DOB"], *order)
    ).encode()
    outcome = bring_in(files, year=2026)
    assert [f["table"] for f in outcome.files if f["name"] == "dolo.csv"] == ["DoLo"]
    both = state(authority)
    take_back(authority, 2026)
    bring_in(files, year=2026)
    assert unlike(state(authority), both) == {}


def header_of(files: dict[str, bytes], at: int = 1) -> dict[str, str]:
    heading, *rows = [line.split(",") for line in files["header.csv"].decode().splitlines()]
    return dict(zip(heading, rows[at - 1], strict=True))


def names_of(files: dict[str, bytes]) -> dict[str, bytes]:
    """The tables that name the children of a return, and the people who work with them."""
    numbers = [line.split(",")[0] for line in files["header.csv"].decode().splitlines()[1:]]
    persons = [f"{number},Ava,Marsh {number}" for number in numbers]
    roles = [f"I{number},{number},P1,IRO,01/10/2025," for number in numbers[:3]]
    roles += [f"C{number},{number},P2,CW,01/11/2025," for number in numbers[:3]]
    return {
        "person.csv": "\n".join(["pers_person_id,pers_forename,pers_surname", *persons]).encode(),
        "professionals.csv": (
            b"prof_professional_id,prof_staff_id,prof_professional_name,prof_professional_job_title\n"
            b"P1,S1,Iris Reed,Reviewing officer\nP2,S2,Sam Cole,Social worker\n"
        ),
        "involvements.csv": "\n".join(
            [
                "invo_involvements_id,invo_person_id,invo_professional_id,invo_professional_role_id,"
                "invo_involvement_start_date,invo_involvement_end_date",
                *roles,
            ]
        ).encode(),
    }


def test_names_and_the_people_named_go_and_come_back(bring_in: Callable[..., Outcome], authority: Authority):
    _, files = returns()
    bring_in(files, year=2026)
    before = state(authority)
    bring_people(authority, names_of(files))
    named = state(authority)
    assert IroAllocation.objects.filter(child__authority=authority).exists()
    assert bring_people(authority, names_of(files)).counts["new"] == 0
    take_back(authority, PEOPLE)
    assert unlike(state(authority), before) == {}
    bring_people(authority, names_of(files))
    assert unlike(state(authority), named) == {}


def test_names_outlast_a_return_that_is_withdrawn_and_comes_back(
    bring_in: Callable[..., Outcome], authority: Authority
):
    first, second = returns()
    bring_in(first, year=2025)
    bring_in(second, year=2026)
    bring_people(authority, names_of(second))
    named = state(authority)
    for year, files in ((2026, second), (2025, first)):
        take_back(authority, year)
        bring_in(files, year=year)
        assert unlike(state(authority), named) == {}


def test_a_worker_entered_by_hand_meets_the_staff_number_and_keeps_what_was_entered(
    bring_in: Callable[..., Outcome], authority: Authority
):
    _, files = returns()
    bring_in(files, year=2026)
    by_hand = make.make_worker(authority, name="Reed, Iris", staff_id="S1", is_iro=True)
    before = state(authority)
    bring_people(authority, names_of(files))
    assert not Worker.objects.filter(authority=authority, staff_id="P1").exists()
    assert set(IroAllocation.objects.values_list("worker", flat=True)) == {by_hand.pk}
    without_professionals = {n: c for n, c in names_of(files).items() if n != "professionals.csv"}
    again = bring_people(authority, without_professionals)
    assert (again.counts["new"], again.counts["changed"], again.defects) == (0, 0, [])
    take_back(authority, PEOPLE)
    assert set(between(state(authority), before)) <= {"Worker"}


def test_a_staff_number_of_somebody_with_another_name_is_two_people(
    bring_in: Callable[..., Outcome], authority: Authority
):
    _, files = returns()
    bring_in(files, year=2026)
    make.make_worker(authority, name="Poppy Birkett", staff_id="S1")
    outcome = bring_people(authority, names_of(files))
    assert [(d.file, d.line, d.column) for d in outcome.pointed_out] == [
        ("professionals.csv", 2, "PROF_STAFF_ID")
    ]
    assert Worker.objects.get(authority=authority, staff_id="P1").name == "Iris Reed"


def renumbered(files: dict[str, bytes], was: str, now: str) -> dict[str, bytes]:
    """The files with another number for one child, as another system would have it."""
    lines = {name: content.decode().splitlines() for name, content in files.items()}
    for rows in lines.values():
        rows[1:] = [now + row[len(was) :] if row.startswith(f"{was},") else row for row in rows[1:]]
    return {name: "\n".join(rows).encode() + b"\n" for name, rows in lines.items()}


@pytest.mark.parametrize("is_undone", [False, True])
def test_merged_records_go_and_come_back(
    bring_in: Callable[..., Outcome], authority: Authority, manager: User, is_undone: bool
):
    """Two numbers of one child, one in each return, made one record: withdrawn, imported, undone."""
    first, second = returns()
    child = header_of(second)
    other = {**renumbered(second, child["CHILD"], "N77"), "missing.csv": second["missing.csv"]}
    other["header.csv"] = other["header.csv"].replace(child["UPN"].encode(), b"UN3")
    bring_in(first, year=2025)
    bring_in(other, year=2026)
    apart = state(authority)
    numbers = dict(Child.objects.values_list("number", "pk"))
    if "N77" not in numbers:
        pytest.skip("waits for a decision")
    kept, gone = (Child.objects.get(number=number) for number in (child["CHILD"], "N77"))
    merging.merge(kept=kept, gone=gone, reason="The same child", by=manager, today=TODAY)
    merged = state(authority)
    if is_undone:
        undo(manager)
        assert unlike(state(authority), apart) == {}
    expected = apart if is_undone else merged
    for year, files in ((2026, other), (2025, first)):
        take_back(authority, year)
        bring_in(files, year=year)
        assert unlike(state(authority), expected) == {}, year
    if not is_undone:
        undo(manager)
        assert unlike(state(authority), apart) == {}


def undo(by: User) -> None:
    merge = ChildMerge.objects.get(undone_at=None)
    merging.undo(merge=merge, reason="Two children after all", by=by, today=date(2026, 4, 21))
