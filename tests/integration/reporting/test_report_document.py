"""The document of a report: every number maps to a stored figure, the same bytes twice, editions, tags."""

import io
import re
from datetime import date
from typing import Any

import pikepdf
import pypdf
import pytest
from django.db import models

from accounts.models import Authority
from children.models import Child
from reporting.council.actions import declare_gap
from reporting.edition import composing, data_pack, pdf
from reporting.edition.narrative import hidden_in, system_of
from reporting.edition.printing import printed
from reporting.figures import DoesNotSum, Figures
from reporting.report import actions
from reporting.templatetags.reporting import draw
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.unit.reporting.attack import Reader

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NUMBER = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
FIXED = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) "
    r"\d{4}"
    r"|aged 4 or over|50 to 70|PN\d"
)  # dates, and the words of the law


@pytest.fixture(scope="module")
def frozen(sample: Authority, django_db_blocker: Any) -> dict[str, Any]:
    with django_db_blocker.unblock():
        return actions.build(actions.begin(authority=sample, year=2026, by=None), today=TODAY)


@pytest.fixture(scope="module")
def internal(frozen: dict[str, Any]) -> pdf.Pdf:
    return pdf.render(printed(frozen, "internal"))


def pages_of(content: bytes) -> list[str]:
    return [" ".join(p.extract_text().split()) for p in pypdf.PdfReader(io.BytesIO(content)).pages]


def numbers(words: str) -> set[str]:
    return set(NUMBER.findall(FIXED.sub(" ", words)))


def test_no_number_of_the_computed_parts_stands_by_itself(frozen):
    """Cells and sentences hold references; what is written out are labels, dates and the words of the law."""
    for section in frozen["sections"]:
        for sentence in section["sentences"]:
            assert not numbers(re.sub(r"\[\[.*?\]\]", " ", sentence)), sentence
        for table in (t for t in section["tables"] if t["key"] != "definitions"):
            typed = [words for row in rows_of(table) for words in typed_numbers(table, row)]
            assert set(typed) <= {"100.0%"}, table["caption"]
        for chart in section["charts"]:
            assert all(ref in frozen["figures"] for _, values in chart["series"] for ref in values if ref)


def rows_of(table: dict[str, Any]) -> list[list[Any]]:
    return [*table["rows"], *([table["total"]] if table["total"] else [])]


def typed_numbers(table: dict[str, Any], row: list[Any]) -> list[str]:
    """Numbers in the cells of a row that are written out and refer to no figure."""
    cells = [row[n] for n in table["numeric"]]
    return [c["text"] for c in cells if "text" in c and numbers(c["text"])]


def test_every_number_of_the_pdf_is_a_stored_figure_or_a_label(frozen, internal):
    content = printed(frozen, "internal")
    labels = [content["figures_on"], content["year_label"], content["known_from"], content["from_day"]]
    for section in content["sections"]:
        labels.append(section["heading"])
        for table in section["tables"]:
            labels += [table["label"], table["caption"], table["source"], *table["headings"]]
            labels += [row[0] for row in table["rows"]]
            if table["key"] == "definitions":
                labels += [cell for row in table["rows"] for cell in row]
        labels += [label for chart in section["charts"] for label in (chart["label"], *chart["labels"])]
    stored = {n for f in frozen["figures"].values() for n in NUMBER.findall(f["text"])}
    allowed = stored | {n for words in labels for n in NUMBER.findall(str(words))}
    allowed |= {str(n) for n in range(1, internal.pages + 1)}  # page numbers, and steps of scales
    text = " ".join(pages_of(internal.content))
    found = numbers(text)
    assert {n for n in found if n not in allowed and not _is_step(n)} == set()
    assert len(found & stored) > 150


def _is_step(number: str) -> bool:
    """A round step of a chart's scale."""
    return float(number.replace(",", "")) % 5 == 0 or number in ("12.5", "37.5", "62.5", "87.5", "2.5", "7.5")


def test_the_same_report_gives_the_same_bytes(frozen, internal):
    assert pdf.render(printed(frozen, "internal")).content == internal.content


def test_the_document_is_as_the_bar_asks(frozen, internal):
    content = printed(frozen, "internal")
    assert len(content["list_of_tables"]) >= 25 and len(content["list_of_charts"]) >= 12
    assert internal.pages >= 20


def test_small_numbers_are_hidden_in_the_public_edition_and_cannot_be_worked_out(frozen):
    system, hidden = system_of(frozen), hidden_in(frozen, "public")
    assert len(hidden) > 20
    shown = {k: v for k, v in system.counts.items() if k not in hidden}
    assert all(v == 0 or v > 5 for v in shown.values())
    cells: dict[object, int | None] = {k: None if k in hidden else v for k, v in system.counts.items()}
    every = set(system.counts) | set(system.unprinted)
    known = [e.terms for e in system.equations if all(k in every for k, _ in e.terms)]
    assert len(known) > 20
    ranges = Reader(cells, known, list(system.unprinted)).ranges()
    assert set(ranges) == {k for k, v in cells.items() if v is None}
    assert not [k for k, (low, high) in ranges.items() if low == high]
    telling = [r for r in system.ratios if r.denominator and tells_a_small_number(system, r)]
    assert {r.key for r in telling} <= set(hidden)


