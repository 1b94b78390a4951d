"""Sentences offered to the author: plain, correct, with every number as a reference, and sound to the
report's own checks."""

import re

import pytest

from reporting.edition import composing
from reporting.edition.soundness import faults_of
from reporting.figures import Figures
from reporting.report import writing_actions
from reporting.report.suggestions import suggestion, suggestions
from tests.integration.reporting.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(sample):
    return Figures(sample, 2026, as_at=TODAY)


def said(code, figures):
    suggestion(code, figures)
    return next(iter(suggestions([f"{code}|2025-26|count"], figures))).printed


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("looked_after_at_end", r"Children looked after: 238\. That is 20 more than in 2024-25 \(218\)\."),
        (
            "short_breaks_at_end",
            r"Children in short breaks: \d+\. (That is \w+ (more|fewer) than in 2024-25 \(\d+\)|That is "
            r"the same number as in 2024-25)\.",
        ),
        (
            "timeliness_reviews_held",
            r"Reviews held that were in time: [\d.]+% \(\d+ of 559\)\. It is (up|down) from "
            r"[\d.]+% in 2024-25\.",
        ),
        (
            "timeliness_snapshot",
            r"Children whose next review is not overdue: .*\. (It is (up|down) from [\d.]+% in "
            r"2024-25|It was the same in 2024-25)\.",
        ),
    ],
)
def test_a_sentence_says_the_figure_and_what_it_was(figures, code, words):
    assert re.fullmatch(words, said(code, figures)), said(code, figures)


def test_more_or_fewer_follows_the_counts(figures):
    for code in ("starters", "leavers", "reviews_held"):
        now, before = figures.count(code).value, figures.count(code, figures.before).value
        word = "more" if now > before else "fewer"
        assert f"{word} than in 2024-25 ({before})" in said(code, figures).replace(",", "")


def test_nothing_is_compared_with_a_year_that_is_not_known(sample):
    first = Figures(sample, 2024, as_at=TODAY)
    suggestion("starters", first)
    (sentence,) = suggestions(["starters|2023-24|count"], first)
    assert sentence.printed.endswith("This can’t be compared with 2022-23.")
    (share,) = suggestions(["timeliness_reviews_held|2023-24|count"], first)
    assert "; not known for 192)" in share.printed and share.printed.endswith(
        "This can’t be compared with 2022-23."
    )


def test_where_there_is_nothing_to_count_nothing_is_offered(figures):
    assert suggestions(["disputes_in_time|2025-26|percent"], figures) == []


@pytest.mark.slow
def test_every_sentence_passes_the_checks_of_the_report(sample):
    report = writing_actions.begin(authority=sample, year=2026, by=None)
    offered = 0
    for row in report.sections.all():
        figures = Figures(sample, 2026, as_at=TODAY)
        frozen = composing.compose_rows(report, figures, [row], on=TODAY)
        found = suggestions(frozen.figures, figures)
        offered += len(found)
        assert not any(
            re.search(
                r"\d",
                re.sub(
                    r"\[\[.*?\]\]|20\d\d-\d\d|20 working days|over 20 miles|4 or over|PN4|\b\d+ "
                    r"(to|and|or) \d+\b",
                    "",
                    s.words,
                ),
            )
            for s in found
        ), found
        row.narrative = "\n\n".join(s.words for s in found)
        again = composing.compose_rows(report, Figures(sample, 2026, as_at=TODAY), [row], on=TODAY)
        faults = [f for f in faults_of(again) if f.rule not in ("empty", "glossary")]
        assert faults == [], (row.key, faults)
    assert offered > 20  # disputes, forms and midway checks were not recorded here
