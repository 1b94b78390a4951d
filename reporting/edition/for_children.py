"""The two pages for children: a few figures, what they said and drew, what was done, what comes next."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reporting.edition.document import Document
from reporting.edition.printed import ChildFigure, ForChildren
from reporting.edition.suppression import Key
from reporting.figures import Figure, Table
from reporting.figures.base import Cell

SHOWN = (
    (
        "looked_after_at_end",
        "count",
        "children and young people were in care here on the last day of the year",
    ),
    ("timeliness_reviews_held", "all", "meetings were held to review how children are and what they want"),
    ("timeliness_reviews_held", "percent", "meetings were on time"),
    (
        "participation_official",
        "percent",
        "meetings heard what the child or young person thinks, if they were 4 or older",
    ),
)
MOST = 3
"""Of each kind as many as fit on the page."""


def for_children(document: Document, hidden: frozenset[Key]) -> ForChildren:
    """What the pages say. Figures alone that every edition shows, and only what was signed off."""
    every = [*(v for s in document.sections for v in s.voices), *document.head.drawings]
    signed = [v for v in every if v.is_signed_off]
    heard = tuple(v for v in signed if v.kind in ("drawing", "quotation"))
    tables = {t.key: t for s in document.sections for t in s.tables}
    said = [(str(row[0]), str(row[1])) for row in _rows(tables.get("you_said"))]
    priorities = [words for section in document.sections for words in section.for_children]
    return ForChildren(
        tuple(_figures(document, hidden)), heard[:MOST], tuple(said[:MOST]), tuple(priorities[:MOST])
    )


def _rows(table: Table | None) -> list[list[Cell]]:
    return table.rows if table else []


def told(document: Document, hidden: frozenset[Key]) -> Iterator[tuple[Figure, Decimal, str]]:
    """Each figure that the pages tell of, its value, and what it is in words for children."""
    for code, part, words in SHOWN:
        figure = _of_the_year(document, code, part)
        if figure and figure.ref not in hidden and figure.value is not None:
            yield figure, Decimal(figure.value), words


def _figures(document: Document, hidden: frozenset[Key]) -> Iterator[ChildFigure]:
    for figure, value, words in told(document, hidden):
        is_share = figure.kind == "percent"
        said = in_twenties(value) if is_share else figure.text
        yield ChildFigure(said, words, twentieths(value) if is_share else None)


def twentieths(share: Decimal) -> int:
    """How many of twenty a share is, half up."""
    return int((share / 5).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def in_twenties(share: Decimal) -> str:
    """A share as children count: 19 of every 20, 9 of every 10; in words near the ends."""
    found = twentieths(share)
    if share in (0, 100):
        return "All" if share else "No"
    if found in (0, 20):
        return "Nearly all" if found else "Very few"
    return f"{found} of every 20" if found % 2 else f"{found // 2} of every 10"


def _of_the_year(document: Document, code: str, part: str) -> Figure | None:
    periods = (document.head.year_label, document.head.to_day)
    for ref, figure in document.figures.items():
        name, _, rest = ref.partition("|")
        if (name, rest.partition("|")[2]) == (code, part) and figure.period in periods:
            return figure
    return None
