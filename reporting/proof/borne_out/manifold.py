"""By how many times a figure moved, where both years stand in the sentence: “admissions halved, from 77 in
2024-25 to 56”; and “all but one of the 60”, where eight were not."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reporting.proof.borne_out.series import value_of
from reporting.proof.claims import TIMES, fits
from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import number
from reporting.proof.meaning.negation import UNCERTAIN
from reporting.proof.number_words import BUT
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.shares import FUTURE
from reporting.proof.worked_out.numbers import N
from reporting.proof.worked_out.numbers import number as number_of

HUNDRED = 100
OF_THE = Pattern(r"\s+of\s+(?:(?:the|our|these|those|all)\s+)*")
TOLD = Pattern(
    rf"\b(?P<how>more\s+than\s+|nearly\s+|almost\s+)?(?P<word>{'|'.join(TIMES)}|cut\s+(?:in|by)\s+half)\b",
    re.I,
)
ALL_BUT = Pattern(
    rf"\b(?:all|every\s+one)\s+(?:[a-z]+\s+){{0,3}}?{BUT}\s+(?P<few>{N})\b(?!\s+of\s+(?:the"
    rf"|our)\s+(?:teams|quarters|months))",
    re.I,
)


def wrong_times(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of “halved” and “doubled” of a figure that stands here of two times."""
    pair = sentence.pair()
    found = TOLD.search(sentence.words) if pair else None
    if pair is None or found is None or is_denied(sentence.words, found.start()):
        return
    if FUTURE.search(sentence.words[: found.start()]) or UNCERTAIN.search(sentence.words):
        return
    in_order = _in_order(*pair)
    if in_order is None:
        return
    was, now = in_order
    word = found["word"].lower() if found["word"].lower() in TIMES else "halved"
    if not fits(" ".join((found["how"] or "").lower().split()), word, value_of(was), value_of(now)):
        said = f"“{found.group()}” is said of {was.printed.text} and then {now.printed.text}."
        yield "claim", f"{said} Choose words that fit, or check the figures."


def _in_order(one: tuple[Said, Known], other: tuple[Said, Known]) -> tuple[Said, Said] | None:
    """The figure of the earlier time, then that of the later; None where a period is of no known time."""
    ours, theirs = span(one[1].period), span(other[1].period)
    if ours is None or theirs is None:
        return None
    return (other[0], one[0]) if ours[1] > theirs[1] else (one[0], other[0])


def wrong_rest(manuscript: Manuscript, words: str, figures: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of “all but one” where another number is left."""
    found = ALL_BUT.search(words)
    if found is None or FUTURE.search(words[: found.start()]):
        return
    few = number_of(found["few"])
    left = {rest for one in figures for rest in _left(manuscript, one)}
    left |= {*_left_of(found, figures)}
    if left and few not in left:
        many = f"{float(max(left)):g}"
        said = f"“{found.group()}” is said beside {figures[0].printed.text}, which leaves {many}."
        yield "claim", f"{said} Choose words that fit, or check the figures."


def _left_of(found: re.Match[str], figures: Sequence[Said]) -> Iterator[Fraction]:
    """What the counts of the sentence leave over of the whole that follows: “all but one of the 17 (6)”."""
    counts = [one for one in figures if not one.printed.is_percent]
    for whole in counts:
        if OF_THE.fullmatch(found.string, found.end(), whole.start):
            yield from (value_of(whole) - value_of(one) for one in counts if one is not whole)


def _left(manuscript: Manuscript, one: Said) -> Iterator[Fraction]:
    """How many of those counted among did not."""
    code, _, rest = one.ref.partition("|")
    when, _, tail = rest.partition("|")
    if one.printed.is_percent and one.printed.value == HUNDRED:
        yield Fraction(0)
    if "=" in tail:
        return
    part, whole = (number(manuscript.figures.get(f"{code}|{when}|{name}")) for name in ("count", "base"))
    if part is not None and whole is not None:
        yield whole - part
