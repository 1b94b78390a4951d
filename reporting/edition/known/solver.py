"""The solver for whole numbers that fit every sum, set up to be quiet and to give the same each time."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

MOST_NODES = 200
"""So many branches are looked at for each question; what is found in none of them counts as not there."""


@cache
def _quiet() -> Any:
    """The solver that says nothing on standard output, which belongs to the commands: the usual one names
    itself there when it makes ready to report its progress.
    """
    import highspy  # here: most processes never ask

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:
            """Nobody listens."""

    return Quiet


def ready(
    lower: Sequence[int],
    upper: Sequence[int],
    rows: Sequence[Mapping[int, int]],
    costs: Sequence[float] | None = None,
) -> Any:
    """A solver for whole numbers between these lowest and highest. `rows`: place of a number -> how often it
    stands in a sum that must come to 0. `costs`: of each number for every one in it; the least is looked for.
    """
    import highspy

    model, count = highspy.HighsLp(), len(lower)
    model.num_col_, model.num_row_ = count, len(rows)
    model.col_cost_ = list(costs) if costs else [0.0] * count
    model.col_lower_, model.col_upper_ = [float(n) for n in lower], [float(n) for n in upper]
    model.row_lower_ = model.row_upper_ = [0.0] * len(rows)
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    matrix = model.a_matrix_
    matrix.format_, matrix.start_ = highspy.MatrixFormat.kRowwise, starts
    matrix.index_ = [place for row in rows for place in row]
    matrix.value_ = [float(times) for row in rows for times in row.values()]
    solver = _quiet()()
    for option, value in (("output_flag", False), ("threads", 1), ("mip_max_nodes", MOST_NODES)):
        solver.setOptionValue(option, value)
    solver.passModel(model)
    return solver


def numbers(solver: Any, place: int, least: int, most: int) -> list[int] | None:
    """Whole numbers that fit, the one at this place from `least` to `most`; None where none are found."""
    solver.changeColBounds(place, least, most)
    solver.run()
    if solver.getModelStatus().name != "kOptimal":
        return None
    return [round(value) for value in solver.getSolution().col_value]
