"""A report in the words of a council that calls everything something else: title, text, glossary, and the
pages for children."""

from calendar import SATURDAY
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string

from accounts.models import Authority
from children.models import Child
from reporting.edition import actions, pdf
from reporting.edition.printed import Printed
from reporting.models import Edition
from reporting.report import writing_actions
from tests import factories as make
from tests.attack.test_words import WORDS, left_in
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days

pytestmark = [pytest.mark.django_db, has_days(SATURDAY)]


def test_a_report_is_in_the_councils_words_also_where_a_command_makes_it(sample, monkeypatch):
    terms = {name: word for name, word in WORDS.items() if name.endswith(("_term", "_term_one"))}
    Authority.objects.filter(pk=sample.pk).update(**terms | {"review_term": "ZLA meeting"})
    worker = make.make_worker(sample, is_iro=True)
    for child in Child.objects.filter(authority=sample)[:30]:
        make.make_allocation(child, worker, started_on=date(2025, 4, 1))
    report = writing_actions.begin(authority=Authority.objects.get(pk=sample.pk), year=2026, by=None)
    assert report.title == "Annual report of the zchair of care service 2025-26"
    made: list[Printed] = []
    pages: dict[str, str] = {}

    def draw(content: Printed, **_: Any) -> pdf.Pdf:
        made.append(content)
        for page in ("report_pdf", "children_pdf"):
            pages[page] = render_to_string(f"reporting/{page}.html", {"report": content})
        return pdf.Pdf(b"%PDF", 1)

    monkeypatch.setattr(pdf, "render", draw)
    actions.generate(report=report, by=None, today=TODAY, edition=Edition.PUBLIC)
    assert set(pages) == {"report_pdf", "children_pdf"}
    for page, html in pages.items():
        assert not left_in(html), page
        assert "zchair" in html
        assert "Independent Reviewing" not in html, "in what a document says it is about"
    assert "Who the zchairs are" in pages["report_pdf"] and "Zchair 1" in pages["report_pdf"]
    pack = "; ".join(f"{row.figure}, {row.base}: {row.definition}" for row in made[0].pack)
    assert not left_in(pack)
    meanings = {term.term: term.meaning for section in made[0].sections for term in section.glossary}
    led = "the meeting at set times that looks at a child’s care plan, led by the zchair"
    assert meanings["ZLA meeting"] == led
