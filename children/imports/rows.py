"""One line of a file on its way in: what it says, what is wrong with it, and what became of it; and what is
said of the import as a whole, and of whom.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from accounts.templatetags.govuk import plural
from children.imports.values import Problem, Refused, is_open_end, year_bounds

NEW, CHANGED, UNCHANGED, REMOVED, REJECTED = "new", "changed", "unchanged", "removed", "rejected"
PEOPLE, BY_HAND = 0, 1
"""Years of rows that are of no return: tables that name people, and what was entered by hand before a
return had it.
"""

REPEATED = "repeated"
"""The key of a refused row that says nothing else than an earlier one, so that it holds nobody back."""

MOST_KNOWN = 10_000
"""So many different values of one kind are remembered."""

MOST_LINES = 20
"""Lines of a file that a note names."""

ANSWERLESS = frozenset({"NULL", "NAN", "NONE", "N/A", "#N/A", "(NULL)", "<NULL>"})
"""What programs write for an empty cell."""


@dataclass(frozen=True, slots=True)
class Defect:
    """One value that is wrong, with its place. A warning: the row was taken without it."""

    file: str
    line: int
    column: str
    value: str
    why: str
    to_do: str
    rule: str
    child: str = ""
    is_warning: bool = False


@dataclass(frozen=True)
class Note:
    """A sentence about an import. `about`: the numbers of the children of whom it tells; of nobody: empty.

    It may say {count}, how many they are in the words of `counted`, or {lines}, where they stand: then only
    those count who are open to the reader.
    """

    text: str
    about: tuple[str, ...] = ()
    counted: str = ""
    lines: tuple[int, ...] = ()
    """The line of each of `about`, where the note names lines."""

    def told(self, closed: Collection[str] = ()) -> str:
        """The sentence without these children; empty where it is about nobody else."""
        here = [at for at, number in enumerate(self.about) if number not in closed]
        if self.about and not here:
            return ""
        said = self.text.replace("{count}", plural(len(here), self.counted)) if self.counted else self.text
        return said.replace("{lines}", said_lines(self.lines[at] for at in here)) if self.lines else said

    def as_dict(self) -> dict[str, Any]:
        """As it is kept with the import: each child an entry of its own, which goes when the child's record
        is deleted.
        """
        lines = self.lines or [0] * len(self.about)
        told = [{"child": n, "line": line} for n, line in zip(self.about, lines, strict=True)]
        return {"text": self.text, "counted": self.counted, "told": told}


def notes_kept(kept: Iterable[dict[str, Any]]) -> list[Note]:
    """Notes about children as an import keeps them, without those of which every child was deleted."""
    return [
        Note(
            one["text"],
            tuple(child["child"] for child in one["told"]),
            one["counted"],
            tuple(child["line"] for child in one["told"] if child["line"]),
        )
        for one in kept
        if one["told"]
    ]


def said_lines(lines: Iterable[int]) -> str:
    """Line 4, or lines 4, 7, 12 …: as many as one looks at."""
    each = sorted(set(lines))
    more = f" and {len(each) - MOST_LINES} more" if len(each) > MOST_LINES else ""
    return f"line{'s' if len(each) > 1 else ''} {', '.join(map(str, each[:MOST_LINES]))}{more}"


@dataclass(slots=True)
class Row:
    """One line of a file. `text` is what it says, as JSON: many thousands of them are held at once."""

    file: str
    line: int
    table: str
    number: str
    key: str = ""
    text: str = ""
    born: str = ""
    status: str = ""

    @property
    def holds_back(self) -> bool:
        """Whether the child can't be judged when this row is refused: who the child is, and the history of
        care.
        """
        return self.table in ("Header", "Episodes") and bool(self.number) and self.key != REPEATED


@dataclass(frozen=True)
class Reading:
    """What a row is read against: the collection year and the day of the import."""

    year: int
    today: date
    known: "dict[str, list[tuple[Column, str, str, dict[str, Any]]]]" = field(
        default_factory=dict, compare=False
    )
    """Table -> its columns, each with its name, its field and what its sound cells were read as: most say the
    same as many others.
    """

    @property
    def bounds(self) -> tuple[date, date]:
        return year_bounds(self.year)


@dataclass(frozen=True)
class Column:
    """One column of a table: where its value goes, how it is read, and what a wrong one costs.

    A wrong value costs the cell; where the row `decides` something by it, the whole row. `needed`: an empty
    one is wrong too.
    """

    name: str
    field: str
    rule: str
    read: Callable[["Column", str, Mapping[str, Any], Reading], Any]
    needed: str = ""
    """What to do about an empty cell; empty where it may be empty."""
    decides: bool | Callable[[str, Mapping[str, str]], bool] = False
    blank: Any = None
    empty_rule: str = ""
    is_end: bool = False
    """Whether a date of it says when something ended, so that a placeholder says that it goes on."""
    is_alone: bool = True
    """Whether what a cell says depends on no other cell."""

    def read_as(self, text: str) -> tuple[str, str]:
        """What a cell says, and as what it was read where a program wrote something for an empty one."""
        if text.upper() in ANSWERLESS:
            return "", "Read as empty."
        return ("", "Read as no end.") if self.is_end and is_open_end(text) else (text, "")

    def refuses_row(self, text: str, cells: Mapping[str, str]) -> bool:
        return self.decides(text, cells) if callable(self.decides) else self.decides


So = Mapping[str, Any]
"""The values of a row that are read already."""
Check = Callable[[So, Mapping[str, str], Reading], Iterable[tuple[Problem, bool]]]
"""Looks at the values of one row; yields what is wrong and whether it refuses the row."""


@dataclass(frozen=True)
class Table:
    """A table of the return: how it is recognised and read."""

    name: str
    headings: tuple[str, ...]
    key_headings: frozenset[str]
    """The headings without which the table says nothing; the rest are read as not recorded."""
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    """Fields that tell the rows of one child apart."""
    checks: tuple[Check, ...] = ()
    dates: tuple[str, ...] = ()
    """Columns whose dates say of which year the return is."""
    holds_back: bool = False
    has_dob: bool = True
    one_of: frozenset[str] = frozenset()
    """Headings of which one must be there too, where others tell the same as another table's."""
    twice: tuple[str, str, str] = ("CHILD", "This row contradicts an earlier row of the file.", "TWICE")
    """Column, words and rule for a second row with the same key."""

    def fits(self, headings: Iterable[str]) -> bool:
        """Whether a file with these headings is this table."""
        found = set(headings)
        return self.key_headings <= found and (not self.one_of or bool(self.one_of & found))

    def read(
        self, cells: Mapping[str, str], reading: Reading
    ) -> tuple[dict[str, Any], list[tuple[Problem, bool]]]:
        """The values of a row, and what is wrong with it: (problem, whether it refuses the row)."""
        values: dict[str, Any] = {}
        problems: list[tuple[Problem, bool]] = []
        columns = reading.known.get(self.name)
        if columns is None:
            columns = reading.known[self.name] = [(c, c.name, c.field, {}) for c in self.columns]
        for column, name, of, known in columns:
            said = cells.get(name, "")
            if said in known:
                values[of] = known[said]
                continue
            text, emptied = column.read_as(said)
            if emptied:
                to_do = "Leave the cell empty."
                problems.append((Problem(name, said, emptied, to_do, "EMPTY"), False))
                cells = {**cells, name: ""}
            before = len(problems)
            values[of] = value = self._one(column, text, values, cells, reading, problems)
            if column.is_alone and not emptied and len(problems) == before and len(known) < MOST_KNOWN:
                known[said] = value
        for check in self.checks:
            problems += check(values, cells, reading)
        return values, problems

    def _one(
        self,
        column: Column,
        text: str,
        so_far: Mapping[str, Any],
        cells: Mapping[str, str],
        reading: Reading,
        problems: list[tuple[Problem, bool]],
    ) -> Any:
        try:
            found = column.read(column, text, so_far, reading) if text else None
        except Refused as refused:
            problem, kept = refused.problem, refused.kept
            problems.append((problem, kept is None and column.refuses_row(text, cells)))
            return column.blank if kept is None else kept
        if found is not None:
            return found
        if column.needed:  # a date that stands for "open" is missing too
            rule = column.empty_rule or column.rule
            missing = Problem(column.name, text, "The value is missing.", column.needed, rule)
            problems.append((missing, column.refuses_row(text, cells)))
        return column.blank

    def key_of(self, values: Mapping[str, Any]) -> str:
        return "|".join([_in_key(values[field]) for field in self.key])


