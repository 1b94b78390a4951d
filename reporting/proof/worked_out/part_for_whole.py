"""What a figure is a part of, told by the words around it: those counted among taken for those who did, the
count of those in time for that of the late, the count of a year for that of each officer."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reporting.proof.manuscript import Known
from reporting.proof.meaning.topics import FIRM, of_figure, subjects_in
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence
from reporting.proof.when import LAST, YEAR
from reporting.proof.whose import A_PART, CAME, IN_TIME, LATE, LEFT, WAYS

DID = Pattern(
    r"^\s+(?:of\s+)?(?:[\w’-]+\s+){0,3}?(?:who\s+|that\s+)?(?:had|took|got|received|attended|saw|were"
    r"|was|came|spoke)\s+"
    r"(?P<what>[^.,;()\d]{2,50})",
    re.IGNORECASE,
)
NOT_YET = Pattern(
    r"\b(?:due|should|needed|enough|able|possible|eligible|required|expected|could|asked|held|in\s+all|or)\b",
    re.I,
)
OF_TIME = Pattern(
    r"\b(?:time|timely|timescales?|deadlines?|late|overdue|punctual\w*|due|dates?|limits?|days"
    r"|of\s+(?:these|them|those))\b",
    re.IGNORECASE,
)
"""Words that say which of the reviews are meant."""
SOME_REVIEWS = Pattern(r"\b(?:took\s+part|spoken\s+to|views|attended|permanence|midway)\b", re.IGNORECASE)
"""What is counted among some of the reviews alone: those in which a child could take part."""
CHAIRED = Pattern(
    r"\b(?:chaired|held|conducted|completed|carried\s+out)\s+(?:a\s+total\s+of\s+)?$", re.IGNORECASE
)
WERE_HELD = Pattern(
    r"\s+reviews?\s+(?:were\s+(?:held|chaired|conducted|completed|carried\s+out)|took\s+place)\b",
    re.IGNORECASE,
)
IN_ALL = Pattern(r"\s+reviews?\s+(?:in\s+all|altogether|in\s+total|in\s+the\s+year|overall)\b", re.I)
COMMON = {
    *(
        "reviews",
        "review",
        "children",
        "child",
        "that",
        "were",
        "held",
        "have",
        "been",
        "with",
        "from",
        "their",
    ),
    *(
        "they",
        "this",
        "year",
        "return",
        "share",
        "among",
        "counted",
        "which",
        "whose",
        "done",
        "more",
        "three",
    ),
    *("took", "part", "some", "official", "reading", "council"),
}
"""Words that many figures have in their names, and those of taking part, which say nothing alone."""
LATE_BEFORE = Pattern(
    r"\b(?:late|overdue|missed)\s+(?:reviews?|checks?|decisions?|records?|forms?)\b[^.,;:(\d]{0,30}?"
    r"(?:\s+(?:was|were|is|numbered|fell\s+to|rose\s+to|stood\s+at|stands\s+at|came\s+to)|:)\s+$"
    r"|\b(?:late|overdue)\s+(?:reviews?|checks?)\s+\($",
    re.IGNORECASE,
)
EACH_BEFORE = Pattern(
    r"\b(?:IROs?|officers?|of\s+us|workers?|teams?)\b[^.;,\d]{0,25}?\beach\b[^.;,\d]{0,30}$"
    r"|\b(?:a|the)\s+(?:typical|average|usual)\s+(?:IRO|officer|worker)\b[^.;,\d]{0,25}$"
    r"|\b(?:each|every)\s+(?:of\s+(?:our|the)\s+)?(?:\w+\s+)?(?:IROs?|officers?|workers?"
    r"|teams?)\b[^.;,\d]{0,40}$",
    re.IGNORECASE,
)
A_MEAN = Pattern(r"\b(?:mean|average|rate|median)\b|\beach\b|\bper\b|caseload", re.IGNORECASE)
WHOLE_BEFORE = Pattern(r"\bof\s+(?:the\s+|our\s+|all\s+|these\s+)*$", re.IGNORECASE)
OF_THE, COMMA = Pattern(r"\bof\s+(?:the\s+|our\s+)*$", re.I), Pattern(r"[^.;\d]{0,50},\s+")
BOUND = Pattern(rf"\b(?:in\s+)?(?:(?P<last>{LAST})|(?P<this>this\s+year)|(?P<year>{YEAR}))\s+\($", re.I)


def wrong_parts(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure that the words take for another part of what it counts."""
    for one, known in sentence.ours:
        before, after = sentence.words[: one.start], sentence.words[one.end :]
        if not WHOLE_BEFORE.search(before):
            yield from _of_all(after, one, known)
        if LATE_BEFORE.search(before) and IN_TIME.search(known.what) and not LATE.search(known.what):
            yield "claim", f"“late” is said of {one.printed.text}, which is “{known.what}”."
        each = EACH_BEFORE.search(before)
        if each and not one.printed.is_percent and not A_MEAN.search(f"{known.what} {known.base}"):
            said = f"“each” is said of {one.printed.text}, but that is “{known.what}” of all together."
            yield "base", f"{said} Choose the mean, or leave out “each”."
    yield from _some_for_all(sentence)
    yield from _of_others(sentence)
    yield from _swapped(sentence)


