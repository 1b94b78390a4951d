"""A report put together: the figures of its sections computed, its words parsed, and what a reader knows to
add up."""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accounts.councils.words import said
from accounts.models import Authority
from accounts.templatetags.govuk import day as day_words
from reporting.cover.fields import filled
from reporting.edition.document import (
    CORRECTED_AFTER,
    CORRECTIONS,
    CORRECTIONS_TITLE,
    MADE_LAST,
    TITLE_PAGE,
    Contribution,
    Disclosure,
    Document,
    Head,
    Layout,
    Section,
)
from reporting.edition.known.own_groups import groupings_of
from reporting.edition.suppression import Equation, Rules
from reporting.edition.words.beside import aliases_of
from reporting.figures import Figures, Part, record_leads
from reporting.figures.asides import asides_of
from reporting.figures.gathering import gather
from reporting.figures.not_known import told_whole
from reporting.figures.own_words import in_words_of
from reporting.layouts.gists import GISTS
from reporting.models import Report, ReportLayout, ReportSection
from reporting.proof import text as texts
from reporting.report import recorded_sections
from reporting.report.choosing import chosen, codes_of
from reporting.report.glossary import entries, explained
from reporting.report.held import printed_words
from reporting.report.sections import SECTIONS, title_of

NOTHING_RECORDED = "Nothing was recorded here for “{title}” in this period, so there are no figures."
"""For a section of figures in which none stand and nobody wrote: that is what it has to say, so that it is
not refused as empty.
"""
Progress = Callable[[int, int], None]
"""Hears how many of how many sections are computed."""


@dataclass(frozen=True)
class Written:
    """A section before it is composed: its words, what belongs to it, and how it is computed."""

    key: str
    title: str
    compute: Callable[[Figures], Part]
    narrative: str = ""
    voices: tuple[Contribution, ...] = ()
    gist: str = ""
    is_ordered: bool = False


def compose(report: Report, figures: Figures, *, on: date, progress: Progress | None = None) -> Document:
    """The report with its figures. Raises DoesNotSum, with the table's name."""
    rows = [row for row in report.sections.order_by("position", "pk") if row.is_included]
    document = compose_rows(report, figures, rows, on=on, progress=progress, is_whole=True)
    drawings = recorded_sections.voices(report, [TITLE_PAGE])[TITLE_PAGE]
    return replace(document, head=replace(document.head, drawings=tuple(reversed(drawings))))


def compose_rows(
    report: Report,
    figures: Figures,
    rows: Iterable[ReportSection],
    *,
    on: date,
    progress: Progress | None = None,
    is_whole: bool = False,
) -> Document:
    """The same of some sections alone: to look at one before the whole is built. `is_whole`: they are all,
    so what stands before and beside them belongs to it."""
    head = head_of(report.authority, figures, on=on, title=report.title, author=report.author)
    head = replace(head, correction=report.edition_label)
    layout = ReportLayout.of(report.authority)
    if layout.has_cover:
        said = filled(layout, report.cover)
        head = replace(head, cover=said, asks=report.cover.get("recommendations", ""))
    rows = list(rows)
    gather(figures, (code for row in rows for code in codes_of(figures, row.key, row.exhibits)))
    voices = recorded_sections.voices(report, [row.key for row in rows])
    written = [_written(report, figures, row, tuple(voices[row.key])) for row in rows]
    others = printed_words.words_of(report, rows)
    if is_whole:
        written = _with_correction(report, written)
        others += [w for w in printed_words.words_outside(report) if w.place != CORRECTIONS]
    return composed(
        figures,
        head,
        layout,
        written,
        own_terms=own_terms(report),
        others=_read_apart(others, {w.key: w.title for w in written}),
        progress=progress,
    )


GIST_OF_CORRECTIONS = "Why, and each figure that has changed"


def _with_correction(report: Report, written: list[Written]) -> list[Written]:
    """With what was wrong and why, after the year on one page: words of its author as those of a section
    are."""
    if report.corrects_id is None:
        return written
    why = Written(
        CORRECTIONS,
        CORRECTIONS_TITLE,
        lambda figures: Part(),
        report.why_corrected.strip(),
        gist=GIST_OF_CORRECTIONS,
    )
    place = next((n for n, w in enumerate(written, start=1) if w.key == CORRECTED_AFTER), 0)
    return [*written[:place], why, *written[place:]]


def _read_apart(
    words: Iterable[printed_words.Words], titles: Mapping[str, str]
) -> list[tuple[str, texts.Text]]:
    """Words beside the narratives that may hold no number but a figure, each place with its own."""
    found: dict[str, texts.Text] = {}
    called = {**printed_words.OUTSIDE_SECTIONS, **titles}
    for one in words:
        if printed_words.Held.NUMBERS in one.held:
            text = found.setdefault(called[one.place], texts.Text())
            lines = (line for line in one.text.splitlines() if line.strip())
            text.blocks += [texts.Paragraph(texts.pieces(line)) for line in lines]
    return list(found.items())