@lru_cache(maxsize=MOST_KNOWN, typed=True)
def _in_key(value: Any) -> str:
    return str(value or "")


AS_KEPT = json.JSONEncoder(default=date.isoformat, ensure_ascii=False, separators=(",", ":"))
DECODER = json.JSONDecoder()


def as_text(values: Mapping[str, Any]) -> str:
    """Values as they are kept: JSON, dates year first."""
    try:
        return "{" + ",".join(map(_said, values, values.values())) + "}"
    except TypeError:  # a list, which cannot be remembered
        return AS_KEPT.encode(values)


@lru_cache(maxsize=MOST_KNOWN, typed=True)
def _said(name: str, value: Any) -> str:
    """One value with its name: many thousands of rows say the same."""
    return AS_KEPT.encode({name: value})[1:-1]


def as_told(text: str) -> Any:
    """What a row's text says, as `json.loads` reads it and three times as quickly: nothing is around it."""
    return DECODER.raw_decode(text)[0]


def from_text(told: Mapping[str, Any]) -> dict[str, Any]:
    """Kept values with their dates; fields that hold one end with `_on`."""
    values = dict(told)
    for name in _days_among(tuple(values)):
        if values[name]:
            values[name] = day_of(values[name])
    return values


@lru_cache
def _days_among(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if name.endswith("_on")]


@lru_cache(maxsize=MOST_KNOWN)
def day_of(text: str) -> date:
    """A day as it is kept, year first."""
    return date.fromisoformat(text)
