"""A year that begins after that of the report and is told as if it were over: “2026-27 having drawn to a
close, 46 children left”, “the results for 2026-27 are in”, where all figures are of 2025-26."""

import re
from collections.abc import Iterator
from datetime import date

from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Sentence
from reporting.proof.when import YEAR

NAMED = Pattern(YEAR)
FILLERS = (
    r"(?:is|are|was|has|have|had|having|being|been|now|just|all|well|truly|and|already|at\s+last"
    r"|finally|safely"
    r"|almost|nearly)\s+"
)
OVER = Pattern(
    rf"\s*,?\s+(?:the\s+year\s+)?(?:(?:{FILLERS})+(?:over|behind\s+us|complete|completed|finished"
    r"|closed|concluded"
    r"|done|past|gone|run\s+its\s+course|at\s+(?:an|its)\s+end|(?:drawn|come|drawing"
    r"|coming)\s+to\s+(?:a|an|its)\s+"
    rf"(?:close|end|conclusion|finish))|(?:{FILLERS})*(?:ended|concluded|closed|over"
    r"|(?:drew|came|comes|draws)\s+to\s+(?:a|an|its)\s+(?:close|end|conclusion|finish)))\b(?!\s+and\s+above)",
    re.IGNORECASE,
)
BEGUN_WITH = Pattern(
    r"(?:(?<!\bbe\s)(?<!\bwas\s)(?<!\bwere\s)(?<!\bbeen\s)\b(?:closed|ended|finished|completed|concluded"
    r"|saw\s+out|rounded\s+off|wrapped\s+up)"
    r"|\b(?:hav(?:e|ing)|has|with)\s+(?:(?:now|just)\s+)*(?:(?:come|got|reached|arrived)\s+(?:(?:to"
    r"|at)\s+)?"
    r"the\s+(?:end|close)\s+of|closed|completed|finished|ended|concluded)"
    r"|\b(?:look(?:s|ed|ing)?|think(?:ing)?)\s+back\s+(?:on|at|over|to|upon)"
    r"|\b(?:results?|reports?|returns?|figures?|outturn|performance|record)\s+(?:for|of|from|in))"
    r"\s+(?:(?:the\s+)?(?:[a-z]+\s+)?year\s+)?$",
    re.IGNORECASE,
)
OF_ANOTHER = Pattern(r"\b(?!year\b|end\b|close\b)[a-z]+\s+(?:for|of)\s+$", re.IGNORECASE)
"""“The strategy for 2026-27 was finished” does not say that the year is."""
NOT_YET = Pattern(
    r"\b(?:before|until|till|once|when|if|by\s+the\s+time|as\s+soon\s+as|not"
    r"|until\s+after)\s+(?:the\s+year\s+)?$",
    re.IGNORECASE,
)
TO_COME = Pattern(
    r"\b(?:will|shall|would|should|so\s+far|to\s+date|not\s+yet|first\s+(?:months?|quarter)|plans?|target"
    r"|not\s+(?:over|ended|finished|complete)|next)\b",
    re.IGNORECASE,
)


def wrong_over(sentence: Sentence, year: int) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each year to come that is told as gone beside figures of another; the report
    is of the year that ends in this one."""
    if not (year and sentence.ours) or TO_COME.search(sentence.words):
        return
    for found in NAMED.finditer(sentence.words):
        named = span(" ".join(found.group().split()))
        if named and named[0] >= date(year, 4, 1) and _is_told_as_over(sentence.words, found):
            times = [span(known.period) for _, known in sentence.ours]
            if not any(of and named[0] <= of[1] <= named[1] for of in times):
                one, known = sentence.ours[0]
                said = (
                    f"“{found.group()}” is told as if it were over, but “{known.what}” ({one.printed.text})"
                )
                yield "period", f"{said} is there of {known.period}. Choose the period of the figure."


def _is_told_as_over(words: str, found: re.Match[str]) -> bool:
    before = words[: found.start()]
    is_over = OVER.match(words, found.end()) and not OF_ANOTHER.search(before) or BEGUN_WITH.search(before)
    return bool(is_over) and not NOT_YET.search(before)
