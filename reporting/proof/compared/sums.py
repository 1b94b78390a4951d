"""Groups that a sentence adds up: a share in words that is said of them together is one of their sum, and of
none of them alone: “agency (30.9%) and in-house carers (25.0%) together look after fewer than half”."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import group_of, head_of, shares_together
from reporting.proof.meaning.negation import is_turned
from reporting.proof.meaning.quantities import clause_of, told_in
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence

TOGETHER = Pattern(
    r"\b(?:together|combined|between\s+them|jointly|in\s+combination|all\s+told|altogether|add(?:s|ed|ing)?"
    r"(?:\s+up|\s+to|\s+the|(?=\s+\d))|added|sum(?:s|med)?(?:\s+up)?(?:\s+to)?|totall?(?:ed|ing|s)?"
    r"|(?:the|their)\s+(?:sum|total)|put\s+side\s+by\s+side)\b",
    re.IGNORECASE,
)
SOME_OF_THEM = Pattern(
    r"\b(?:each|either|every|alone|by\s+(?:itself|themselves)|the\s+(?:other|latter|last|first"
    r"|former)\s+(?:two|three)"
    r"|which\s+together|(?:and|but|while)\s+together|together\s+with)\b",
    re.IGNORECASE,
)
"""Of which of several groups the sum is told, nobody can tell then."""


def wrong_sums(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a share in words, told of several groups together, that their sum
    contradicts."""
    words = sentence.words
    told = [*told_in(words)] if TOGETHER.search(words) else []
    for one in told if not SOME_OF_THEM.search(words) else ():
        begin, end = clause_of(words, one.start)
        figures = [figure for figure in sentence.figures if begin <= figure.start < end]
        total = _total(manuscript, figures or sentence.figures)
        if total is None or is_turned(words[one.end : end]):
            continue
        claims = [other.claim for other in told if begin <= other.start < end]
        if not any(claim.fits(total) for claim in claims):
            yield "claim", _fault(one.words, figures or sentence.figures, total)


def _total(manuscript: Manuscript, figures: Sequence[Said]) -> Fraction | None:
    """What groups of one measure make together; None where other figures stand among them."""
    are_groups = len({head_of(one.ref) for one in figures}) == 1 and all(
        group_of(one.ref)[1] for one in figures
    )
    sums = shares_together(manuscript.figures, figures) if are_groups and len(figures) > 1 else []
    return sums[-1] if sums else None


def _fault(words: str, figures: Sequence[Said], total: Fraction) -> str:
    printed = " and ".join(one.printed.text for one in figures)
    said = f"“{words}” is said of {printed} together, which make {float(100 * total):.1f}%."
    return f"{said} Choose words that fit, or check the figures."
