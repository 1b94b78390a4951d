"""Typed numbers that are a figure of the report which their clause names, at the time of the figures beside
it: “16 arrivals between October and December and eight departures”."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import number as value_of
from reporting.proof.meaning.quantities import clause_of
from reporting.proof.meaning.topics import of_figure, subjects_in
from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Sentence
from reporting.proof.whose import NEXT, counted_by
from reporting.proof.worked_out.known_beside import MOVED_BY
from reporting.proof.worked_out.known_then import spans_named
from reporting.proof.worked_out.numbers import N, number

ANY = Pattern(rf"(?<![\w.])(?P<n>{N})(?P<percent>\s?(?:%|per\s+cent\b))?(?![\d-])", re.I)
AND = Pattern(r"\s+(?:and|but|while|whereas|between\s+them)\s+", re.I)
Place = tuple[int, int]


def proved(manuscript: Manuscript, told: Sequence[Sentence]) -> Iterator[Place]:
    """Where in a paragraph with figures of ours such numbers stand."""
    ours: set[object] = {of for one in told for _, known in one.ours if (of := span(known.period))}
    for one in told if ours else ():
        printed, words = {figure.start for figure in one.figures}, without_them(one.words)
        named = spans_named(manuscript, one.words)
        times = {of for _, known in one.ours if (of := span(known.period))} | named or ours
        for found in ANY.finditer(words):
            is_move = MOVED_BY.search(words[: found.start()])
            if is_move or found.start("n") in printed or number(found["n"]) == 1:
                continue
            if any(_is_it(found, known, times) for known in manuscript.figures.values()):
                yield one.at + found.start("n"), one.at + found.end("n")


def _is_it(found: re.Match[str], known: Known, times: set[object]) -> bool:
    """Whether a number is this figure, by its value, its time and the words around it."""
    is_alike = known.text.endswith("%") is bool(found["percent"]) and ", " not in known.what
    if not is_alike or value_of(known) != number(found["n"]) or span(known.period) not in times:
        return False
    kinds = {kind for kind, pattern in NEXT.items() if pattern.match(found.string[found.end() :])}
    is_of_it = not kinds or bool(kinds & counted_by(known))
    own = subjects_in(known.what) or of_figure(known)
    return is_of_it and bool(own) and own <= subjects_in(_clause(found)) | {"numbers in care"}


def _clause(found: re.Match[str]) -> str:
    """What is told with a number, up to the next “and”."""
    begin, end = clause_of(found.string, found.start())
    gaps = [begin, *(gap.end() for gap in AND.finditer(found.string, begin, end)), end]
    before = max(gap for gap in gaps if gap <= found.start())
    return found.string[before : min(gap for gap in gaps if gap > found.start())]
