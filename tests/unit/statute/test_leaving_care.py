"""Who is an eligible child (I-24): 16 or 17, 13 weeks in care since 14, some of it at 16 or later."""

from datetime import date, timedelta

import pytest

from statute.leaving_care import is_eligible

BORN = date(2009, 11, 30)
"""16 on 30 November 2025."""
IN_13_WEEKS = date(2026, 3, 2) + timedelta(weeks=13)


@pytest.mark.parametrize(
    ("cared", "breaks", "on", "expected"),
    [
        ([(date(2020, 1, 6), None)], [], date(2025, 11, 29), False),
        ([(date(2020, 1, 6), None)], [], date(2025, 11, 30), True),
        ([(date(2020, 1, 6), None)], [], date(2027, 11, 29), True),
        ([(date(2020, 1, 6), None)], [], date(2027, 11, 30), False),
        ([(date(2020, 1, 6), date(2025, 11, 30))], [], date(2026, 3, 2), False),
        ([(date(2020, 1, 6), date(2025, 12, 1))], [], date(2026, 3, 2), True),
        ([(date(2020, 1, 6), date(2023, 11, 30)), (date(2026, 3, 2), None)], [], date(2026, 3, 20), False),
        ([(date(2026, 3, 2), None)], [], IN_13_WEEKS - timedelta(days=2), False),
        ([(date(2026, 3, 2), None)], [], IN_13_WEEKS - timedelta(days=1), True),
        ([(date(2024, 1, 1), date(2024, 3, 25)), (date(2026, 3, 2), None)], [], date(2026, 3, 8), True),
        ([(date(2024, 1, 1), date(2024, 3, 25)), (date(2026, 3, 2), None)], [], date(2026, 3, 7), False),
        ([(date(2020, 1, 6), None)], [(date(2020, 1, 6), None)], date(2026, 3, 2), False),
        ([], [], date(2026, 3, 2), False),
    ],
    ids=[
        "15 years old",
        "16 today",
        "the last day at 17",
        "18 today",
        "gone on the birthday",
        "one day at 16",
        "before 14, and too short since",
        "a day short of 13 weeks",
        "13 weeks",
        "13 weeks in two times",
        "a day short in two times",
        "short breaks alone",
        "never in care",
    ],
)
def test_vectors(cared, breaks, on, expected):
    assert is_eligible(BORN, cared, breaks, on) is expected
