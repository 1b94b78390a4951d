"""How the values of new rows are put into the text that COPY reads."""

from datetime import date

import pytest

from accounts.models import Worker
from children.imports.state.streams import NOTHING, _Lines, as_json, fresh
from children.models import Child, IroAllocation, ReturnRow
from reviews.cycle.replay import COLUMNS
from reviews.models import ReviewCycle
from statute.clock_facts import Kind

EMPTY_OR_NOT = [
    ([], "[]"),
    (["covid_period"], '["covid_period"]'),
    ({}, "{}"),
    (None, "null"),
    (0, "0"),
    ("", '""'),
    ("ä", '"\\u00e4"'),
]


def written(model, row):
    fields = [model._meta.get_field(name) for name in row]
    return _Lines(fields, [tuple(row.values())], {}).read().removesuffix("\n").split("\t")


def test_flags_numbers_and_days_are_written_as_the_database_reads_them():
    row = {"counts": True, "is_assumed": False, "number": 2, "child_id": 7, "due_on": date(2026, 3, 1)}
    assert written(ReviewCycle, row) == ["t", "f", "2", "7", "2026-03-01"]
    assert written(ReviewCycle, dict.fromkeys(("number", "review_id", "due_on"))) == [NOTHING] * 3
    assert written(ReviewCycle, {"number": "", "kind": Kind.FIRST}) == [NOTHING, "first"]


def test_marks_are_written_otherwise_only_in_words():
    assert written(ReturnRow, {"key": "a\tb\\c", "year": 2026}) == ["a\\tb\\\\c", "2026"]


@pytest.mark.parametrize(("value", "text"), EMPTY_OR_NOT)
def test_what_is_empty_is_said_in_json_as_what_is_not(value, text):
    assert as_json(value) == text


def test_objects_made_from_what_is_told_share_no_default():
    one, other = (fresh(IroAllocation, {"child_id": 1, "started_on": date(2026, 3, 1)}) for _ in range(2))
    assert one.exception_to == [] and one.exception_to is not other.exception_to
    assert fresh(Child, {}).public_id != fresh(Child, {"number": "7"}).public_id
    assert fresh(Child, {"number": "7"}).number == "7"
    assert {f.attname for f in Worker._meta.concrete_fields} == set(vars(fresh(Worker, {}))) - {"_state"}


def test_the_law_says_of_a_turn_what_is_stored_of_it():
    stored = {field.attname for field in ReviewCycle._meta.concrete_fields}
    assert stored - {"id", "authority_id", "child_id"} == set(COLUMNS)
    assert COLUMNS[-1] == "flags"
