"""Times that no figure is of: “in the last few months”, “since the spring”, “each month” beside the count of
a year. A reader would take the figure for one of that time."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.manuscript import Known
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence
from statute.clock_words import MONTHS

IN = r"(?:in|over|during|for|within|throughout|across)"
UNITS = r"(?:days?|weeks?|months?|quarters?|terms?|years?)"
FEW = r"(?:few|couple\s+of|several|some)"
LENGTHS = r"days|weeks|months|quarters"
SEASON = (
    r"(?:spring|summer|autumn|winter|midsummer|Christmas|Easter|new\s+year|half[\s-]term"
    r"|(?:school|bank)\s+holidays?)(?:\s+(?:terms?|holidays?|months?|break))?"
    r"(?![\s-]+\w*(?:school|club|day|part))"
)
EVENT = r"(?:(?:last|latest|recent|new)\s+)?(?:inspection|pandemic|lockdown|restructure|merger|move|visit)"
LONG_TIME = r"(?:decade|school\s+year|academic\s+year|calendar\s+month)"
MONTH, NO_YEAR = "|".join(MONTHS), r"(?!\s+(?:19|20)\d\d)"
VAGUE = Pattern(
    "|".join(
        (
            rf"\b{IN}\s+(?:the\s+|these\s+)?(?:last|past|recent|previous|first|final)\s+{FEW}\s+{UNITS}",
            rf"\b{IN}\s+(?:only|just|barely|under)\s+(?:a\s+few|two|three|four|five|six|seven|eight|nine|ten"
            r"|eleven|\d|1[01])\s+(?:weeks|months)\b",
            r"\bon\s+(?:Christmas|Boxing|New\s+Year[’']s|Easter|Midsummer)\s+[A-Z][a-z]+",
            rf"\b{IN}\s+(?:the\s+)?(?:recent|past|last)\s+(?:{LENGTHS}|years)\b",
            rf"\b(?:last|this|{IN}\s+the\s+(?:last|past))\s+(?:day|week|month|term)\b(?!\s+of\b)"
            rf"|\b{IN}\s+the\s+past\s+quarter\b|\byesterday\b",
            rf"\b(?:since|by|at|until|before|{IN})\s+(?:the\s+)?(?:(?:start|beginning|middle|end)\s+of\s+)?"
            rf"(?:the\s+|this\s+|last\s+)?(?:early\s+|late\s+)?{SEASON}",
            r"\b(?:this|last)\s+(?:spring|summer|autumn|winter|Christmas|Easter)\b",
            rf"\b{IN}\s+the\s+(?:{LENGTHS})\s+(?:before|after|since|around|leading\s+up\s+to|up\s+to)\b",
            rf"\b{IN}\s+the\s+run-?up\s+to\b"
            rf"|\bfrom\s+(?:the\s+)?(?:early\s+|late\s+)?{SEASON}\s+(?:to|until)\b",
            rf"\b(?:since|during|before|after)\s+(?:(?:the|our)\s+)?{EVENT}\b",
            rf"\b(?:{IN}|throughout)\s+the\s+(?:last\s+|past\s+)?{LONG_TIME}\b",
            r"\b(?:a\s+few|some|several|many)\s+(?:weeks|months|years)\s+ago\b",
            rf"\bsince\s+(?:the\s+(?:start|beginning|end)\s+of\s+)?(?:\d{{1,2}}\s+)?(?!April\b)"
            rf"(?:{MONTH})\b{NO_YEAR}",
            r"\b(?:by|until|up\s+to)\s+(?:the\s+(?:start|beginning|middle|end)\s+of\s+)?"
            rf"(?!March\b)(?:{MONTH})\b"
            rf"{NO_YEAR}",
            r"^(?:more\s+)?(?:recently|lately|of\s+late|nowadays|these\s+days)\b",
        )
    ),
    re.IGNORECASE,
)
SPAN = r"\b(?:the\s+last|within\s+a)\s+year\b"
OF_A_SPAN = Pattern(SPAN, re.IGNORECASE)
"""In the name of a figure: the twelve months before each review, in whichever year that was."""
NAMES = Pattern(rf"“(?P<name>[^”]{{8,}})”|{SPAN}", re.IGNORECASE)
SO_FAR = Pattern(
    r"\b(?:so\s+far\s+this\s+year|this\s+year\s+so\s+far|year\s+to\s+date"
    r"|with\s+[a-z]+\s+(?:more\s+)?(?:months?|weeks?|quarters?)\s+(?:still\s+|left\s+)?to\s+(?:go|run|come)"
    r"|year\s+is\s+not\s+(?:yet\s+|quite\s+)?over)\b",
    re.IGNORECASE,
)
NOW = Pattern(
    r"^(?:right\s+)?(?:as\s+of\s+)?(?:now|today|currently|at\s+present|at\s+the\s+moment),?\s+", re.I
)
EACH = r"(?:each|every|per|a)\s+(?:single\s+)?(?:day|week|month|quarter)"
NEAR = r"(?:,?\s+(?:on\s+average|some|about|around|nearly|almost|as\s+many\s+as))*,?\s+"
EACH_BEFORE = Pattern(rf"(?:^|\b)(?:(?:{EACH})|^(?:daily|weekly|monthly|quarterly)){NEAR}$", re.IGNORECASE)
EACH_AFTER = Pattern(
    rf"^[^,.;:]*?\b(?P<each>{EACH})$|^\s+(?:[a-z]+\s+){{0,2}}?(?P<of>{EACH})\b(?!\s+in\b)", re.IGNORECASE
)
IN_THAT = Pattern(
    r"\b(?:in|for|during|throughout)\s+(?:that|this|the\s+same)\s+(?:one\s+|single\s+)?(?P<unit>day|week"
    r"|month|quarter)\b",
    re.IGNORECASE,
)
DAYS_OF = {"day": 1, "week": 7, "month": 31, "quarter": 92}
IN_ALL = Pattern(r"\s+(?:[a-z]+\s+){0,2}?(?:in\s+all|altogether|in\s+total|in\s+the\s+year)\b", re.IGNORECASE)
YEARS = Pattern(
    r"\b(?:between\s+(?P<one>20\d\d)\s+and|from\s+(?P<two>20\d\d)\s+(?:to|until))\s+"
    r"(?P<end>20\d\d)\b(?!\s?[-/–])",
    re.IGNORECASE,
)
COMPARED = Pattern(
    r"\b(?:than|with|to|against|as|like|about|target|plan)\s+(?:that\s+of\s+|those\s+of\s+)?$", re.IGNORECASE
)
APART = Pattern(
    r"\b(?:than|what|some|others?|hoped?|plan(?:ned)?|expect(?:ed)?)\b[^,;.]{0,40}$", re.IGNORECASE
)
"""Between a figure and a time: of these some came then, or more than somebody had hoped for then."""
ALL_YEAR = r"(?:during|throughout|over|across|in\s+the\s+course\s+of)\s+the\s+(?:whole\s+)?year"
LOOKED_AFTER = r"(?:looked\s+after|cared\s+for|supported|worked\s+with|had\s+in\s+(?:our\s+)?care)"
A_DAY_BEFORE = Pattern(rf"\b{LOOKED_AFTER}\s+(?:some\s+|about\s+|a\s+total\s+of\s+)?$", re.IGNORECASE)
YEAR_AFTER = Pattern(rf"^(?:\s+[\w’]+){{1,4}}?\s+(?P<year>{ALL_YEAR})\b", re.IGNORECASE)
YEAR_BEFORE = Pattern(rf"^(?P<year>{ALL_YEAR}),?\s+\w+\s+{LOOKED_AFTER}\s+$", re.IGNORECASE)
ENDED = Pattern(
    r"\b(?:year|twelve\s+months|12\s+months)(?:\s+as\s+a\s+whole)?\s+(?:has\s+|had\s+)?(?:ended"
    r"|closed|finished|concluded"
    r"|came\s+to\s+(?:an\s+end|a\s+close))\b|\b(?:full|whole|entire)[\s-]year\b|\bannual\s+(?:total"
    r"|figure|rate)\b"
    r"|\byear[\s-]end\b|\b(?:year|12\s+months|twelve\s+months)\s+as\s+a\s+whole\b",
    re.IGNORECASE,
)
"""Words that say a year is over."""
A_SEASON = 100
"""Days: what is of no longer than a quarter may well be of the summer."""


def without_names(sentence: Sentence) -> str:
    """The words with blanks for what their figures are called, since that names no period of the report: a
    name in its marks, and “the last year” of “dentist seen within a year”."""
    names = [known.what.lower() for _, known in sentence.ours]
    is_of_a_span = any(map(OF_A_SPAN.search, names))

    def blank(found: re.Match[str]) -> str:
        is_name = any(found["name"].lower() in name for name in names) if found["name"] else is_of_a_span
        return " " * len(found.group()) if is_name else found.group()

    return NAMES.sub(blank, sentence.words)


def vague_times(clause: str, ours: Sequence[tuple[Said, Known]]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of the first vague time in a part of a sentence that gives figures no other
    period. Where each figure stands is counted from the start of the part."""
    long = [(one, known) for one, known in ours if _days(known) > A_SEASON]
    found = [*_vague(clause, ours, long), *_now(clause, ours, long)]
    yield from found[:1] or _of_years(clause, long)


