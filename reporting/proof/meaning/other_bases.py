"""Figures that a sentence counts among others than they are counted among: a share of those with a score said
of all children in care, times missing of “different children”, the children of one day of a whole year."""

import re
from collections.abc import Iterator

from reporting.proof.manuscript import Known
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.stated import whole_number_for
from reporting.proof.whose import OF_A_WHOLE, PERIODS_OF_CARE, counted_by

PEOPLE = r"(?:children|young\s+people|boys(?:\s+and\s+girls)?|girls|teenagers)"
EACH_ONCE = r"(?:different|individual|separate|distinct|unique)"
DIFFERENT = Pattern(rf"\s+(?:of\s+our\s+)?{EACH_ONCE}\s+{PEOPLE}\b", re.IGNORECASE)
OF_OURS = Pattern(rf"\s+of\s+(?:our|the|these|those|all)\s+{PEOPLE}\b(?![’'])", re.IGNORECASE)
NUMBER_OF = Pattern(
    rf"\bnumber\s+of\s+(?:{EACH_ONCE}\s+)?{PEOPLE}\s+(?:who|that|reported|going|coming|leaving)\b"
    r"[^.;:,(\d]{0,50}?\s+(?:was|is|stood\s+at|came\s+to|rose\s+to|fell\s+to)\s+(?:just\s+|only\s+)?$",
    re.IGNORECASE,
)
LISTED = Pattern(r"[^.;:()]{0,60},?[^.;:()]{0,90}", re.IGNORECASE)
OTHERS_BETWEEN = Pattern(
    r"\b(?:of\s+(?:those|whom|them)|England|target|average|(?:with|whose)\s+(?:an?\s+)?(?:questionnaire"
    r"|score))\b",
    re.IGNORECASE,
)
"""Another base that is named between the whole and the share."""
POINT = r"at\s+(?:(?:any|some)\s+(?:one\s+)?(?:point|time|stage)|one\s+(?:time|point)\s+or\s+another)"
ANY_TIME = Pattern(
    r"\b(?:passed\s+through\s+(?:our\s+)?care|everyone\s+who\s+was\s+in\s+care\s+(?:at|during"
    r"|in\s+the\s+year)"
    r"|had\s+(?:an?|some)\s+(?:[a-z]+\s+)?(?:spell|time|stay|period)\s+(?:in|with)\s+(?:our\s+)?(?:care|us)"
    r"|spent\s+(?:at\s+least\s+)?(?:an?|some|one)\s+(?:days?|time|nights?|weeks?)\s+in\s+(?:our\s+)?care"
    rf"|(?:in\s+(?:our\s+)?care|looked\s+after|cared\s+for|with\s+us)\s+{POINT})\b",
    re.IGNORECASE,
)
SOME_TIME = Pattern(rf"\b{POINT}\b", re.IGNORECASE)
"""Of children only where they are said to have been in care: “at some point 136 children were in care”."""
YEAR = r"(?:(?:reporting\s+|financial\s+)?year|twelve\s+months|20\d\d[-/–]\d\d)"
LONG = Pattern(
    r"\b(?P<long>(?:(?:during|throughout|over|across)|in\s+the\s+course\s+of|in\s+(?:the\s+)?(?:whole"
    rf"|entire))\s+(?:the\s+)?(?:(?:whole|entire|full)\s+)?(?:of\s+)?(?:the\s+)?{YEAR})\b"
    rf"|\b(?:in|within)\s+(?:the\s+)?{YEAR}\b",
    re.IGNORECASE,
)
LOOKED_AFTER = (
    r"(?:looked\s+after|cared\s+for|supported|worked\s+with|had\s+in\s+(?:our\s+)?care|provided\s+care\s+for)"
)
WE_DID = Pattern(rf"\b{LOOKED_AFTER}\s+(?:some\s+|about\s+|a\s+total\s+of\s+)?$", re.IGNORECASE)
THEY_WERE = Pattern(
    rf"\s+(?:{EACH_ONCE}\s+)?{PEOPLE}\s+(?:were|have\s+been|had\s+been)\s+(?:in\s+(?:our\s+)?care"
    rf"|looked\s+after"
    r"|cared\s+for|with\s+us)\b",
    re.IGNORECASE,
)
IN_ALL = Pattern(
    rf"\b(?:in\s+total|in\s+all|altogether|a\s+total\s+of|{EACH_ONCE}\s+{PEOPLE})\b", re.IGNORECASE
)
ON_A_DAY = Pattern(
    r"\b(?:on|at|by)\s+(?:the\s+)?(?:last\s+day|end|close|year[\s-]end|31\s+March|any\s+one\s+(?:time|day)"
    r"|that\s+day)\b|\b(?:average|mean|typical)\b",
    re.IGNORECASE,
)


