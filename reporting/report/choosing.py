"""Which exhibits a section prints: its own and the usual ones, without those the author leaves out, and
those taken in."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.figures import Figures, Table
from reporting.report.offered import exhibits_of


@dataclass(frozen=True)
class Choice:
    """An exhibit in the list from which the author chooses."""

    key: str
    title: str
    is_in: bool
    is_usual: bool


def choices(key: str, own: Iterable[Table], choice: dict[str, list[str]]) -> list[Choice]:
    """Every exhibit that a section can print, its own first."""
    without, added = set(choice.get("without", ())), set(choice.get("with", ()))
    found = [Choice(t.key, t.caption, t.key not in without, True) for t in own]
    for one in exhibits_of(key):
        is_in = one.key not in without if one.is_usual else one.key in added
        found.append(Choice(one.key, one.title, is_in, one.is_usual))
    return found


def choice_of(offered: Iterable[Choice], wanted: Iterable[str]) -> dict[str, list[str]]:
    """What is stored of a choice: how it differs from the usual, so that exhibits of later releases come
    in."""
    keys, offered = set(wanted), list(offered)
    return {
        "without": [c.key for c in offered if c.is_usual and c.key not in keys],
        "with": [c.key for c in offered if not c.is_usual and c.key in keys],
    }


def chosen(f: Figures, key: str, own: Iterable[Table], choice: dict[str, list[str]]) -> list[Table]:
    """The exhibits that a section prints: its own and the usual ones without those left out, and those taken
    in."""
    without, added = set(choice.get("without", ())), set(choice.get("with", ()))
    tables = [table for table in own if table.key not in without]
    for exhibit in exhibits_of(key):
        is_in = exhibit.key not in without if exhibit.is_usual else exhibit.key in added
        made = exhibit.make(f) if is_in else None
        if made is not None and made.rows:
            tables.append(made)
    return tables
