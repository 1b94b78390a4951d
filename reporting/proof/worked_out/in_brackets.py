"""Counts in words right before their figure in brackets: “two informal alerts (3)”."""

import re
from collections.abc import Iterator

from reporting.proof.no_figures import without_them
from reporting.proof.number_words import ONES, UNDER_HUNDRED
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence
from reporting.proof.worked_out.numbers import number

NO_COUNT = (
    r"(?:of|in|out|than|more|fewer|less|higher|lower|up|down|points?|years?|months?|weeks?|days?|quarters?"
    r"|times"
    r"|per|cent|percent|teams?|kinds?|groups?|to|and|or|by|for|with|who|that|were|was|went|came|left"
    r"|measures?"
    r"|reasons?|needs?|others?|cases?|halves|thirds)"
)
COUNTED_SO = Pattern(
    rf"(?<![\w.,-])(?P<n>\d+|one|{UNDER_HUNDRED})\s+(?:(?!{NO_COUNT}\b)[a-z’-]+\s+){{1,3}}?\(\s*$",
    re.IGNORECASE,
)
NOT_EXACT = Pattern(
    r"\b(?:about|around|roughly|some|nearly|almost|over|under|than|least|most|to|aged|age|by|the|all|of|our"
    r"|every|each"
    rf"|and|or|but|only\s+the|in|hundred|{'|'.join(ONES)})\s+$",
    re.IGNORECASE,
)
"""Before a number that says no count by itself: “aged five”, “the three”."""


def wrong_brackets(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each of them that is another number than the figure."""
    begins, words = 0, without_them(sentence.words)
    for one in sentence.figures:
        lead, begins = words[begins : one.start], one.end
        found = COUNTED_SO.search(lead) if sentence.words[one.end :].startswith(")") else None
        if found is None or one.printed.is_percent or one.printed.value is None:
            continue
        is_hedged = NOT_EXACT.search(lead[: found.start()]) and not lead[: found.start()].endswith(") and ")
        if not is_hedged and number(found["n"]) != one.printed.value:
            said = " ".join(lead[found.start() :].rstrip(" (").split())
            yield (
                "claim",
                f"“{said}” stands beside {one.printed.text}. Choose words that fit, or check the figure.",
            )
