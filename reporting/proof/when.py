"""Which period the words beside a figure name, and of which it is: last year, 2024/25, in May, in the first
quarter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reporting.proof.manuscript import Known
from reporting.proof.meaning.frames import without_frames
from reporting.proof.meaning.held_against import is_held_against, is_of_a_typed_one, of_figures, right_before
from reporting.proof.meaning.named_spans import OF_MONTHS, Span, as_spans, number, plain
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence
from reporting.proof.shares import FRACTION, FUTURE, HEDGE
from reporting.proof.times.left_out import quarters_left_out
from reporting.proof.times.whole_years import PART_OF_IT, THIS_YEAR
from reporting.proof.vaguely import (
    ENDED,
    times_of_each,
    vague_times,
    without_names,
    years_of_a_day,
    years_so_far,
)
from reporting.proof.whose import A_PART
from statute.clock_words import MONTHS

MONTH = "|".join(MONTHS)
LAST = (
    r"last\s+year|(?:the\s+)?(?:previous|prior|preceding)\s+year|(?:(?:the|a)\s+)?year\s+(?:before|earlier)"
    r"|(?:(?:a|one)\s+year|(?:twelve|12)\s+months)\s+(?:ago|earlier|before)|(?:this"
    r"|the\s+same)\s+time\s+last\s+year"
)
YEAR = r"(?<![\d-])(?:19|20)\d\d\s?[-/–]\s?(?:(?:19|20)\d\d|\d\d)(?![\d-])"
DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTH})\s+(?:19|20)\d\d"
AGO = r"(?:(?:two|three|four|five|[2-5])\s+years\s+(?:ago|earlier|before)|(?:the\s+)?year\s+before\s+last)"
END = (
    r"at\s+the\s+(?:start|beginning|end)\s+of\s+(?:the|this)\s+(?:reporting\s+|financial\s+)?year"
    r"|(?:began|begins|started|starts|opened|ended|ends|closed|closes|finished)\s+(?:the\s+|this\s+|our\s+)"
    r"(?:reporting\s+)?year\s+(?:with|at|on|having|looking)"
    r"|(?:the|our)\s+year\s+(?:began|begins|started|opened|ended|ends|closed|finished)\s+(?:with|at|on)"
)
CLOSES = Pattern(r"\bend|clos|finish", re.IGNORECASE)
BARE_MONTH = (
    r"(?:(?<=\bin\s)|(?<=\bduring\s)|(?<=\bthroughout\s)|(?<=\bat\sthe\send\sof\s))"
    rf"(?:{MONTH})\b(?!\s+(?:19|20)\d\d)"
)
QUARTER = (
    r"(?:the\s+)?(?:first|second|third|fourth|last|final|opening|closing)\s+(?:quarter|three"
    r"\s+months\s+of\s+the"
    r"\s+(?:reporting\s+|financial\s+)?year)|quarter\s+(?:one|two|three|four|[1-4](?!\d))"
    r"|\bQ[1-4](?!\d)"
)
MANY = "two|three|four|five|six|nine|ten|twelve|[2-9]|1[0-2]"
YEAR_TO = (
    rf"(?:year|twelve\s+months|12\s+months)\s+(?:to|ending|ended)\s+(?:the\s+end\s+of\s+)?(?P<year_to>{DAY})"
)
MONTHS_TO = (
    rf"(?P<months>{MANY})\s+months\s+(?:to|ending|ended)\s+(?:in\s+)?(?:the\s+end\s+of\s+)?"
    rf"(?P<months_to>{DAY})"
)
MONTH_TO_MONTH = (
    rf"(?P<first_month>{MONTH})(?:\s+(?:to|until|[–-])\s+|,\s+(?:{MONTH}),?\s+and"
    rf"\s+)(?P<last_month>{MONTH})\b(?:\s+(?P<of_year>20\d\d))?"
)
LONG = (
    rf"(?:(?:over|in|during|for)\s+the\s+(?:last|past)|over|across|throughout)\s+(?P<years>{MANY})\s+years"
    r"(?!\s+(?:ago|old|of\s+age|later)\b)"
)
HALF = (
    r"(?:the\s+)?(?P<half>first|second|last|final|opening|closing)\s+(?:half|six\s+months|6\s+months)"
    r"(?:\s+of\s+(?:the|this)\s+(?:reporting\s+)?year)?"
)
BETWEEN = rf"between\s+(?P<month_from>{MONTH})\s+and\s+(?P<month_to>{MONTH})\b(?:\s+(?P<month_of>20\d\d))?"
CALENDAR = (
    r"(?:(?<=\bin\s)|(?<=\bduring\s)|\b(?:in|during)\s+the\s+(?:calendar\s+)?year\s+)"
    r"(?P<twelve>20\d\d)\b(?!\s?[-/–]\s?\d)"
)
PERIOD = Pattern(
    rf"(?P<long>\b{LONG})|(?P<to_day>\b{YEAR_TO})|(?P<to_month>\b{MONTHS_TO})"
    rf"|(?P<span>\b{MONTH_TO_MONTH})|(?P<between>\b{BETWEEN})|(?P<part>\b{HALF}\b)"
    rf"|(?P<since>\bsince\s+(?:the\s+(?:start|beginning)\s+of\s+)?(?P<since_day>{DAY}))"
    rf"|(?P<both>\bbetween\s+(?P<both_from>{DAY})\s+and\s+(?P<both_to>{DAY}))"
    rf"|(?P<range>(?:from\s+)?(?P<from>{DAY})\s+(?:to|until|[–-])\s+(?P<to>{DAY}))"
    rf"|(?P<quarter>(?:{QUARTER})(?:\s+(?:of|in)\s+(?P<quarter_of>{YEAR}))?)"
    rf"|(?P<end>\b{END})|(?P<ago>\b{AGO})|(?P<year>{YEAR})|(?P<last>\b(?:{LAST})\b)"
    rf"|(?P<this>\b(?:{THIS_YEAR}))|(?P<day>\b{DAY})"
    rf"|(?P<month>{BARE_MONTH})|(?P<calendar>{CALENDAR})",
    re.IGNORECASE,
)
KINDS = (
    "long",
    "to_day",
    "to_month",
    "span",
    "between",
    "part",
    "since",
    "both",
    "range",
    "quarter",
    "end",
    "ago",
    "year",
    "last",
    "this",
    "day",
    "month",
    "calendar",
)
COMPARED = Pattern(
    r"\b(?:than|when|where|(?:up|down|more|fewer|less|higher|lower|better|worse|change|rise|fall"
    r"|increase|decrease"
    r"|improve[sd]?|improvement|progress|points?|(?:up|down|by|of)\s+[\d.,]+%?)\s+on"
    r"|(?:reach|match|equal|surpass|exceed|miss)(?:e[sd])?|beat|met|(?:level|figure|share|rate|number"
    r"|total|that)s?\s+of"
    r"|above|below|behind|ahead\s+of|with|to|against|as|like|since|from|until|by|after|before|target|plan|aim"
    r"|of\s+the\s+act|act|regulations"
    r"|guidance|strategy|report|policy|survey|review\s+of)\s+(?:in\s+|at\s+|on\s+|the\s+end\s+of\s+"
    r"|for\s+|of\s+|the\s+|that\s+of\s+|both\s+|(?:it|they|we|there|this|that)\s+(?:was|were|had|did)\s+"
    r"|(?:was|were|(?:had|has)\s+(?:also\s+|indeed\s+)?been)\s+(?:also\s+)?(?:(?:the\s+case|so|true)\s+)?)*$",
    re.IGNORECASE,
)
A_SHARE = Pattern(rf"(?:{HEDGE})?(?:{FRACTION}|\b[a-z]+\s+in\s+[a-z]+)\s+(?:in\s+)?$", re.IGNORECASE)
"""“Against two thirds the year before”."""
SO_FAR = Pattern(
    r"\b(so\s+far|to\s+date|until|up\s+to|since|by\s+\d|as\s+at|months?|not\s+over|first)\b",
    re.IGNORECASE,
)
BY_THE_END = Pattern(
    r"(?:^|.*\b)as\s+(?:of|at|on)\s+(?:the\s+end\s+of\s+)?$|^(?:by|up\s+to)\s+(?:the\s+end\s+of\s+)?$"
    r"|^(?:going|looking|thinking|turning)\s+back\s+to\s+$",
    re.IGNORECASE,
)
"""At the head of a sentence it says when; later on it may say with what something is compared."""
NOW = Pattern(r"\b(?:now|currently|today|at\s+present|these\s+days)\b", re.IGNORECASE)
COMPARES = Pattern(
    r"\b(?:than|from|was|were|had|been|against|compared|after|before|ago|last)\b", re.IGNORECASE
)
SAME_PART = Pattern(r"\bsame\s+(?:part|day|months|period|quarter|time)\s+(?:of|in)\s+$", re.IGNORECASE)
A_MONTH = timedelta(days=31)
MEANT = Pattern(
    r"\b(?:will|shall|would|should|aims?|wants?|plans?|planned|targets?|priorit(?:y|ies)|going\s+to"
    r"|to\s+be)\b",
    re.IGNORECASE,
)
CLAUSE = Pattern(
    r";\s+|,\s+(?:and|but|while|whereas)\s+"
    r"|,\s+(?=(?:one|some|most|many|all|both|half|several|(?:a|the)\s+[a-z]+)\s+of\s+(?:whom|which)\b)",
    re.IGNORECASE,
)
"""What is told of some of them is not told of the figure: “our 7 IROs, one of whom joined in May”."""


@dataclass(frozen=True)
class Named:
    """A period that words name. `is_firm` where they give it to a figure, not compare with it."""

    start: int
    words: str
    spans: tuple[Span, ...]
    is_firm: bool
    is_of_stock: bool = False
    """Whether it says nothing of what happened in a year: “at the start of the year”."""
    is_open: bool = False
    """Whether it only says when something began: “since April 2025”."""
    is_calendar: bool = False
    is_past: bool = False
    """Whether it is told as gone by: “last year”, “two years ago”."""
    is_part: bool = False
    """Whether only some of it is meant: “the same part of the year before”."""


def wrong_periods(sentence: Sentence, year: int) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure of ours that the words give to another period than its own; the
    report is of the year that ends in this one."""
    sentence = replace(sentence, words=without_names(sentence))
    begins = [0, *(m.end() for m in CLAUSE.finditer(sentence.words))]
    named = list(periods_named(sentence.words, year)) if year else []
    for start, end in zip(begins, [*begins[1:], len(sentence.words) + 1], strict=True):
        here = [one for one in named if start <= one.start < end]
        here = [
            one
            for one, is_ours in zip(here, of_figures(sentence, len(here), (start, end)), strict=True)
            if is_ours
        ]
        ours = [(one, known) for one, known in sentence.ours if start <= one.start < end]
        ours = [(one, known) for one, known in ours if span(known.period)]
        yield from _clause(sentence, here, ours)
        clause = sentence.words[start : end if end <= len(sentence.words) else None]
        moved = [(replace(one, start=one.start - start, end=one.end - start), known) for one, known in ours]
        yield from years_so_far(clause, ours)
        yield from _not_now(clause, ours, year)
        yield from years_of_a_day(clause, moved)
        is_named = any(_is_of(known, period) for period in _firm(sentence, here) for _, known in ours)
        vague = [] if is_named else [*vague_times(clause, moved)]
        yield from vague or times_of_each(clause, moved)


