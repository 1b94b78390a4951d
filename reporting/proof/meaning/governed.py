"""A year at the head of a sentence is that of all its figures: “In 2025-26 7 were adopted and 15 went to
special guardians”, where the 7 are of the year before."""

from collections.abc import Iterator
from itertools import pairwise

from reporting.proof.meaning.held_against import HELD_AGAINST
from reporting.proof.meaning.named_then import LATER
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Sentence
from reporting.proof.when import Named, periods_named

YEAR = 360
"""Days, at the least."""
HEAD = 12
"""Letters within which a period still stands at the head: “During 2025-26”."""
JOINED = Pattern(r"[^.;:()]*(?:,|\band\b)[^.;:()]*")


def wrong_years(sentence: Sentence, year: int) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of figures that are told with others of the year, and are of another."""
    named = [*periods_named(sentence.words, year)] if year and len(sentence.ours) > 1 else []
    is_of_all = len(named) == 1 and _is_at_the_head(named[0]) and not LATER.search(sentence.words)
    if not is_of_all or not _are_listed(sentence):
        return
    first, last = named[0].spans[0]
    for one, known in sentence.ours:
        ours = span(known.period)
        if ours is not None and not first <= ours[1] <= last:
            said = f"“{named[0].words}” stands beside {one.printed.text}, but “{known.what}” is there of"
            yield "period", f"{said} {known.period}. Choose the figure of the period that you name."


def _is_at_the_head(named: Named) -> bool:
    """Whether it is one whole year, and stands before what is told of it."""
    spans = [(last - first).days for first, last in named.spans]
    return named.is_firm and named.start <= HEAD and len(spans) == 1 and spans[0] >= YEAR


def _are_listed(sentence: Sentence) -> bool:
    """Whether nothing between its figures holds one against another."""
    between = [sentence.words[a.end : b.start] for a, b in pairwise(sentence.figures)]
    return all(JOINED.fullmatch(words) and not HELD_AGAINST.search(words) for words in between)
