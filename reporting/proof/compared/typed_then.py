"""Typed numbers that stand right before the time that they are of, “104 in March 2024”, and typed sums of the
figures that follow, “four challenges in all: three alerts and one dispute”: another number is wrong."""

import re
from collections.abc import Iterator
from fractions import Fraction

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import number as value_of
from reporting.proof.no_figures import without_them
from reporting.proof.number_words import COUNTED
from reporting.proof.pattern import Pattern
from reporting.proof.periods import in_a_sentence, span
from reporting.proof.sentence import Sentence, kind_of
from reporting.proof.shares import FUTURE
from reporting.proof.when import DAY, YEAR, periods_named
from reporting.proof.worked_out.known_beside import MOVED_BY
from reporting.proof.worked_out.numbers import HEDGE, N, number

THEN = Pattern(
    rf"(?<![\w.])(?P<n>{N})(?P<percent>\s?%|\s+per\s+cent)?(?:\s+(?:{COUNTED}))?\s+"
    rf"(?P<when>(?:in|on|at\s+the\s+end\s+of|by\s+the\s+end\s+of)\s+(?:{DAY}|{YEAR}))",
    re.IGNORECASE,
)
ROUND = Pattern(rf"\b{HEDGE}$", re.IGNORECASE)
HALF = Fraction(1, 2)
IN_ALL = Pattern(
    rf"(?<![\w.])(?P<n>{N})\s+(?:(?!of\b)[a-z]+\s+){{1,3}}?(?:in\s+all|in\s+total|altogether"
    rf"|all\s+told)\s*[:,(–]\s*$",
    re.IGNORECASE,
)


def wrong_typed(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each such number and sum."""
    yield from _wrong_then(manuscript, sentence)
    yield from _wrong_totals(manuscript, sentence)


def _wrong_then(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Each number that the one measure of the sentence did not have at the time named right after it."""
    kinds = {one.kind for one, _ in sentence.ours}
    if len(kinds) != 1 or len(sentence.ours) != len(sentence.figures) or FUTURE.search(sentence.words):
        return
    for found in _told(sentence):
        is_share = bool(found["percent"])
        known = [x for x in _known(manuscript, found["when"], kinds) if x.text.endswith("%") is is_share]
        if known and not any(_is_so(found, of) for of in known):
            said = f"“{found['n']}” is said of “{known[-1].what}”, which is {known[-1].text}"
            yield "claim", f"{said} {in_a_sentence(known[-1].period)}. Choose the figure from the list."


def _told(sentence: Sentence) -> Iterator[re.Match[str]]:
    """The typed numbers with a time right after them but those by which something moved."""
    printed = {one.start for one in sentence.figures}
    for found in THEN.finditer(sentence.words):
        before = sentence.words[: found.start("n")]
        is_open = MOVED_BY.search(before) or ROUND.search(before)
        if found.start("n") not in printed and not is_open:
            yield found


def _is_so(found: re.Match[str], known: Known) -> bool:
    """Whether a number is this figure; a share also without its decimals."""
    value = value_of(known)
    near = HALF if found["percent"] and "." not in found["n"] else 0
    return value is not None and abs(number(found["n"]) - value) <= near


def _known(manuscript: Manuscript, when: str, kinds: set[str]) -> Iterator[Known]:
    """The figures of such a kind of that time, or of its last day."""
    named = (
        {of for one in periods_named(when, manuscript.year) for of in one.spans} if manuscript.year else set()
    )
    named |= {(end, end) for _, end in named}
    for ref, known in manuscript.figures.items():
        if kind_of(ref) in kinds and span(known.period) in named and known.is_known:
            yield known


def _wrong_totals(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Each total that the counts right after it do not make, and no figure is."""
    first = sentence.figures[0].start if sentence.figures else 0
    found = IN_ALL.search(without_them(sentence.words[:first]))
    counts = sentence.values(is_percent=False)
    if not found or len(counts) < len(sentence.figures) or len(counts) < 2:
        return
    alike = {known.base for _, known in sentence.ours}
    known = {value_of(other) for other in manuscript.figures.values() if other.base in alike}
    total = sum(counts, Fraction(0))
    if number(found["n"]) not in known | {total}:
        printed = " and ".join(one.printed.text for one in sentence.figures)
        yield "claim", f"“{' '.join(found.group().split())}” is said of {printed}, which make {int(total)}."
