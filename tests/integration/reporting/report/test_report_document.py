"""The document of a report: every number maps to a stored figure, the same bytes twice, editions, tags."""

import io
import re
from calendar import MONDAY
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdf
import pytest
from django.template.loader import render_to_string

from accounts.models import Authority
from children.models import Child
from reporting.council.actions import declare_gap
from reporting.drawing.palette import contrast
from reporting.edition import actions as edition_actions
from reporting.edition import data_pack, pdf
from reporting.edition.disclosure import hidden_in, joined, system_of
from reporting.edition.document import Contribution, Document
from reporting.edition.known.same_codes import HOMES
from reporting.edition.phrasing import CODE
from reporting.edition.printed import Printed, late_days
from reporting.edition.printing import printed
from reporting.edition.soundness import NotSound
from reporting.figures import DoesNotSum, Figure, Figures, Table
from reporting.models import Report
from reporting.paging.arranging import arranged
from reporting.paging.heights import height_of_exhibit
from reporting.proof import text as texts
from reporting.report import writing_actions
from reporting.templatetags.reporting import draw
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days

pytestmark = [pytest.mark.slow, pytest.mark.django_db, has_days(MONDAY)]
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
FIXED = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) "
    r"\d{4}"
    r"|aged 4 or over|50 to 70|PN\d|20 working days|\b\d{4}-\d\d\b"
)  # dates, years, and the words of the law


@pytest.fixture(scope="module")
def frozen(sample: Authority, django_db_blocker: Any) -> Document:
    with django_db_blocker.unblock():
        return edition_actions.build(writing_actions.begin(authority=sample, year=2026, by=None), today=TODAY)


@dataclass(frozen=True)
class Drawn:
    """An edition drawn, and its pages as they were laid out for it."""

    pdf: pdf.Pdf
    pages: list[Any]

    @cached_property
    def said(self) -> list[str]:
        """What stands on each page, read back from the PDF."""
        return pages_of(self.pdf.content)


@pytest.fixture(scope="module")
def editions(frozen: Document) -> Callable[[str], Drawn]:
    """Each edition drawn once for all tests that look at it."""

    @cache
    def drawn(edition: str) -> Drawn:
        laid: list[Any] = []
        lay_out = pdf.laid_out
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pdf, "laid_out", lambda content: laid.append(lay_out(content)) or laid[0])
            return Drawn(pdf.render(printed(frozen, edition)), laid[0].pages)

    return drawn


@pytest.fixture(scope="module")
def internal(editions: Callable[[str], Drawn]) -> pdf.Pdf:
    return editions("internal").pdf


def pages_of(content: bytes) -> list[str]:
    return [" ".join(p.extract_text().split()) for p in pypdf.PdfReader(io.BytesIO(content)).pages]


def numbers(words: str) -> set[str]:
    return set(NUMBER.findall(FIXED.sub(" ", words)))


def test_no_number_of_the_computed_parts_stands_by_itself(frozen):
    """Cells and sentences hold references; what is written out are labels, dates and the words of the law."""
    for section in frozen.sections:
        for sentence in section.sentences:
            assert not numbers(re.sub(r"\[\[.*?\]\]", " ", sentence)), sentence
        for table in (t for t in section.tables if t.key != "definitions" and not t.is_internal):
            for row in table.lines():
                typed = [
                    cell
                    for cell in row[1:4]
                    if isinstance(cell, str) and numbers(re.sub(r"\[\[.*?\]\]", " ", cell))
                ]
                assert not typed or set(typed) == {"100.0%"}, (table.caption, row)
        assert all(figure.ref in frozen.figures for figure in section.figures())


def labels_of(content: Printed) -> list[str]:
    """Every word of an edition that is no figure."""
    head = content.head
    found = [head.figures_on, head.year_label, head.known_from, head.from_day]
    for section in content.sections:
        found.append(section.heading)
        for table in section.tables:
            found += [str(table.caption), table.source, *table.headings, *(row[0] for row in table.rows)]
            if table.look in ("terms", "headlines") or table.headings[-1].startswith("Since "):
                found += [cell for row in table.rows for cell in row]  # changes, targets, other councils
    return found


