"""How the number in care moved, told in a sentence that does not print it: “with 56 coming and 46 leaving,
the number of children in care fell by ten”. It moved by those who came less those who left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from reporting.proof.borne_out.words import DOWN, UP
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.balance import IN_CARE
from reporting.proof.meaning.beside import number as value_of
from reporting.proof.meaning.negation import UNCERTAIN
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Sentence, is_denied
from reporting.proof.shares import FRACTION, FUTURE, HEDGE, claim_of
from reporting.proof.worked_out.known_then import spans_named
from reporting.proof.worked_out.numbers import N, number

CHILDREN = r"(?:children|young\s+people)"
LOOKED_AFTER = (
    r"(?:in\s+(?:our\s+|the\s+council’s\s+)?care"
    r"|(?:that\s+|whom\s+)?we\s+(?:look(?:ed)?\s+after|care(?:d)?\s+for))"
)
STOCK = (
    rf"(?:(?:numbers?|total|count)\s+(?:of\s+(?:all\s+|our\s+)?{CHILDREN}(?:\s+{LOOKED_AFTER})?"
    rf"|{LOOKED_AFTER})|(?:looked[\s-]after|care)\s+population|our\s+(?:numbers|population)"
    rf"|{CHILDREN}\s+{LOOKED_AFTER})"
)
HOW = r"(?:\s+(?:has|have|had|also|then|thus|therefore|in\s+fact|overall|\w+ly))*"
BY = rf"(?:\s+by\s+(?:{HEDGE})?(?:(?P<share>{FRACTION})|(?P<n>{N})(?P<percent>\s?%|\s+per\s+cent)?))?"
MOVED = Pattern(rf"\b{STOCK}{HOW}\s+(?:(?P<up>{UP})|(?P<down>{DOWN}))\b{BY}", re.I)
ENDED = Pattern(
    rf"\b(?:end(?:ed|s)?|clos(?:ed|es)?|finish(?:ed)?|are|is|was|were"
    rf"|left)\s+(?:the\s+year\s+)?(?:us\s+)?with\s+"
    rf"(?P<n>{N})\s+(?:(?P<up>more)|fewer)\s+{CHILDREN}\b(?!\s+(?!in\s|than\s|at\s)\w)"
    rf"|\b(?:looking\s+after|look\s+after|in\s+(?:our\s+)?care)\s+(?P<now>{N})\s+(?:(?P<rose>more)"
    rf"|fewer)\s+{CHILDREN}"
    r"\s+than\s+(?:we\s+(?:were|did|began)|at\s+the\s+(?:start|beginning))",
    re.I,
)
"""“We ended the year with ten fewer children than we began it”."""
FLOWS = ("starters|count", "leavers|count")
STOCK_KIND = f"{IN_CARE}|count"


@dataclass(frozen=True)
class Change:
    """By how much the number in care moved, and from what; None where that is not known."""

    by: Fraction
    before: Fraction | None


def wrong_stocks(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each such movement that goes the other way, or by another number."""
    if any(one.kind == STOCK_KIND for one, _ in sentence.ours):
        return
    told = [*MOVED.finditer(sentence.words), *ENDED.finditer(sentence.words)]
    changes = [*_changes(manuscript, sentence)] if told else []
    for found in told if changes else ():
        before = sentence.words[: found.start()]
        is_open = (
            FUTURE.search(before) or UNCERTAIN.search(before) or is_denied(sentence.words, found.start())
        )
        if not is_open and not any(_fits(found, change) for change in changes):
            said = f"“{' '.join(found.group().split())}” is said, but the number in care changed by"
            yield "claim", f"{said} {int(changes[0].by):+d}. Choose words that fit, or check the figures."


def _fits(found: re.Match[str], change: Change) -> bool:
    """Whether it moved that way, and by so many or such a share as is said."""
    of = found.groupdict()
    is_up = bool(of.get("up") or of.get("rose"))
    if change.by == 0 or (change.by > 0) is not is_up:
        return False
    return _fits_share(found, change) if of.get("share") or of.get("percent") else _fits_number(of, change)


def _fits_share(found: re.Match[str], change: Change) -> bool:
    """“By a twelfth”, “by 8%”."""
    if not change.before:
        return True
    moved = abs(change.by) / change.before
    claim = claim_of(found) if found["share"] else None
    return claim.fits(moved) if claim else not found["n"] or abs(100 * moved - number(found["n"])) < 1


def _fits_number(of: dict[str, str | None], change: Change) -> bool:
    is_hedged = any(of.get(name) for name in ("over", "under", "nearly", "about"))
    typed = of.get("n") or of.get("now")
    return typed is None or is_hedged or number(typed) == abs(change.by)


def _changes(manuscript: Manuscript, sentence: Sentence) -> Iterator[Change]:
    """By those who came and left in the sentence, and by what the report knows of the year: of some children
    it may count more periods than one."""
    came, left = (next((known for one, known in sentence.ours if one.kind == kind), None) for kind in FLOWS)
    of = span(came.period) if came and left and came.period == left.period else None
    others = spans_named(manuscript, sentence.words) - _within(manuscript.year) if manuscript.year else {None}
    more, fewer = value_of(came), value_of(left)
    if of and more is not None and fewer is not None:
        before = of[0] - timedelta(days=1)
        yield Change(more - fewer, _stock(manuscript, before))
        yield from _of_stocks(manuscript, before, of[1])
    elif not others:
        yield from _of_stocks(manuscript, *(date(manuscript.year - n, 3, 31) for n in (1, 0)))


def _of_stocks(manuscript: Manuscript, then: date, now: date) -> Iterator[Change]:
    before, after = _stock(manuscript, then), _stock(manuscript, now)
    if before is not None and after is not None:
        yield Change(after - before, before)


def _within(year: int) -> set[object]:
    """The report’s year, the days on which it begins and ends, and the one before it."""
    begins, ends, before = date(year - 1, 4, 1), date(year, 3, 31), date(year - 1, 3, 31)
    return {(begins, ends), *((day, day) for day in (begins, ends, before))}


def _stock(manuscript: Manuscript, day: date) -> Fraction | None:
    """The number in care on a day."""
    return value_of(manuscript.figures.get(f"{IN_CARE}|{day.isoformat()}|count"))
