"""A report frozen as plain data: its words, its figures, and what a reader knows to add up. Every edition is drawn from it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from accounts.models import Authority
from accounts.templatetags.govuk import day as day_words
from reporting.edition.glossary import GLOSSARY, entries
from reporting.figures import Figures, Part
from reporting.models import Report, ReportLayout, ReportSection
from reporting.proof import text as texts
from reporting.proof.checks import check
from reporting.proof.paper import Chapter, Fault, Known, Paper, Picture
from reporting.report import recorded_sections as made
from reporting.report.sections import SECTIONS

TEMPLATE_VERSION = 3
COVER = {
    "meeting": "Meeting",
    "meeting_date": "Date of the meeting",
    "item": "Item",
    "responsible": "Responsible officer",
    "contact": "Contact",
    "wards": "Wards affected",
    "summary": "Summary",
    "recommendations": "Recommendations",
    "legal": "Legal implications",
    "finance": "Financial implications",
    "equality": "Equality implications",
    "priorities": "Council priorities",
    "clearance": "Clearance of statutory officers",
    "background": "Background papers",
}


class NotSound(ValueError):
    """The report does not hold together and is not built; names every place."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        shown = "; ".join(str(f) for f in faults[:5])
        more = f" And {len(faults) - 5} more." if len(faults) > 5 else ""
        super().__init__(f"{shown}{more}")


def freeze(
    report: Report, figures: Figures, *, on: date, say: Callable[[int, int], None] | None = None
) -> dict[str, Any]:
    """Every figure and text of the report as plain data. Raises DoesNotSum, with the table's name."""
    rows = [r for r in report.sections.order_by("position", "pk") if r.is_included]
    return freeze_rows(report, figures, rows, on=on, say=say)