def times_of_each(clause: str, ours: Sequence[tuple[Said, Known]]) -> list[tuple[str, str]]:
    """“23 times a month”, of a year, whether the year is named too or not."""
    found = IN_THAT.search(clause)
    longer = [(one, known) for one, known in ours if found and _days(known) > DAYS_OF[found["unit"].lower()]]
    if found and ours and len(longer) == len(ours):
        return [_fault(found.group(), *longer[0])]
    return [*_of_each(clause, [(one, known) for one, known in ours if _days(known) > A_SEASON])]


def years_of_a_day(clause: str, ours: Sequence[tuple[Said, Known]]) -> Iterator[tuple[str, str]]:
    """“We looked after 238 children during the year”, who were there on its last day."""
    for one, known in ours:
        before, after = clause[: one.start], YEAR_AFTER.match(clause[one.end :])
        found = after if after and A_DAY_BEFORE.search(before) else YEAR_BEFORE.match(before)
        if found and _days(known) == 1 and not one.printed.is_percent:
            yield _fault(found["year"], one, known)


def _vague(
    clause: str, ours: Sequence[tuple[Said, Known]], long: Sequence[tuple[Said, Known]]
) -> Iterator[tuple[str, str]]:
    """“In the last few months”, “since the spring”."""
    for found in VAGUE.finditer(clause):
        figures = [*long, *_on_a_day(ours, found)]
        if figures and not _is_apart(clause, found.start(), ours):
            yield _fault(found.group(), *figures[0])