def test_every_number_of_the_pdf_is_a_stored_figure_or_a_label(frozen, internal, editions):
    stored = {n for figure in frozen.figures.values() for n in NUMBER.findall(figure.text)}
    labels = labels_of(printed(frozen, "internal"))
    allowed = stored | {n for words in labels for n in NUMBER.findall(words)}
    allowed |= {str(n) for n in range(1, internal.pages + 1)}  # page numbers, and steps of scales
    found = numbers(" ".join(editions("internal").said))
    assert {n for n in found if n not in allowed and not _is_end(n)} == set()
    assert len(found & stored) > 150


def _is_end(number: str) -> bool:
    """The end of a strip's scale, or a number of how the report is read."""
    return float(number.replace(",", "")) % 10 == 0


def test_the_same_report_gives_the_same_bytes(frozen, internal):
    assert pdf.render(printed(frozen, "internal")).content == internal.content


def test_the_document_is_as_the_bar_asks(frozen, internal):
    content = printed(frozen, "internal")
    assert len(content.tables) >= 25 and len(content.drawings) >= 8
    assert 16 <= internal.pages <= 22


def test_a_section_begins_with_what_is_known(frozen):
    sections = [s for s in printed(frozen, "internal").sections if s.sentences and s.tables]
    assert [s.heading for s in sections if "not recorded here" in s.sentences[0]] == []


def test_small_numbers_are_hidden_in_the_public_edition(frozen):
    system, hidden = system_of(frozen), hidden_in(frozen, "public")
    assert len(hidden) > 20
    shown = {k: v for k, v in system.counts.items() if k not in hidden}
    assert all(v == 0 or v > 5 for k, v in shown.items() if k not in system.harmless)
    telling = [r for r in system.ratios if r.denominator and tells_a_small_number(system, r)]
    assert {r.key for r in telling} <= set(hidden)


def tells_a_small_number(system: Any, ratio: Any) -> bool:
    if ratio.numerator in system.harmless:
        return False
    part, whole = system.counts[ratio.numerator], system.counts.get(ratio.denominator, 0)
    return 0 < part <= 5 or (part > 0 and whole <= 10)


def rows_by_size(document: Document) -> set[str]:
    """Keys of the exhibits whose rows stand in order of size."""
    return {t.key for s in document.sections for t in s.tables if t.by_size_from == 0}


def test_the_order_of_rows_tells_nothing_of_what_is_hidden(frozen):
    """Rows in order of size: those that hide a number stand last, by the alphabet, and no title says which is
    the largest."""
    seen = 0
    content = printed(frozen, "public", hidden_in(frozen, "public"))  # before groups are joined
    for table in (t for t in content.tables if t.key in rows_by_size(frozen)):
        hiding = ["not shown" in row[1:] for row in table.rows]
        assert hiding == sorted(hiding), table.caption
        labels = [row[0] for row, hides in zip(table.rows, hiding, strict=True) if hides]
        assert labels == sorted(labels)
        seen += len(labels)
    assert not any("most often" in str(c.caption) and "(c)" in str(c.caption) for c in content.tables)
    assert seen > 4


STILL_HIDING = ("exits_group", "placement_mix_home")
"""Exhibits whose numbers another one tells in part, so that joining is not enough."""


