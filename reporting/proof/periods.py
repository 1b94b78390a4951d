"""Years that a text names: collection years (2018/19) and days (31 March 2019), by the year they end in."""

import re

from statute.clock_words import MONTHS

YEAR = re.compile(r"\b(20\d\d|19\d\d)\s?[-/–]\s?(\d\d(?:\d\d)?)\b")
SHORT = re.compile(r"\b(\d\d)/(\d\d)\b")
DAY = re.compile(
    rf"\b(?:\d{{1,2}}\s+)?({'|'.join(MONTHS)}|{'|'.join(m[:3] for m in MONTHS)})\s+(20\d\d|19\d\d)\b"
)


def years_in(text: str) -> set[int]:
    """The collection years of a text, each named by its end. April 2018 and 31 March 2019 are both 2019."""
    found = {int(first) + 1 for first, second in YEAR.findall(text) if _follows(first, second)}
    for month, year in DAY.findall(text):
        number = [m[:3] for m in MONTHS].index(month[:3]) + 1
        found.add(int(year) + (number >= 4))
    found |= {2000 + int(b) for a, b in SHORT.findall(text) if int(b) == int(a) + 1}
    return found


def impossible_years(text: str) -> list[str]:
    """Labels that look like a year and are none: 2018/18, Q2 23/23."""
    wrong = ["/".join(pair) for pair in YEAR.findall(text) if not _follows(*pair)]
    quarters = re.findall(r"\bQ[1-4]\s+(\d\d)/(\d\d)\b", text)
    return wrong + [f"{a}/{b}" for a, b in quarters if (int(a) + 1) % 100 != int(b)]


def _follows(first: str, second: str) -> bool:
    return (int(first) + 1) % 100 == int(second) % 100
