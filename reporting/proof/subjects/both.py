"""“Both” and “neither” of a sentence without figures, where the one before counts another number than two:
“There was one formal dispute. Both were settled in time”."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reporting.proof.borne_out.series import value_of
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence

BOTH = Pattern(
    r"(?:^|[,;:–]\s+(?:and\s+|but\s+)?)(?P<who>both|neither)(?:\s+of\s+(?:them|these|those|which|whom))?\s+"
    r"(?:was|were|had|has|have|is|are|came|took|got|went|did|ended|led|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
TWO = 2


def wrong_both(told: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each that is told of a number of things that are not two."""
    for before, one in pairwise(told):
        found = None if one.figures else BOTH.match(one.words)
        counts = [figure for figure in before.figures if not figure.printed.is_percent]
        if found and len(before.figures) == len(counts) == 1 and value_of(counts[0]) != TWO:
            said = f"“{found['who']}” is told of {counts[0].printed.text}."
            yield "claim", f"{said} Choose words that fit, or check the figure."
