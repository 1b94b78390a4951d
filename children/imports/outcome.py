"""What an import did, row by row counted, and two imports of the same files told as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from children.imports.batch import CHANGED, NEW, REJECTED, UNCHANGED, Defect

STATUSES = (NEW, CHANGED, UNCHANGED, REJECTED)


@dataclass
class Outcome:
    """What an import did, or would do."""

    year: int
    files: list[dict[str, Any]]
    counts: dict[str, int]
    defects: list[Defect]
    warnings: list[str]
    moved: list[dict[str, Any]]

    def followed_by(self, later: "Outcome") -> "Outcome":
        """Both imports of the same files as one: a row is new or changed that was so in either, and refused by the last word."""
        files = {(f["name"], f["table"]): f for f in self.files}
        return Outcome(
            later.year,
            [f | _sum(files.get((f["name"], f["table"]), f), f) if f["table"] else f for f in later.files],
            _sum(self.counts, later.counts),
            later.defects,
            later.warnings,
            [*self.moved, *later.moved],
        )


def _sum(first: Mapping[str, int], later: Mapping[str, int]) -> dict[str, int]:
    """Counts of rows by what became of them after two imports of the same file."""
    rows = sum(later[status] for status in STATUSES)
    rejected = later[REJECTED]
    new = min(first[NEW] + later[NEW], rows - rejected)
    changed = min(first[CHANGED] + later[CHANGED], rows - rejected - new)
    return {NEW: new, CHANGED: changed, UNCHANGED: rows - rejected - new - changed, REJECTED: rejected}
