"""Pictures in a text are named in words, and nothing else is touched."""

import pytest

from accounts.ui.pictures import named, pictures_in


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("I like it 😀", "I like it [grinning face]"),
        ("❤️👍🏽", "[heart][thumbs up sign]"),
        ("My family 👨‍👩‍👧.", "My family [man, woman, girl]."),
        ("From 🇬🇧", "From [flag GB]"),
        ("☺", "[smiling face]"),
        ("1️⃣ 2", "[digit one] 2"),
        ("20 °C, “yes” – ©, £5 … Zoë, Łódź, 1st ½ →", "20 °C, “yes” – ©, £5 … Zoë, Łódź, 1st ½ →"),
    ],
)
def test_each_picture_is_named(text, says):
    assert named(text) == says


def test_each_is_listed_once():
    assert pictures_in("😀😀 and ⭐") == ["[grinning face]", "[white medium star]"]
