"""A published report corrected: the first edition stands, the second says why and what is another figure
now."""

from calendar import MONDAY
from dataclasses import replace
from decimal import Decimal
from unittest.mock import Mock

import pytest

from accounts.access.roles import Role
from accounts.lifecycle import NotNow
from reporting.edition import actions as edition_actions
from reporting.edition import restatements, storage
from reporting.edition.disclosure import hidden_in
from reporting.edition.evidence import Made, evidence
from reporting.edition.pdf import Pdf
from reporting.edition.printing import printed
from reporting.edition.stored import StoredFigure
from reporting.figures.base import Figure, Kind, Table
from reporting.models import Report, ReportDocument
from reporting.report import correcting, writing_actions
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days

pytestmark = pytest.mark.django_db
REASON = "Nine reviews were entered late."


@pytest.fixture
def published(sample):
    """A report whose public edition printed another number of children who came into care."""
    author, other = make.make_user(sample, Role.QA_MANAGER), make.make_user(sample, Role.DIRECTOR)
    report = writing_actions.begin(authority=sample, year=2026, by=author)
    report.sections.filter(key="introduction").update(narrative="What we do.")
    document = edition_actions.build(report, today=TODAY)
    hidden = hidden_in(document, "public")
    told = evidence(document, hidden)
    ref = "starters|2025-26|count"
    figures = dict(told.figures) | {ref: replace(told.figures[ref], value=Decimal(59), text="59")}
    made = Made(printed(document, "public", hidden), replace(told, figures=figures), Pdf(b"%PDF", 1))
    kept = edition_actions.keep_document(report, made, at=make.now(), job=None, by=author)
    edition_actions.publish_document(kept, job=None, by=author)
    Report.objects.filter(pk=report.pk).update(
        state="published",
        submitted_by=author,
        approved_by=other,
        approved_at=make.now(),
        published_by=author,
        published_at=make.now(),
    )
    return Report.objects.get(pk=report.pk)


@has_days(MONDAY)
def test_the_next_edition_begins_with_all_that_stands_and_says_what_is_another_figure_now(published):
    made = correcting.correct(report=published, reason=REASON, by=published.published_by)
    assert (made.number, made.state, made.edition_label) == (2, "draft", "Second edition, corrected")
    assert made.sections.get(key="introduction").narrative == "What we do."
    assert made.sections.count() == published.sections.count()
    assert correcting.correct(report=published, reason="Again", by=published.published_by) == made
    content = printed(edition_actions.build(made, today=TODAY), "internal")
    section = next(s for s in content.sections if s.key == "corrections")
    assert section.blocks[0].text == REASON and section.gist
    assert [row[1:] for row in section.tables[0].rows if row[0].startswith("Came into care")] == [
        ("59", "62 r")
    ]
    stored = ReportDocument.objects.get(report=published, is_published=True)
    assert storage.load(type(content), stored.printed).head.correction == ""


def test_only_a_published_report_is_corrected(sample):
    author = make.make_user(sample, Role.QA_MANAGER)
    report = writing_actions.begin(authority=sample, year=2026, by=author)
    with pytest.raises(NotNow, match="Only a published report"):
        correcting.correct(report=report, reason=REASON, by=author)


def test_what_has_changed_is_listed_by_name_the_year_before_its_months():
    def stored(what: str, period: str) -> StoredFigure:
        return StoredFigure("count", Decimal(1), "1", what, period)

    figures = {
        "b|2025-05|count": stored("Took part", "May 2025"),
        "b|year|percent": stored("Took part: share", "2025-26"),
        "a|year|count": stored("Came into care", "2025-26"),
        "b|2025-04|count": stored("Took part", "April 2025"),
        "b|year|count": stored("Took part", "2025-26"),
    }
    found = [ref for ref, _ in sorted(figures.items(), key=restatements._in_order)]
    assert found == ["a|year|count", "b|year|count", "b|year|percent", "b|2025-04|count", "b|2025-05|count"]


def test_a_share_that_changed_with_its_numbers_is_one_row_of_numbers():
    """Of what both editions showed: a count that the edition before hid is told by nobody."""
    period, refs = "2025-26", ("a|y|percent", "a|y|count", "a|y|base")

    def figure(ref: str, value: int, kind: Kind = "count", parts: tuple[str, ...] = ()) -> Figure:
        return Figure(ref, kind, value, "Held in time", "reviews", period, parts)

    now = (figure(refs[0], 96, "percent", refs[1:]), figure(refs[1], 48), figure(refs[2], 50))
    table = Table("t", "Reviews", ["", "Share", "Held", "Of"], [["All", *now]], "Records.")
    document = Mock(figures={f.ref: f for f in now}, references=lambda: {f.ref for f in table.cells()})
    was = (("percent", 95, "95%"), ("count", 19, "19"), ("count", 20, "20"))
    before = Mock(
        hidden=(),
        figures={
            ref: StoredFigure(kind, Decimal(value), text, "Held in time", period)
            for ref, (kind, value, text) in zip(refs, was, strict=True)
        },
    )
    found = restatements._corrected(document, before)
    assert [[cell if isinstance(cell, str) else cell.text for cell in row] for row in found.rows] == [
        ["Held in time, 2025-26", "95% (19 of 20)", "96% (48 of 50)"]
    ]
    assert found.numeric == (1, 2)
    before.hidden = (refs[2],)
    found = restatements._corrected(document, before)
    assert [row[1].text for row in found.rows] == ["19", "95%"]
