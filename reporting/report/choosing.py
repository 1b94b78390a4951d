"""Which exhibits a section prints: its own and the usual ones, without those the author leaves out, and
those taken in."""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.figures import Figures, Table
from reporting.offers.offered import exhibits_of


@dataclass(frozen=True)
class Choice:
    """An exhibit in the list from which the author chooses."""

    key: str
    title: str
    is_in: bool
    is_usual: bool


def choices(f: Figures, key: str, own: Iterable[Table], choice: dict[str, list[str]]) -> list[Choice]:
    """Every exhibit that a section can print, its own first."""
    found = [Choice(t.key, t.caption, _is_in(choice, t.key), True) for t in own]
    for one in exhibits_of(key):
        is_usual = one.is_usual_in(f)
        found.append(Choice(one.key, one.title, _is_in(choice, one.key, is_usual), is_usual))
    return found


def _is_in(choice: dict[str, list[str]], key: str, is_usual: bool = True) -> bool:
    """A usual exhibit is printed unless it is left out, another one when it is taken in."""
    return key not in choice.get("without", ()) if is_usual else key in choice.get("with", ())


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
    tables = [table for table in own if _is_in(choice, table.key)]
    for exhibit in exhibits_of(key):
        made = exhibit.make(f) if _is_in(choice, exhibit.key, exhibit.is_usual_in(f)) else None
        if made is not None and made.rows:
            tables.append(made)
    return tables