def _not_now(clause: str, ours: list[tuple[Said, Known]], year: int) -> Iterator[tuple[str, str]]:
    """“Children in care now number 126”, who were there a year before."""
    is_told = year and len(ours) == 1 and NOW.search(clause) and not COMPARES.search(clause)
    for one, known in ours if is_told else ():
        if (of := span(known.period)) and of[1] < date(year - 1, 4, 1):
            said = f"“now” stands beside {one.printed.text}, but “{known.what}” is there of {known.period}."
            yield "period", f"{said} Choose the figure of this year."


def _clause(
    sentence: Sentence, named: list[Named], ours: list[tuple[Said, Known]]
) -> Iterator[tuple[str, str]]:
    firm = without_frames([p for p in _firm(sentence, named) if not _is_of_another(sentence, p, ours)], ours)
    if len(firm) == len(ours) > 1:
        pairs = (
            []
            if _is_part_of_whole(sentence.words, firm, ours)
            else [(period, [figure]) for period, figure in zip(firm, ours, strict=True)]
        )
    else:  # a period belongs to one of the figures, at the least
        pairs = [(period, right_before(sentence.words, period.start, ours) or ours) for period in firm]
    for period, figures in pairs:
        is_of_year = period.is_of_stock and not any(_is_of_a_day(known) for _, known in figures)
        if is_of_year or _are_all_parts(figures, period):
            continue
        if figures and not any(_is_of(known, period) for _, known in figures):
            yield "period", _of_another_time(period, figures)
    yield from _not_over(sentence, firm, ours)


