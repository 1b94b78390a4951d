"""Participation in both readings of PN4: who is in, who is not known, who is left out (PA-4, PA-5)."""

from datetime import date
from decimal import Decimal

import pytest

from children.models import Child
from reporting.figures import Figures, reviews
from reporting.measures.base import Result, Scope, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.cycle.replay import replay_authority
from reviews.models.review import ReviewStatus
from tests import factories as make

pytestmark = pytest.mark.django_db
OFFICIAL, WITH_PN4 = "participation_official", "participation_with_pn4"


@pytest.fixture
def held(authority):
    """`held("PN1", "PN4", …)`: a review with each of these codes, one child each, in 2025-26."""

    def make_reviews(*codes, on=date(2025, 9, 10)):
        for code in codes:
            child = make.make_child_in_care(authority, started_on=date(2025, 5, 1))
            make.make_review(child, on, participation_code=code)

    return make_reviews


@pytest.mark.parametrize(
    ("codes", "official", "with_pn4"),
    [
        (["PN1", "PN2", "PN3", "PN5", "PN6"], Result(5, 5), Result(5, 5)),
        (["PN1", "PN4"], Result(1, 2), Result(2, 2)),
        (["PN1", "PN7"], Result(1, 2), Result(1, 2)),
        (["PN1", "PN0", "PN0"], Result(1, 1), Result(1, 1)),
        (["PN1", ""], Result(1, 1, 1), Result(1, 1, 1)),
        ([""], Result(0, 0, 1), Result(0, 0, 1)),
        (["PN0"], Result(0, 0), Result(0, 0)),
    ],
)
def test_what_each_code_counts_as(held, authority, ask, codes, official, with_pn4):
    held(*codes)
    assert ask(OFFICIAL, authority, 2026) == official
    assert ask(WITH_PN4, authority, 2026) == with_pn4


@pytest.mark.parametrize(
    ("born_on", "not_known"),
    [(date(2021, 9, 11), 0), (date(2021, 9, 10), 1), (date(2025, 4, 1), 0), (date(2014, 4, 1), 1)],
)
def test_without_a_usable_code_it_is_the_age_that_tells(held, authority, ask, born_on, not_known):
    """The review of 10 September 2025 has a code that cannot be, so none: under four it can only be PN0."""
    held("PN1", "")
    Child.objects.filter(reviews__participation_code="").update(born_on=born_on)
    expected = Result(1, 1, not_known)
    for code in (OFFICIAL, WITH_PN4, "participation_own_age", "child_attended"):
        assert ask(code, authority, 2026) == expected, code
    assert ask("participation_every_review", authority, 2026) == expected
    assert ask("participation_codes", authority, 2026).not_known == 1


def test_no_review_with_a_code_gives_no_percentage(held, authority, ask):
    held("PN0", "")
    assert ask(OFFICIAL, authority, 2026).value is None


def test_percentages_of_the_sample(sample, ask):
    found = ask(OFFICIAL, sample, 2026)
    assert (found.numerator, found.denominator, found.value) == (411, 496, Decimal("82.9"))
    assert ask(WITH_PN4, sample, 2026).numerator - found.numerator == 37  # the reviews with PN4


def test_codes_add_up_to_the_reviews_held(sample, ask):
    found = compute_by(MEASURES["participation_codes"], Scope(sample, collection_year(2026)), "code")
    assert {code: r.numerator for code, r in found.items()} == {
        "PN0": 63,
        "PN1": 182,
        "PN2": 18,
        "PN3": 5,
        "PN4": 37,
        "PN5": 80,
        "PN6": 126,
        "PN7": 48,
    }
    assert ask("participation_codes", sample, 2026).numerator == 559


def test_codes_of_a_few_reviews_have_no_percentage_in_the_report(held, authority, sample):
    held("PN1", "PN1", "PN4", "")
    few = reviews.participation(Figures(authority, 2026, as_at=date(2026, 6, 1))).tables[0]
    assert few.headings == ["How the child took part", "2025-26"]
    assert {len(row) for row in [*few.rows, few.total]} == {2}
    many = reviews.participation(Figures(sample, 2026, as_at=date(2026, 6, 1))).tables[0]
    assert many.headings[2:] == ["Share"]
    assert many.total[2] == "100.0%"


def test_a_review_without_a_code_is_among_the_codes_not_known(held, authority, ask):
    held("PN1", "")
    assert ask("participation_codes", authority, 2026) == Result(1, None, 1)


def test_only_reviews_held_in_the_period_count(held, authority, ask):
    held("PN1", on=date(2025, 3, 31))
    held("PN1", on=date(2026, 4, 1))
    held("PN1", on=date(2026, 3, 31))
    child = make.make_child_in_care(authority)
    make.make_started_review(child, date(2025, 10, 1))
    make.make_review(child, status=ReviewStatus.CANCELLED, booked_for=date(2025, 11, 1))
    assert ask(OFFICIAL, authority, 2026) == Result(1, 1)


def test_reviews_during_short_breaks_are_left_out(authority, ask):
    on_break = make.make_child_in_care(authority, legal_status="V4", started_on=date(2025, 5, 1))
    make.make_review(on_break, date(2025, 9, 10))
    replay_authority(authority, today=date(2025, 9, 11))
    assert ask(OFFICIAL, authority, 2026) == Result(0, 0)


def test_by_iro_the_one_of_the_day_of_the_review_counts(authority):
    first, second = make.make_worker(authority, name="Ada"), make.make_worker(authority, name="Ben")
    child = make.make_child_in_care(authority, started_on=date(2025, 5, 1))
    make.make_allocation(
        child, first, started_on=date(2025, 5, 1), ended_on=date(2025, 8, 1), end_reason="LEFT"
    )
    make.make_allocation(child, second, started_on=date(2025, 8, 1))
    make.make_review(child, date(2025, 5, 28), participation_code="PN1")
    make.make_review(child, date(2025, 8, 20), participation_code="PN7")
    found = compute_by(MEASURES[OFFICIAL], Scope(authority, collection_year(2026)), "iro")
    assert found == {"Ada": Result(1, 1), "Ben": Result(0, 1)}
