"""A typed count that a share rests on: “75.0% had a plan; only 28 second reviews are behind it”, where 28 are
those among which the share is counted."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import number, part_of
from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence
from reporting.proof.whose import counts_other_things
from reporting.proof.worked_out.numbers import N
from reporting.proof.worked_out.numbers import number as value_of

BEHIND = r"(?:behind|beneath|underneath|underl(?:ie|ies|ying))"
TOLD = Pattern(
    rf"\b(?P<n>{N})\s+(?:[a-z]+\s+){{1,3}}?(?:(?:are|is|were|stand|stood|lie|lay)\s+)?{BEHIND}\b"
    rf"|\b(?:rests?|rested|based|founded|draws?|built)\s+(?:up)?on\s+(?:only\s+|just\s+|no\s+more\s+than\s+"
    rf"|as\s+few"
    rf"\s+as\s+|the\s+)?(?P<on>{N})\s+[a-z]",
    re.IGNORECASE,
)
Place = tuple[int, int]


def proved(manuscript: Manuscript, told: Sequence[Sentence]) -> Iterator[Place]:
    """Where in a paragraph such counts stand that are right."""
    for place, one in enumerate(told):
        near = one.figures or next((before.figures for before in told[:place][::-1] if before.figures), ())
        shares = [figure for figure in near if figure.known and figure.printed.is_percent]
        for found in TOLD.finditer(without_them(one.words)):
            name = "n" if found["n"] else "on"
            typed, after = value_of(found[name]), one.words[found.end(name) :]
            if any(_is_base(manuscript, share, typed, after) for share in shares):
                yield one.at + found.start(name), one.at + found.end(name)


def _is_base(manuscript: Manuscript, share: Said, typed: Fraction, after: str) -> bool:
    """Whether a share is counted among so many, by the words after the number too."""
    ref = share.ref.replace(f"|{part_of(share.ref)}", "|base", 1)
    base = manuscript.figures.get(ref)
    return number(base) == typed and not counts_other_things(after, share, base)
