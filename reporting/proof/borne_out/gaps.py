"""What is said of the gap between two figures, or between one and its target or England: that it closed,
narrowed or grew. It is not the figures that moved so, but what lies between them."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from reporting.proof.borne_out.series import befores, value_of
from reporting.proof.borne_out.targets import ENGLAND, GOAL
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.negation import UNCERTAIN
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.shares import FUTURE
from reporting.proof.stated import stated

GAP = r"(?:gap|differences?|distance|divide|disparity|shortfall|imbalance)"
CLOSED = (
    r"closed(?!\s+(?:a\s+little|somewhat|slightly|by|to|further))|vanish(?:ed|es)|disappear(?:ed|s)|gone"
    r"|eliminated|bridged|evened\s+out|cancelled\s+out"
)
NARROWER = (
    r"narrow(?:ed|s|er|ing)|shr[aiu]nk(?:s|ing)?|clos(?:ed|ing)|fell|fallen|lessened|reduced|decreased"
    r"|smaller|halved|eased|less"
)
WIDER = (
    r"wid(?:ened|ens|er|ening)|grew|grown|growing|opened\s+(?:up|out)|increas(?:ed|ing)|larger|bigger"
    r"|doubled"
)
TOLD = Pattern(
    rf"\b{GAP}\b[^.;:(\d]{{0,70}}?\b(?:(?P<closed>{CLOSED})|(?P<down>{NARROWER})|(?P<up>{WIDER}))\b"
    rf"|\b(?:(?P<v_closed>clos(?:ed|es)|bridg(?:ed|es)|eliminat(?:ed|es))|(?P<v_down>narrow(?:ed|s)"
    rf"|reduc(?:ed|es))"
    rf"|(?P<v_up>widen(?:ed|s)|open(?:ed|s)\s+up))\s+(?:the|a|our|this)\s+(?:[a-z]+\s+)?{GAP}\b"
    rf"|\b(?P<none>(?:no|little)\s+(?:[a-z]+\s+)?{GAP})\s+between\b",
    re.I,
)
OF_A_GAP = Pattern(rf"\b{GAP}\b[^.;:,(\d]{{0,60}}$", re.I)
A_LITTLE = r"little|hardly|barely|scarcely|only\s+slightly|slightly|not\s+much"
A_LOT = r"widely|greatly|a\s+lot|considerably|markedly|sharply|strongly|very\s+much"
DIFFER = r"(?:differ(?:s|ed)?|var(?:y|ies|ied))"
SPREAD = Pattern(
    rf"\b(?:{DIFFER}\s+(?:(?P<little>{A_LITTLE})|(?P<lot>{A_LOT}))\b|(?P<hardly>hardly|barely"
    rf"|scarcely)\s+{DIFFER})",
    re.I,
)
LITTLE = Fraction(4)
"""Points, from which on shares differ by more than a little."""
CLOSE = {True: Fraction(1), False: Fraction(1, 20)}
"""How far two shares, in points, and two counts, as a part of themselves, may lie apart without a gap."""


def is_of_a_gap(words: str, found: re.Match[str]) -> bool:
    """Whether a word of movement is told of a gap: “the gap to our target grew”."""
    return bool(OF_A_GAP.search(words[: found.start()]))


def wrong_gaps(
    manuscript: Manuscript, sentence: Sentence, words: str, figures: Sequence[Said], span: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of what is said of a gap and does not fit the figures that it lies between."""
    yield from _spread(words, figures, span)
    clause = words[slice(*span)]
    found = TOLD.search(words, *span)
    if found is None or FUTURE.search(clause) or UNCERTAIN.search(clause) or is_denied(words, found.start()):
        return
    gaps = [*_between(manuscript, sentence, figures), *_to_others(manuscript, sentence, clause, figures)]
    said = " ".join(found.group().split())
    if not gaps:
        yield "typed", f"“{said}” is said, and there is nothing to check it with. Put both figures beside it."
    elif not any(_fits(found, now, was, is_close=is_close) for now, was, is_close in gaps):
        now = f"{float(gaps[0][0]):g}"
        yield "claim", f"“{said}” is said of figures that lie {now} apart. Choose words that fit."


def _spread(words: str, figures: Sequence[Said], span: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """“Our teams differ little, from 88.4% to 98.0%”."""
    found = SPREAD.search(words, *span)
    shares = [value_of(one) for one in figures if one.printed.is_percent]
    if found is None or len(shares) < 2 or is_denied(words, found.start()):
        return
    apart = max(shares) - min(shares)
    if apart > LITTLE if found["little"] or found["hardly"] else apart < LITTLE:
        said = (
            f"“{' '.join(found.group().split())}” is said of figures that lie {float(apart):g} points apart."
        )
        yield "claim", f"{said} Choose words that fit."


def _fits(found: re.Match[str], now: Fraction, was: Fraction | None, *, is_close: bool) -> bool:
    kind = (found.lastgroup or "").removeprefix("v_")
    if kind in ("closed", "none"):
        return is_close
    return was is not None and (now < was if kind == "down" else now > was)


def _between(
    manuscript: Manuscript, sentence: Sentence, figures: Sequence[Said]
) -> Iterator[tuple[Fraction, Fraction | None, bool]]:
    """How far two figures of one kind lie apart, how far they did before, and whether that is next to
    nothing."""
    for one, other in pairwise(figures):
        if one.printed.is_percent is not other.printed.is_percent or one.kind == other.kind:
            continue
        now, before = abs(value_of(one) - value_of(other)), _before(manuscript, sentence, one, other)
        near = CLOSE[one.printed.is_percent] * (1 if one.printed.is_percent else value_of(one))
        yield now, before, now <= near


def _before(manuscript: Manuscript, sentence: Sentence, one: Said, other: Said) -> Fraction | None:
    first, second = (next(befores(manuscript, sentence, x), None) for x in (one, other))
    return None if first is None or second is None else abs(first - second)


def _to_others(
    manuscript: Manuscript, sentence: Sentence, clause: str, figures: Sequence[Said]
) -> Iterator[tuple[Fraction, Fraction | None, bool]]:
    """The same of a figure and its target, or England."""
    names = [name for name, words in (("target", GOAL), ("england", ENGLAND)) if words.search(clause)]
    for one in figures:
        aside = one.known.aside if one.known else None
        for name in names if aside else ():
            other = stated(getattr(aside, name))
            was = next(befores(manuscript, sentence, one), None)
            if other is not None and other.value is not None:
                now = abs(value_of(one) - other.value)
                yield now, None if was is None else abs(was - other.value), now <= CLOSE[True]