def test_small_groups_are_told_together_before_a_number_is_hidden(frozen):
    """The row says which they are, on paper, in the data pack and in the workbook."""
    told, content = joined(frozen, "public"), printed(frozen, "public")
    made = {t.key: t for s in told.sections for t in s.tables}
    before = {t.key: t for s in frozen.sections for t in s.tables}
    changed = [key for key, table in made.items() if len(table.rows) < len(before[key].rows)]
    assert len(changed) > 3
    pack = {row.figure for row in content.pack}
    for table in (t for t in content.tables if t.key in changed):
        labels = {str(row[0]) for row in made[table.key].rows}
        assert {row[0] for row in table.rows} == labels
        assert any(label in figure for label in labels for figure in pack)
        assert "not shown" not in {cell for row in table.rows for cell in row} or table.key in STILL_HIDING
    assert not joined(frozen, "internal").joined


def test_inside_the_rows_keep_their_order_of_size(frozen):
    keys = rows_by_size(frozen)
    computed = {t.key: t for s in frozen.sections for t in s.tables if t.key in keys}
    shown = {t.key: t for t in printed(frozen, "internal").tables if t.key in keys}
    assert {k: [row[0] for row in t.rows] for k, t in shown.items()} == {
        k: [row[0] for row in t.rows] for k, t in computed.items()
    }


def test_exhibits_of_the_public_edition_hide_what_may_not_be_shown(frozen):
    told = joined(frozen, "public")
    hidden, content = hidden_in(told, "public"), printed(frozen, "public")
    seen = 0
    for section in told.sections:
        for table in section.tables:
            shown = [
                t for s in content.sections if s.key == section.key for t in s.tables if t.key == table.key
            ]
            if not shown:
                figures = [cell for row in table.rows for cell in row if isinstance(cell, Figure)]
                counts = [f for f in figures if f.kind == "count"]
                assert not any(f.value for f in counts if f.ref not in hidden), table.caption
                continue
            seen += hidden_cells(table, shown[0], hidden)
    assert seen > 10


def hidden_cells(table, shown, hidden):
    """How many cells of a printed table hide a number; each of them says so."""
    rows = {row[0]: row for row in shown.rows}
    kept = [n for n, heading in enumerate(table.headings) if heading in shown.headings]
    seen = 0
    for row in (row for row in table.rows if row[0] in rows):
        for cell, word in zip([row[n] for n in kept], rows[row[0]], strict=True):
            refs = [f.ref for f in getattr(cell, "figures", (cell,)) if not isinstance(f, str)]
            if any(ref in hidden for ref in refs):
                assert word == "not shown", (table.caption, row[0])
                seen += 1
    return seen


def test_where_children_live_is_not_told_by_two_exhibits_together(frozen):
    """Groups of placements and measures of the same homes: all but one printed told that one."""
    told = joined(frozen, "public")
    hidden = hidden_in(told, "public")
    homes = {f"{code}|2026-03-31|count" for code in HOMES} & told.references()
    printed_parts = {part for ref in told.references() for part in told.figures[ref].parts}
    known = {f"{code}|2026-03-31|count" for code in HOMES} & (homes | printed_parts)
    assert len(known) == len(HOMES)
    assert len(known & hidden) != 1


def test_a_drawing_has_no_length_for_what_is_hidden(frozen):
    for table in (t for t in printed(frozen, "public").drawings if any("not shown" in row for row in t.rows)):
        picture = draw(table, "#12436d")
        assert picture.count(">not shown</text>") >= sum(row[1] == "not shown" for row in table.rows)


@pytest.mark.parametrize("colour", ["#12436d", "#b00020", "#ffd400"])
def test_every_drawing_is_understood_in_grey(frozen, colour):
    """Parts differ in lightness as well as in colour, and each of them carries its number."""
    drawings = printed(frozen, "internal").drawings
    assert len(drawings) >= 8
    for table in drawings:
        picture = draw(table, colour)
        fills = set(re.findall(r'<(?:rect|path|circle)[^>]* fill="(#[0-9a-f]{6})"', picture)) - {"#ffffff"}
        for one, other in combinations(sorted(fills), 2):
            assert contrast(one, other) > 1.2, (table.caption, one, other)
        said = " ".join(re.findall(r">([^<>]+)</t", picture))
        for row in table.rows:
            assert not NUMBER.fullmatch(row[1]) or row[1] in said, row


