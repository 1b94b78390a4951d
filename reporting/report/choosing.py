"""Which exhibits a section prints: its own and the usual ones, without those the author leaves out, and
those taken in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reporting.figures import Figures, Table
from reporting.offers.offered import exhibits_of


@dataclass(frozen=True)
class Choice:
    """An exhibit in the list from which the author chooses."""

    key: str
    title: str
    is_in: bool
    is_usual: bool
    up_to: int = 0
    down_to: int = 0
    """The places of its neighbours that are printed; 0 at the end."""
    is_empty: bool = False
    """Whether it is chosen and there is nothing to print of it."""


def choices(f: Figures, key: str, own: Iterable[Table], choice: dict[str, list[str]]) -> list[Choice]:
    """Every exhibit that a section can print: in the author's order, else its own first."""
    found = [Choice(t.key, t.caption, _is_in(choice, t.key), True) for t in own]
    for one in exhibits_of(key):
        is_usual = one.is_usual_in(f)
        found.append(Choice(one.key, one.title, _is_in(choice, one.key, is_usual), is_usual))
    return with_neighbours(sorted(found, key=lambda c: _place(choice, c.key)))


def with_neighbours(order: list[Choice]) -> list[Choice]:
    printed = [place for place, c in enumerate(order, 1) if c.is_in]
    return [
        replace(
            c,
            up_to=max((n for n in printed if n < place), default=0),
            down_to=min((n for n in printed if n > place), default=0),
        )
        for place, c in enumerate(order, 1)
    ]


def with_empty(order: Iterable[Choice], printed: Iterable[str]) -> list[Choice]:
    """The choices, those marked that are chosen and not among the exhibits that were made."""
    made = set(printed)
    return [replace(c, is_empty=c.is_in and c.key not in made) for c in order]


def _place(choice: dict[str, list[str]], key: str) -> int:
    """Where an exhibit stands in the author's order; those that the author has not seen yet stand last."""
    order = choice.get("order", [])
    return order.index(key) if key in order else len(order)


def _is_in(choice: dict[str, list[str]], key: str, is_usual: bool = True) -> bool:
    """A usual exhibit is printed unless it is left out, another one when it is taken in."""
    return key not in choice.get("without", ()) if is_usual else key in choice.get("with", ())


def choice_of(
    offered: Iterable[Choice], wanted: Iterable[str], order: Iterable[str] = ()
) -> dict[str, list[str]]:
    """What is stored of a choice: how it differs from the usual, so that exhibits of later releases come in;
    and the order, where the author gave one."""
    keys, offered, placed = set(wanted), list(offered), list(order)
    found = {
        "without": [c.key for c in offered if c.is_usual and c.key not in keys],
        "with": [c.key for c in offered if not c.is_usual and c.key in keys],
    }
    return found | ({"order": placed} if placed else {})


def codes_of(f: Figures, key: str, choice: dict[str, list[str]]) -> list[str]:
    """The measures of the exhibits that a section takes from those it offers."""
    taken = [e for e in exhibits_of(key) if _is_in(choice, e.key, e.is_usual_in(f))]
    return [code for exhibit in taken for code in exhibit.codes]


def chosen(f: Figures, key: str, own: Iterable[Table], choice: dict[str, list[str]]) -> list[Table]:
    """The exhibits that a section prints: its own and the usual ones without those left out, and those taken
    in."""
    tables = [table for table in own if _is_in(choice, table.key)]
    for exhibit in exhibits_of(key):
        made = exhibit.make(f) if _is_in(choice, exhibit.key, exhibit.is_usual_in(f)) else None
        if made is not None and made.rows:
            tables.append(made)
    return sorted(tables, key=lambda table: _place(choice, table.key))
