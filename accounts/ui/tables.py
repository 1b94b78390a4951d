"""A table as templates/components/table.html draws it: lists, figures and printed reports build the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Cell = dict[str, Any] | str
"""A text, or `text` with `href`, `tag` (its colour), `note` and `details` (what opens under it)."""
Row = list[Cell]


@dataclass(frozen=True)
class Table:
    """Headings and rows of cells; the first cell of a row heads it."""

    caption: str
    headings: list[dict[str, Any]]
    rows: list[Row]
    total: Sequence[Cell] = ()
    """A last row, in bold."""
    source: str = ""
    empty: str = ""
    """Why there are no rows."""
    more: int = 0
    """How many rows there are besides those shown."""


def headings(*names: str, numeric: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Headings of these names; those of numbers are set to the right."""
    return [{"text": name, "numeric": name in numeric} for name in names]