def test_a_table_of_which_nothing_is_left_is_left_out_and_named(frozen):
    """All of its numbers are too small to be shown: the section says so."""
    section = next(s for s in frozen.sections if s.key == "entering")
    table = next(t for t in section.tables if t.key == "entrants_by_need")
    hidden = frozenset(
        [*hidden_in(frozen, "public"), *(c.ref for row in table.rows for c in row if isinstance(c, Figure))]
    )
    shown = next(s for s in printed(frozen, "public", hidden).sections if s.key == "entering")
    assert "entrants_by_need" not in {t.key for t in shown.tables}
    assert "too small to be shown: came into care by need." in " ".join(shown.sentences)


def test_late_reviews_stand_one_by_one_in_the_internal_edition_alone(frozen):
    shown = {
        edition: {t.key: t for t in printed(frozen, edition).tables} for edition in ("internal", "public")
    }
    (whole,) = (f.value for ref, f in frozen.figures.items() if ref == "reviews_late|2025-26|count")
    each = shown["internal"]["reviews_late_each"]
    assert sum(len(days) for _, days in late_days(each)) == whole == int(each.total[1])
    assert "reviews_late_each" not in shown["public"]
    assert (
        "reviews_late_by_late_days" in shown["public"]
        and "reviews_late_by_late_days" not in shown["internal"]
    )


def test_no_column_of_the_public_edition_is_hidden_altogether(frozen):
    for table in (t for t in printed(frozen, "public").tables if t.look in ("bars", "table")):
        lines = [*table.rows, table.total] if table.total else table.rows
        for column in range(2, len(table.headings)):
            assert {line[column] for line in lines} != {"not shown"}, table.caption


def test_the_public_edition_says_what_not_shown_means(editions):
    text = " ".join(editions("public").said)
    assert "Public edition: small numbers are not shown" in text
    assert "“Not shown” stands for a small number" in text


def test_the_internal_edition_shows_everything(frozen):
    content = printed(frozen, "internal")
    assert hidden_in(frozen, "internal") == frozenset()
    cells = [c for s in content.sections for t in s.tables for row in t.rows for c in row[1:]]
    assert "not shown" not in cells and content.note == ""


def test_the_pdf_is_tagged_with_its_fonts_in_it(internal):
    with pikepdf.open(io.BytesIO(internal.content)) as document:
        root = document.Root
        assert root.MarkInfo.Marked and str(root.Lang) == "en-GB"
        assert root.ViewerPreferences.DisplayDocTitle
        assert b"pdfuaid:part" in root.Metadata.read_bytes()
        tags, scopes, without_alternative = _tags(root.StructTreeRoot)
        assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/Link", "/Caption"} <= tags
        assert scopes == {"/Column", "/Row"}
        assert not without_alternative
        for page in document.pages:
            for font in page.Resources.get("/Font", {}).values():
                descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                assert any(k in descendant.FontDescriptor for k in ("/FontFile", "/FontFile2", "/FontFile3"))


def _tags(tree: Any) -> tuple[set[str], set[str], list[Any]]:
    tags: set[str] = set()
    scopes: set[str] = set()
    silent: list[Any] = []
    todo = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, pikepdf.Array):
            todo += list(node)
            continue
        if not isinstance(node, pikepdf.Dictionary):
            continue
        tag = str(node.get("/S", ""))
        tags.add(tag)
        if tag == "/TH" and "/A" in node:
            attributes = node.A if isinstance(node.A, pikepdf.Array) else [node.A]
            scopes |= {str(a.Scope) for a in attributes if "/Scope" in a}
        if tag == "/Figure" and not str(node.get("/Alt", "")).strip():
            silent.append(node)
        if "/K" in node:
            todo.append(node.K)
    return tags, scopes, silent


