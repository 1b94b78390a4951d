"""A social worker's number: SW or XX first, four characters from the return of 2025-26 on (SW02STG1)."""

from datetime import date

import pytest

from children.imports.rows import Reading
from children.imports.tables import SOCIAL_WORKERS
from children.imports.values import Refused

COLUMN = next(column for column in SOCIAL_WORKERS if column.name == "SW_ID")


@pytest.mark.parametrize(
    ("text", "year", "is_taken"),
    [
        ("SW12", 2026, True),
        ("xx07", 2026, True),
        ("SW1", 2026, False),
        ("SW1", 2025, True),
        ("XX", 2025, True),
        ("XX", 2026, False),
        ("SW", 2025, False),
        ("123456", 2025, False),
    ],
)
def test_what_is_a_number(text: str, year: int, is_taken: bool) -> None:
    reading = Reading(year, date(2026, 11, 26))
    if is_taken:
        assert COLUMN.read(COLUMN, text, {}, reading) == text.upper()
        return
    with pytest.raises(Refused, match="starts with SW or XX"):
        COLUMN.read(COLUMN, text, {}, reading)
