"""Disclosure control (AR-2): the vectors, and a reader who tries to work out what was taken out."""

import random
from itertools import product
from typing import Any

import pytest

from reporting.edition.suppression import Equation, Ratio, Rules, System, hidden_cells
from tests.unit.reporting.attack import Reader


def one_way(parts: list[int]) -> System:
    counts = {f"part {n}": v for n, v in enumerate(parts)} | {"total": sum(parts)}
    return System(counts, [Equation.total("total", [k for k in counts if k != "total"])])


def shown(system: System) -> list[object]:
    hidden = hidden_cells(system)
    return ["c" if k in hidden else v for k, v in system.counts.items()]


@pytest.mark.parametrize(
    ("parts", "printed"),
    [
        ([12, 3, 0, 27], ["c", "c", 0, 27, 42]),
        ([8, 9, 0], [8, 9, 0, 17]),
        ([5, 5], ["c", "c", 10]),
        ([2, 30], ["c", "c", 32]),
        ([0, 0], [0, 0, 0]),
        ([4], ["c", "c"]),
        ([6, 40], [6, 40, 46]),
    ],
)
def test_vectors_of_counts(parts, printed):
    assert shown(one_way(parts)) == printed


@pytest.mark.parametrize(
    ("part", "whole", "is_out"),
    [
        (3, 42, True),
        (6, 9, True),
        (6, 42, False),
        (1, 300, True),
        (0, 42, False),
        (9, 9, True),
        (6, 11, False),
        (6, 10, True),
    ],
)
def test_vectors_of_percentages(part, whole, is_out):
    system = System({"part": part, "whole": whole}, ratios=[Ratio("share", "part", "whole")])
    assert ("share" in hidden_cells(system)) is is_out


def test_a_percentage_on_a_small_base_takes_its_numerator_with_it():
    hidden = hidden_cells(System({"part": 6, "whole": 9}, ratios=[Ratio("share", "part", "whole")]))
    assert hidden == {"share", "part"}


def test_two_hidden_cells_that_together_are_a_small_number_get_a_third():
    assert shown(one_way([1, 2, 27, 40])) == ["c", "c", "c", 40, 70]


FLOW = Equation((("before", 1), ("came", 1), ("left", -1), ("end", -1)))


@pytest.mark.parametrize(("needed", "also"), [({}, "came"), ({"came": 1}, "before"), ({"end": 2}, "came")])
def test_of_cells_any_of_which_would_do_the_one_that_readers_need_least_is_hidden(needed, also):
    counts = {"before": 28, "came": 10, "left": 3, "end": 35}
    assert hidden_cells(System(counts, [FLOW], needed=needed)) == {"left", also}


def test_a_small_rest_that_a_share_tells_anyhow_takes_nothing_else_with_it():
    """80 of 84 in time is printed for the whole council: it is known that 4 were late, not how late each."""
    sums = [Equation.total("held", ["in time", "late"]), Equation.total("late", ["soon", "long", "later"])]
    counts = {"held": 84, "in time": 80, "late": 4, "soon": 3, "long": 1, "later": 0}
    system = System(counts, sums, harmless=frozenset({"late"}))
    assert hidden_cells(system) == {"soon", "long"}
    system.harmless = frozenset()
    assert hidden_cells(system) > {"soon", "long"}


def test_an_average_goes_with_its_count():
    system = System({"children": 4, "all": 60}, ratios=[Ratio("each", "children"), Ratio("all each", "all")])
    assert hidden_cells(system) == {"children", "each"}


def test_the_same_cell_in_two_tables_is_hidden_in_both_or_protected_in_both():
    """A month of 3 in one table, and the same month by kind of review in the other."""
    counts = {"april": 3, "may": 30, "june": 40, "year": 73, "april first": 1, "april later": 2}
    sums = [
        Equation.total("year", ["april", "may", "june"]),
        Equation.total("april", ["april first", "april later"]),
    ]
    assert hidden_cells(System(counts, sums)) == {"april", "may", "april first", "april later"}


def test_what_is_counted_but_not_printed_leaves_room():
    """In time 12, due printed nowhere: what was late can't be subtracted."""
    sums = [Equation.total("due", ["in time", "late"])]
    assert hidden_cells(System({"in time": 12, "late": 2}, sums, unprinted={"due": 14})) == {"late"}


def test_start_and_end_and_what_lies_between():
    flow = Equation((("start", 1), ("came", 1), ("left", -1), ("end", -1)))
    hidden = hidden_cells(System({"start": 40, "came": 4, "left": 12, "end": 32}, [flow]))
    assert "came" in hidden and len(hidden) > 1


def test_settings_move_the_limit():
    assert hidden_cells(one_way([8, 9, 30]), Rules(largest_hidden_count=9)) == {"part 0", "part 1"}


def draw(rng: random.Random) -> int:
    kind = rng.random()
    if kind < 0.15:
        return 0
    return rng.randint(1, 5) if kind < 0.5 else rng.randint(6, 60)


def two_way(rng: random.Random, name: str, rows: int, columns: int) -> System:
    """A table with both margins and the total of totals."""
    counts: dict[object, int] = {(name, r, c): draw(rng) for r, c in product(range(rows), range(columns))}
    sums = []
    for r in range(rows):
        parts = [(name, r, c) for c in range(columns)]
        counts[(name, r, "all")] = sum(counts[k] for k in parts)
        sums.append(Equation.total((name, r, "all"), parts))
    for c in range(columns):
        parts = [(name, r, c) for r in range(rows)]
        counts[(name, "all", c)] = sum(counts[k] for k in parts)
        sums.append(Equation.total((name, "all", c), parts))
    counts[(name, "all", "all")] = sum(counts[(name, r, "all")] for r in range(rows))
    sums.append(Equation.total((name, "all", "all"), [(name, r, "all") for r in range(rows)]))
    sums.append(Equation.total((name, "all", "all"), [(name, "all", c) for c in range(columns)]))
    return System(counts, sums)


