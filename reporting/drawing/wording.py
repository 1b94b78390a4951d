"""Numbers and nouns in running text."""

from collections.abc import Sequence

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ONE = {
    "children": "child",
    "children in care for a year": "child in care for a year",
    "boys": "boy",
    "girls": "girl",
    "reviews": "review",
    "decisions": "decision",
    "decisions sent": "decision sent",
    "periods of care": "period of care",
    "starts": "start",
    "ends": "end",
    "alerts": "alert",
    "disputes": "dispute",
    "formal disputes": "formal dispute",
    "closed disputes": "closed dispute",
    "closed alerts and disputes": "closed alert or dispute",
    "checks": "check",
    "forms": "form",
    "monitoring forms": "monitoring form",
    "times": "time",
}


def in_words(number: int) -> str:
    """Numbers below ten as words, as in running text."""
    return SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"


def listed(words: Sequence[str]) -> str:
    """One, two or three."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def together(words: Sequence[str]) -> str:
    """One, two and three."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def noun(number: int, plural: str) -> str:
    """child for 1, children for any other number."""
    return ONE.get(plural, plural) if number == 1 else plural