def test_a_page_is_read_the_same_by_either_parser(frozen, internal, monkeypatch):
    """Odd signs in words are for the parser of HTML alone; the other is quicker."""
    assert pdf._read("<p>odd \x0b sign<br>").etree_element.tag == "html"

    def refuses(text: str) -> None:
        raise ElementTree.ParseError

    monkeypatch.setattr(pdf.ElementTree, "fromstring", refuses)
    assert pdf.render(printed(frozen, "internal")).content == internal.content


def test_bookmarks_follow_the_contents(frozen, internal):
    outline = pypdf.PdfReader(io.BytesIO(internal.content)).outline
    titles = [o.title for o in outline if not isinstance(o, list)]
    headings = [s.heading for s in printed(frozen, "internal").sections]
    assert [t for t in titles if t in headings] == headings


def test_no_page_ends_with_a_heading_or_a_caption(frozen, editions):
    """A heading or a table's caption never stands alone at the foot of a page."""
    content = printed(frozen, "internal")
    headings = [s.heading for s in content.sections]
    last = {*headings, *(str(t.caption) for t in content.tables)}
    for number, text in enumerate(editions("internal").said, start=1):
        foot = f"{content.edition_words} {number}"
        words = re.sub(r"\s+", " ", text).replace(foot, "").strip()
        for heading in headings:
            head = f"{content.head.council}: {content.head.title} {heading}"
            words = words.removesuffix(head).removeprefix(head).strip()  # the running head
        assert not any(words.endswith(heading) for heading in last), f"page {number}: {words[-80:]}"


def empty_foot(page: Any) -> float:
    """The empty part at the foot of a page, of the height between its margins."""
    body = next(box for box in page._page_box.children if box.element_tag == "html")
    printed_boxes = (
        box for box in body.descendants() if type(box).__name__ in ("LineBox", "BlockReplacedBox")
    )
    lowest = max((box.position_y + box.height for box in printed_boxes), default=body.position_y)
    return 1 - (lowest - body.position_y) / (
        page.height - page._page_box.margin_top - page._page_box.margin_bottom
    )


def begins_a_part(page: Any, keys: set[str]) -> bool:
    """Whether one of these sections stands at the top of a page."""
    body = next(box for box in page._page_box.children if box.element_tag == "html")
    titles = (
        box for box in body.descendants() if box.element_tag == "h2" and type(box).__name__ == "BlockBox"
    )
    first = next(titles, None)
    at_top = first is not None and first.position_y - body.position_y < 40
    return at_top and first.element.get("id") in keys


def empty_feet(content: Any, pages: Any) -> dict[int, float]:
    """Number of a page -> the empty part at its foot; the last pages of parts are left out. A short report is
    one part."""
    parts = {"contents"}
    if not content.is_short:
        parts |= {content.sections[0].key, content.sections[1].key, "definitions"}
    return {
        number: round(empty_foot(page), 3)
        for number, (page, following) in enumerate(zip(pages, pages[1:], strict=False), start=1)
        if not begins_a_part(following, parts)
    }


LEFT_ALONE = 0.86
"""So much of the last page may stay empty: less would be few lines by themselves."""


def assert_pages_are_filled(content: Any, pages: Any) -> None:
    """No more than a fifth of a page is empty but the last of a part; no few lines stand on the last page."""
    empty = empty_feet(content, pages)
    assert max(empty.values(), default=0.0) <= 0.2, empty
    assert empty_foot(pages[-1]) <= LEFT_ALONE


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_no_page_is_more_than_a_fifth_empty_but_the_last_of_a_part(frozen, editions, edition):
    content, pages = printed(frozen, edition), editions(edition).pages
    assert len(empty_feet(content, pages)) > 6
    assert_pages_are_filled(content, pages)


