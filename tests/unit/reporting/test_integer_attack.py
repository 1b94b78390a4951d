"""No hidden count of any published edition can be worked out from all of them together (AR-2)."""

from calendar import FRIDAY
from dataclasses import replace

import pytest

from reporting.edition.disclosure import is_service_act, system_of, told_by
from reporting.edition.printed import HIDDEN
from tests.turns import has_days, in_turns
from tests.unit.reporting.integer_attack import Reader
from tests.unit.reporting.published.files_attack import read
from tests.unit.reporting.random_council import council, published, published_as

COUNCILS = 150
"""Each has two years."""
BY_DAY = frozenset((0, 1, 2, 3, 4, 5, 69, 81, 92, 96, 113))
"""The first, and those in whose reports something was once found out: by day one in three of them. The night
looks at all."""
FILES_BY_DAY = frozenset((0, 69, 113))


def _seeds(by_day):
    left = (pytest.param(n, marks=pytest.mark.nightly) for n in range(COUNCILS) if n not in by_day)
    return [*in_turns(sorted(by_day), 3), *left]


@pytest.mark.parametrize("seed", _seeds(BY_DAY))
def test_no_hidden_count_can_be_worked_out_from_everything_published(seed):
    made = council(seed)
    editions = list(published(made))
    told = [sums for _, kept in editions for sums in kept.sums]
    reader = Reader.of([edition for edition, _ in editions], made.counts, told)
    for _, kept in editions:  # groups told together stand nowhere by themselves: they are looked for as well
        reader.cells |= {ref: None for ref in kept.hidden if ref in made.counts and ref not in reader.cells}
    assert reader.found_out() == {}
    shown = {ref: value for ref, value in reader.cells.items() if value is not None}
    assert all(value == 0 or value > 5 or is_service_act(ref) for ref, value in shown.items())


@pytest.mark.parametrize("seed", _seeds(FILES_BY_DAY))
def test_no_hidden_count_can_be_worked_out_from_the_files_read_cell_by_cell(seed):
    """The CSV and every sheet of the workbook, and nothing that is known of how they were made."""
    made = council(seed)
    every = list(published_as(made))
    reader = read(every, made.counts, [sums for one in every for sums in one.kept.sums])
    assert reader.found_out() == {}
    shown = {ref: value for ref, value in reader.cells.items() if value is not None}
    assert all(value == made.counts[ref] for ref, value in shown.items() if ref in made.counts)
    assert all(value == 0 or value > 5 or is_service_act(ref) for ref, value in shown.items())


def test_what_readers_are_told_is_kept_without_working_out_what_they_could_add_up():
    """The same counts as those of the system that decides what is hidden, which takes much longer to make."""
    for one in published_as(council(0)):
        counts = {ref for ref in system_of(one.document).counts if isinstance(ref, str)}
        assert told_by(one.document) == counts
        assert set(one.kept.shown) == counts - one.hidden


def test_a_cell_of_one_sheet_that_says_a_hidden_count_is_found():
    """Or the sheets were not read."""
    made = council(0)
    every = list(published_as(made))
    told = [sums for one in every for sums in one.kept.sums]
    before = read(every, made.counts, told)
    number, place, row = next(
        (number, place, row)
        for number, one in enumerate(every)
        for place, table in enumerate(one.edition.sections[0].tables)
        for row, line in enumerate(table.rows)
        if line[1] == HIDDEN
    )
    one = every[number]
    table = one.edition.sections[0].tables[place]
    rows = [(line[0], "3") if n == row else line for n, line in enumerate(table.rows)]
    tables = list(one.edition.sections[0].tables)
    tables[place] = replace(table, rows=tuple(rows))
    section = replace(one.edition.sections[0], tables=tuple(tables))
    every[number] = replace(one, edition=replace(one.edition, sections=(section,)))
    after = read(every, made.counts, told)
    assert [ref for ref, value in after.cells.items() if value == 3 and before.cells[ref] != 3]


def test_the_attack_succeeds_where_months_and_flows_are_not_declared():
    """It is a real one: April 210 + 7 - x = 215."""
    truth = {
        "looked_after_at_end|2025-03-31|count": 210,
        "looked_after_at_end|2025-04-30|count": 215,
        "starters|2025-04|count": 7,
        "leavers|2025-04|count": 2,
        "starters|2025-26|count": 60,
    }
    reader = Reader({**truth, "leavers|2025-04|count": None})
    reader.sums = list(Reader.of([], truth, []).sums)
    assert reader.found_out() == {"leavers|2025-04|count": 2}


@has_days(FRIDAY)
def test_groups_are_joined_in_the_councils_that_are_attacked():
    """Or nothing was asked of them."""
    joined = {ref for seed in sorted(BY_DAY) for _, kept in published(council(seed)) for ref in kept.shown}
    assert any("age=Under 10" in ref for ref in joined) and any(" and " in ref for ref in joined)
