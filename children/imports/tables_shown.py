"""What an import's page shows: notes, files, what was refused or pointed out, what goes, what moves, and what
is to be decided. `closed` are the numbers of the children of whom nothing is told (`access.closed_in`).
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.access.viewers import Viewer
from accounts.templatetags.govuk import clock_rule
from accounts.templatetags.govuk import day as in_words
from accounts.ui.tables import Cell, Table, headings
from children.codesets import sector_rules
from children.imports.rows import notes_kept
from children.models import Child, ImportReject, ReturnImport

SHOWN_REJECTS = 50
SHOWN_MOVES = 100
SHOWN_UNTOLD = 500
STATUSES = (("new", "New"), ("changed", "Changed"), ("unchanged", "Unchanged"), ("rejected", "Refused"))


@dataclass(frozen=True)
class Counts:
    """How many rows of an import became what, as far as the reader may know."""

    new: int
    changed: int
    removed: int
    rejected: int
    is_whole: bool
    """Whether no record of the council is closed to the reader. Else what is new is not told: a file of one
    row would ask whether the portal holds the child.
    """

    @property
    def any(self) -> bool:
        return bool(self.new + self.changed + self.removed)

    @classmethod
    def of(cls, record: ReturnImport, closed: frozenset[str]) -> "Counts":
        if not closed:
            became = (record.count_new, record.count_changed, record.count_removed, record.count_rejected)
            return cls(*became, is_whole=True)
        hidden = _hidden(record, closed)
        gone = removed(record, closed)
        refused = told(record, closed).filter(is_warning=False).order_by().values("file", "line").distinct()
        changed = record.count_changed - sum(one["changed"] for one in hidden)
        return cls(0, changed, len(gone.rows) + gone.more, refused.count(), is_whole=False)


def _hidden(record: ReturnImport, closed: frozenset[str]) -> list[dict[str, Any]]:
    """What of the counts is of these children."""
    return [one for one in record.preview.get("apart", []) if one["child"] in closed]


def files(record: ReturnImport, closed: frozenset[str]) -> Table:
    """The files and what became of their rows. Where a record is closed to the reader it is not told which
    rows are new and which the portal holds already: a file of one row would ask it. A return has the rows
    that somebody sent; a delivery is drawn with what is kept, so there rows of closed children do not count.
    """
    told_apart = STATUSES if not closed else STATUSES[1:2]
    numbers = ("Rows", *(title for _, title in told_apart))
    hidden: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in _hidden(record, closed):
        hidden[one["file"], one["table"]].update(
            changed=one["changed"], rows=one["rows"] if record.night else 0
        )
    rows: list[list[Cell]] = []
    for file in record.preview.get("files", []):
        if file["table"]:
            less = hidden[file["name"], file["table"]]
            counts = [f"{file[name] - less[name]:,}" for name in ("rows", *(name for name, _ in told_apart))]
            if file["rows"] > less["rows"] or not less["rows"]:
                rows.append([file["name"], file["table"][:1].upper() + file["table"][1:], *counts])
        else:
            unread: Cell = {"text": "Not read", "tag": "red", "note": file["problem"]}
            rows.append([file["name"], unread, *["–"] * len(numbers)])
    return Table("Files", headings("File", "Read as", *numbers, numeric=numbers), rows)


def notes(record: ReturnImport, closed: frozenset[str]) -> list[str]:
    """What is said of the import as a whole. Notes of earlier imports have no list of the children of whom
    they tell: none that has such a number in it is shown.
    """
    names = re.compile(_any_of(closed, start=r"(?<!\w)", end=r"(?!\w)")) if closed else None
    of_all = [text for text in record.preview.get("warnings", []) if not (names and names.search(text))]
    of_children = (note.told(closed) for note in notes_kept(record.preview.get("notes", [])))
    return [*of_all, *filter(None, of_children)]


def _any_of(numbers: frozenset[str], *, start: str, end: str) -> str:
    """A pattern for any of these numbers as a word of its own."""
    return f"{start}({'|'.join(map(re.escape, sorted(numbers)))}){end}"


def told(record: ReturnImport, closed: frozenset[str]) -> QuerySet[ImportReject]:
    """What was refused or pointed out of other children than these, in words that name none of them: another
    row may say who they are.
    """
    found = record.rejects.all()
    if not closed:
        return found
    names = _any_of(closed, start=r"(^|\W)", end=r"(\W|$)")
    naming = Q(child__in=closed) | Q(why__regex=names) | Q(to_do__regex=names) | Q(value__regex=names)
    return found.exclude(naming)


def said(record: ReturnImport, closed: frozenset[str], *, warnings: bool) -> Table:
    """What was refused, or taken with a warning: the first entries and how many more there are."""
    found = told(record, closed).filter(is_warning=warnings)
    total = found.count()
    rows = [_entry(r) for r in found[:SHOWN_REJECTS]]
    caption = "Taken, but check these" if warnings else "Not imported"
    names = headings("Place", "Value", "Why, and what to do")
    return Table(caption, names, rows, more=max(0, total - SHOWN_REJECTS))


def _entry(r: ImportReject) -> list[Cell]:
    place = f"{r.file}, line {r.line}" + (f", {r.column}" if r.column else "")
    value = r.value if len(r.value) <= 60 else f"{r.value[:59]}…"
    return [place, value or "empty", {"text": f"{r.why} {r.to_do}", "note": _rule(r.rule)}]


def _rule(number: str) -> str:
    """What the sector's rule says, with its published number; nothing for a check of the portal's own, whose
    reason says all.
    """
    rule = sector_rules().get(number)
    return f"{rule.words} (validation rule {number})" if rule else ""


def removed(record: ReturnImport, closed: frozenset[str]) -> Table:
    """Rows of an earlier import of the same return that this one no longer has."""
    found = record.preview.get("removed", [])
    hidden = _hidden(record, closed)
    of_hidden = {one["child"] for one in hidden}
    listed = sum(r[1] not in of_hidden for r in found)
    rows: list[list[Cell]] = [list(r) for r in found if r[1] not in closed]
    more = max(0, record.count_removed - sum(one["removed"] for one in hidden) - listed)
    names = headings("Table", "Child", "Row")
    return Table("Rows that are no longer in the return", names, rows, more=more)


def losses(record: ReturnImport) -> list[str]:
    """Where much of the return would go: of which table how many rows of how many, the whole return first."""
    found = []
    for one in record.preview.get("losses", []):
        rows = f"{one['gone']:,} of {one['before']:,} rows"
        found.append(f"{one['table']}: {rows}" if one["table"] else f"The whole return: {rows}")
    return found


def untold(viewer: Viewer, record: ReturnImport, closed: frozenset[str]) -> Table:
    """Who was in care by an earlier return and has no episode in this one: the child's number, with a link
    where this person may see the child.
    """
    found = [one for one in record.preview.get("untold", []) if one["child"] not in closed]
    shown = found[:SHOWN_UNTOLD]
    visible = Child.objects.visible_to(viewer).filter(number__in=[one["child"] for one in shown])
    links = {c.number: reverse("children:child", args=[c.public_id]) for c in visible}
    rows: list[list[Cell]] = []
    for one in shown:
        number, since = one["child"], _day(one["not_known_from"], "")
        rows.append([{"text": number, "href": links[number]} if number in links else number, since])
    names = headings("Child", "Not known whether in care from")
    return Table("Children of whom no episode was taken", names, rows, more=len(found) - len(shown))


def moves(viewer: Viewer, record: ReturnImport, closed: frozenset[str]) -> Table:
    """The first due dates that moved: the child's number, with a link where this person may see the child."""
    council = Child.objects.filter(authority=viewer.authority_id)
    hidden = set(council.filter(number__in=closed).values_list("pk", flat=True)) if closed else set()
    found = [m for m in record.moved if m["child_id"] not in hidden]
    shown = found[:SHOWN_MOVES]
    ids = {m["child_id"] for m in shown}
    children = {c.pk: c for c in council.filter(pk__in=ids)}
    visible = set(Child.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))
    rows: list[list[Cell]] = []
    for m in shown:
        if (child := children.get(m["child_id"])) is None:
            continue
        href = reverse("children:child", args=[child.public_id]) if child.pk in visible else None
        name: Cell = {"text": child.number, "href": href} if href else child.number
        rows.append(
            [
                name,
                _day(m["was"], "not known"),
                _day(m["now"], "not known or not due"),
                _sentence(clock_rule(m["rule"])),
            ]
        )
    more = max(0, len(found) - SHOWN_MOVES)
    names = headings("Child", "Was due", "Is due", "Why it is due then")
    return Table("Due dates that move", names, rows, more=more)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _day(iso: str | None, otherwise: str) -> str:
    return in_words(date.fromisoformat(iso)) if iso else otherwise
