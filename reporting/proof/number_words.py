"""Numbers that are written as words: “twelve children” is as much a figure as 12."""

import re
from collections.abc import Iterator

from reporting.proof.pattern import Pattern

ONES: tuple[str, ...] = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
VALUES = (
    {word: number for number, word in enumerate(ONES, start=2)} | TENS | {"a dozen": 12, "zero": 0, "nil": 0}
)
COUNTED = (
    "children|young people|reviews|disputes|concerns|decisions|IROs|officers|checks|forms|placements|homes"
    "|boys|girls|care leavers|meetings|visits|adoptions|episodes|entrants|starters|leavers|arrivals"
    "|departures|teenagers|babies|toddlers"
)
BUT = r"(?:but|bar|save|except(?:ing)?|apart\s+from)(?:\s+for)?"
"""All but two."""
ONE = "child|young person|review|dispute|concern|decision|check|form|placement|meeting|visit"
OF_A_KIND = r"(?:(?:first|second|initial|later|midway|formal|late|monitoring)\s+)?"
"""Before what all of a kind is told of: all second reviews."""
OF_WHAT_KIND = (
    r"(?:(?:more|fewer|late|formal|informal|other|new|open|closed|midway|monitoring|missing|first"
    r"|initial|later|statutory|consultation|different|serious|disabled|unaccompanied|older"
    r"|younger|looked[\s-]after)\s+){0,2}"
)
"""Words that may stand between a number and what it counts: three late midway checks."""
WORD = "|".join(sorted(VALUES, key=len, reverse=True))
UNDER_HUNDRED = rf"(?:{WORD})(?:-odd\b|[- ](?:{'|'.join(ONES[:8])}|one)\b)?(?:\s+dozen\b)?"
HUNDREDS = rf"(?:(?:one|{'|'.join(ONES)}|a)\s+(?:hundred|thousand)\s*(?:,\s*|and\s+)?)*"
WRITTEN = Pattern(
    rf"(?<!between )(?<!no )\b({HUNDREDS}(?:{UNDER_HUNDRED})?)"
    r"(?=\s+(?:(?:of\s+(?:our|the|all|these|those)\s+)?"
    rf"{OF_WHAT_KIND}(?:{COUNTED})\b"
    r"|(?:out\s+)?of\s+(?:(?:our|the|all|these|those)\s*)?$|per\s+cent\b|(?:percentage\s+)?points\b))",
    re.IGNORECASE,
)
"""Only where they count what a report counts: five working days and the first three months are no figures."""

SHARE_BEFORE = Pattern(rf"\b(?:one|{'|'.join(ONES[:8])})\s+(?:in|out\s+of)\s+(?:every\s+)?$", re.IGNORECASE)
"""Nine in ten is one figure, not two."""