def tells_a_small_number(system: Any, ratio: Any) -> bool:
    part, whole = system.counts[ratio.numerator], system.counts.get(ratio.denominator, 0)
    return 0 < part <= 5 or (part > 0 and whole <= 10)


def _printed_title(frozen: dict[str, Any], chart: dict[str, Any]) -> str:
    """What a chart is called up to its first figure."""
    return str(chart["title"]).partition("[[")[0]


def test_the_order_of_rows_tells_nothing_of_what_is_hidden(frozen):
    """Rows in order of size: those that hide a number stand last, by the alphabet, and no title says which is
    the largest."""
    by_size = {t["caption"] for s in frozen["sections"] for t in s["tables"] if t["by_size_from"] == 0}
    seen = 0
    for section in printed(frozen, "public")["sections"]:
        for table in (t for t in section["tables"] if t["caption"] in by_size):
            hiding = ["c" in row[1:] for row in table["rows"]]
            assert hiding == sorted(hiding), table["caption"]
            labels = [row[0] for row, hides in zip(table["rows"], hiding, strict=True) if hides]
            assert labels == sorted(labels)
            seen += len(labels)
        for chart in section["charts"]:
            assert not ("largest group" in chart["title"] and "(c)" in chart["title"])
    assert seen > 4
    shown = [
        r[0]
        for s in printed(frozen, "internal")["sections"]
        for t in s["tables"]
        if t["caption"] in by_size
        for r in t["rows"]
    ]
    assert shown == [
        r[0]["text"]
        for s in frozen["sections"]
        for t in s["tables"]
        if t["caption"] in by_size
        for r in t["rows"]
    ]


def test_charts_and_sentences_of_the_public_edition_hide_the_same(frozen):
    hidden, content = hidden_in(frozen, "public"), printed(frozen, "public")
    drawn = {s["key"]: s["charts"] for s in content["sections"]}
    by_title, left_out = {}, 0
    for section in frozen["sections"]:
        for chart in section["charts"]:
            found = [d for d in drawn[section["key"]] if d["title"].startswith(_printed_title(frozen, chart))]
            if not found:
                refs = {ref for _, values in chart["series"] for ref in values if ref}
                assert refs & hidden and not any(frozen["figures"][r]["value"] for r in refs - hidden)
                left_out += 1
                continue
            for (_, refs), (_, values) in zip(chart["series"], found[0]["series"], strict=True):
                by_label = dict(zip(found[0]["labels"], values, strict=True))
                for label, ref in zip(chart["labels"], refs, strict=True):
                    assert (by_label[label] == "c") is (ref in hidden)
                    by_title[ref] = by_label[label]
    assert sum(len(charts) for charts in drawn.values()) + left_out == sum(
        len(s["charts"]) for s in frozen["sections"]
    )
    assert "c" in by_title.values()
    text = " ".join(pages_of(pdf.render(content).content))
    assert "Public edition: small numbers are not shown" in text
    assert "c: not shown, because it is a small number" in text


def test_the_internal_edition_shows_everything(frozen):
    content = printed(frozen, "internal")
    assert hidden_in(frozen, "internal") == frozenset()
    cells = [c for s in content["sections"] for t in s["tables"] for row in t["rows"] for c in row[1:]]
    assert "c" not in cells and content["note"] == ""


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


def test_bookmarks_follow_the_contents(frozen, internal):
    outline = pypdf.PdfReader(io.BytesIO(internal.content)).outline
    titles = [o.title for o in outline if not isinstance(o, list)]
    headings = [s["heading"] for s in printed(frozen, "internal")["sections"]]
    assert [t for t in titles if t in headings] == headings


def test_no_page_ends_with_a_heading_or_a_caption(frozen, internal):
    """A heading or a table's caption never stands alone at the foot of a page."""
    content = printed(frozen, "internal")
    last = {s["heading"] for s in content["sections"]}
    last |= {f"{i['label']}{i['caption']}" for i in content["list_of_tables"]}
    for number, text in enumerate(pages_of(internal.content), start=1):
        words = re.sub(r"\s*Page \d+ of \d+$", "", text)
        for heading in (s["heading"] for s in content["sections"]):
            words = words.removesuffix(f"{content['title']} {heading}").strip()  # the running head
        assert not any(words.endswith(heading) for heading in last), f"page {number}: {words[-80:]}"


