"""What people put in order themselves: a move says the place, so that it acts once."""

import pytest

from accounts.ordering import place_in, placed


@pytest.mark.parametrize(
    ("what", "place", "order"),
    [
        ("c", 1, "cab"),
        ("c", 2, "acb"),
        ("a", 2, "bac"),
        ("a", 1, "abc"),
        ("a", 0, "abc"),
        ("a", 4, "abc"),
        ("d", 1, "abc"),
    ],
)
def test_what_is_moved_twice_to_a_place_is_moved_once(what, place, order):
    once = placed("abc", what, place)
    assert "".join(once) == order
    assert placed(once, what, place) == once


@pytest.mark.parametrize(
    ("value", "place"), [("3", 3), ("", 0), ("up", 0), ("-1", 0), ("²", 0), ("12345", 0)]
)
def test_a_button_names_a_place_or_none(value, place):
    assert place_in(value) == place
