"""Numbers of homes and moves in words beside a figure of so many homes: “one move” is none of three homes or
more."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.number_words import ONES
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said

VALUES = {"one": 1, "once": 1, "twice": 2} | {word: n for n, word in enumerate(ONES[:8], start=2)}
NUMBER = rf"(?:\d|one|{'|'.join(ONES[:8])})"
PLACE = r"(?:different\s+)?(?P<what>homes?|placements?|places|moves?)"
NAMED = Pattern(
    rf"\b(?:(?P<over>more\s+than)\s+|(?P<least>at\s+least|no\s+fewer\s+than)\s+)?(?P<n>{NUMBER})"
    rf"(?:\s+or\s+(?P<more>more))?\s+{PLACE}(?:\s+or\s+(?P<also>more))?\b"
    rf"|\bmoved\s+(?:(?P<over2>more\s+than)\s+|(?P<least2>at\s+least)\s+)?"
    rf"(?P<times>once|twice|(?:{NUMBER})\s+times)(?:\s+or\s+(?P<more2>more))?\b",
    re.I,
)
ANOTHER = Pattern(r"\b(?:in|for|with|from)\s+(?:just\s+|only\s+|the\s+)?$", re.I)
"""“In one home” is where somebody lives."""


def wrong_homes(words: str, figures: Sequence[Said], span: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a number of homes in words that is not the one that the figures are of."""
    own = [(one, homes) for one in figures if (homes := homes_of(one))]
    told = [found for found in NAMED.finditer(words, *span) if not ANOTHER.search(words[: found.start()])]
    named = {homes for found in told for homes in homes_named(found)}
    if len(own) != len(figures) or not told or any(named & homes for _, homes in own):
        return
    one, said = own[0][0], " ".join(told[0].group().split())
    what = one.known.what if one.known else ""
    yield (
        "base",
        f"{one.printed.text} stands beside “{said}”, but is “{what}”. Choose the figure of so many homes.",
    )


def homes_of(one: Said) -> set[tuple[int, bool]]:
    """Of how many homes a measure is, by its title."""
    found = NAMED.match(one.known.what) if one.known and "=" not in one.ref else None
    return homes_named(found) if found else set()


def homes_named(found: re.Match[str]) -> set[tuple[int, bool]]:
    """So many homes, and whether it may be more: who moved once had two, though some count that as one."""
    word = (found["n"] or found["times"]).lower().split()[0]
    homes = int(word) if word.isdigit() else VALUES[word]
    over = found["over"] or found["over2"]
    is_open = bool(
        over or found["least"] or found["least2"] or found["more"] or found["also"] or found["more2"]
    )
    are_moves = bool(found["times"]) or found["what"].lower().startswith("move")
    homes += bool(over)
    return {(n, is_open or n > 2) for n in (homes, homes + are_moves)}
