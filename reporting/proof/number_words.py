"""Numbers that are written as words: “twelve children” is as much a figure as 12."""

import re
from collections.abc import Iterator

ONES: tuple[str, ...] = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
VALUES = (
    {word: number for number, word in enumerate(ONES, start=2)} | TENS | {"a dozen": 12, "a hundred": 100}
)
COUNTED = (
    "children|young people|reviews|disputes|concerns|decisions|IROs|officers|checks|forms|placements|homes"
    "|boys|girls|care leavers|meetings|visits|adoptions|episodes"
)
WRITTEN = re.compile(
    rf"\b({'|'.join(sorted(VALUES, key=len, reverse=True))})(?:[- ]({'|'.join(ONES[:8])}|one))?"
    r"(?=\s+(?:(?:of\s+(?:our|the|all|these|those)\s+)?"
    rf"(?:more\s+|fewer\s+|late\s+|formal\s+)?(?:{COUNTED})\b"
    r"|per\s+cent\b))",
    re.IGNORECASE,
)
"""Only where they count what a report counts: five working days and the first three months are no figures."""

PARTS = "half|(?:a|one) third|two thirds|(?:a|one) quarter|three quarters|(?:a|one) fifth|a tenth"
PART = re.compile(rf"\b({PARTS})\s+(?:of\s+)?(?:our|the|all|these|those)?\s*(?:{COUNTED})\b", re.IGNORECASE)
"""Half of the reviews: a figure too."""


def parts_in_words(sentence: str) -> Iterator[str]:
    """Each share that is written as a word in a sentence without the number it stands for."""
    if not re.search(r"\d", sentence):
        for found in PART.finditer(sentence):
            yield found.group()


def number_words(text: str) -> Iterator[tuple[str, int]]:
    """Each number that is written as a word, with its value."""
    for found in WRITTEN.finditer(text):
        first, second = found.group(1).lower(), (found.group(2) or "").lower()
        value = VALUES[first]
        if second:
            value += 1 if second == "one" else VALUES[second]
        yield found.group(), value
