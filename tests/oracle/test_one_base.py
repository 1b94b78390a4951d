"""Reviews held are the same reviews in every figure: those of short breaks are in none, others in each."""

import random
from datetime import date

import pytest

from reporting.measures.base import Scope
from reporting.measures.registry import MEASURES
from reporting.periods import Period, collection_year
from reviews.cycle.replay import replay_authority
from reviews.models import Review, ReviewCycle
from tests import factories as make
from tests.oracle.lives import lives
from tests.oracle.test_clock import LIVES, SEED, bring_in

YEARS = [2023, 2024, 2025, 2026]
NOW = date(2026, 11, 20)
COUNTED = ("participation_codes", "reviews_held", "monitoring_after_reviews", "record_in_time")


@pytest.mark.django_db
def test_reviews_of_short_breaks_are_in_no_figure_of_reviews_and_all_others_are_in_each() -> None:
    authority = make.make_authority()
    bring_in(authority, lives(random.Random(f"{SEED} one base"), LIVES // 2), YEARS, None)
    replay_authority(authority, today=NOW)
    for turn in ReviewCycle.objects.filter(review__isnull=False):  # the date that counts, as it is recorded
        Review.objects.filter(pk=turn.review_id).update(held_on=turn.held_on)
    periods = [*(collection_year(year) for year in YEARS), Period(date(2026, 4, 1), NOW)]
    for scope in (Scope(authority, period) for period in periods):
        turns = MEASURES["timeliness_reviews_held"].rows(scope).population
        in_time = sorted(turns.values_list("review", flat=True))
        for code in COUNTED:
            found = MEASURES[code].rows(scope).population
            assert sorted(found.values_list("pk", flat=True)) == in_time, (code, scope.period)
    left_out = Review.objects.filter(of_short_breaks=True)
    assert left_out.exclude(child__legal_statuses__code__in=["V3", "V4"]).count() == 0
    assert left_out.exists()