MM = 25.4 / 96
NEARLY_AS_HIGH = 1.5
"""Millimetres between what the composer works out and what is laid out."""


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_exhibits_are_as_high_as_the_composer_thinks(frozen, editions, edition):
    """But what is cut, and the year on one page, whose columns are as wide as its words want."""
    real: dict[str, list[float]] = {}
    for page in editions(edition).pages:
        for box in (b for b in page._page_box.descendants() if type(b).__name__ == "BlockBox"):
            if box.element_tag == "figure":
                tall = box.height + box.padding_top + box.padding_bottom + box.border_top_width
                real.setdefault(box.element.get("id"), []).append(tall * MM)
    seen = 0
    for section in printed(frozen, edition).sections:
        for row in arranged(section).rows:
            for table in (t for t in row.exhibits if t.look not in ("headlines", "terms")):
                thought, laid = height_of_exhibit(table, row.room), real[table.caption.id]
                assert len(laid) > 1 or abs(thought - laid[0]) < NEARLY_AS_HIGH, (
                    table.caption,
                    thought,
                    laid,
                )
                seen += 1
    assert seen > 20


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_a_short_report_fills_its_contents_and_has_its_pages(editions, edition):
    drawn = editions(edition)
    assert 16 <= drawn.pdf.pages <= 22
    assert empty_foot(drawn.pages[1]) < 0.2  # the cover stands before it


LONG = "The service looked at this with the teams and with the children. " * 6


@pytest.mark.nightly
@pytest.mark.parametrize(("paragraphs", "iros"), [(1, 2), (2, 12), (5, 40)])
def test_long_words_and_many_iros_leave_no_page_with_a_large_foot(frozen, paragraphs, iros):
    """A council of 40 children has two IROs, one of 1,200 has forty, in one table that may be cut."""
    rows = [[f"Officer with a long name {n}", "30", "1", "30.0"] for n in range(iros)]
    many = Table("caseload", "Children for each IRO", ["IRO", "Children", "Posts", "Each"], rows, "Records.")
    narrative = texts.read("\n\n".join([LONG] * paragraphs))
    sections = tuple(
        s
        if s.key in ("key_messages", "definitions", "glossary")
        else replace(s, narrative=narrative, tables=(many,) if s.key == "service" else s.tables)
        for s in frozen.sections
    )
    content = printed(replace(frozen, sections=sections), "internal")
    assert_pages_are_filled(content, pdf.laid_out(content).pages)


def test_what_follows_a_long_year_on_one_page_begins_below_it(frozen):
    """Its judgements would stand on a page of their own, nearly empty."""
    first, *rest = frozen.sections
    judgements = tuple((heading, (LONG,) * 3) for heading in ("What works", "What worries us", "Next"))
    content = printed(replace(frozen, sections=(replace(first, judgements=judgements), *rest)), "internal")
    assert first.key == "key_messages" and content.sections[0].is_followed
    pages = pdf.laid_out(content).pages
    assert not any(begins_a_part(page, {content.sections[1].key}) for page in pages)
    empty = empty_feet(content, pages)
    assert max(empty.values()) <= 0.2, empty


def test_a_table_of_one_row_has_no_bar(frozen):
    """There is nothing to lay it beside, and its total is itself."""
    section = next(s for s in frozen.sections if any(t.look == "bars" and t.total for t in s.tables))
    table = next(t for t in section.tables if t.look == "bars" and t.total)
    alone = replace(section, tables=(replace(table, rows=table.rows[:1]),))
    (found,) = printed(replace(frozen, sections=(alone,)), "internal").tables
    assert (found.look, found.total, len(found.rows)) == ("table", (), 1)


def test_exhibits_are_numbered_as_they_stand(editions):
    found = re.findall(r"Table (\d+)\. ", " ".join(editions("internal").said))
    assert list(map(int, found)) == sorted(map(int, found)) and len(found) > 10


def begun(authority: Authority, *sections: str) -> Report:
    """A report that takes these sections in: the others are computed with `frozen`."""
    report = writing_actions.begin(authority=authority, year=2026, by=None)
    report.sections.exclude(key__in=sections).update(is_included=False)
    return report