NOUGHT = Pattern(
    rf"\b(?:{COUNTED})\b(?:\s+[a-z]+){{0,4}}?(?::|\s+(?:–|was|were|stood\s+at))\s+(nil|zero)\b(?!-)",
    re.IGNORECASE,
)
"""What follows its number elsewhere: “formal disputes: nil”."""
NUMBERED = Pattern(
    rf"\b(?:{COUNTED})\b(?:\s+[a-z]+){{0,7}}?\s+(?:numbered|totall?ed|amounted\s+to|came\s+to)\s+(?:just\s+)?"
    rf"({HUNDREDS}{UNDER_HUNDRED})(?=\s*(?:[.,;:(]|and\b|in\b|$))",
    re.IGNORECASE,
)
"""What comes to its number later: “reviews late because of illness numbered fourteen”."""
BOUND = Pattern(
    r"\b(?:(?:more|fewer|less)\s+than|at\s+(?:least|most)|nearly|almost|about|around)\s+"
    rf"({HUNDREDS}{UNDER_HUNDRED})(?=\s*(?:[.,;:)]|$)|\s+of\s+(?:them|these|those)\b|\s+(?:had|did|have|got"
    rf"|went)\b)",
    re.IGNORECASE,
)
"""“Never more than five.”, “about ten of them”."""
PER = Pattern(
    rf"\b({HUNDREDS}{UNDER_HUNDRED})\s+(?:a|an|each|every|per)\s+(?:month|week|quarter|head|child|IRO"
    rf"|officer)\b",
    re.IGNORECASE,
)
"""“Seven a month”."""
APART = Pattern(
    rf"\b({HUNDREDS}{UNDER_HUNDRED})\s+(?:{OF_WHAT_KIND}(?:{COUNTED})\s+)?(?:(?:more|fewer|less|higher|lower"
    r"|better|worse)(?=\s+than\b(?!\s+(?:we|they|I|hoped|planned|expected)\b)|\s*[.,;:]|$)|(?:up"
    r"|down)\s+on\b|apart(?=\s*[.,;:)]|$))",
    re.IGNORECASE,
)
"""“Five more than the year before”, “nineteen down on last year”."""
MOVED_BY = Pattern(
    r"\b(?:(?:rose|risen|grew|grown|increased|climbed|went\s+up|gone\s+up|fell|fallen|dropped|decreased"
    r"|declined|reduced|lowered|raised|shrunk|slipped|dipped|eased"
    r"|went\s+down|gone\s+down|up|down)\s+by|(?:rise|fall|increase|drop|decrease|growth|decline)\s+of)\s+"
    rf"({HUNDREDS}{UNDER_HUNDRED})(?=\s*(?:[.,;:()]|to\b|from\b|on\b|over\b|and\s+(?!a\b)|$))",
    re.IGNORECASE,
)
"""“Rose by twelve”."""
LESS_BY = Pattern(
    r"\b(?!(?:car|manag|work|offic|memb|numb|ord|pap|lett|quart|leav|moth|fath|broth|sist|teach|adopt|oth"
    r"|anoth|partn|speak|own|us|rath|eith|neith|wheth|togeth|nev|aft|und|ov|furth)er\b)[a-z]{3,}er\s+by\s+"
    rf"({HUNDREDS}{UNDER_HUNDRED})(?=\s*(?:[.,;:()]|than\b|this\b|in\b|over\b|on\b|$))",
    re.IGNORECASE,
)
"""“Leaner by ten than last year’s”: whatever the word, it says by how much."""
THE_REST = Pattern(
    rf"(?<!\bin\s)\b({HUNDREDS}{UNDER_HUNDRED})\s+(?:were|was|did|had|have|are)\s+(?:held\s+)?(?:not\b"
    rf"|none\b|without\b|late\b|missed\b|overdue\b|never\b)",
    re.IGNORECASE,
)
"""“So four were late”."""
ONE_POINT = Pattern(r"\b(one)\s+(?:percentage\s+)?point\b", re.IGNORECASE)
A_SINGLE = Pattern(
    rf"(?<!at least )(?<!not )\b(one|a\s+single)\s+{OF_WHAT_KIND}(?:{ONE})\s+(?:went\s+missing|left\s+care"
    r"|came\s+into\s+care|(?:was|is)\s+(?:late|missing|missed|raised|settled|overdue|held\s+late))\b",
    re.IGNORECASE,
)
"""One counts only where it says what happened: “one child told us” is a story."""
WOULD_HAVE = Pattern(r"\s+(?:more|fewer)\s+[^.;:,]{0,40}?\b(?:would|could|might)\s+have\b", re.IGNORECASE)
"""What did not happen is counted nowhere: “eleven more children would have taken part”."""
OUR_STAFF = Pattern(
    rf"\b(?:our|the|these|those|its|all|same)\s+(?:\d+|(?:{'|'.join(ONES)}))\s+(?:[a-z-]+\s+){{0,2}}?"
    r"(?:IROs|officers|managers|administrators|social\s+workers|advocates|members\s+of\s+staff)\b",
    re.IGNORECASE,
)
"""How many work here, where it is no news: “our seven IROs”."""
TRAINED = Pattern(
    r"\s+of\s+(?:our|the)\s+(?:IROs|officers)\s+(?!look|carri|exceed|review|miss|rais|need|work)[a-z]+ed\b",
    re.I,
)
"""What some of the staff did is a story too: “two of our IROs trained as practice educators”."""
HELPED = Pattern(
    r"\s+(?:(?:of\s+(?:our|the)\s+)?(?:young\s+(?:people|person)|child(?:ren)?|care\s+leavers?|boys|girls))"
    r"(?:\s+of\s+[\d\s]+(?:and\s+\d+)?|\s+aged\s+[\w\s]{2,20}?)?"
    r"\s+(?:turn(?:ed|ing)|helped|spoke\s+at|designed|chose|drew|wrote|sat\s+on|joined|led|presented"
    r"|performed|interviewed"
    r"|opened|advised|trained|recorded|read)\b",
    re.IGNORECASE,
)
"""What some of them did with us is a story: “two young people helped to choose the provider”."""
TOOK = Pattern(r"\btook\s+(?:us\s+|them\s+)?$", re.IGNORECASE)
MEETINGS = Pattern(r"^\s+(?:of\s+[a-z]+\s+)?(?:meetings|visits)\b", re.IGNORECASE)
OF_MEETINGS = Pattern(r"\s+of\s+(?:those|these|our|its)\s+meetings\b", re.IGNORECASE)
"""“The team met eleven times, and its head joined four of those meetings”."""
PER_CENT = Pattern(r"\s+per\s+cent\b", re.IGNORECASE)


def number_words(told: str) -> Iterator[tuple[str, int]]:
    """Each number that is written as a word, with its value."""
    text = OUR_STAFF.sub(lambda found: " " * len(found.group()), told)
    for found in WRITTEN.finditer(text):
        words = found.group(1).strip()
        before = text[: found.start()]
        if words and not SHARE_BEFORE.search(before) and not _is_told(before, text[found.end() :]):
            share = PER_CENT.match(text, found.end())
            yield f"{words}{share.group() if share else ''}", value_of(words)
    for pattern, value in (
        (A_SINGLE, 1),
        (BOUND, None),
        (PER, None),
        (APART, None),
        (MOVED_BY, None),
        (LESS_BY, None),
        (THE_REST, None),
        (ONE_POINT, 1),
        (NOUGHT, 0),
        (NUMBERED, None),
    ):
        for found in pattern.finditer(text):
            yield found.group(1), value_of(found.group(1)) if value is None else value


def _is_told(before: str, after: str) -> bool:
    """Whether it is part of a story: “it took two meetings to agree”."""
    is_story = (TOOK.search(before) or OF_MEETINGS.match(after)) and MEETINGS.search(after)
    return bool(is_story or WOULD_HAVE.match(after) or TRAINED.match(after) or HELPED.match(after))


def value_of(words: str) -> int:
    """two hundred and thirty-eight -> 238"""
    if words.lower() in VALUES:
        return VALUES[words.lower()]
    total = 0
    for word in re.split(r"[\s,-]+", words.lower()):
        if word in ("hundred", "thousand"):
            total = (total or 1) * (100 if word == "hundred" else 1000)
        elif word == "dozen":
            total = (total or 1) * 12
        elif word == "one":
            total += 1
        else:
            total += VALUES.get(word, 0)
    return total
