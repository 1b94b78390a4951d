"""Which figures an edition shows: all in the internal one; in the others none that is small, or that would give a small one away (AR-2)."""

import hashlib
from collections.abc import Iterator
from typing import Any

from reporting.edition.suppression import Equation, Key, Ratio, Rules, System, hidden_cells
from reporting.proof import text as texts
from reporting.proof.paper import Paper, plain_name
from reporting.proof.stated import stated
from reporting.proof.sums import BadSum, Sum, read
from reporting.proof.tables import PERCENT, TOTAL

INTERNAL = "internal"
WORDS = {
    "internal": "Internal edition: small numbers are shown, do not publish",
    "member": "Members’ edition: small numbers are not shown",
    "public": "Public edition: small numbers are not shown",
    "children": "Children’s edition",
}
NOT_SHOWN = {"count": "some (c)", "change": "some (c)"}


def hidden_in(frozen: dict[str, Any], edition: str) -> frozenset[Key]:
    """The figures and the cells of typed tables that an edition must not show."""
    if edition == INTERNAL:
        return frozenset()
    rules = Rules(**frozen["rules"])
    return hidden_cells(system_of(frozen), rules)


def stand_ins(frozen: dict[str, Any], edition: str) -> dict[str, str]:
    """IRO's name -> what stands in its place outside the internal edition, numbered so that the alphabet tells nothing."""
    if edition == INTERNAL:
        return {}
    names = sorted(frozen.get("staff", ()), key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return {name: f"IRO {number}" for number, name in enumerate(names, start=1)}


def references_in(frozen: dict[str, Any]) -> set[str]:
    """Every figure that stands somewhere in the report, by its one name."""
    found: set[str] = set()
    for section in frozen["sections"]:
        found |= set(_of_words(frozen, section["narrative"], *section["sentences"]))
        for table in section["tables"]:
            for row in [*table["rows"], *([table["total"]] if table["total"] else [])]:
                found |= {cell["ref"] for cell in row if "ref" in cell}
        for chart in section["charts"]:
            found |= set(_of_words(frozen, chart["title"], chart.get("claim", "")))
            found |= {ref for _, values in chart["series"] for ref in values if ref}
    return found


def _of_words(frozen: dict[str, Any], *parts: str) -> Iterator[str]:
    for part in parts:
        for ref in texts.read(part).references():
            name = frozen["aliases"].get(ref, ref)
            if name in frozen["figures"]:
                yield name


def system_of(frozen: dict[str, Any]) -> System:
    """What the reader of an edition sees and knows: counts, percentages, and every sum between them."""
    figures, counts = frozen["figures"], frozen["counts"]
    shown = references_in(frozen)
    printed = {ref for ref in shown if figures[ref]["kind"] == "count"}
    ratios = []
    for ref in shown - printed:
        parts = [p for p in figures[ref]["parts"] if p in counts]
        printed |= set(parts)  # with its base a percentage tells the count
        if figures[ref]["kind"] == "percent" and len(parts) == 2:
            ratios.append(Ratio(ref, parts[0], parts[1]))
        else:
            ratios += [Ratio(ref, part) for part in parts]
    equations = [Equation(tuple((key, c) for key, c in terms)) for terms in frozen["equations"]]
    system = System(
        {ref: counts[ref] for ref in sorted(printed) if ref in counts},
        equations,
        sorted(ratios, key=lambda r: (str(r.key), str(r.numerator))),
        {ref: value for ref, value in counts.items() if ref not in printed},
    )
    _add_typed_tables(frozen, system)
    return system


def typed_key(section: str, table: int, row: int, column: int) -> tuple[str, str, int, int, int]:
    """The name of a cell of a typed table."""
    return ("typed", section, table, row, column)


def _add_typed_tables(frozen: dict[str, Any], system: System) -> None:
    """Counts that an author typed are held to the same rule; `small: shown` says that a table counts no people."""
    paper = Paper([])
    equations, ratios = list(system.equations), list(system.ratios)
    for section in frozen["sections"]:
        for number, table in enumerate(texts.read(section["narrative"]).tables):
            if table.small == "shown":
                continue
            cells = _counts_of(paper, section["key"], number, table)
            system.counts.update(cells)
            names = [plain_name(h) for h in table.headings]
            keep = set(cells)
            for column, heading in enumerate(table.headings):
                equations += _column_totals(section["key"], number, table, column, keep)
                for row in range(len(table.rows)):
                    equations += _row_sums(section["key"], number, row, column, heading, names, keep)
                    ratios += _row_ratios(section["key"], number, table, row, column, names, keep)
    system.equations, system.ratios = equations, ratios


def _counts_of(paper: Paper, section: str, number: int, table: texts.Typed) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row[1:], start=1):
            printed = stated("".join(getattr(p, "text", "") for p in texts.pieces(cell)))
            heading = plain_name(table.headings[c]) if c < len(table.headings) else ""
            is_share = PERCENT.search(heading) or (printed is not None and printed.is_percent)
            if (
                printed
                and printed.value is not None
                and not printed.decimals
                and not is_share
                and printed.value >= 0
            ):
                found[typed_key(section, number, r, c)] = int(printed.value)
    return found


