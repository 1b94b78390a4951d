"""Invented council-years: public quarterly reports, an annual one, and the next year's, with small numbers
everywhere."""

import random
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reporting.edition.disclosure import hidden_in, joined
from reporting.edition.document import Disclosure, Document, Head, Layout, Section
from reporting.edition.evidence import evidence
from reporting.edition.printed import Printed
from reporting.edition.printing import printed
from reporting.edition.stored import Evidence
from reporting.edition.suppression import Equation, Rules
from reporting.figures import Figure, Table
from reporting.figures.base import Join
from tests.unit.reporting.published.files_attack import Published

AGES = ("Under 1", "1 to 4", "5 to 9", "10 to 15", "16 and 17")
REASONS = ("Home", "Adopted", "Special guardianship", "Aged 18", "Other")
THEMES = ("Drift", "Health", "School", "Contact")


@dataclass
class Council:
    """The true counts of a council over two years, by the names of figures."""

    rng: random.Random
    counts: dict[str, int] = field(default_factory=dict)
    size: int = 0

    def split(self, ref: str, dimension: str, keys: Sequence[str]) -> list[str]:
        """A count broken down at random, most of it in a few parts."""
        left, refs = self.counts[ref], [f"{ref}|{dimension}={key}" for key in keys]
        for made in refs[:-1]:
            self.counts[made] = self.rng.randint(0, left) if self.rng.random() < 0.7 else 0
            left -= self.counts[made]
        self.counts[refs[-1]] = left
        return refs


def months_of(first: int) -> list[str]:
    return [f"{first}-{m:02d}" for m in range(4, 13)] + [f"{first + 1}-{m:02d}" for m in range(1, 4)]


def end_of(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{month}-{monthrange(year, number)[1]}"


def council(seed: int) -> Council:
    """Two years of one council."""
    rng = random.Random(seed)
    made = Council(rng, size=rng.choice((25, 60, 150, 400)))
    in_care = made.size
    made.counts["looked_after_at_end|2024-03-31|count"] = in_care
    for first in (2024, 2025):
        for month in months_of(first):
            came, left = rng.randint(0, made.size // 12), rng.randint(0, made.size // 12)
            in_care = in_care + came - left
            made.counts[f"starters|{month}|count"] = came
            made.counts[f"leavers|{month}|count"] = left
            made.counts[f"looked_after_at_end|{end_of(month)}|count"] = in_care
            for code in ("midways_done", "dispute_children"):
                made.counts[f"{code}|{month}|count"] = rng.randint(0, max(2, made.size // 20))
        _year(made, first)
    return made


def _year(made: Council, first: int) -> None:
    year, months = f"{first}-{(first + 1) % 100}", months_of(first)
    for code in ("starters", "leavers", "midways_done", "dispute_children"):
        for n in range(4):
            quarter = months[3 * n : 3 * n + 3]
            made.counts[f"{code}|{year}-Q{n + 1}|count"] = sum(
                made.counts[f"{code}|{m}|count"] for m in quarter
            )
        made.counts[f"{code}|{year}|count"] = sum(made.counts[f"{code}|{m}|count"] for m in months)
    made.split(f"starters|{year}|count", "age", AGES)
    made.split(f"leavers|{year}|count", "age", AGES)
    made.split(f"leavers|{year}|count", "reason", REASONS)
    made.split(f"looked_after_at_end|{end_of(months[-1])}|count", "age", AGES)
    for n in range(4):
        made.split(f"dispute_children|{year}-Q{n + 1}|count", "theme", THEMES)


def _figure(made: Council, ref: str) -> Figure:
    code, when, *_ = ref.split("|")
    return Figure(ref, "count", made.counts[ref], code, "children", when)


def _table(made: Council, key: str, refs: Sequence[str], total: str = "") -> Table:
    rows: list[list[Figure | str]] = [[ref.rpartition("=")[2], _figure(made, ref)] for ref in refs]
    last: list[Figure | str] | None = ["All", _figure(made, total)] if total else None
    table = Table(key, key, ["What", "Number"], rows, "Records.", last, [1] if total else [])
    by = refs[0].rpartition("|")[2].partition("=")[0]
    table.join = {"age": Join.NEIGHBOURS, "reason": Join.OTHERS}.get(by)
    return table


def _document(made: Council, tables: list[Table], earlier: tuple[Evidence, ...]) -> Document:
    sums = [
        Equation(((total.ref, 1), *((figure.ref, -1) for figure in parts)))
        for table in tables
        for total, parts in table.sums_of_figures()
    ]
    figures = {f.ref: f for table in tables for row in table.lines() for f in row if isinstance(f, Figure)}
    head = Head("Report", "", "Council", "#12436d", 2026, "2025-26", "year", "", "", True, "", "")
    return Document(
        head,
        Layout("sections", "numbers"),
        Disclosure(Rules()),
        (Section("all", "All", tables=tuple(tables)),),
        figures,
        {ref: made.counts[ref] for ref in figures},
        tuple(sums),
        earlier=earlier,
    )


def _annual(made: Council, first: int) -> list[Table]:
    year, months = f"{first}-{(first + 1) % 100}", months_of(first)
    start, end = f"looked_after_at_end|{first}-03-31|count", f"looked_after_at_end|{first + 1}-03-31|count"
    came, left = f"starters|{year}|count", f"leavers|{year}|count"
    tables = [_table(made, "in care", [start, *(f"looked_after_at_end|{end_of(m)}|count" for m in months)])]
    tables.append(_table(made, "in care by age", [f"{end}|age={age}" for age in AGES], end))
    for code in ("starters", "leavers", "midways_done", "dispute_children"):
        total = f"{code}|{year}|count"
        tables.append(_table(made, code, [f"{code}|{m}|count" for m in months], total))
    tables.append(_table(made, "came by age", [f"{came}|age={age}" for age in AGES], came))
    tables.append(_table(made, "left by age", [f"{left}|age={age}" for age in AGES], left))
    tables.append(_table(made, "left by reason", [f"{left}|reason={reason}" for reason in REASONS], left))
    return tables


def _quarterly(made: Council, first: int, number: int) -> list[Table]:
    year, months = f"{first}-{(first + 1) % 100}", months_of(first)[3 * number - 3 : 3 * number]
    tables = []
    for code in ("midways_done", "dispute_children"):
        total = f"{code}|{year}-Q{number}|count"
        tables.append(_table(made, code, [f"{code}|{m}|count" for m in months], total))
    total = f"dispute_children|{year}-Q{number}|count"
    tables.append(_table(made, "themes", [f"{total}|theme={theme}" for theme in THEMES], total))
    return tables


def published(made: Council) -> Iterator[tuple[Printed, Evidence]]:
    """Every public edition of two years in an order that changes with the seed, each with what came before
    it."""
    yield from ((one.edition, one.kept) for one in published_as(made))


def published_as(made: Council) -> Iterator[Published]:
    """The same, with what each was made of."""
    plans = [_quarterly(made, first, number) for first in (2024, 2025) for number in (1, 2, 3, 4)]
    plans += [_annual(made, first) for first in (2024, 2025)]
    made.rng.shuffle(plans)
    earlier: tuple[Evidence, ...] = ()
    for tables in plans:
        document = joined(_document(made, tables, earlier), "public")
        hidden = hidden_in(document, "public")
        kept = evidence(document, hidden)
        earlier = (*earlier, kept)
        yield Published(document, hidden, printed(document, "public", hidden), kept)