def _now(
    clause: str, ours: Sequence[tuple[Said, Known]], long: Sequence[tuple[Said, Known]]
) -> Iterator[tuple[str, str]]:
    """“Today 238 children”, of a day that has gone."""
    if found := NOW.match(clause):
        figures = [o for o in ours if o[0].start == found.end()] or long
        yield from (_fault(found.group().strip(" ,"), *figure) for figure in figures[:1])


def _of_each(clause: str, long: Sequence[tuple[Said, Known]]) -> Iterator[tuple[str, str]]:
    """“Each month 62 children came”, of a year."""
    for one, known in long if not _is_a_mean(long) else ():
        before = EACH_BEFORE.search(clause[: one.start])
        after = EACH_AFTER.match(clause[one.end :].rstrip(" ."))
        said = (after["each"] or after["of"]) if after else before.group().strip(" ,") if before else ""
        if said and not one.printed.is_percent and not IN_ALL.match(clause[one.end :]):
            yield _fault(said, one, known)


def _is_apart(clause: str, at: int, ours: Sequence[tuple[Said, Known]]) -> bool:
    """Whether the time is that of something else, with which a figure is compared."""
    begins = max((one.end for one, _ in ours if one.end <= at), default=0)
    return bool(COMPARED.search(clause[:at]) or begins and APART.search(clause[begins:at]))


def years_so_far(clause: str, ours: Sequence[tuple[Said, Known]]) -> Iterator[tuple[str, str]]:
    """“So far this year” beside the figure of a year that is over."""
    found, over = SO_FAR.search(clause), [o for o in ours if _days(o[1]) > A_SEASON and not o[1].is_of_a_part]
    if found and over:
        yield _fault(found.group(), *over[0])


def _of_years(clause: str, long: Sequence[tuple[Said, Known]]) -> Iterator[tuple[str, str]]:
    """“Between 2023 and 2025” beside one figure of one year."""
    found = YEARS.search(clause)
    if found and len(long) == 1 and int(found["end"]) - int(found["one"] or found["two"]) > 1:
        yield _fault(found.group(), *long[0])


def _on_a_day(ours: Sequence[tuple[Said, Known]], found: re.Match[str]) -> list[tuple[Said, Known]]:
    """What was counted on one day, where the words name another time to count: by the end of the summer."""
    is_time_to_count = re.match(
        r"(?:by|at|on|until|last|a\s+few|some|several|many)\b", found.group(), re.IGNORECASE
    )
    is_of_spring = re.search(r"\b(?:spring|Easter)\b", found.group(), re.IGNORECASE)
    return [o for o in ours if _days(o[1]) == 1] if is_time_to_count and not is_of_spring else []


def _is_a_mean(figures: Sequence[tuple[Said, Known]]) -> bool:
    """Whether a figure may well be said of each month: an average is no count."""
    return any(
        re.search(r"\b(?:mean|average|rate)\b|\beach\b|\bper\b", known.what, re.I) for _, known in figures
    )


def _days(known: Known) -> int:
    ours = span(known.period)
    return (ours[1] - ours[0]).days + 1 if ours else 0


def _fault(words: str, one: Said, known: Known) -> tuple[str, str]:
    said = f"“{' '.join(words.split())}” stands beside {one.printed.text}, but “{known.what}” is there of "
    return "period", f"{said}{known.period}. Name that period, or leave the time out."
