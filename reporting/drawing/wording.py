"""Numbers and nouns in running text."""

from typing import Any

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ONE = {
    "children": "child",
    "reviews": "review",
    "decisions": "decision",
    "periods of care": "period of care",
    "starts": "start",
    "ends": "end",
}


def in_words(number: int) -> str:
    """Numbers below ten as words, as in running text."""
    return SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"


def noun(number: int, plural: str) -> str:
    """child for 1, children for any other number."""
    return ONE.get(plural, plural) if number == 1 else plural


def in_a_sentence(figure: dict[str, Any]) -> str:
    """A plain figure as it stands in a sentence: a change in words and without its sign, any other as it is printed."""
    return in_words(abs(int(figure["value"]))) if figure["kind"] == "change" else str(figure["text"])
