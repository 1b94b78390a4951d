"""What the report computes, in the council's words. What an author wrote and names of teams stay."""

import re
from collections.abc import Callable
from dataclasses import replace

from accounts.councils.words import Words
from accounts.models import Authority, Team
from reporting.figures.base import Part, Table

_REFERENCE = re.compile(r"(\[\[.*?\]\])")
Say = Callable[[str], str]


def in_words_of(authority: Authority, part: Part) -> Part:
    """A computed part as the council says it."""
    words = Words.of(authority)
    if words == Words():
        return part

    def say(line: str) -> str:
        """The line; a reference to a figure stays as it is."""
        pieces = _REFERENCE.split(line)
        return "".join(p if p.startswith("[[") else words.said(p) for p in pieces)

    names = frozenset(Team.objects.filter(authority=authority).values_list("name", flat=True))
    return replace(
        part,
        sentences=[say(line) for line in part.sentences],
        tables=[_table(table, say, names) for table in part.tables],
        absent=say(part.absent),
        judgements=[(say(head), [say(point) for point in points]) for head, points in part.judgements],
    )


def _table(table: Table, say: Say, names: frozenset[str]) -> Table:
    rows = [
        [say(cell) if isinstance(cell, str) and cell not in names else cell for cell in row]
        for row in table.rows
    ]
    return replace(
        table,
        caption=say(table.caption),
        headings=[say(heading) for heading in table.headings],
        rows=rows,
        says=say(table.says),
        about=say(table.about),
        note=say(table.note),
    )