def _is_part_of_whole(words: str, firm: list[Named], ours: list[tuple[Said, Known]]) -> bool:
    """“Of those who left in the year a third left in the last quarter: 15 of 46”: the whole comes first."""
    if len(ours) != 2 or not A_PART.fullmatch(words[ours[0][0].end : ours[1][0].start]):
        return False
    return all(_is_of(known, period) for period, (_, known) in zip(firm, ours[::-1], strict=True))


def _of_another_time(period: Named, figures: list[tuple[Said, Known]]) -> str:
    after = [figure for figure in figures if figure[0].start > period.start]
    one, known = after[0] if after else figures[-1]
    said = f"“{period.words}” stands beside {one.printed.text}, but “{known.what}” is there of "
    return f"{said}{known.period}. Choose the figure of the period that you name."


def _is_of_another(sentence: Sentence, period: Named, ours: list[tuple[Said, Known]]) -> bool:
    """Whether a period is no figure’s own: a typed number’s, one that is compared, or a whole of parts."""
    is_typed = is_of_a_typed_one(sentence, period.start, period.words)
    return is_typed or _is_compared(sentence, period, ours) or _are_parts(ours, period)


def _is_compared(sentence: Sentence, period: Named, ours: list[tuple[Said, Known]]) -> bool:
    """Whether an earlier period is what the figure before it is held against."""
    is_told = period.is_past and not period.is_part
    return is_told and is_held_against(sentence.words, period.start, [one for one, _ in ours])


