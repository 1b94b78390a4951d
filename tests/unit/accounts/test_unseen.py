"""Signs of format that nobody sees."""

import sys
import unicodedata

import pytest

from accounts.unseen import STAY, without_unseen

OF_FORMAT = {chr(n) for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) == "Cf"}


def test_no_sign_of_format_is_left_but_those_that_languages_need():
    assert {"\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad"} < OF_FORMAT and STAY < OF_FORMAT
    assert set(without_unseen("".join(sorted(OF_FORMAT)))) == STAY


@pytest.mark.parametrize("text", ["Zoë O’Neill", "می‌خواهم", "क्‍ष", "👩‍👧", "One\r\n\ttwo", ""])
def test_words_of_any_language_stay(text):
    assert without_unseen(text) == text
