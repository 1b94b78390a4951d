"""Names as they may be written: with and without accents, with any apostrophe and hyphen, in any letters."""

import re
import unicodedata
from collections.abc import Iterator

APOSTROPHES = "'’‘ʼ`´"
HYPHENS = "‐‑-"
WORD = re.compile(
    rf"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|[{APOSTROPHES}](?=[^\W\d_])|[{HYPHENS}](?:\s*\n\s*)?(?=[^\W\d_]))*"
)
"""A word, with a hyphen at the end of a line in it."""
WITHOUT_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
WITHOUT_PARTS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that are no other letter with a mark."""


def words_in(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())


def without_marks(text: str) -> str:
    """The text without characters that nobody sees, each letter in one piece."""
    return unicodedata.normalize("NFC", WITHOUT_WIDTH.sub("", text))


def folded(word: str) -> str:
    """A word in plain small letters, without accents, apostrophes and hyphens."""
    letters = unicodedata.normalize("NFKD", without_marks(word).casefold()).translate(WITHOUT_PARTS)
    return "".join(letter for letter in letters if letter.isalpha())


def parts(word: str) -> Iterator[str]:
    """A word as a whole, and each half of a double one."""
    yield folded(word)
    halves = re.split(f"[{HYPHENS}]", word)
    if len(halves) > 1:
        yield from map(folded, halves)