def _are_parts(ours: list[tuple[Said, Known]], period: Named) -> bool:
    """Whether figures of two of its parts tell of the period: “rose over the year, from 91.8% to 97.1%”."""
    spans = {of for _, known in ours if (of := span(known.period))}
    is_of_one = len({known.code for _, known in ours}) == 1 < len(spans)
    return is_of_one and any(
        all(_is_some_of(of, whole) and of[0] < of[1] for of in spans) for whole in period.spans
    )


def _are_all_parts(figures: list[tuple[Said, Known]], period: Named) -> bool:
    """Whether figures of its parts make up the period: four quarters, of the year."""
    spans = [found for _, known in figures if (found := span(known.period))]
    inside = {named: [of for of in spans if _is_some_of(of, named)] for named in period.spans}
    return any(
        len(of_it) > 1 and (min(of_it)[0], max(of[1] for of in of_it)) == named
        for named, of_it in inside.items()
    )


def _firm(sentence: Sentence, named: list[Named]) -> list[Named]:
    """Those given to a figure. “In 2025” beside a figure from elsewhere is the year in which theirs ends."""
    has_others = len(sentence.figures) > len(sentence.ours)
    return [one for one in named if one.is_firm and not (one.is_calendar and has_others)]


def _not_over(
    sentence: Sentence, firm: list[Named], ours: list[tuple[Said, Known]]
) -> Iterator[tuple[str, str]]:
    for one, known in ours:
        is_whole = _is_whole(known, firm) or ENDED.search(sentence.words)
        if known.is_of_a_part and is_whole and not SO_FAR.search(sentence.words):
            said = f"{one.printed.text} is of {known.period}, and the year is not over. "
            yield "period", f"{said}Say “so far”, or name the days."


def _is_whole(known: Known, firm: list[Named]) -> bool:
    """Whether words give to a whole year what is of some months of it."""
    ours = span(known.period)
    return (
        ours is not None
        and ours[0] < ours[1]
        and any(first == ours[0] and last > ours[1] for named in firm for first, last in named.spans)
    )


def _is_of_a_day(known: Known) -> bool:
    ours = span(known.period)
    return ours is not None and ours[0] == ours[1]


