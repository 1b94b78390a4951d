"""Ages and codes in words."""

from datetime import date

import pytest

from children.codesets import codes, label, short
from children.imports.actions import withdrawn_words
from children.imports.rows import PEOPLE
from children.templatetags.children import age


@pytest.mark.parametrize(
    ("born_on", "day", "words"),
    [
        (date(2026, 3, 30), date(2026, 3, 30), "under a week"),
        (date(2026, 3, 22), date(2026, 3, 30), "1 week"),
        (date(2026, 3, 1), date(2026, 3, 30), "4 weeks"),
        (date(2026, 2, 28), date(2026, 3, 28), "1 month"),
        (date(2026, 1, 31), date(2026, 3, 30), "1 month"),
        (date(2024, 3, 31), date(2026, 3, 30), "23 months"),
        (date(2024, 3, 30), date(2026, 3, 30), "2 years"),
        (date(2008, 4, 1), date(2026, 3, 31), "17 years"),
    ],
)
def test_age_in_the_words_people_use(born_on, day, words):
    assert age(born_on, day) == words


@pytest.mark.parametrize("codeset", ["legal_status", "placement_type"])
def test_short_words_are_short_and_tell_codes_apart(codeset):
    current = [c for c in codes(codeset) if not c.startswith("Z1")]
    words = [short(codeset, c) for c in current]
    assert max(map(len, words)) <= 52
    assert len(set(words)) == len(words)


def test_missing_code_is_not_recorded_and_an_unknown_one_is_shown():
    assert short("legal_status", "") == label("legal_status", "") == "not recorded"
    assert short("legal_status", "Q9") == "Q9"


@pytest.mark.parametrize(
    ("year", "words"),
    [(2026, "the return of 1 April 2025 to 31 March 2026"), (PEOPLE, "the tables that name people")],
)
def test_what_is_withdrawn_is_named(year, words):
    assert withdrawn_words(year) == words
