"""Other values of hidden cells: what is found fits everything, and nothing is missed that is easily there."""

import random
from itertools import product

from reporting.edition.known import solver
from reporting.edition.known.moves import Moves


def fits(found, sums, slack):
    return all(sum(c * found.get(key, 0) for key, c in terms) == 0 for terms in sums) and all(
        step >= -slack[key] for key, step in found.items()
    )


def is_there(key, sums, slack):
    """By trying every way to move each cell by up to 2."""
    ways = product(*(range(max(-2, -less), 3) for less in slack.values()))
    tried = (dict(zip(slack, way, strict=True)) for way in ways)
    return any(found[key] and fits(found, sums, slack) for found in tried)


def test_every_move_fits_and_none_is_missed_in_small_systems():
    rng = random.Random(5)
    for _ in range(150):
        slack = {key: rng.choice((0, 0, 1, 3)) for key in "abcde"}
        sums = [
            [(key, rng.choice((1, -1))) for key in rng.sample("abcdef", rng.randint(2, 4))]
            for _ in range(rng.randint(1, 3))
        ]
        told = [[(key, c) for key, c in terms if key in slack] for terms in sums]
        for key in slack:
            found = Moves(sums, slack).other_value(key)
            assert found is None or (found[key] and fits(found, told, slack))
            assert found is not None or not is_there(key, told, slack)


def test_a_cell_at_the_end_of_a_long_chain_of_sums_is_found():
    """Each sum is two hidden cells that are as small as can be and one with room."""
    sums = [[((n, "total"), 1), ((n, "part"), -1), ((n + 1, "total"), -1)] for n in range(200)]
    slack = {key: 0 for terms in sums for key, _ in terms} | {(200, "total"): 9}
    found = Moves(sums, slack).other_value((0, "total"))
    assert found is not None and found[0, "total"]
    assert fits(found, sums, slack)


def test_one_person_more_in_two_tables_at_once_is_found():
    """A total that stands in two tables of hidden cells and in a flow: each has to give way."""
    tables = [[("came", 1), *(((table, n), -1) for n in range(4))] for table in ("age", "need", "month")]
    flow = [("before", 1), ("came", 1), ("left", -1)]
    slack = {key: 0 for terms in [*tables, flow] for key, _ in terms if key != "before"}
    found = Moves([*tables, flow], slack).other_value(("month", 2))
    assert found is not None and found["month", 2] and found["came"] == found["left"]


def test_what_the_solver_says_is_looked_at_again(monkeypatch):
    monkeypatch.setattr(solver, "numbers", lambda *args: [1, 0])
    assert Moves([[("a", 1), ("b", 1)]], {"a": 1, "b": 1}).other_value("a") is None


def test_nothing_is_said_on_standard_output(capfd):
    Moves([[("a", 1), ("b", 1)]], {"a": 1, "b": 1}).other_value("a")
    assert capfd.readouterr() == ("", "")


def test_what_must_be_hidden_besides_is_what_costs_least():
    """Came and left must both give way to each other, or to the number at the end, which is dear."""
    flow = [("before", 1), ("came", 1), ("left", -1), ("end", -1)]
    ages = [("came", 1), ("young", -1), ("old", -1)]
    moves = Moves([flow, ages], {"left": 2})
    costs = {"came": (9, 1.0), "end": (34, 400.0), "young": (5, 1.0), "old": (3, 2.0)}
    assert moves.cheapest("left", costs) == {"came", "young"}
    assert moves.cheapest("left", {}) == set()
