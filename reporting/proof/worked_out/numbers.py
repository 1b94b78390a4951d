"""Numbers as they are typed, in digits or words, and how a hedge (“about”, “just under”) lets them stray."""

import re
from fractions import Fraction

from reporting.proof.number_words import HUNDREDS, ONES, UNDER_HUNDRED, value_of

N = (
    rf"(?:\d(?:[\d,]*\d)?(?:\.\d+)?(?!\d)|(?:one|a|{'|'.join(ONES)})\s+hundred\b(?!\s+and)"
    rf"|{HUNDREDS}{UNDER_HUNDRED}|one)"
)
"""136, 4.7, twenty-one, three hundred and six; one."""
JUST = r"(?:just|slightly|a\s+little|a\s+bit|fractionally)\s+"
OVER = r"over|above|beat(?:en|s)?|exceed(?:ed|s)?|topped|surpassed|more\s+than|upwards\s+of|in\s+excess\s+of"
UNDER = r"under|below|less\s+than|fewer\s+than|short\s+of"
ROUGHLY = r"about|around|roughly|approximately|some|circa|in\s+the\s+region\s+of|broadly"
NEARLY = r"nearly|almost|close\s+to|approaching|not\s+quite"
HEDGE = (
    rf"(?:(?P<just>{JUST})?(?:(?P<over>(?:well\s+)?(?:{OVER})|at\s+least)|(?P<under>(?:well\s+)?(?:{UNDER})"
    rf"|at\s+most))|(?P<nearly>{NEARLY})|(?P<about>{ROUGHLY}))\s+"
)
POINTS, OF_ITSELF = Fraction(10), Fraction(1, 5)
"""How far a share, or a count as a part of itself, may lie over “more than 90%”."""
CLOSE_POINTS, CLOSE_TO = Fraction(5, 2), Fraction(1, 10)
"""The same of “just over” and “about”."""


def number(words: str) -> Fraction:
    """4.7, 1,148, twenty-one, a hundred."""
    plain = " ".join(words.replace(",", "").split()).lower()
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return Fraction(plain)
    return Fraction(1) if plain == "one" else Fraction(value_of(plain))


def is_hedged_so(found: re.Match[str], typed: Fraction, value: Fraction, *, is_percent: bool) -> bool:
    """Whether a figure may be called “about”, “just under” or “over” a round number."""
    close = CLOSE_POINTS if is_percent else max(CLOSE_TO * typed, Fraction(1))
    reach = close if found["just"] else POINTS if is_percent else max(OF_ITSELF * typed, Fraction(2))
    if found["over"]:
        return typed <= value <= typed + reach and (value > typed or "least" in found["over"].lower())
    if found["under"]:
        return typed - reach <= value <= typed and (value < typed or "most" in found["under"].lower())
    if found["nearly"]:
        return typed - 2 * close <= value < typed
    return abs(value - typed) <= close
