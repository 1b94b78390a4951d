"""Of which time between the returns none tells."""

from datetime import date

import pytest

from statute.untold import known_between, untold_stretches
from tests.unit.statute.care import day

BEGINS = day("2022-04-01")


def stretches(text: str) -> tuple[tuple[date, date], ...]:
    return tuple((day(first), day(after)) for first, _, after in (s.partition("/") for s in text.split()))


@pytest.mark.parametrize(
    ("years", "parts", "until", "expected"),
    [
        ([], [], None, ""),
        ([2025], [], None, "2024-04-01/2025-04-01"),
        ([2026, 2024, 2025], [], None, "2023-04-01/2026-04-01"),
        ([2024, 2026], [], None, "2023-04-01/2024-04-01 2025-04-01/2026-04-01"),
        ([], ["2024-10-31"], None, "2024-11-01/2025-04-01"),
        ([2026], ["2024-10-31"], None, "2024-11-01/2026-04-01"),
        ([2025], ["2024-10-31"], None, "2024-04-01/2025-04-01"),
        ([2024, 2026], [], "2025-03-31", "2023-04-01/2024-04-01"),
    ],
)
def test_the_stretches_of_which_nothing_is_told(years, parts, until, expected):
    found = untold_stretches(years, [day(one) for one in parts], known_until=day(until) if until else None)
    assert found == stretches(expected)


@pytest.mark.parametrize(
    ("found", "begins", "rest"),
    [
        ("", "2022-04-01", ""),
        ("2023-04-01/2024-04-01", "2022-04-01", "2023-04-01/2024-04-01"),
        ("2022-04-01/2023-04-01 2024-04-01/2025-04-01", "2023-04-01", "2024-04-01/2025-04-01"),
    ],
)
def test_what_is_not_told_in_the_beginning_makes_the_beginning_later(found, begins, rest):
    assert known_between(BEGINS, stretches(found)) == (day(begins), stretches(rest))


def test_where_no_return_is_in_everything_is_known():
    assert known_between(None, ()) == (None, ())
