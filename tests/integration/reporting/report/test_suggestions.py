"""Sentences offered to the author: plain, correct, with every number as a reference, and sound to the
report's own checks."""

import re
from calendar import FRIDAY
from datetime import date

import pytest

from reporting.edition import composing
from reporting.edition.soundness import faults_of
from reporting.figures import Figures
from reporting.measures.registry import MEASURES
from reporting.offers import kinds
from reporting.report import sections, writing_actions
from reporting.report.suggestions import suggestion, suggestions
from tests.integration.reporting.conftest import TODAY
from tests.turns import comes_every, has_days

pytestmark = [pytest.mark.django_db, comes_every(4)]


@pytest.fixture
def figures(sample):
    return Figures(sample, 2026, as_at=TODAY)


def said(code, figures):
    suggestion(code, figures)
    return next(iter(suggestions([f"{code}|2025-26|count"], figures))).printed


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "looked_after_at_end",
            r"On 31 March 2026, 238 children were in care, 20 more than in 2024-25 \(218\)\.",
        ),
        (
            "short_breaks_at_end",
            r"On 31 March 2026, \d+ child(ren)? had short breaks, (\w+ (more|fewer) than in 2024-25 \(\d+\)|"
            r"the same number as in 2024-25)\.",
        ),
        (
            "timeliness_reviews_held",
            r"\d+ of 559 reviews \(91\.4%\) were held in time, (up|down) from [\d.]+% in 2024-25\.",
        ),
        (
            "timeliness_snapshot",
            r"\d+ of \d+ children \([\d.]+%\) were up to date with their reviews, "
            r"(about the same as in 2024-25 \([\d.]+%\)|(up|down) from [\d.]+% in 2024-25)\.",
        ),
        ("starters", r"In the year, children came into care 62 times, .* 2024-25 \(58\)\."),
    ],
)
def test_a_sentence_says_the_figure_and_what_it_was(figures, code, words):
    assert re.fullmatch(words, said(code, figures)), said(code, figures)


def test_more_or_fewer_follows_the_counts(figures):
    for code in ("starters", "leavers", "reviews_held"):
        now, before = figures.count(code).value, figures.count(code, figures.before).value
        word = "more" if now > before else "fewer"
        assert f"{word} than in 2024-25 ({before:,})" in said(code, figures)


def test_nothing_is_compared_with_a_year_that_is_not_known(sample):
    first = Figures(sample, 2024, as_at=TODAY)
    suggestion("starters", first)
    (sentence,) = suggestions(["starters|2023-24|count"], first)
    assert sentence.printed.endswith("This can’t be compared with 2022-23.")
    (share,) = suggestions(["timeliness_reviews_held|2023-24|count"], first)
    assert "This can’t be compared with 2022-23." in share.printed
    assert share.printed.endswith("192 are left out because the answer is not known.")


def test_sentences_on_a_year_that_is_not_over_name_its_part_in_words(sample):
    """Up from 93.2% in the same part of the year before: never “in 1 April 2024 to 26 November 2024”."""
    running = Figures(sample, 2026, as_at=date(2025, 11, 26))
    parts = [section.compute(running) for section in sections.ALL if section.compute]
    lines = [line for part in parts for line in part.sentences]
    lines += [s.words for s in suggestions((f"{code}|{running.label}|count" for code in MEASURES), running)]
    assert sum("in the same part of the year before" in line for line in lines) > 10
    assert [line for line in lines if re.search(r"\d{4} to \d", line)] == []
    headings = [h for part in parts for table in part.tables for h in table.headings if "Since" in str(h)]
    assert set(headings) == {"Since the same part of the year before"}
    columns = {h for part in parts for table in part.tables for h in table.headings[2:]}
    assert "to\u00a026\u00a0Nov 2024" in columns and not any(
        re.search(r"\d (?:April|November) \d", h) for h in columns
    )
    assert any("than on the same day of the year before (" in line for line in lines)
    assert not [line for line in lines if re.search(r"(?:more|fewer) than the same", line)]
    captions = {table.key: table.caption for part in parts for table in part.tables}
    assert captions["flow"] == "From the start of the year to 26 November 2025"
    assert captions["looked_after_years"] == "Children in care on 31 March, and on 26 November 2025"
    assert kinds.years("starters", "Came into care in each year").make(running) is None
    report = writing_actions.begin(authority=sample, year=2026, by=None)
    row = report.sections.get(key="timeliness")
    row.narrative = suggestion("timeliness_reviews_held", running)
    found = composing.compose_rows(report, running, [row], on=date(2025, 11, 26))
    assert [f for f in faults_of(found) if f.rule not in ("empty", "glossary")] == []


def test_where_there_is_nothing_to_count_nothing_is_offered(figures):
    assert suggestions(["disputes_in_time|2025-26|percent"], figures) == []


NAMES_AND_REFERENCES = re.compile(
    r"\[\[.*?\]\]|20\d\d-\d\d|20 working days|over 20 miles|4 or over|PN4|\b\d+ (to|and|or) \d+\b"
    r"|(\d+ )?[A-Z][a-z]{2,} 20\d\d|1 April|section 20"
)
"""Digits in a sentence that are no figure of the council."""


@has_days(FRIDAY)
@pytest.mark.slow
def test_every_sentence_passes_the_checks_of_the_report(sample):
    report = writing_actions.begin(authority=sample, year=2026, by=None)
    offered = 0
    for row in report.sections.all():
        figures = Figures(sample, 2026, as_at=TODAY)
        frozen = composing.compose_rows(report, figures, [row], on=TODAY)
        found = suggestions(frozen.figures, figures)
        offered += len(found)
        typed = [s.words for s in found if re.search(r"\d", NAMES_AND_REFERENCES.sub("", s.words))]
        assert typed == []
        row.narrative = "\n\n".join(s.words for s in found)
        again = composing.compose_rows(report, Figures(sample, 2026, as_at=TODAY), [row], on=TODAY)
        faults = [f for f in faults_of(again) if f.rule not in ("empty", "glossary")]
        assert faults == [], (row.key, faults)
    assert offered > 20  # disputes, forms and midway checks were not recorded here


def test_the_checks_know_what_stands_beside_a_figure_though_nobody_printed_it(sample):
    report = writing_actions.begin(authority=sample, year=2026, by=None)
    row = report.sections.select_related("report__authority").get(key="introduction")
    refs = (
        "timeliness_reviews_held|year|base",
        "looked_after_at_end|year|count",
        "placement_mix|year|count|sex=Female",
    )
    row.narrative = " ".join(f"[[figure:{ref}]]" for ref in refs)
    document = composing.compose_rows(report, Figures(sample, 2026, as_at=TODAY), [row], on=TODAY)
    assert {
        "timeliness_reviews_held|2025-26|count",
        "timeliness_reviews_held|2024-25|count",
        "looked_after_at_end|2024-03-31|count",
        "placement_mix|2025-03-31|count|sex=Female",
    } <= set(document.figures)
