"""Late reviews one by one, for readers who may see them."""

from collections import defaultdict

from reporting.figures.base import Cell, Table
from reporting.figures.ledger import Figures
from reporting.measures.base import rows_of
from reporting.measures.registry import MEASURES

CODE, REASON = "reviews_late", "late_reason"
LEAST, MOST = 3, 120
"""Fewer are said in a sentence; more are too many to be told apart."""
NOT_RECORDED = "Reason not recorded"


def late_one_by_one(f: Figures, key: str, caption: str, instead_of: tuple[str, ...]) -> Table | None:
    """Each late review by its reason and by how many working days; in place of the groups of both."""
    if not f.is_recorded(CODE) or not LEAST <= (f.count(CODE).value or 0) <= MOST:
        return None
    days = _days(f)
    if sum(map(len, days.values())) != f.count(CODE).value:
        return None
    rows: list[list[Cell]] = []
    for reason in sorted(days, key=lambda r: (r == "", -len(days[r]), r)):
        count = f.count(CODE, by=REASON, key=reason or "not recorded")
        rows.append([reason or NOT_RECORDED, count, ", ".join(map(str, sorted(days[reason])))])
    return Table(
        key,
        caption,
        ["Reason", f.label, "Working days late"],
        rows,
        f.source(CODE),
        ["All", f.count(CODE), ""],
        [1],
        look="late",
        is_internal=True,
        instead_of=instead_of,
    )


def _days(f: Figures) -> dict[str, list[int]]:
    """Reason -> by how many working days each review was late."""
    rows = rows_of(MEASURES[CODE], f.scope(f.period))
    found: dict[str, list[int]] = defaultdict(list)
    if rows is not None:
        known = rows.denominator().annotate(dim=rows.dimensions[REASON])
        for reason, late in known.values_list("dim", "late_days"):
            found[reason].append(late)
    return found