def _column_totals(
    section: str, number: int, table: texts.Typed, column: int, keep: set[Key]
) -> Iterator[Equation]:
    plain = [r for r, row in enumerate(table.rows) if row and " = " not in row[0]]
    totals = [r for r in plain if TOTAL.match(table.rows[r][0])]
    parts = [typed_key(section, number, r, column) for r in plain if r not in totals]
    for total in totals[:1]:
        whole = typed_key(section, number, total, column)
        if whole in keep and parts and set(parts) <= keep:
            yield Equation.total(whole, parts)


def _row_sums(
    section: str, number: int, row: int, column: int, heading: str, names: list[str], keep: set[Key]
) -> Iterator[Equation]:
    """A column that is worked out by adding others: the reader can do it the other way round."""
    of = _sum_in(heading, names)
    if of is None or not of.is_linear:
        return
    terms: list[tuple[Key, int]] = [(typed_key(section, number, row, column), 1)]
    sign, at = -1, row
    for token in of.tokens:
        if token in "+-":
            sign = -1 if token == "+" else 1
        elif token == "previous":
            at = row - 1
        else:
            if token not in names:
                return
            terms.append((typed_key(section, number, at, names.index(token)), sign))
            at = row
    if all(key in keep for key, _ in terms):
        yield Equation(tuple(terms))


def _row_ratios(
    section: str, number: int, table: texts.Typed, row: int, column: int, names: list[str], keep: set[Key]
) -> Iterator[Ratio]:
    """A share goes with its counts; one whose counts can't be told goes when the row has any that is small."""
    if column == 0 or not PERCENT.search(names[column]):
        return
    of = _sum_in(table.headings[column], names)
    key = typed_key(section, number, row, column)
    if of is not None and of.is_share and of.tokens[0] in names:
        part = typed_key(section, number, row, names.index(of.tokens[0]))
        whole_name = of.tokens[2].removeprefix("total ")
        whole_row = row if whole_name == of.tokens[2] else _total_row(table)
        whole = (
            typed_key(section, number, whole_row, names.index(whole_name)) if whole_name in names else None
        )
        if part in keep and whole in keep:
            yield Ratio(key, part, whole)
            return
    for other in range(1, len(names)):
        if typed_key(section, number, row, other) in keep:
            yield Ratio(key, typed_key(section, number, row, other))


def _total_row(table: texts.Typed) -> int:
    return next((r for r, row in enumerate(table.rows) if row and TOTAL.match(row[0])), -1)


def _sum_in(heading: str, names: list[str]) -> Sum | None:
    _, sign, words = heading.partition(" = ")
    if not sign:
        return None
    try:
        return read(words, [*names, *(f"total {n}" for n in names)])
    except BadSum:
        return None
