"""What an import did, or would do: rows counted by what became of them, and everything that is to be said
about it.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings

from accounts.templatetags.govuk import plural
from children.imports.identity import Decision
from children.imports.rows import CHANGED, NEW, REJECTED, REMOVED, UNCHANGED, Defect, Note, Row
from children.imports.state.lives import Untold
from children.models.imports import year_words

STATUSES = (NEW, CHANGED, UNCHANGED, REJECTED)
COUNTS = (NEW, CHANGED, UNCHANGED, REMOVED, REJECTED)
PLACE = ("file", "line", "column", "value", "why", "rule", "to_do")
SHOWN = 200
"""So many removed rows are listed; the others are counted."""


@dataclass
class Outcome:
    """What an import did, or would do."""

    year: int
    files: list[dict[str, Any]]
    counts: dict[str, int]
    said: list[Defect]
    """Everything that is wrong: refused rows and warnings."""
    notes: list[Note]
    """What is said of the import as a whole."""
    moved: list[dict[str, Any]]
    decisions: list[Decision] = field(default_factory=list)
    removed: list[tuple[str, str, str]] = field(default_factory=list)
    """(table, child, which) of rows that the return no longer has."""
    untold: list[Untold] = field(default_factory=list)
    """Who was in care by an earlier return, and is not in this one."""
    apart: list[dict[str, Any]] = field(default_factory=list)
    """What of the counts is of restricted children: see `apart`."""
    losses: list[dict[str, Any]] = field(default_factory=list)
    """Tables of the return of which much would go: see `losses`."""

    @property
    def warnings(self) -> list[str]:
        """The notes in full, as the command tells them: whoever runs it has everything of the council."""
        return [note.told() for note in self.notes]

    @property
    def defects(self) -> list[Defect]:
        """What was refused."""
        return [d for d in self.said if not d.is_warning]

    @property
    def pointed_out(self) -> list[Defect]:
        """What was taken, but is not right."""
        return [d for d in self.said if d.is_warning]


def count(rows: Iterable[Row], removed: int) -> dict[str, int]:
    found = Counter(row.status or UNCHANGED for row in rows)
    return {name: found.get(name, 0) for name in COUNTS} | {REMOVED: removed}


def apart(
    rows: Iterable[Row],
    removed: Iterable[tuple[str, str, str]],
    restricted: Container[str],
    decisions: Iterable[Decision],
) -> list[dict[str, Any]]:
    """How many rows of each file are of which restricted child, how many of them change what is stored, and
    how many are gone: whoever may not see the child is told the other rows alone. So are those of a number
    that may be such a child's.
    """
    alike = {d.child for d in decisions if d.other in restricted}
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.number in restricted or row.number in alike:
            found[row.file, row.table, row.number].update(rows=1, changed=int(row.status == CHANGED))
    for _, number, _ in removed:
        if number in restricted:
            found["", "", number].update(removed=1)
    names = ("rows", CHANGED, REMOVED)
    return [
        {"file": file, "table": table, "child": number, **{name: counted[name] for name in names}}
        for (file, table, number), counted in found.items()
    ]


def much_goes(gone: int, before: int) -> bool:
    """Whether so much would go that a person should look first: the files may have been cut short."""
    return gone > settings.FEED_GONE_AT_LEAST and gone * 100 > before * settings.FEED_GONE_PER_CENT


def losses(before: Mapping[str, int], removed: Iterable[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """The tables of a return of which much would go, and the whole return where it is much of that.

    `before`: how many rows each table had; neither holds rows of restricted children.
    """
    gone = Counter(table for table, _, _ in removed)
    each = [("", sum(gone.values()), sum(before.values()))]
    each += [(table, gone[table], rows) for table, rows in sorted(before.items())]
    return [{"table": t, "gone": n, "before": rows} for t, n, rows in each if much_goes(n, rows)]


def judge_again(first: Outcome, later: Outcome) -> Outcome:
    """An import with the last word on its rows: what was refused and is not any more has come in with a
    later return.
    """
    came_in = first.counts[REJECTED] - later.counts[REJECTED]
    if came_in <= 0:
        return first
    files = {(f["name"], f["table"]): f[REJECTED] for f in later.files if f["table"]}
    for file in first.files:
        if file["table"]:
            fewer = file[REJECTED] - files[file["name"], file["table"]]
            file[REJECTED] -= fewer
            file[NEW] += fewer
    first.counts[REJECTED] -= came_in
    first.counts[NEW] += came_in
    first.said = later.said
    return first


def as_json(outcomes: list[Outcome]) -> dict[str, Any]:
    """Several imports of one call, as the commands print them."""
    return {
        "years": sorted({o.year for o in outcomes if o.year}),
        "counts": {name: sum(o.counts[name] for o in outcomes) for name in COUNTS},
        "rejects": [_entry(d, o) for o in outcomes for d in o.defects],
        "warnings": [_entry(d, o) for o in outcomes for d in o.pointed_out]
        + [_note(text, o) for o in outcomes for text in o.warnings],
        "decisions": [d.as_dict() for o in outcomes for d in o.decisions],
        "returns": [
            {
                "year": o.year,
                "counts": o.counts,
                "files": o.files,
                "warnings": o.warnings,
                "moved": len(o.moved),
                "untold": [one.as_dict() for one in o.untold],
            }
            for o in outcomes
        ],
    }


def _entry(defect: Defect, outcome: Outcome) -> dict[str, Any]:
    told = asdict(defect)
    return {name: told[name] for name in PLACE} | {"year": outcome.year}


def _note(text: str, outcome: Outcome) -> dict[str, Any]:
    file = text.partition(":")[0] if text.partition(":")[0] in {f["name"] for f in outcome.files} else ""
    return {
        "file": file,
        "line": 1,
        "column": "",
        "value": "",
        "why": text,
        "rule": "NOTE",
        "to_do": "",
        "year": outcome.year,
    }


def as_lines(outcome: Outcome) -> Iterable[str]:
    """The outcome as a command prints it for people."""
    counts = ", ".join(f"{n} {what}" for what, n in outcome.counts.items())
    name = f"Return {year_words(outcome.year)}" if outcome.year else "Tables that name people"
    yield f"{name}: {counts}"
    for d in outcome.said:
        sign = "warning: " if d.is_warning else ""
        yield f"  {sign}{d.file} line {d.line} {d.column} {d.value!r}: {d.why} {d.to_do} ({d.rule})"
    for decision in outcome.decisions:
        yield (
            f"  to decide: is child {decision.child} the same as child {decision.other}? {decision.why} "
            f"Nothing of {decision.child} is taken in until then."
        )
    for text in outcome.warnings:
        yield f"  note: {text}"
    if outcome.untold:
        yield f"  no episode taken of: {', '.join(one.number for one in outcome.untold)}"
    if outcome.moved:
        yield f"  {plural(len(outcome.moved), 'due date')} moved"


def file_counts(rows: Iterable[Row]) -> Mapping[str, int]:
    found = Counter(row.status or UNCHANGED for row in rows)
    return {name: found.get(name, 0) for name in STATUSES}