def _is_of(known: Known, named: Named) -> bool:
    """Whether a figure is of the period named: of all of it, on its last day or, for one day, on a day in it;
    what is not over yet, of its first months."""
    ours = span(known.period)
    if ours is not None and named.is_part:
        return any(_is_some_of(ours, one) for one in named.spans)
    return ours is None or any(_is_all_of(ours, one, known, named) for one in named.spans)


def _is_some_of(ours: Span, of: Span) -> bool:
    return of[0] <= ours[0] and ours[1] <= of[1] and ours != of


def _is_all_of(ours: Span, of: Span, known: Known, named: Named) -> bool:
    first, last = of
    is_day = ours[0] == ours[1]
    if first == last and (ours[1] == last or _is_on_the_eve(ours, first)):
        return True
    if named.is_open:
        return ours[1] > first and (is_day or ours[0] - first <= A_MONTH)
    is_inside = first <= ours[0] <= ours[1] <= last
    return ours == of or is_inside and (is_day or known.is_of_a_part and ours[0] == first)


def _is_on_the_eve(ours: Span, day: date) -> bool:
    """Whether a count is of the day before: at the start of a day it is the same."""
    return ours[0] == ours[1] == day - timedelta(days=1)


def periods_named(words: str, year: int) -> Iterator[Named]:
    """The periods that words name, in their order."""
    short = (Named(start, text, (of,), is_firm=True) for start, text, of in quarters_left_out(words, year))
    yield from sorted([*_named(words, year), *short], key=lambda one: one.start)


def _named(words: str, year: int) -> Iterator[Named]:
    for found in PERIOD.finditer(words):
        kind, before = _kind(found), words[: found.start()]
        spans = _spans(found, year)
        is_meant = MEANT.search(words) or FUTURE.search(words)
        if is_meant:  # what is to come has no figure yet
            spans = tuple(one for one in spans if one[0] <= date(year, 3, 31))
        if spans:
            is_past = kind in ("last", "ago") or spans[0][1] <= date(year - 1, 3, 31)
            yield _as_named(found, spans, before, is_past=is_past)


def _as_named(found: re.Match[str], spans: tuple[Span, ...], before: str, *, is_past: bool) -> Named:
    kind = _kind(found)
    is_than = kind in ("last", "year") and before.endswith(" on ")  # fell on last year
    if kind == "span":
        before = re.sub(r"\bfrom\s+$", "", before, flags=re.IGNORECASE)
    before = A_SHARE.sub("", before)
    is_firm = not (is_than or COMPARED.search(before)) or bool(BY_THE_END.search(before))
    is_firm = is_firm and not (kind == "this" and PART_OF_IT.search(before))
    words_of_it = " ".join(found.group().split())
    is_part = kind == "last" and bool(SAME_PART.search(before))
    flags = [kind == "end", kind == "since", kind == "calendar", is_past, is_part]
    return Named(found.start(), words_of_it, spans, is_firm, *flags)


def _kind(found: re.Match[str]) -> str:
    """Which of the alternatives matched."""
    return next(name for name in KINDS if found[name])


def _spans(found: re.Match[str], year: int) -> tuple[Span, ...]:
    """The periods that the words may mean, the report being of this year."""
    kind = _kind(found)
    if found["range"]:
        return as_spans(f"{plain(found['from'])} to {plain(found['to'])}")
    if kind in OF_MONTHS:
        return OF_MONTHS[kind](found, year)
    if kind in ("this", "last"):
        back = kind == "last"
        return ((date(year - 1 - back, 4, 1), date(year - back, 3, 31)),)
    if kind == "ago":
        ends = year - (2 if found.group().endswith("last") else number(found.group().split()[0]))
        return ((date(ends - 1, 4, 1), date(ends, 3, 31)),)
    if kind == "end":
        days = (
            [date(year, 3, 31)]
            if CLOSES.search(found.group())
            else [date(year - 1, 3, 31), date(year - 1, 4, 1)]
        )
        return tuple((day, day) for day in days)
    if kind == "month":
        return tuple(s for y in range(year - 6, year + 1) for s in as_spans(f"{found.group()} {y}"))
    return as_spans(plain(found.group()))