def freeze_rows(
    report: Report,
    figures: Figures,
    rows: list[ReportSection],
    *,
    on: date,
    say: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """The same of some sections alone: to look at one before the whole is built."""
    frozen = head(
        report.authority, figures, on=on, title=report.title, author=report.author, cover=report.cover
    )
    aliases = _aliases(figures, (r.narrative for r in rows))
    parts: dict[str, Part] = {}
    for number, row in enumerate(sorted(rows, key=lambda r: r.key == "definitions"), start=1):
        if say:  # the definitions come last: they are those of the figures that were used
            say(number, len(rows))
        compute = SECTIONS[row.key].compute
        parts[row.key] = compute(figures) if compute else Part()
        parts[row.key].tables += made.tables(report, figures, row.key)
    sections = []
    for row in rows:
        spec, part = SECTIONS[row.key], parts[row.key]
        plain = checked(figures, part)
        sections.append(
            {
                "key": row.key,
                "title": row.title or spec.title,
                "rid": spec.rid,
                "narrative": row.narrative.strip(),
                "voices": made.voices(report, row.key),
                **plain,
            }
        )
    return frozen | {"sections": sections} | ledger_of(figures, aliases=aliases, own=own_terms(report))


def checked(figures: Figures, part: Part) -> dict[str, Any]:
    """A part as plain data, its tables added up and known as sums. Raises DoesNotSum, with the table's name."""
    for table in part.tables:
        table.check()
        _declare_sums(figures, table)
    plain = part.plain()
    return plain | {"charts": [c for c in plain["charts"] if c["labels"]]}


def ledger_of(figures: Figures, *, aliases: dict[str, str], own: dict[str, str]) -> dict[str, Any]:
    """Every figure with its counts and sums, and the terms."""
    return {
        "aliases": aliases,
        "figures": {ref: f.plain() for ref, f in figures.ledger.items()},
        "counts": figures.counts(),
        "staff": figures.staff(),
        "equations": [[list(term) for term in e] for e in figures.equations()],
        "own_terms": own,
        "glossary": GLOSSARY | own,
    }


def head(
    authority: Authority,
    figures: Figures,
    *,
    on: date,
    title: str,
    author: str = "",
    cover: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What a document is, of whom, of which period, and how it is printed."""
    layout, known = layout_of(authority), authority.known_from
    cover = cover or {}
    return {
        "template": TEMPLATE_VERSION,
        "title": title,
        "author": author,
        "council": authority.name,
        "colour": authority.colour,
        "year": figures.year,
        "year_label": figures.label,
        "span": figures.span,
        "from_day": day_words(figures.period.start),
        "to_day": day_words(figures.period.end),
        "is_over": figures.is_over,
        "figures_on": day_words(on),
        "known_from": day_words(known) if known else "",
        "cover": [[label, cover[k]] for k, label in COVER.items() if cover.get(k)]
        if layout.has_cover
        else [],
        "layout": {"numbering": layout.numbering, "captions": layout.captions},
        "rules": {
            "largest_hidden_count": layout.largest_hidden_count,
            "largest_hidden_base": layout.largest_hidden_base,
        },
        "restated": [],
    }


def _declare_sums(figures: Figures, table: Any) -> None:
    for column in table.sums:
        total = table.total[column]
        figures.declare(total, [row[column] for row in table.rows if not isinstance(row[column], str)])


def _aliases(figures: Figures, narratives: Iterable[str]) -> dict[str, str]:
    """Each reference as the author wrote it -> the one name of the figure."""
    found = {}
    for narrative in narratives:
        for ref in texts.read(narrative).references():
            figure = figures.find(ref)
            if figure is not None:
                found[ref] = figure.ref
    return found


def own_terms(report: Report) -> dict[str, str]:
    """The terms that the author of this report adds to the standing ones."""
    return entries(next((s.narrative for s in report.sections.all() if s.key == "glossary"), ""))


def layout_of(authority: Authority) -> ReportLayout:
    """How the council's reports are made up; the standing way until it says otherwise."""
    return ReportLayout.objects.filter(authority=authority).first() or ReportLayout(authority=authority)


def paper_of(frozen: dict[str, Any], pictures: dict[str, list[Picture]] | None = None) -> Paper:
    """The frozen report as the checks read it, every figure shown."""
    known = {
        ref: Known(f["text"], f["what"], f["base"], f["period"], f["provisional"])
        for ref, f in frozen["figures"].items()
    }
    known |= {ref: known[to] for ref, to in frozen["aliases"].items()}
    chapters = []
    for section in frozen["sections"]:
        narrative = "" if section["key"] == "glossary" else section["narrative"]
        has_figures = (
            bool(section["tables"] or section["sentences"] or section["voices"])
            or section["key"] == "glossary"
        )
        chapters.append(
            Chapter(
                section["title"], texts.read(narrative), has_figures, (pictures or {}).get(section["key"], [])
            )
        )
    tables = [_typed(t, known) for s in frozen["sections"] for t in s["tables"]]
    return Paper(chapters, known, frozen["glossary"], tables)


def _typed(table: dict[str, Any], known: dict[str, Known]) -> texts.Typed:
    """A computed table as one that can be named in a text."""
    rows = [*table["rows"], *([table["total"]] if table["total"] else [])]
    cells = tuple(tuple(c["text"] if "text" in c else known[c["ref"]].text for c in row) for row in rows)
    return texts.Typed(table["caption"], tuple(table["headings"]), cells, table["source"])


def faults_of(frozen: dict[str, Any], pictures: dict[str, list[Picture]] | None = None) -> list[Fault]:
    """Everything that does not hold: what was typed, and what was computed."""
    return check(paper_of(frozen, pictures)) + list(_figure_faults(frozen)) + list(_table_faults(frozen))


def _figure_faults(frozen: dict[str, Any]) -> Iterator[Fault]:
    """Every percentage of ours recomputes from its counts, and no part is larger than its whole."""
    counts = frozen["counts"]
    for ref, figure in frozen["figures"].items():
        parts = [counts.get(p) for p in figure["parts"]]
        if figure["kind"] != "percent" or None in parts or len(parts) != 2 or figure["value"] is None:
            continue
        part, whole = parts
        if part > whole:
            yield Fault(
                figure["what"], "impossible", f"{part} of {whole}: the part is larger than the whole."
            )
        elif round((200 * part * 10 + whole) // (2 * whole)) != round(float(figure["value"]) * 10):
            yield Fault(
                figure["what"],
                "percent",
                f"{ref} says {figure['text']}, but {part} of {whole} is something else.",
            )


def _table_faults(frozen: dict[str, Any]) -> Iterator[Fault]:
    for section in frozen["sections"]:
        for table in section["tables"]:
            if not table["source"]:
                yield Fault(section["title"], "source", f"the table “{table['caption']}” has no source.")


def without_empty(frozen: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A draft without the sections that have nothing yet, and their names: a draft may be built before all is written."""
    kept: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    for section in frozen["sections"]:
        has_any = any(section[k] for k in ("narrative", "tables", "sentences", "voices"))
        is_empty = not has_any and section["key"] != "glossary"
        (left if is_empty else kept).append(section)
    return frozen | {"sections": kept}, [s["title"] for s in left]
