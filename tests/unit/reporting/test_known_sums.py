"""Sums that a reader knows from the names of figures alone (AR-2)."""

import pytest

from reporting.edition.identities import SAME, known_sums
from reporting.measures.registry import MEASURES

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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("exits|2025-26|count|group=Adopted", "left_adopted|2025-26|count"),
        ("exits|2025-26|count|group=Special guardianship", "left_special_guardianship|2025-26|count"),
        ("placement_mix|2026-03-31|count|provider=Parents", "placed_with_parents|2026-03-31|count"),
        (
            "placement_mix|2026-03-31|count|provider=Parents",
            "placement_mix|2026-03-31|count|home=With parents",
        ),
        ("placement_mix|2026-03-31|count|asylum=unaccompanied", "unaccompanied|2026-03-31|count"),
        ("placement_moves|2026-03-31|count|moves=two moves or more", "three_placements|2026-03-31|count"),
        ("participation_codes|2025-26|count|code=PN0", "reviews_under_four|2025-26|count"),
    ],
)
def test_what_has_two_names_is_known_where_either_is(one, other):
    assert [equation.terms for equation in known_sums({one: 7, other: 7})[0]] == [((one, 1), (other, -1))]
    assert not known_sums({one: 7, other: 8})[0]
    later = other.replace("2025-26", "2024-25").replace("2026-03", "2025-03")
    assert not known_sums({one: 7, later: 7})[0]


def test_what_the_measures_of_two_names_are_called_is_what_they_are_called():
    for pair in SAME:
        for name in pair:
            code, _, rest = name.partition("|")
            dimension = rest.partition("=")[0]
            assert not dimension or dimension in MEASURES[code].dimensions
