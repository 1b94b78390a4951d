"""Numbers that measure nothing: days, ages, rules of law and their limits, telephone numbers, addresses."""

import re
from functools import lru_cache

from reporting.proof.number_words import COUNTED
from reporting.proof.pattern import Pattern

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
NUMBERS = r"\d{1,2}(?:\s?(?:-|–|to|and|or)\s?\d{1,2})?"
COUNTS = rf"(?!\s?(?:%|per\s+cent)|\s+(?:{COUNTED})\b)"
UNIT = r"(?:(?:working|calendar|school)[\s-]+)?(?:days?|weeks?|months?|hours?|years?|minutes?|miles?)"
NAMED = (
    "sections?|regulations?|paragraphs?|chapters?|parts?|appendix|annex|tables?|figures?|pages?"
    "|schedules?|articles?"
    "|weeks?|steps?|stages?|handbook|rules?|clauses?|items?|priority|priorities|themes?|recommendations?"
    "|objectives?"
    "|aims?|questions?|room|version|phase|volume|standards?|outcomes?|quarter|issue|edition|form"
)
NO_FIGURES = Pattern(
    "|".join(
        (
            rf"\b(?:regulations?|law|Act|guidance|handbook)\b[^.;%]{{0,20}}?"
            rf"\s(?:set|allow|ask|give|require|name|expect)s?\b"
            rf"[^.;%]{{0,40}}?\b\d+\s+{UNIT}\b(?:\s*(?:,|and|or|then)\s*(?:then\s+)?\d+\s+{UNIT}\b)*",
            rf"\b\d+\s+(?:{UNIT}\s+)?(?:that\s+|which\s+)?the\s+(?:law|regulations?|guidance|handbook|Act)\s+"
            r"(?:set|allow|ask|give|require|name|expect)s?\b",
            r"\b(?:child|boy|girl|person|man|woman|brother|sister|teenager),\s+(?:now\s+)?\d{1,2},",
            r"\b(?:been|here|worked|served|stayed|waited)\b[^.;,\d]{0,30}?\bfor\s+(?:over\s+|more"
            r"\s+than\s+)?\d+\s+years\b",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}(?:\s+\d{{4}})?|{MONTH}\s+\d{{1,2}}(?:st|nd|rd"
            rf"|th)?\b(?!\s+\w+)",
            rf"{MONTH}\s+\d{{4}}|\b(?:19|20)\d\d(?:\s?[-/–]\s?\d{{2,4}})?\b{COUNTS}",
            r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d\b",
            rf"\b(?:{NAMED})\s+\d[\w.()]*(?:\s?(?:,|-|–|to|and|or)\s?\d[\w.()]*)*",
            rf"\bages?d?\s+(?:of\s+|between\s+|under\s+|over\s+|from\s+|up\s+to\s+)?{NUMBERS}\b(?!\s?%)",
            rf"\bage\s+(?:groups?|bands?|range)\b[^.;:%\d]{{0,30}}?\b{NUMBERS}\b(?!\s?%)",
            rf"\b(?:is|are|was|were)\s+{NUMBERS}\s+(?:or|and)\s+(?:over|older|under|younger)\b",
            rf"\b(?:over|under|year|until|before|turn(?:s|ed|ing)?|reach(?:es|ed|ing)?"
            rf"|at)\s+{NUMBERS}\b{COUNTS}",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s?(?:to|-|–|and)\s?\d{{1,2}}(?:st|nd|rd"
            rf"|th)?\s+{MONTH}\b(?:\s+\d{{4}})?",
            r"\b\d+\s+years(?:’)?\s+(?:of\s+)?(?:experience|service)\b",
            r"\b\d+\s+years\s+(?:in|at|with|as)\s+(?!(?:our\s+)?care\b)",
            r"\b(?:child(?:ren)?|boys?|girls?|person|people|brothers?|sisters?|bab(?:y|ies)|teenagers?"
            r"|sibling)\s+of\s+"
            rf"{NUMBERS}\b(?!\s?%)",
            rf"\b(?:contracts?|leases?|licences?|agreements?|pilots?|terms?|runs?|lasts?|lasted"
            rf"|lasting)\b[^.;%\d]{{0,40}}?"
            rf"\b\d+\s+{UNIT}\b",
            rf"\bunder-\d{{1,2}}s?\b|\b{NUMBERS}[\s-]+(?:years?[\s-]+olds?|years?\s+of\s+age)\b",
            rf"\b(?:within|every|at\s+least|at\s+most|no\s+(?:more|less|later)\s+than|limit\s+of"
            rf"|up\s+to)\s+\d+\s+{UNIT}\b",
            rf"\b(?:after|for)\s+\d+(?:\.\d+)?\s+{UNIT}\s+or\s+(?:more|longer)\b",
            rf"\b(?:the|a|an|this|that|our)\s+\d+[\s-]+{UNIT}(?:\s+|[\s-])(?:limit|timescale|rule"
            rf"|deadline|standard|mark)\b",
            r"\b\d+\s+(?:hours|days)\s+a\s+(?:day|week|year)\b|\b24/7\b",
            r"\b50\s?(?:to|-|–|and)\s?70\b",  # the caseload that the guidance recommends
            r"\b(?:IROs?|officers?|caseloads?)\b[^.;%\d]{0,40}?\b(?:(?:more|less|fewer)\s+than|over|above"
            r"|below|under|short\s+of|within|at\s+most|up\s+to)\s+(?:50|70)\b",
            r"\b\d[\d,]*(?:\.\d+)?\s+(?:square\s+)?(?:miles?|kilometres?|km|acres?|hectares?)\b|\b\d+p\b",
            rf"\b(?:all|each\s+of\s+the)\s+\d+\s+{UNIT}\b",
            r"£\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|thousand|bn|m|k)\b)?",
            r"\b(?:R|P|X|V)-\d+|\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|noon)\b|\b\d{1,2}:\d\d\b",
            r"\b\d+(?:st|nd|rd|th)\b|\b(?:per|(?:for|in|of)\s+every)\s+(?:100|1,000|10,000|100,000)\b",
            r"(?:\(0\d{2,5}\)|\+\d\d|\b0\d{2,})(?:[\s-]?\(?\d{1,6}\)?){1,5}|\b(?:call|ring|phone"
            r"|dial)\s+[1-9]\d\d\b",
            r"https?://\S+|\bwww\.\S+|\S+@\S+\.\w+",
            r"(?-i:\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\b[A-Z]{2,}-\d+\b)",  # LS1 4AP, COVID-19
            r"“[^”%]*\s[^”%]*\s[^”%]*”",  # what somebody said
        )
    ),
    re.IGNORECASE,
)


NUMBERING = Pattern(
    r"(?:^|(?<=[:;,.–]\s)|(?<=\b(?:and|are)\s)|(?<=\bor\s))\(?(?P<n>\d{1,2})(?:\)"
    r"|\.(?=\s+[a-z]))(?=\s+[A-Za-z])"
)


@lru_cache(maxsize=1024)
def without_them(words: str) -> str:
    """The words with such numbers left blank."""
    return NO_FIGURES.sub(lambda found: " " * len(found.group()), _without_numbering(words))


def _without_numbering(words: str) -> str:
    """The words without the numbers of a list: “(1) … (2) …”."""
    numbers = [*NUMBERING.finditer(words)]
    if len(numbers) < 2 or [int(found["n"]) for found in numbers] != [*range(1, len(numbers) + 1)]:
        return words
    letters = list(words)
    for found in numbers:
        letters[found.start("n") : found.end("n")] = " " * len(found["n"])
    return "".join(letters)
