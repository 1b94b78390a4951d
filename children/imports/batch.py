"""What one import carries through its stages: rows, defects, and what is stored already."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from accounts.models import Authority
from children.imports.values import Problem, Refused, year_bounds
from children.models import Child, ReturnImport

NEW, CHANGED, UNCHANGED, REJECTED = "new", "changed", "unchanged", "rejected"
BULK = 2000


@dataclass(frozen=True)
class Defect:
    """One refused value with its place."""

    file: str
    line: int
    column: str
    value: str
    why: str
    to_do: str
    rule: str
    child: str = ""


@dataclass
class Row:
    """One line of a file: as text, as values, and what became of it."""

    file: str
    line: int
    raw: dict[str, str]
    number: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    status: str = ""


class Cells:
    """Takes the cells of a row one by one and collects every problem, so that all are said at once."""

    def __init__(self, raw: dict[str, str]) -> None:
        self.raw = raw
        self.problems: list[Problem] = []

    def text(self, column: str) -> str:
        return self.raw.get(column, "")

    def take(self, read: Callable[..., Any], column: str, *words: Any, **named: Any) -> Any:
        """read(column, text, …), or None with the problem kept."""
        try:
            return read(column, self.text(column), *words, **named)
        except Refused as refused:
            self.problems.append(refused.problem)
            return None

    def say(self, column: str, why: str, to_do: str, rule: str) -> None:
        self.problems.append(Problem(column, self.text(column)[:300], why, to_do, rule))


@dataclass(frozen=True)
class Table:
    """A table of the return: how it is recognised, read and merged."""

    name: str
    columns: tuple[str, ...]
    key_columns: frozenset[str]
    parse: Callable[[Cells, "Batch"], dict[str, Any]]
    merge: Callable[["Batch", list[Row]], None]
    dates: tuple[str, ...] = ()
    holds_back: bool = False
    has_dob: bool = True


@dataclass
class Batch:
    """One return (or the tables that name people) on its way into the database."""

    authority: Authority
    year: int
    today: date
    record: ReturnImport
    rows: dict[str, list[Row]] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    kept: dict[str, list[int]] = field(
        default_factory=dict
    )  # file -> lines whose rows the portal knows better
    children: dict[str, Child] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)  # children whose clock must be replayed
    held: dict[str, str] = field(default_factory=dict)  # number -> why the child is held back
    years: dict[int | None, int] = field(default_factory=dict)  # import -> its collection year
    returns: set[int] = field(default_factory=set)  # collection years whose return is in, this one included

    @property
    def bounds(self) -> tuple[date, date]:
        return year_bounds(self.year)

    def refuse(self, row: Row, problems: Iterable[Problem]) -> None:
        """Refuse a row for these reasons, one entry a column and rule."""
        seen = {(d.column, d.rule) for d in self.defects if d.file == row.file and d.line == row.line}
        for p in problems:
            if (p.column, p.rule) not in seen:
                seen.add((p.column, p.rule))
                self.defects.append(
                    Defect(row.file, row.line, p.column, p.value, p.why, p.to_do, p.rule, row.number)
                )
        row.status = REJECTED

    def say(self, row: Row, column: str, why: str, to_do: str, rule: str) -> None:
        self.refuse(row, [Problem(column, row.raw.get(column, "")[:300], why, to_do, rule)])

    def keep(self, row: Row) -> None:
        """Leave what is stored as somebody set it in the portal, and say so in the notes."""
        row.status = UNCHANGED
        self.kept.setdefault(row.file, []).append(row.line)

    @property
    def notes(self) -> list[str]:
        """What is said of the import as a whole, each thing once."""
        kept = [
            f"{file}: kept as it was set in the portal since, line {', '.join(map(str, sorted(lines)[:20]))}"
            f"{f' and {len(lines) - 20} more' if len(lines) > 20 else ''}."
            for file, lines in self.kept.items()
        ]
        return list(dict.fromkeys([*self.warnings, *kept]))

    def sound(self, table: str) -> list[Row]:
        """Rows of a table that are not refused."""
        return [row for row in self.rows.get(table, []) if row.status != REJECTED]

    def is_newer(self, source_id: int | None) -> bool:
        """Whether a stored fact came from a later return than this one, so that this one does not change it."""
        return self.years.get(source_id, 0) > self.year


def upsert(
    batch: Batch,
    rows: list[Row],
    model: type[models.Model],
    *,
    stored: dict[Any, Any],
    key: Callable[[Row], Any],
    values: Callable[[Row], dict[str, Any]],
) -> None:
    """Create or change one object a row, matched by a natural key; later returns win over earlier ones."""
    fields: set[str] = set()
    create, change, seen = [], [], set()
    for row in rows:
        k, wanted = key(row), values(row)
        if k in seen:
            batch.say(
                row,
                "CHILD",
                "This row contradicts an earlier row of the file.",
                "Keep the right one of the two rows.",
                "TWICE",
            )
            continue
        seen.add(k)
        found = stored.get(k)
        if found is None:
            stored[k] = found = model(**wanted, source=batch.record)
            create.append(found)
            row.status = NEW
            continue
        row.status = UNCHANGED
        differ = {name: value for name, value in wanted.items() if getattr(found, name) != value}
        if differ and not batch.is_newer(found.source_id):
            for name, value in differ.items():
                setattr(found, name, value)
            found.source = batch.record
            fields |= differ.keys()
            change.append(found)
            row.status = CHANGED
    if change:
        model._default_manager.bulk_update(change, [*sorted(fields), "source"], batch_size=500)
    model._default_manager.bulk_create(create, batch_size=BULK)
