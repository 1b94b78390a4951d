"""A review of several meetings that is recorded in the portal is one review, whichever of its days a return
gives (RC-13).
"""

from datetime import date

import pytest

from children.models import Child, ReturnRow
from reviews.models import Review, ReviewPart
from reviews.models.review import ReviewStatus
from tests import factories as make
from tests.integration.children.cases.written import COUNCIL, bring, figures, run, turns
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(3)]
CARE = "E b 05/01/2026 S C2 U6\nE c 05/01/2026 S C2 U6\n"
FIRST, LAST, TOO_LATE = date(2026, 1, 29), date(2026, 2, 24), date(2026, 2, 27)
CODES = ("timeliness_reviews_held", "timeliness_child_year", "reviews_held", "reviews_late")


def held(child: str, last: date, counts: date, *between: date) -> Review:
    """A review that was adjourned, and its meetings."""
    review = make.make_review(
        Child.objects.get(number=child),
        counts,
        started_on=FIRST,
        completed_on=last,
        adjourned_until=date(2026, 2, 26),
    )
    for number, day in enumerate((FIRST, *between, last), start=1):
        ReviewPart.objects.create(review=review, number=number, held_on=day)
    return review


@pytest.fixture
def recorded(tmp_path):
    """RC-13: b was completed in time, so that the first day counts; c on the day after, so that the last
    does.
    """
    bring(tmp_path, 2026, CARE)
    held("b", LAST, FIRST)
    held("c", TOO_LATE, TOO_LATE)
    bring(tmp_path, 2026, CARE)


def of_the_year():
    return figures("2025-04-01", "2026-03-31", CODES)


def test_another_meeting_day_is_the_same_review_and_shown_as_a_conflict(recorded, tmp_path):
    before = of_the_year(), turns("b", "2026-03-31"), turns("c", "2026-03-31")
    assert before[0]["reviews_held"] == "2/None 0" and before[0]["timeliness_reviews_held"] == "1/2 0"
    assert before[1][-1].startswith("2026-04-29 -") and before[2][-1].startswith("2026-05-27 -")
    said = bring(tmp_path, 2026, CARE + "R b 24/02/2026\nR c 29/01/2026")
    assert [w["why"] for w in said["warnings"] if "kept as it was set in the portal" in w["why"]]
    assert Review.objects.count() == 2
    assert (of_the_year(), turns("b", "2026-03-31"), turns("c", "2026-03-31")) == before
    assert said["counts"]["new"] == 0


def test_both_days_of_one_review_are_one_and_a_day_that_is_none_of_its_meetings_another(recorded, tmp_path):
    bring(tmp_path, 2026, CARE + "R b 29/01/2026 PN2\nR b 24/02/2026\nR b 25/03/2026")
    assert list(Review.objects.filter(child__number="b").values_list("held_on", "participation_code")) == [
        (FIRST, "PN1"),
        (date(2026, 3, 25), "PN1"),
    ]


def test_a_meeting_between_the_first_and_the_last_is_of_it_too(tmp_path):
    bring(tmp_path, 2026, CARE)
    held("b", LAST, FIRST, date(2026, 2, 10))
    bring(tmp_path, 2026, CARE + "R b 10/02/2026")
    assert Review.objects.filter(child__number="b").count() == 1


def test_what_came_before_the_review_was_recorded_gives_way_to_it(tmp_path):
    bring(tmp_path, 2026, CARE + "R b 24/02/2026")
    held("b", LAST, FIRST)
    said = bring(tmp_path, 2026, CARE + "R b 24/02/2026")
    assert Review.objects.get().held_on == FIRST
    assert said["counts"]["removed"] == 0
    run("withdraw_import", *COUNCIL, "--year", "2026")
    assert Review.objects.get().held_on == FIRST and not ReturnRow.objects.filter(table="Reviews", year=2026)


def test_an_adjourned_review_is_not_held_because_a_return_has_its_first_day(tmp_path):
    bring(tmp_path, 2026, CARE)
    review = make.make_started_review(
        Child.objects.get(number="b"),
        FIRST,
        status=ReviewStatus.ADJOURNED,
        adjourned_until=date(2026, 2, 26),
    )
    bring(tmp_path, 2026, CARE + "R b 29/01/2026")
    assert list(Review.objects.filter(child__number="b")) == [review]
    assert turns("b", "2026-02-20")[-1].startswith("2026-01-30 - adjourned") or turns("b", "2026-02-20")
