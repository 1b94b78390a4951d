"""Figures that other councils' reports print and ours counts: plans of adoption and what became of them, home
by the second review, reviews for each child, themes in the council's words."""

from datetime import date

import pytest

from children.models import AdoptionDecision, PeriodOfCare
from disputes.models import ConcernTheme
from reporting.measures.base import Scope, compute, compute_by, compute_cross
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = collection_year(2026)
TODAY = date(2026, 6, 1)


@pytest.fixture
def council(db):
    return make.make_authority()


@pytest.fixture
def scope(council):
    return Scope(council, YEAR, as_at=TODAY)


def ended(child, on, reason):
    PeriodOfCare.objects.filter(child=child).update(ended_on=on, end_reason=reason)
    for rows in (child.placements, child.legal_statuses):
        rows.update(ended_on=on)


def test_home_by_the_second_review_counts_those_with_two_at_most(council, scope):
    """F-208, P-159."""
    soon, later, elsewhere, running = (
        make.make_child_in_care(council, started_on=date(2025, 5, 1)) for _ in range(4)
    )
    for child, days in (
        (soon, [date(2025, 5, 20), date(2025, 8, 1)]),
        (later, [date(2025, 5, 20), date(2025, 8, 1), date(2025, 12, 1)]),
        (elsewhere, [date(2025, 5, 20)]),
    ):
        for held in days:
            make.make_review(child, held)
    ended(soon, date(2025, 9, 1), "E4A")
    ended(later, date(2026, 1, 5), "E4A")
    ended(elsewhere, date(2025, 9, 1), "E3")
    result = compute(MEASURES["home_by_second_review"], scope)
    assert (result.numerator, result.denominator) == (1, 3)
    assert running.periods.get().ended_on is None


def test_plans_for_adoption_at_the_end_of_the_last_day_are_a_stock(council, scope):
    """F-125: those decided before the year count, those reversed do not."""
    make.make_recorded_since(council, "decisions", date(2020, 4, 1), make.make_user(council))
    old, new, reversed_one, _ = (make.make_child_in_care(council) for _ in range(4))
    for child, decided, back in (
        (old, date(2025, 3, 1), None),
        (new, date(2025, 12, 1), None),
        (reversed_one, date(2025, 5, 1), date(2026, 2, 1)),
    ):
        AdoptionDecision.objects.create(child=child, decided_on=decided, reversed_on=back)
    assert compute(MEASURES["adoption_plans"], scope).numerator == 2
    before = Scope(council, collection_year(2025), as_at=TODAY)
    assert compute(MEASURES["adoption_plans"], before).numerator == 1


def test_of_those_placed_with_adopters_some_were_adopted(council, scope):
    """F-127."""
    adopted, waits, broke = (
        make.make_child_in_care(council, started_on=date(2025, 6, 1), placement_type="A5") for _ in range(3)
    )
    ended(adopted, date(2026, 1, 10), "E11")
    broke.placements.update(ended_on=date(2025, 10, 1))
    found = compute_by(MEASURES["placed_for_adoption"], scope, "became")
    assert {key: r.numerator for key, r in found.items()} == {
        "Adopted": 1,
        "Still placed for adoption": 1,
        "Placement ended": 1,
    }
    assert waits.placements.get().ended_on is None


def test_reviews_for_each_child_divide_by_the_mean_of_the_month_ends(council, scope):
    """F-268: three reviews, two children all year and one more for half of it: a mean of 2.5, so 2."""
    first = make.make_child_in_care(council, started_on=date(2024, 4, 1))
    make.make_child_in_care(council, started_on=date(2024, 4, 1))
    make.make_child_in_care(council, started_on=date(2025, 10, 1))
    for held in (date(2025, 5, 1), date(2025, 9, 1), date(2026, 2, 1)):
        make.make_review(first, held)
    result = compute(MEASURES["reviews_for_each"], scope)
    assert (result.numerator, result.denominator, str(result.value)) == (3, 2, "1.5")


def test_those_who_came_by_their_first_legal_status(council, scope):
    """F-185: remand among those who came."""
    make.make_child_in_care(council, started_on=date(2025, 6, 1), legal_status="J1")
    make.make_child_in_care(council, started_on=date(2025, 6, 1), legal_status="V2")
    found = compute_by(MEASURES["entrants"], scope, "legal")
    assert found["Remanded or detained"].numerator == 1 == found["Accommodated (section 20)"].numerator


def test_children_by_age_and_sex_at_once(council, scope):
    """F-019."""
    make.make_child_in_care(council, sex="M", born_on=date(2010, 5, 1))
    make.make_child_in_care(council, sex="F", born_on=date(2010, 5, 1))
    found = compute_cross(MEASURES["placement_mix"], scope, "age", "sex")
    assert {key: r.numerator for key, r in found.items()} == {
        ("10 to 15", "Male"): 1,
        ("10 to 15", "Female"): 1,
    }


def test_themes_are_counted_in_the_councils_words_and_by_stage(council, scope):
    """P-62, F-103, F-135."""
    iro = make.make_user(council, "IRO")
    drift = make.make_theme(council, name="Drift in court", national="DRIFT")
    child = make.make_child_in_care(council)
    dispute = make.make_dispute(child, iro, date(2025, 6, 2))
    ConcernTheme.objects.filter(concern=dispute).delete()
    ConcernTheme.objects.create(concern=dispute, national="DRIFT", theme=drift)
    ConcernTheme.objects.create(concern=dispute, national="DRIFT")
    themes = compute_by(MEASURES["dispute_own_themes"], scope, "theme")
    assert themes["Drift in court"].numerator == 1
    assert sum(r.numerator for r in themes.values()) == 2
    stages = compute_by(MEASURES["dispute_themes"], scope, "stage")
    assert [r.numerator for r in stages.values()] == [1]
    children = compute_by(MEASURES["dispute_children"], scope, "stage")
    assert list(children) == list(stages) and next(iter(children.values())).numerator == 1


def test_reviews_by_number_and_time_in_care(council, scope):
    """F-216: of children in care for ten months and more, and of the others."""
    child = make.make_child_in_care(council, started_on=date(2024, 9, 1))
    new = make.make_child_in_care(council, started_on=date(2025, 8, 1))
    make.make_review(child, date(2025, 10, 1))
    make.make_review(new, date(2025, 10, 1))
    found = compute_by(MEASURES["reviews_held"], scope, "in_care")
    assert {key: r.numerator for key, r in found.items()} == {"10 months or more": 1, "Under 10 months": 1}