def wrong_other_bases(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure that is told of others than it counts."""
    for one, known in sentence.ours:
        yield from _of_episodes(sentence, one, known)
    yield from _of_no_whole_number(sentence)
    if len(sentence.ours) == len(sentence.figures) == 1:
        yield from _of_any_time(sentence, *sentence.ours[0])


def _of_episodes(sentence: Sentence, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    """“23 different children were reported missing”, where 23 times are counted."""
    if one.printed.is_percent or not known.base:
        return
    before, after = sentence.words[: one.start], sentence.words[one.end :]
    counts_children = "children" in counted_by(known)
    is_once = DIFFERENT.match(after) and (not counts_children or PERIODS_OF_CARE.search(known.base))
    is_of_people = not counts_children and (OF_OURS.match(after) or NUMBER_OF.search(before))
    if is_once or is_of_people:
        said = f"{one.printed.text} is said of children, but “{known.what}” counts {known.base}."
        yield "base", f"{said} Name what it counts, or choose the figure of children."


def _of_no_whole_number(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“Of the 136 children in care, 21.1% had a score of concern”, which no whole number of them gives."""
    if len(sentence.ours) < 2 or not OF_A_WHOLE.search(sentence.words[: sentence.figures[0].start]):
        return
    (whole, first), *parts = sentence.ours
    if whole.printed.is_percent or whole.printed.value is None:
        return
    for part, known in parts:
        between = sentence.words[whole.end : part.start]
        is_of_it = LISTED.fullmatch(between) and not OTHERS_BETWEEN.search(between)
        is_share = part.printed.is_percent and span(known.period) == span(first.period)
        if is_of_it and is_share and whole_number_for(part.printed, whole.printed.value) is None:
            said = (
                f"{part.printed.text} is said of {whole.printed.text}, but no whole number of them gives it."
            )
            yield "base", f"{said} Choose the whole that “{known.what}” is counted among."


def _of_any_time(sentence: Sentence, one: Said, known: Known) -> Iterator[tuple[str, str]]:
    """“In the whole of 2025-26 we looked after 136 children in total”, who were there on its last day."""
    ours, words = span(known.period), sentence.words
    is_stock = ours is not None and ours[0] == ours[1] and counted_by(known) == {"children"}
    if not is_stock or one.printed.is_percent or "=" in one.ref:
        return
    told = ANY_TIME.search(words) or _some_time(sentence, one)
    told = told or (None if ON_A_DAY.search(words) else _long_time(sentence, one))
    if told and not is_denied(words, told.start()):
        said = f"“{' '.join(told.group().split())}” stands beside {one.printed.text}, but “{known.what}” is"
        yield "period", f"{said} there of {known.period} alone. Name that day, or leave the time out."


def _long_time(sentence: Sentence, one: Said) -> re.Match[str] | None:
    """The year in which as many are said to have been looked after, where it is told of all of it."""
    begins = sentence.words.rfind(";", 0, one.start) + 1
    ends = sentence.words.find(";", one.end)
    told = LONG.search(sentence.words, begins, ends if ends > 0 else len(sentence.words))
    return (
        told
        if told and _are_in_care(sentence, one) and (told["long"] or IN_ALL.search(sentence.words))
        else None
    )


def _some_time(sentence: Sentence, one: Said) -> re.Match[str] | None:
    """“At some point in the year 136 children were in care”."""
    told = SOME_TIME.search(sentence.words)
    return told if told and _are_in_care(sentence, one) else None


def _are_in_care(sentence: Sentence, one: Said) -> bool:
    """Whether it is as many who are said to have been in care."""
    before, after = sentence.words[: one.start], sentence.words[one.end :]
    return bool(WE_DID.search(before) or THEY_WERE.match(after))