def linked(rng: random.Random) -> System:
    """Two tables of the same rows: one by one thing, the other by another; and the rows grouped once more."""
    rows = rng.randint(2, 5)
    first = two_way(rng, "first", rows, rng.randint(2, 4))
    counts, sums = dict(first.counts), list(first.equations)
    for r in range(rows):
        whole, parts = counts[("first", r, "all")], []
        for n in range(rng.randint(2, 3)):
            part = rng.randint(0, whole)
            whole -= part
            parts.append(("second", r, n))
            counts[parts[-1]] = part
        parts.append(("second", r, "rest"))
        counts[parts[-1]] = whole
        sums.append(Equation.total(("first", r, "all"), parts))
    if rows > 2:
        counts[("group",)] = counts[("first", 0, "all")] + counts[("first", 1, "all")]
        sums.append(Equation.total(("group",), [("first", 0, "all"), ("first", 1, "all")]))
    return System(counts, sums)


def random_system(seed: int) -> System:
    rng = random.Random(seed)
    if seed % 3 == 0:
        return one_way([draw(rng) for _ in range(rng.randint(1, 8))])
    if seed % 3 == 1:
        return two_way(rng, "table", rng.randint(2, 5), rng.randint(2, 5))
    return linked(rng)


@pytest.mark.slow
def test_nothing_hidden_can_be_worked_out_in_a_thousand_tables(at_night):
    """By day in a quarter of them."""
    hidden_in_all, tables = 0, 1200 if at_night else 100
    for seed in range(tables):
        system = random_system(seed)
        hidden = hidden_cells(system)
        assert all(v == 0 or v > 5 for k, v in system.counts.items() if k not in hidden), seed
        assert not any(system.counts[k] == 0 for k in hidden), f"{seed}: 0 stays"
        printed = {k: None if k in hidden else v for k, v in system.counts.items()}
        assert not Reader(printed, [e.terms for e in system.equations]).pinned(), seed
        hidden_in_all += len(hidden)
    assert hidden_in_all > 2.5 * tables, "the tables must have something to hide"


def test_the_reader_finds_what_plain_suppression_leaves_open():
    """The attack is a real one: with small cells alone taken out it succeeds."""
    found = 0
    for seed in range(100):
        system = random_system(seed)
        printed = {k: None if 1 <= v <= 5 else v for k, v in system.counts.items()}
        found += bool(Reader(printed, [e.terms for e in system.equations]).pinned())
    assert found > 50


def test_the_same_tables_lose_the_same_cells():
    assert [hidden_cells(random_system(s)) for s in range(30)] == [
        hidden_cells(random_system(s)) for s in range(30)
    ]


class TestOneNumberUnderTwoNames:
    SAME = Equation((("those who left", 1), ("among whom some turned 18", -1)))
    SUM = Equation.total("all", ["those who left", "others", "more"])

    def system(self, **over: Any) -> System:
        counts = {"all": 40, "those who left": 8, "among whom some turned 18": 8, "others": 3, "more": 29}
        return System(**{"counts": counts, "equations": [self.SUM, self.SAME], **over})

    def test_either_both_are_printed_or_neither(self):
        assert hidden_cells(self.system()) == {"others", "those who left", "among whom some turned 18"}

    def test_what_was_printed_under_one_name_is_known_under_the_other(self):
        hidden = hidden_cells(self.system(known={"among whom some turned 18": 8}))
        assert hidden == {"others", "more"}

    def test_what_was_hidden_under_one_name_stays_hidden_under_the_other(self):
        before = self.system(hidden_before=frozenset({"among whom some turned 18"}), equations=[self.SAME])
        assert hidden_cells(before) == {"others", "those who left", "among whom some turned 18"}

    def test_a_number_is_harmless_under_no_name_where_it_is_not_under_one(self):
        """One dispute in a year, of one theme: the theme would be that of the one child."""
        counts = {"disputes": 1, "disputes about health": 1}
        same = Equation((("disputes", 1), ("disputes about health", -1)))
        harmless = frozenset({"disputes"})
        assert hidden_cells(System(counts, [same], harmless=harmless)) == counts.keys()
        assert not hidden_cells(System({"disputes": 1}, [same], unprinted=counts, harmless=harmless))

    def test_a_share_of_either_is_out_with_both(self):
        ratios = [Ratio("share", "among whom some turned 18", "all")]
        assert "share" in hidden_cells(self.system(ratios=ratios))


def test_beside_a_hidden_cell_goes_one_of_the_same_sums_and_not_a_smaller_one():
    """What one of them is more the other is less, in every sum: no third is needed."""
    counts = {"took part": 40, "PN2": 3, "PN3": 17, "PN5": 20, "PN7": 6, "of known": 46}
    sums = [
        Equation.total("took part", ["PN2", "PN3", "PN5"]),
        Equation.total("of known", ["PN2", "PN3", "PN5", "PN7"]),
    ]
    assert hidden_cells(System(counts, sums)) == {"PN2", "PN3"}