def test_a_sum_that_is_off_stops_the_build_with_its_name(sample, db, monkeypatch):
    report = begun(sample, "people")
    counts = Figures.count

    def one_too_many(self, code, period=None, **how):
        figure = counts(self, code, period, **how)
        if code == "placement_mix" and how.get("by") == "age" and how.get("key") == "10 to 15":
            object.__setattr__(figure, "value", figure.value + 1)
        return figure

    monkeypatch.setattr(Figures, "count", one_too_many)
    with pytest.raises(DoesNotSum, match="Children in care by age"):
        edition_actions.build(report, today=TODAY)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Of these 476 of 490 (93.9%) were in time.", "Introduction, paragraph 1: 476 of 490 is 97.1%"),
        ("The MACE panel met.", "Introduction: “MACE” is not in the glossary"),
        (
            "[[table:Moves|source: s]]\nMoves | Number\nNone | 191\nOne | 43\nTotal | 334\n[[end]]",
            "Introduction, table “Moves”",
        ),
        ("There are [[figure:nothing|year|count]].", "there is no figure “nothing|year|count”"),
    ],
)
def test_what_the_author_types_is_checked_before_the_build(sample, db, words, place):
    report = begun(sample, "introduction", "people")
    report.sections.filter(key="introduction").update(narrative=words)
    with pytest.raises(NotSound) as refused:
        edition_actions.build(report, today=TODAY)
    assert place in str(refused.value)


def test_a_reference_in_the_text_is_the_figure_of_the_table(sample, db):
    report = begun(sample, "introduction", "timeliness")
    report.sections.filter(key="introduction").update(
        narrative="We held [[figure:timeliness_reviews_held|year|all]] reviews; "
        "[[figure:timeliness_reviews_held|year|percent]] were in time."
    )
    content = printed(edition_actions.build(report, today=TODAY), "internal")
    text = next(s for s in content.sections if s.key == "introduction").blocks[0].text
    assert text == "We held 559 reviews; 91.4% were in time."


def test_a_typed_table_hides_its_small_numbers_in_the_public_edition(sample, db):
    report = begun(sample, "introduction", "people")
    rows = ("Home | 40 | 81.6", "Health | 3 | 6.1", "School | 6 | 12.2", "Total | 49 | 100")
    heading = "Need | Number | % = Number / total Number"
    table = "\n".join(("[[table:Needs|source: forms|base: children]]", heading, *rows, "[[end]]"))
    report.sections.filter(key="introduction").update(narrative=table)
    frozen = edition_actions.build(report, today=TODAY)

    def rows(edition: str) -> tuple[tuple[str, ...], ...]:
        section = next(s for s in printed(frozen, edition).sections if s.key == "introduction")
        assert section.blocks[0].table
        return section.blocks[0].table.rows

    assert rows("internal")[1] == ("Health", "3", "6.1")
    assert rows("public") == (
        ("Home", "40", "81.6"),
        ("Health", "not shown", "not shown"),
        ("School", "not shown", "not shown"),
        ("Total", "49", "100"),
    )


def test_a_gap_in_recording_is_drawn_as_a_gap_and_said_beside_the_table(sample, qa_manager):
    code, days = "timeliness_reviews_due", (date(2025, 8, 1), date(2025, 10, 1))
    declare_gap(
        authority=sample,
        code=code,
        started_on=days[0],
        ended_on=days[1],
        reason="The system was changed",
        by=qa_manager,
    )
    figures = Figures(sample, 2026, as_at=TODAY)
    content = printed(
        edition_actions.build(begun(sample, "timeliness"), today=TODAY),
        "internal",
    )
    table = next(t for t in content.tables if t.key == "timeliness_month")
    assert [row[0] for row in table.rows if row[1] == "gap"] == ["Aug 25", "Sep 25"]
    assert ">not recorded</text>" in draw(table, "#12436d").replace(">not</text>", ">not recorded</text>")
    words = "Gap in recording from 1 August 2025 to 1 October 2025: "
    words += "The system was changed. No trend is drawn across it."
    assert table.source.endswith(words)
    assert figures.change(code) is None and figures.change("starters") is not None