def test_a_sum_that_is_off_stops_the_build_with_its_name(sample, db, monkeypatch):
    report = actions.begin(authority=sample, year=2026, by=None)
    counts = Figures.count

    def one_too_many(self, code, period=None, **how):
        figure = counts(self, code, period, **how)
        if code == "placement_mix" and how.get("by") == "sex" and how.get("key") == "Male":
            object.__setattr__(figure, "value", figure.value + 1)
        return figure

    monkeypatch.setattr(Figures, "count", one_too_many)
    with pytest.raises(DoesNotSum, match="Children looked after by sex"):
        actions.build(report, today=TODAY)


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
    report = actions.begin(authority=sample, year=2026, by=None)
    report.sections.filter(key="introduction").update(narrative=words)
    with pytest.raises(composing.NotSound) as refused:
        actions.build(report, today=TODAY)
    assert place in str(refused.value)


def test_a_reference_in_the_text_is_the_figure_of_the_table(sample, db):
    report = actions.begin(authority=sample, year=2026, by=None)
    report.sections.filter(key="introduction").update(
        narrative="We held [[figure:timeliness_reviews_held|year|all]] reviews; "
        "[[figure:timeliness_reviews_held|year|percent]] were in time."
    )
    content = printed(actions.build(report, today=TODAY), "internal")
    text = next(s for s in content["sections"] if s["key"] == "introduction")["blocks"][0]["text"]
    assert text == "We held 559 reviews; 91.4% were in time."


def test_a_typed_table_hides_its_small_numbers_in_the_public_edition(sample, db):
    report: models.Model = actions.begin(authority=sample, year=2026, by=None)
    table = "\n".join(
        (
            "[[table:Needs|source: forms|base: children]]",
            "Need | Number | % = Number / total Number",
            "Home | 40 | 81.6",
            "Health | 3 | 6.1",
            "School | 6 | 12.2",
            "Total | 49 | 100",
            "[[end]]",
        )
    )
    report.sections.filter(key="introduction").update(narrative=table)
    frozen = actions.build(report, today=TODAY)

    def rows(edition: str) -> list[list[str]]:
        content = printed(frozen, edition)
        return next(s for s in content["sections"] if s["key"] == "introduction")["blocks"][0]["table"][
            "rows"
        ]

    assert rows("internal")[1] == ["Health", "3", "6.1"]
    assert rows("public") == [
        ["Home", "40", "81.6"],
        ["Health", "c", "c"],
        ["School", "c", "c"],
        ["Total", "49", "100"],
    ]


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
        actions.build(actions.begin(authority=sample, year=2026, by=None), today=TODAY), "internal"
    )
    chart = next(
        c
        for s in content["sections"]
        for c in s["charts"]
        if "Reviews due that were held in time" in c["title"]
    )
    values = dict(zip(chart["labels"], chart["series"][0][1], strict=True))
    assert [label for label, value in values.items() if value == "gap"] == ["Aug 25", "Sep 25"]
    svg = draw(chart)
    assert svg.count(">gap</text>") == 2 and svg.count("<polyline") == 2  # April to July, October to March
    table = next(
        t
        for s in content["sections"]
        for t in s["tables"]
        if t["caption"].startswith("Reviews due in each month")
    )
    assert table["source"].endswith(
        "Gap in recording from 1 August 2025 to 1 October 2025: The system was changed. "
        "No trend is drawn across it."
    )
    assert figures.change(code) is None and figures.change("starters") is not None


def test_the_childrens_edition_is_two_pages_however_much_there_is_to_say(frozen):
    content = printed(frozen, "children")
    assert pdf.render(content).pages == 2
    full = content["for_children"] | {
        "voices": [{"kind": "quotation", "text": "My officer asks me first, and the others after me. " * 4}]
        * 3,
        "you_said": [
            [
                "We want to know who comes, and to choose the room. " * 2,
                "Your officer asks you both before every review. " * 2,
            ]
        ]
        * 3,
        "next": ["A letter to every child within a week of the review, in words they like"] * 3,
    }
    pages = pages_of(pdf.render(content | {"for_children": full}).content)
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
    frozen = actions.build(actions.begin(authority=sample, year=2026, by=None), today=TODAY)

    def rows_in(edition: str) -> dict[str, str]:
        tables = (
            t for s in printed(frozen, edition)["sections"] for t in s["tables"] if t["key"] == "caseload"
        )
        return {row[0]: row[1] for row in next(tables)["rows"]}

    inside, outside = rows_in("internal"), rows_in("public")
    assert [inside[n] for n in names] == ["10", "9", "8"]
    assert list(outside) == ["IRO 1", "IRO 2", "IRO 3", "not recorded"]
    assert sorted(outside.values()) == sorted(inside.values())
    for edition in ("member", "public"):
        said = str(printed(frozen, edition)) + data_pack.as_csv(frozen, edition).decode()
        assert not any(name in said for name in names), edition
    assert all(name in data_pack.as_csv(frozen, "internal").decode() for name in names)
    assert "iro=IRO 2" in data_pack.as_csv(frozen, "public").decode()
