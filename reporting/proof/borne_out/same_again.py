"""Another quarter or month that a sentence names without its figure: “the autumn quarter brought the same
number again”. The report knows it, so it is so or not."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from reporting.proof.borne_out.series import times, value_of
from reporting.proof.manuscript import Manuscript
from reporting.proof.pattern import Pattern
from reporting.proof.periods import quarter_of, span
from reporting.proof.sentence import Said, is_denied
from reporting.proof.worked_out.known_then import spans_named

SAME = Pattern(
    r"\b(?P<same>(?:exactly\s+)?the\s+same\s+(?:number|share|count)(?:\s+again)?|just\s+as\s+many|as\s+many"
    r"\s+again)\b",
    re.I,
)
AS_IN = Pattern(r"^(?:just\s+)?as\s+in(?=\s+[^,]{4,20},\s+(?:a\s+total\s+of\s+)?\d)", re.I)
"""“As in 2025-26, 88.7% took part in 2024-25”."""
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "winter": 4}
SEASON = Pattern(r"\b(?P<name>spring|summer|autumn|winter)\s+quarter\b", re.I)


def wrong_again(manuscript: Manuscript, words: str, ours: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of the same that is told of another part of the year and was not so."""
    found = SAME.search(words) or AS_IN.search(words)
    if found is None or len(ours) != 1 or is_denied(words, found.start()) or not manuscript.year:
        return
    one = ours[0]
    own = span(one.known.period) if one.known else None
    for when, value in times(manuscript, one).items():
        if when in _named(manuscript, words) and when != own and value != value_of(one):
            said = f"“{' '.join(found.group().split())}” is said of {one.printed.text}, but it was"
            yield "claim", f"{said} {float(value):g} then. Choose words that fit, or check the figure."
            return


def _named(manuscript: Manuscript, words: str) -> set[object]:
    """The periods that words name, quarters by their season too."""
    seasons: set[tuple[date, date]] = {
        quarter_of(manuscript.year - 1, SEASONS[found["name"].lower()]) for found in SEASON.finditer(words)
    }
    return spans_named(manuscript, words) | seasons