def test_the_first_number_is_one_and_the_codes_in_use_are_explained(frozen):
    sections = {s.key: s for s in printed(frozen, "internal").sections}
    labels = [t.caption.label for s in sections.values() for t in s.tables if t.caption.label]
    assert [label for label in labels if label.startswith("Table")][0] == "Table 1. "
    rows = [" ".join(row) for table in sections["definitions"].tables for row in table.rows]
    explained = {row[0][:3] for table in sections["participation"].tables for row in table.rows}
    terms = {term.term for term in sections["glossary"].glossary}
    assert {f"PN{n}" for n in range(8)} <= explained
    assert set(CODE.findall(" ".join(rows))) - explained <= terms and "(PN" not in " ".join(rows)


def test_how_to_read_it_speaks_of_the_definitions_where_there_are_any(frozen):
    content = printed(frozen, "internal")
    without = replace(content, sections=tuple(s for s in content.sections if s.key != "definitions"))
    says = [render_to_string("reporting/parts/how_to_read.html", {"report": r}) for r in (content, without)]
    assert ["The definitions at the end" in words for words in says] == [True, False]


def test_the_childrens_edition_is_at_most_two_pages_however_much_there_is_to_say(frozen):
    content = printed(frozen, "children")
    alone = pdf.render(content)
    assert alone.pages == 1  # nobody said anything yet: no heading stands on a page alone
    with pikepdf.open(io.BytesIO(alone.content)) as document:
        tags, _, without_alternative = _tags(document.Root.StructTreeRoot)
        assert "/Figure" in tags and not without_alternative
    voices = (Contribution("quotation", "My officer asks me first, and the others after me. " * 4),) * 3
    asked = (
        "We want to know who comes, and to choose the room. " * 2,
        "Your officer asks you both before every review. " * 2,
    )
    wish = "A letter to every child within a week of the review, in words they like"
    full = replace(content.for_children, voices=voices, you_said=(asked,) * 3, next=(wish,) * 3)
    pages = pages_of(pdf.render(replace(content, for_children=full)).content)
    assert len(pages) == 2
    assert "In numbers" in pages[0] and "What you told us" in pages[1] and "If you are not happy" in pages[1]


def test_iros_are_named_in_the_house_alone(sample):
    names = ("Ada Thwaites", "Ben Okafor", "Zoe Quill")
    children = Child.objects.filter(
        authority=sample, periods__ended_on=None, periods__started_on__lt=date(2025, 1, 1)
    )
    for number, name in enumerate(names):
        worker = make.make_worker(sample, name=name, is_iro=True)
        for child in children[number * 12 : number * 12 + 10 - number]:
            make.make_allocation(child, worker, started_on=date(2025, 2, 1))
    frozen = edition_actions.build(writing_actions.begin(authority=sample, year=2026, by=None), today=TODAY)

    def rows_in(edition: str) -> dict[str, str]:
        table = next(t for t in printed(frozen, edition).tables if t.key == "caseload")
        return {row[0]: row[1] for row in table.rows}

    def csv_of(edition: str) -> str:
        return data_pack.as_csv(printed(frozen, edition)).decode()

    inside, outside = rows_in("internal"), rows_in("public")
    assert [inside[n] for n in names] == ["10", "9", "8"]
    assert list(outside) == ["IRO 1", "IRO 2", "IRO 3", "No IRO recorded"]
    assert sorted(outside.values()) == sorted(inside.values())
    for edition in ("member", "public"):
        said = str(printed(frozen, edition)) + csv_of(edition)
        assert not any(name in said for name in names), edition
    assert all(name in csv_of("internal") for name in names)
    assert "iro=IRO 2" in csv_of("public")
