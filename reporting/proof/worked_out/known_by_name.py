"""Typed numbers that are a figure of the report which their clause names, at the time of the figures beside
it: “16 arrivals between October and December and eight departures”."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.quantities import clause_of
from reporting.proof.meaning.topics import SHORT, of_figure, subjects_in
from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Sentence
from reporting.proof.whose import NEXT, READ, counted_by
from reporting.proof.worked_out.known_beside import MOVED_BY
from reporting.proof.worked_out.known_then import changes_of, spans_named
from reporting.proof.worked_out.numbers import N, number

ANY = Pattern(rf"(?<![\w.])(?P<n>{N})(?P<percent>\s?(?:%|per\s+cent\b))?(?![\d-])", re.I)
MORE = Pattern(r"\s+(?:[a-z]+\s+){0,2}?(?:(?P<up>more)|(?P<down>fewer|less))\b(?!\s+than\b)", re.I)
AGAINST = Pattern(
    r"\b(?:up|down|than|against|(?:rise|increase|fall|drop|improvement)\s+on|compared\s+(?:with|to))"
    r"\s+(?:on\s+)?(?:the\s+|our\s+|last\s+year’s\s+)?$",
    re.I,
)
YEAR_END = (3, 31)
AND = Pattern(r"\s+(?:and|but|while|whereas|between\s+them|(?:in|during)\s+which)\s+", re.I)
Place = tuple[int, int]


def proved(manuscript: Manuscript, told: Sequence[Sentence]) -> Iterator[Place]:
    """Where in a paragraph with figures of ours such numbers stand."""
    ours: set[object] = {of for one in told for _, known in one.ours if (of := span(known.period))}
    for one in told if ours else ():
        named = spans_named(manuscript, one.words)
        times = {of for _, known in one.ours if (of := span(known.period))} | named or ours
        times |= {*_years_after(one)}
        for found in _typed(one):
            printed = _printed(found)
            same = (known for known in manuscript.figures.values() if known.text == printed)
            is_one = any(_is_it(found, known, times) for known in same)
            if is_one or _is_change(manuscript, found, times):
                yield one.at + found.start("n"), one.at + found.end("n")


def _years_after(one: Sentence) -> Iterator[object]:
    """The year after that of each figure with which something is compared: “17, three up on the 14 of
    2024-25”."""
    for said, known in one.ours:
        of = span(known.period) if AGAINST.search(one.words[: said.start]) else None
        if of is not None and (of[1].month, of[1].day) == YEAR_END:
            yield of[0].replace(year=of[0].year + 1), of[1].replace(year=of[1].year + 1)


def _typed(one: Sentence) -> Iterator[re.Match[str]]:
    """The typed numbers of a sentence but those by which something moved; one is no number."""
    printed, words = {figure.start for figure in one.figures}, without_them(one.words)
    for found in ANY.finditer(words):
        is_move = MOVED_BY.search(words[: found.start()])
        if not is_move and found.start("n") not in printed and number(found["n"]) != 1:
            yield found


def _printed(found: re.Match[str]) -> str:
    """A typed number as a figure prints it."""
    value = number(found["n"])
    if found["percent"]:
        return f"{found['n']}%"
    return f"{int(value):,}" if value.denominator == 1 else found["n"]


def _is_it(found: re.Match[str], known: Known, times: set[object]) -> bool:
    """Whether a number is this figure that is printed so, by its time and the words around it."""
    if ", " in known.what or not known.is_known or span(known.period) not in times:
        return False
    kinds = {kind for kind, pattern in NEXT.items() if pattern.match(found.string[found.end() :])}
    is_of_it = not kinds or bool(kinds & counted_by(known))
    own = subjects_in(known.what) or of_figure(known)
    return is_of_it and bool(own) and own <= subjects_in(_clause(found)) | {"numbers in care"}


def _is_change(manuscript: Manuscript, found: re.Match[str], times: set[object]) -> bool:
    """Whether so many more, or fewer, than the year before is what a measure moved by that the clause names:
    “and 21 fewer came in”."""
    more, clause = MORE.match(found.string, found.end()), _clause(found)
    moved = number(found["n"]) * (1 if more and more["up"] else -1)
    return more is not None and any(
        moved in changes_of(manuscript, ref, known)
        for ref, known in manuscript.figures.items()
        if span(known.period) in times and "=" not in ref and _names(clause, known, ref)
    )


def _names(clause: str, known: Known, ref: str) -> bool:
    """Whether a clause names what a figure counts; a whole by what it is counted among."""
    if ref.endswith("|base"):
        kinds = counted_by(known, is_whole=True)
        return not subjects_in(clause) and any(READ[kind].search(clause) for kind in kinds)
    own = subjects_in(known.what)
    said = subjects_in(clause) | {name for name, pattern in SHORT.items() if pattern.search(clause)}
    return ref.endswith("|count") and bool(own) and own <= said


def _clause(found: re.Match[str]) -> str:
    """What is told with a number, up to the next “and”."""
    begin, end = clause_of(found.string, found.start())
    gaps = [begin, *(gap.end() for gap in AND.finditer(found.string, begin, end)), end]
    before = max(gap for gap in gaps if gap <= found.start())
    return found.string[before : min(gap for gap in gaps if gap > found.start())]
