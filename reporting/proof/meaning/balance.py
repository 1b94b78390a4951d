"""The balance of those who came and those who left, told beside the number in care: “ten more came than left,
so that it went from 126 to 136”. It is by as many that the number in care changed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from reporting.proof.manuscript import Known
from reporting.proof.meaning.named_spans import Span
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.stated import stated
from reporting.proof.whose import CAME, LEFT, WAYS
from reporting.proof.worked_out.numbers import N, number

IN_CARE = "looked_after_at_end"
CARE = r"(?:\s+(?:in(?:to)?(?:\s+(?:our\s+)?care)?|care|it|us|our\s+care))?"
THEY_CAME = rf"(?:c[ao]me|entered|arrived|joined|started|began){CARE}"
THEY_LEFT = rf"(?:left|ceased|moved\s+on|went){CARE}"
ARRIVALS = r"(?:(?:new\s+)?arrivals|entries|entrants|admissions|starters|starts|newcomers)"
DEPARTURES = r"(?:departures|leavers|exits|endings)"
WHO = r"(?:(?:children|young\s+people|of\s+them|periods\s+of\s+care)\s+)?(?:who\s+)?"
THAN = r"\s+(?:[\w’]+\s+){0,3}?than\s+(?:who\s+|that\s+)?"
BY = rf"(?:\s+by\s+(?P<by>{N}))?"
TOLD = Pattern(
    rf"\b(?:(?P<n>{N})\s+)?(?:(?P<more>more)|fewer)\s+{WHO}"
    rf"(?:(?P<came>(?:{THEY_CAME}|{ARRIVALS}){THAN}(?:{THEY_LEFT}|{DEPARTURES}))"
    rf"|(?:{THEY_LEFT}|{DEPARTURES}){THAN}(?:{THEY_CAME}|{ARRIVALS}))\b"
    rf"|\b(?:(?P<arrivals>{ARRIVALS})|{DEPARTURES})\s+(?:(?P<over>outnumber(?:ed)?|exceed(?:ed)?"
    rf"|outstripp?(?:ed)?"
    rf"|were\s+(?:higher|more)\s+than)|fell\s+short\s+of|were\s+(?:fewer|lower)\s+than)\s+"
    rf"(?:{ARRIVALS}|{DEPARTURES})\b{BY}",
    re.IGNORECASE,
)


def wrong_balances(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each balance that is not by how many the number in care changed."""
    known = _change(sentence)
    for found in TOLD.finditer(sentence.words) if known else ():
        of, moved = known or (None, Fraction(0))
        typed = found["n"] or found["by"]
        is_wrong = moved * _way(found) <= 0 or typed and number(typed) != abs(moved)
        if of and is_wrong and not is_denied(sentence.words, found.start()):
            said = f"“{' '.join(found.group().split())}” is said, but “{of.what}” changed by {int(moved):+d}."
            yield "claim", f"{said} Choose words that fit, or check the figures."


def without_balances(sentence: Sentence) -> Sentence:
    """The sentence with blanks for such balances, which speak of none of its figures."""
    if _change(sentence) is None:
        return sentence
    return replace(sentence, words=TOLD.sub(lambda found: " " * len(found.group()), sentence.words))


def _way(found: re.Match[str]) -> int:
    """1 where more are said to have come than left, -1 where fewer."""
    is_first_more = bool(found["more"] or found["over"])
    return 1 if is_first_more is bool(found["came"] or found["arrivals"]) else -1


def _change(sentence: Sentence) -> tuple[Known, Fraction] | None:
    """By how many the number in care changed, where the sentence prints it and neither those who came nor
    those who left."""
    if any(_is_of_a_flow(known) for _, known in sentence.ours):
        return None
    stocks = sorted(
        ((of[1], one, known) for one, known in sentence.ours if (of := _day(one, known))),
        key=lambda stock: stock[0],
    )
    kinds = {one.kind for _, one, _ in stocks}
    if len(kinds) != 1:
        return None
    (_, last, known), before = stocks[-1], [one.printed.value for _, one, _ in stocks[:-1]][-1:]
    if not before and known.aside and (of_the_year_before := stated(known.aside.before)):
        before = [of_the_year_before.value]
    if not before or before[0] is None or last.printed.value is None:
        return None
    return known, last.printed.value - before[0]


def _is_of_a_flow(known: Known) -> bool:
    return any(re.search(WAYS[way], known.what, re.IGNORECASE) for way in (CAME, LEFT))


def _day(one: Said, known: Known) -> Span | None:
    """The day of a count of all those in care; None of any other figure."""
    is_of_all = known.code == IN_CARE and one.kind.endswith("|count")
    return span(known.period) if is_of_all else None
