"""A table as templates/components/table.html takes it."""

from dataclasses import dataclass
from typing import Any

Cell = dict[str, Any]


@dataclass(frozen=True)
class PageTable:
    """Headings and rows of cells; the first cell of a row heads it."""

    title: str
    headings: list[Cell]
    rows: list[list[Cell]]


def headings(*names: str, numeric: tuple[str, ...] = ()) -> list[Cell]:
    """Headings of these names; those of numbers are set to the right."""
    return [{"text": name, "numeric": name in numeric} for name in names]
