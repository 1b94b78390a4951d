"""Invisible characters that change how others are shown: in the subject of a mail or the name of a file they
can reverse the order of what is read, or hide part of it.
"""

import unicodedata

STAY = frozenset("\u200c\u200d" + "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
"""Joiners, which some languages and combined emoji need, and Arabic and Syriac signs that Unicode puts in the
same category although they are visible.
"""

HYPHEN = "\u00ad"
"""Where a long word may be parted: it turns nothing round, so it may be typed, and is of no use in a mail."""


def words_with_unseen(text: str) -> list[str]:
    """The words in which such a character stands that nobody may type, as they are read: without it."""
    found = (bare for word in text.split() if (bare := without_unseen(word)) != word.replace(HYPHEN, ""))
    return list(dict.fromkeys(found))


def without_unseen(text: str) -> str:
    """The text without direction marks, zero-width spaces and other invisible characters of format."""
    return "".join(c for c in text if c in STAY or unicodedata.category(c) != "Cf")
