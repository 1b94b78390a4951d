"""In which order two years stand: “fell from 77.3% to 85.0%”, where 77.3% is of the later one, goes back in
time; and by what part of itself one figure moved since the year before: “down by a third, to 56”."""

import re
from collections.abc import Iterator

from reporting.proof.manuscript import Known
from reporting.proof.meaning.beside import head_of
from reporting.proof.move_words import HEDGED
from reporting.proof.moves import is_near
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.shares import FRACTION, HEDGE, claim_of
from reporting.proof.stated import shown, stated

FROM = Pattern(r"\bfrom\s+(?:about\s+|some\s+|the\s+)?$", re.IGNORECASE)
TO = Pattern(
    r"^(?:[^.;:\d]|\b20\d\d(?:[-/]\d\d)?\b|\b31\b){0,50}?\bto\s+(?:just\s+|only\s+|about\s+)?$", re.I
)
BEGAN = Pattern(
    r"\b(?:(?P<began>began|beg[iu]ns?|started|starts|opened|opens)|(?P<ended>ended|ends|closed|closes"
    r"|finished|finishes))"
    r"\s+(?:the\s+(?:year|period)\s+)?(?:with|at|on)\s+(?:just\s+|only\s+|a\s+total\s+of\s+)*$",
    re.IGNORECASE,
)
BACK = Pattern(r"\bback\b", re.IGNORECASE)
LED = Pattern(r"[^.;:\d]{0,30}\b(?:up|down|\w+ed|fell|rose|grew|fall|rise|increase|drop)\s+from\s+$", re.I)
BY_A_SHARE = Pattern(
    r"\b(?:by|(?:rise|fall|increase|drop|decrease|reduction|growth|decline|gain|up|down)(?:\s+of)?)\s+"
    rf"(?:{HEDGE})?(?:{FRACTION})\b(?!\s+(?:of|quarter|month|year|as|to)\b)",
    re.IGNORECASE,
)
AS_MANY = Pattern(
    r"(?<!\btwice\s)(?<!\bhalf\s)(?<!\btimes\s)(?<!\bdouble\s)(?<!\bthird\s)\bas\s+many"
    r"\s+(?!as\b)(?:[^.;:\d]|\(\d[\d,.]*%?\)){3,60}?\bas\b"
    r"(?!\s+(?:in\s+|at\s+|it\s+was\s+|there\s+were\s+)*(?:(?:the\s+|a\s+)?(?:last|previous|year)\b"
    r"|before\b|20\d\d))",
    re.IGNORECASE,
)
"""Of this year and the last another check speaks."""


def wrong_order(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of two years told backwards, and of a part by which the only figure did not
    move."""
    if (pair := sentence.pair()) is not None:
        yield from _backwards(sentence.words, *pair)
        yield from _began(sentence.words, *pair)
    yield from _as_many(sentence)
    if len(sentence.figures) == 1 and sentence.ours:
        yield from _by_a_share(sentence.words, *sentence.ours[0])


def _as_many(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“As many came as left: 56 and 46”."""
    found = AS_MANY.search(sentence.words)
    if found is None or len(sentence.figures) != 2 or len(sentence.ours) != 2:
        return
    if not is_denied(sentence.words, found.start()) and _differ(sentence, found):
        said = " and ".join(x.printed.text for x in sentence.figures)
        yield "claim", f"“as many” is said of {said}. Choose words that fit, or check the figures."


def _differ(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether its two figures can be compared and are not the same; shares need only be near."""
    one, other = (x.printed.value for x in sentence.figures)
    are_shares = any(x.printed.is_percent for x in sentence.figures)
    are_of_one = len({head_of(x.ref) for x in sentence.figures}) == 1
    if one is None or other is None or are_shares and not are_of_one:
        return False
    is_hedged = HEDGED.search(sentence.words[: found.start()]) or are_shares
    return one != other and not (is_hedged and is_near(one, other, sentence.figures[0].printed.text))


def _began(words: str, first: tuple[Said, Known], second: tuple[Said, Known]) -> Iterator[tuple[str, str]]:
    """“The year began with 136 and ended with 126”, where 136 is of its end."""
    for (one, known), (_, then) in ((first, second), (second, first)):
        ours, theirs = span(known.period), span(then.period)
        told = BEGAN.search(words[: one.start])
        if told and ours and theirs and (ours > theirs) is bool(told["began"]):
            said = f"“{' '.join(told.group().split())}” stands before {one.printed.text}"
            yield "period", f"{said}, which is of {known.period}. Put the two in the order of time."


def _backwards(
    words: str, first: tuple[Said, Known], second: tuple[Said, Known]
) -> Iterator[tuple[str, str]]:
    (one, known), (other, then) = first, second
    spans = span(known.period), span(then.period)
    if spans[0] is None or spans[1] is None or BACK.search(words):
        return
    between = words[one.end : other.start]
    is_from_to = FROM.search(words[: one.start]) and TO.match(between)
    is_to_from = LED.fullmatch(between)
    early, late = (one, other) if is_from_to else (other, one)
    is_backwards = (spans[0] > spans[1]) is bool(is_from_to)
    if (is_from_to or is_to_from) and is_backwards:
        said = f"“from {early.printed.text}” comes before {late.printed.text}, but {early.printed.text} is of"
        when = (known if early is one else then).period
        yield "period", f"{said} {when}, the later of the two. Put them in the order of time."


def _by_a_share(words: str, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    before = stated(known.aside.before) if known.aside else None
    if before is None or not before.value or one.printed.value is None or one.printed.is_percent:
        return
    moved = abs(one.printed.value - before.value) / before.value
    for found in BY_A_SHARE.finditer(words):
        claim = claim_of(found)
        if claim is not None and not claim.fits(moved) and not is_denied(words, found.start()):
            said = f"“{' '.join(found.group().split())}” is said of {one.printed.text}, after {before.text}:"
            yield "claim", f"{said} a change of {shown(100 * moved, 1)}%. Choose words that fit."
