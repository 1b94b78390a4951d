"""The sentences of a report read aloud: of none, one and two, of what is not known, with and without a year
before."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.models import Authority
from reporting.edition import actions as edition_actions
from reporting.edition.phrasing import Phrasing
from reporting.figures import Figures, care, leads, reviews
from reporting.figures.not_known import unknown_note
from reporting.figures.tables import said_of, shares_beside
from reporting.measures.base import Result
from reporting.report import writing_actions
from tests.integration.reporting.conftest import TODAY

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
HELD = "timeliness_reviews_held"
ONE_YEAR = "2024-25"


def counted(of: int, whole: int, not_known: int = 0) -> Result:
    return Result(of, whole, not_known)


def read_aloud(f: Figures, sentences: list[str]) -> list[str]:
    """As the internal edition prints them."""
    report = writing_actions.begin(authority=f.authority, year=2026, by=None)
    report.sections.update(is_included=False)
    document = edition_actions.build(report, today=TODAY)
    phrasing = Phrasing(replace(document, figures=f.ledger), frozenset(), {})
    return [phrasing.sentence(sentence) for sentence in sentences]


@pytest.fixture
def figures(example: Authority) -> Figures:
    return Figures(example, 2026, as_at=TODAY)


def with_results(f: Figures, code: str, now: Result, before: Result | None = None) -> Figures:
    f.results[code, f.period] = now
    if before is not None:
        f.results[code, f.before] = before
    return f


@pytest.mark.parametrize(
    ("now", "before", "says"),
    [
        (counted(0, 0), None, []),
        (counted(0, 0, 3), None, ["It is not known how many reviews were held in time."]),
        (counted(1, 1), None, ["The one review was held in time."]),
        (counted(3, 3), None, ["All three reviews were held in time."]),
        (counted(40, 40), None, ["All 40 reviews were held in time."]),
        (counted(1, 2), counted(2, 2), ["1 of 2 reviews were held in time."]),
        (
            counted(38, 40),
            counted(36, 40),
            [f"38 of 40 reviews (95.0%) were held in time, up from 90.0% in {ONE_YEAR}."],
        ),
        (
            counted(38, 40),
            counted(38, 41),
            [f"38 of 40 reviews (95.0%) were held in time, about the same as in {ONE_YEAR} (92.7%)."],
        ),
        (
            counted(2, 40),
            counted(0, 41),
            [f"2 of 40 reviews (5.0%) were held in time, up from none in {ONE_YEAR}."],
        ),
        (counted(38, 40), counted(9, 12), ["38 of 40 reviews (95.0%) were held in time."]),
        (counted(38, 40), counted(0, 0), ["38 of 40 reviews (95.0%) were held in time."]),
    ],
)
def test_a_share_is_said_with_its_base_and_how_it_moved(figures, now, before, says, monkeypatch):
    monkeypatch.setattr(Figures, "is_comparable", lambda self, code: before is not None)
    f = with_results(figures, HELD, now, before)
    found = said_of(f, HELD, "reviews", "{share} {were} held in time", "how many reviews were held in time")
    assert read_aloud(f, found) == says


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (0, "No child came into care in the year, as in the year before."),
        (1, "Children came into care once in the year, one more than the year before (0)."),
        (2, "Children came into care twice in the year, two more than the year before (0)."),
    ],
)
def test_children_who_came_are_counted_in_words(figures, number, says, monkeypatch):
    monkeypatch.setattr(Figures, "is_comparable", lambda self, code: True)
    f = with_results(figures, "starters", Result(number, None), Result(0, None))
    assert read_aloud(f, care.entering(f).sentences) == [says]


def test_the_sections_without_a_table_of_their_own_begin_with_a_sentence(figures, monkeypatch):
    monkeypatch.setattr(Figures, "is_recorded", lambda self, *codes: True)
    monkeypatch.setattr(Figures, "is_comparable", lambda self, code: False)
    f = figures
    for code, part, whole in (
        ("permanence_by_second_review", 23, 26),
        ("told_rights", 94, 94),
        ("has_advocate", 51, 186),
        ("children_missing", 13, 184),
        ("placed_in_foster_care", 104, 138),
        ("three_placements", 8, 138),
    ):
        with_results(f, code, counted(part, whole))
    parts = (leads.permanence, leads.entitlements, leads.advocacy, leads.safeguarding)
    said = [sentence for part in parts for sentence in part(f).sentences]
    assert read_aloud(f, [*said, *leads.homes(f)]) == [
        "23 of 26 second reviews found a plan for permanence.",
        "The child knew about complaints and advocacy at all 94 reviews.",
        "The child had an advocate at 51 of 186 reviews (27.4%).",
        "13 of 184 children (7.1%) went missing in the year.",
        "104 of 138 children (75.4%) lived with foster carers, and eight children had three or more homes in "
        "the year.",
    ]


def test_a_section_of_which_nothing_is_known_claims_nothing(figures, monkeypatch):
    monkeypatch.setattr(Figures, "is_recorded", lambda self, *codes: True)
    f = figures
    for code in ("permanence_by_second_review", "long_term_fostering", "placed_in_foster_care"):
        with_results(f, code, counted(0, 0, 5))
    assert leads.permanence(f).sentences == leads.homes(f) == []


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (0, "No reviews were held in the year."),
        (1, "One review was held in the year, nine fewer than the year before (10)."),
    ],
)
def test_reviews_are_counted_in_words(figures, number, says):
    f = with_results(figures, HELD, counted(0, number))
    assert read_aloud(f, reviews.reviews(f).sentences) == [says]


def test_what_is_not_known_is_said_of_the_others_once(figures):
    """Six names of measures in a row, with commas inside, are read by nobody."""
    codes = ["plan_right", "health_up_to_date", "attends_school", "dentist_seen"]
    f = figures
    for code in codes:
        with_results(f, code, counted(40, 60, 202 if code == "dentist_seen" else 133))
    others = "133 of each of the others"
    dentist = "202 of “dentist seen within a year, by the review record”"
    assert read_aloud(f, [unknown_note(f, codes)]) == [f"Not known, and left out: {dentist}; {others}."]
    assert read_aloud(f, [unknown_note(f, codes[:2])]) == ["Not known, and left out: 133 of each."]
    with_results(f, "plan_right", counted(40, 60))
    assert read_aloud(f, [unknown_note(f, codes[:3])]) == [
        "Not known, and left out: 133 each of “health assessment up to date, by the review record” and "
        "“goes to school regularly, at the review”."
    ]


def test_columns_that_hold_nothing_are_left_out(figures, monkeypatch):
    f = figures
    monkeypatch.setattr(Figures, "is_recorded", lambda self, *codes: True)
    monkeypatch.setattr(Figures, "is_comparable", lambda self, code: False)
    monkeypatch.setattr(Figures, "recorded_since", lambda self, code: date(2025, 8, 29))
    for code in ("plan_right", "attends_school"):
        with_results(f, code, counted(40, 60))
    table = shares_beside(f, ["plan_right", "attends_school"], "a", "A")
    assert table and table.headings == ["Measure", "2025-26", "Of known"]
    with_results(f, "disputes_days", Result(60, 12))
    table = shares_beside(f, ["disputes_days"], "a", "A")
    assert table and table.headings == ["Measure", "2025-26"]


@pytest.mark.parametrize(
    ("of", "says"),
    [
        (40, "All 40 children were up to date with their reviews."),
        (38, "38 of 40 children (95.0%) were up to date with their reviews."),
        (0, "None of the 40 children were up to date with their reviews."),
    ],
)
def test_children_without_an_overdue_review_are_said_in_plain_words(figures, of, says, monkeypatch):
    """That something was not overdue for all left open for how many it was."""
    monkeypatch.setattr(Figures, "is_comparable", lambda self, code: False)
    f = with_results(figures, "timeliness_snapshot", counted(of, 40))
    on = "On 31 March 2026, "
    said = [s for s in read_aloud(f, reviews.timeliness(f).sentences) if s.startswith(on)]
    assert [s.removeprefix(on).capitalize() for s in said] == [says.capitalize()]