def _written(
    report: Report, figures: Figures, row: ReportSection, voices: tuple[Contribution, ...]
) -> Written:
    spec = SECTIONS[row.key]

    def compute(figures: Figures) -> Part:
        part = spec.compute(figures) if spec.compute else Part()
        part.tables = chosen(figures, row.key, part.tables, row.exhibits)
        recorded = recorded_sections.tables(report, figures, row.key)
        part.sentences += record_leads.sentences(recorded, report.year_label)
        part = in_words_of(report.authority, part)
        part.tables += recorded
        part.judgements += recorded_sections.next_steps(report) if part.judgements else []
        part.for_children += recorded_sections.for_children(report, row.key)
        can_be_absent = spec.compute and row.key not in MADE_LAST
        if can_be_absent and not (narrative or voices) and _says_nothing(part):
            part.absent = NOTHING_RECORDED.format(title=title)
        return part

    narrative = row.narrative.strip()
    title = title_of(row, report.authority)
    return Written(
        row.key,
        title,
        compute,
        narrative,
        voices,
        said(GISTS[row.key], report.authority),
        bool(row.exhibits.get("order")),
    )


def _says_nothing(part: Part) -> bool:
    return not (part.sentences or part.absent or any(table.rows for table in part.tables))


def composed(
    figures: Figures,
    head: Head,
    layout: ReportLayout,
    written: list[Written],
    *,
    own_terms: dict[str, str] | None = None,
    others: Sequence[tuple[str, texts.Text]] = (),
    progress: Progress | None = None,
) -> Document:
    """A document of these sections. Raises DoesNotSum, with the table's name."""
    own = own_terms or {}
    words = {w.key: texts.read(w.narrative) for w in written}
    aliases = aliases_of(figures, [*words.values(), *(text for _, text in others)])
    parts: dict[str, Part] = {}
    # definitions and appendix come last: they are those of the figures that were used
    for number, section in enumerate(sorted(written, key=lambda w: w.key in MADE_LAST), start=1):
        if progress:
            progress(number, len(written))
        parts[section.key] = _checked(figures, told_whole(figures, section.compute(figures)))
    return Document(
        head=head,
        layout=Layout(layout.numbering, layout.captions),
        disclosure=disclosure_of(layout),
        sections=tuple(_section(w, words[w.key], parts[w.key]) for w in written),
        figures=dict(figures.ledger),
        counts=figures.counts(),
        equations=tuple(Equation(terms) for terms in figures.equations()),
        staff=tuple(figures.staff()),
        aliases=aliases,
        asides=asides_of(figures, aliases.values()),
        own_terms=own,
        glossary=explained(figures.authority) | own,
        other_words=tuple(others),
        groupings=groupings_of(figures.authority),
    )


def disclosure_of(layout: ReportLayout) -> Disclosure:
    """What the council does not publish."""
    rules = Rules(layout.largest_hidden_count, layout.largest_hidden_base)
    return Disclosure(rules, layout.hides_service_acts, layout.hides_complements)


def _section(written: Written, narrative: texts.Text, part: Part) -> Section:
    return Section(
        written.key,
        written.title,
        narrative,
        written.voices,
        tuple(part.sentences),
        tuple(table for table in part.tables if table.rows),
        part.absent,
        tuple((heading, tuple(points)) for heading, points in part.judgements),
        tuple(part.for_children),
        written.gist,
        written.is_ordered,
    )


def _checked(figures: Figures, part: Part) -> Part:
    """A part whose tables add up, and are known as sums. Raises DoesNotSum, with the table's name."""
    for table in part.tables:
        table.check()
        for total, cells in table.sums_of_figures():
            figures.declare(total, cells)
    return part


def head_of(authority: Authority, figures: Figures, *, on: date, title: str, author: str = "") -> Head:
    """What a document is, of whom and of which period."""
    known = authority.known_from
    return Head(
        title=title,
        author=author,
        council=authority.name,
        colour=authority.colour,
        year=figures.year,
        year_label=figures.label,
        span=figures.span,
        from_day=day_words(figures.period.start),
        to_day=day_words(figures.period.end),
        is_over=figures.is_over,
        figures_on=day_words(on),
        logo=_logo(authority),
        known_from=day_words(known) if known else "",
    )


def _logo(authority: Authority) -> str:
    if not authority.logo or authority.logo_type not in ("image/png", "image/jpeg"):
        return ""
    return f"data:{authority.logo_type};base64,{base64.b64encode(bytes(authority.logo)).decode()}"


def own_terms(report: Report) -> dict[str, str]:
    """The terms that the author of this report adds to the usual ones."""
    return entries(next((s.narrative for s in report.sections.all() if s.key == "glossary"), ""))
