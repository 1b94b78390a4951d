"""Sums that a reader knows from the names of figures alone (AR-2)."""

import pytest

from reporting.edition.identities import known_sums

HELD = "reviews_held|2025-26|count"


@pytest.mark.parametrize(
    ("ref", "number", "is_known"),
    [
        ("participation_codes|2025-26|all", 323, True),
        ("permanence_planned|2025-26|all", 323, True),
        ("participation_codes|2025-26|all", 321, False),  # corrected between two documents
        ("participation_codes|2024-25|all", 323, False),
        ("participation_codes|2025-26|count", 323, False),
        ("looked_after_at_end|2025-26|all", 323, False),
        ("no_such_measure|2025-26|all", 323, False),
    ],
)
def test_what_is_asked_of_every_review_adds_up_to_the_reviews_held(ref, number, is_known):
    sums, crossed = known_sums({HELD: 323, ref: number})
    assert [equation.terms for equation in sums] == ([((ref, 1), (HELD, -1))] if is_known else [])
    assert not crossed


def test_it_holds_for_parts_of_them_as_well():
    of_team = {"reviews_held|2025-26|count|team=North": 40, "participation_codes|2025-26|all|team=North": 40}
    assert len(known_sums(of_team)[0]) == 1
