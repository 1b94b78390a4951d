"""Characters that nobody sees and that change how others are read: in the subject of a mail or the name of a
file they turn words round, or hide what stands there.
"""

import unicodedata

STAY = frozenset("\u200c\u200d" + "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
"""Joiners, without which words of some languages and pictures of several signs fall apart; and signs of
Arabic and Syriac that Unicode counts among the same, and that are seen.
"""


def without_unseen(text: str) -> str:
    """The text without marks of direction, spaces of no width and other signs of format."""
    return "".join(c for c in text if c in STAY or unicodedata.category(c) != "Cf")