def _of_all(after: str, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    """“97 children had a health assessment”, where 97 are those counted among."""
    found = DID.match(after) if one.kind == f"{known.code}|base" else None
    if found is None or NOT_YET.search(found.group()):
        return
    name = set(re.findall(r"[a-z]{4,}", known.what.lower())) - COMMON
    name -= set(re.findall(r"[a-z]{4,}", known.base.lower()))
    told = set(re.findall(r"[a-z]{4,}", found["what"].lower()))
    if name & told or subjects_in(found.group()) & of_figure(known) & FIRM:
        said = f"{one.printed.text} is how many are counted among, not how many {found.group().strip()}."
        yield "base", f"{said} Choose the figure without “counted among”."


def _some_for_all(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“We chaired 306 reviews”, where 306 are those that were in time."""
    for one, known in sentence.ours:
        rest = re.split(r"[,;:.]|\band\b", sentence.words[one.end :], maxsplit=1)[0]
        is_alone = len(sentence.figures) == 1
        told = sentence.words if is_alone else sentence.words[: one.start] + rest
        if not OF_TIME.search(told):
            yield from _some_of_all(sentence, one, known)


def _some_of_all(sentence: Sentence, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    is_of_all = one.kind.endswith(("|base", "|all"))
    is_some = not one.printed.is_percent and not is_of_all and bool(IN_TIME.search(known.what))
    is_some = is_some or one.kind.endswith("|base") and bool(SOME_REVIEWS.search(known.what))
    after, before = sentence.words[one.end :], sentence.words[: one.start]
    if (
        is_some
        and ("reviews" in known.base.split())
        and (
            CHAIRED.search(before)
            and re.match(r"\s+reviews?\b", after)
            or WERE_HELD.match(after)
            or IN_ALL.match(after)
        )
    ):
        said = f"{one.printed.text} is said of all reviews, but is “{known.what}”."
        yield "base", f"{said} Choose the figure of all, or say which they are."


def _of_others(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“46 of the 56 children who came into care left it”, where those who left are others."""
    for (part, known), (whole, other) in pairwise(sentence.ours):
        between = sentence.words[part.end : whole.start]
        ways = [
            {way for way in (CAME, LEFT) if re.search(WAYS[way], one.what, re.I)} for one in (known, other)
        ]
        is_part = A_PART.fullmatch(between)
        if all(ways) and OF_THE.search(sentence.words[: part.start]):
            is_part = is_part or COMMA.fullmatch(between)
        is_other = all(ways) and not ways[0] & ways[1]
        if is_part and (is_other or _is_late_of_those_in_time(known, whole, other)):
            said = f"{part.printed.text} is “{known.what}” and {whole.printed.text} is “{other.what}”"
            yield "base", f"{said}: one is no part of the other."


def _is_late_of_those_in_time(known: Known, whole: Said, other: Known) -> bool:
    """“17 of the 306 were late”, where the 306 are those in time."""
    is_of_some = whole.kind.endswith("|count") and IN_TIME.search(other.what)
    return bool(is_of_some and LATE.search(known.what))


def _is_in(period: str, year: str) -> bool:
    ours, named = span(period), span(year)
    return ours is None or named is None or named[0] <= ours[1] <= named[1]


def _swapped(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“Compared with the previous year (46), 55”, where 46 is of this one."""
    pair = sentence.pair()
    for one, known in pair or ():
        found = BOUND.search(sentence.words[: one.start])
        if not found or not sentence.words[one.end :].startswith(")") or pair is None:
            continue
        other = next(of for _, of in pair if of.period != known.period)
        is_last = known.period < other.period
        if found["year"]:
            is_wrong = not _is_in(known.period, found["year"])
        else:
            is_wrong = bool(found["last"]) is not is_last
        if is_wrong:
            said = (
                f"“{found.group().strip(' (')}” stands beside {one.printed.text}, but “{known.what}” is there"
            )
            yield "period", f"{said} of {known.period}. Choose the figure of the period that you name."
