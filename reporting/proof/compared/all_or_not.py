"""What is said of all, or denied of all, beside the share that it would be: “every child who was due one had
it (90 of 97)”, “not every child had an IRO named in time (100.0%)”."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import zip_longest

from reporting.proof.borne_out.series import value_of
from reporting.proof.meaning.negation import UNCERTAIN, counts_the_rest
from reporting.proof.number_words import COUNTED, OF_A_KIND
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence
from reporting.proof.shares import FUTURE
from reporting.proof.whose import A_PART

ONE = (
    r"(?:child|young\s+person|one|review|dispute|concern|decision|check|form|placement|meeting|visit|case"
    r"|care\s+leaver|boy|girl|baby|teenager|leaver|entrant|assessment|plan|report|instance)"
)
MANY = rf"(?:{OF_A_KIND}(?:{COUNTED}|cases|instances|assessments|reports|plans|of\s+(?:them|these|those)))"
ALL_OF_THEM = (
    rf"(?:(?:every|each)(?:\s+(?:and\s+every|single|last))?\s+{ONE}(?:\s+of\s+(?:the|our|these"
    r"|those)\s+[a-z]+)?"
    rf"|(?:all\s+(?:of\s+)?|each\s+of\s+)(?:(?:the|our|these|those)\s+)?{MANY}|everyone|everybody"
    rf"|whoever|any\s+{ONE}"
    rf"|the\s+whole\s+of\s+(?:the|this|that)\s+(?:group|cohort|number))"
)
DUE = (
    r"(?:\s+(?:who|that|which)\s+(?:was|were|is|are|had\s+been|came|left|needed|fell|should|had\s+to|we)\s+"
    r"(?:[a-z]+\s+){0,5}?[a-z]+)?"
)
"""Who makes up the whole: “every child who was due one”."""
TOLD = r"(?:(?!\b(?:not|who|that|when|if|never|except|but|bar|unless)\b)[^.;,:(–\d])"
SAID_OF_ALL = Pattern(
    rf"\b(?<!not\s)(?<!nearly\s)(?<!almost\s)(?P<q>{ALL_OF_THEM}){DUE}\s+{TOLD}{{3,60}}?(?:\s*\(|[:,–]\s+)$",
    re.IGNORECASE,
)
NONE_WITHOUT = Pattern(
    rf"\b(?P<q>(?:no|not\s+(?:a|one)(?:\s+single)?)\s+{ONE}|nobody"
    rf"|no\s+one)\b[^.;:(,\d]{{0,70}}?\b(?:not|without"
    r"|missed(?:\s+out)?|left\s+out|late|unanswered|lacked|overlooked|passed\s+over|n[’']t)\b[^.;:(,\d]{0,30}"
    r"(?:\s*\(|[:,–]\s+)$",
    re.IGNORECASE,
)
"""“No review that was not in time” are all of them."""
THAT_IS_ALL = Pattern(
    r"^[^.;:(\d]{0,60}?,\s+(?:which|that|this)\s+(?:is|was|means|meant|makes"
    r"|made)\s*,?\s+(?:to\s+say\s+)?,?\s*"
    rf"(?P<q>all(?=\s+of\s+(?:them|these|those)\b|\s*[.;,)])|{ALL_OF_THEM}|the\s+lot)\b",
    re.IGNORECASE,
)
RIGHT_AFTER = Pattern(r"\s*(?:[.;)]|$)")
MEANT = Pattern(
    r"\b(?:should|must|ought|deserves?|entitled|right\s+to|needs?\s+to|has\s+to|can|could|may|might)\b", re.I
)
DENIED = (
    rf"(?:not\s+(?:(?:in|for|of|by|with|to)\s+)?(?:quite\s+)?{ALL_OF_THEM}"
    rf"|(?:not|n[’']t|fail(?:ed|s|ure)?\s+to|unable\s+to)\b(?![^.;,:(\d]{{0,60}}?\b(?:only"
    rf"|just)\b)[^.;,:(\d]{{2,60}}?"
    rf"\b(?:(?:in|for|of|by|with|to)\s+)?(?:every|each)\s+(?:single\s+)?{ONE}"
    r"|but\s+not\s+(?:(?:in|for|of|by|with)\s+)?(?:quite\s+)?all|all\s+but\s+(?:one|two|three|a\s+few)"
    r"|(?:in|for)\s+(?:some|a\s+few|several|certain|one\s+or\s+two"
    rf"|a\s+handful\s+of)\s+(?:of\s+the\s+)?(?:{MANY}|{ONE})"
    r"\b[^.;,:(\d]{0,60}?\b(?:no|not|n[’']t|without)"
    r"|(?:some|a\s+few|several|certain|one\s+or\s+two|there\s+(?:were|was"
    rf"|are))\s+(?:of\s+the\s+)?(?:{MANY}|a\s+{ONE})"
    r"\b[^.;,:(\d]{0,60}?\b(?:no|not|n[’']t|without|lacked))\b"
)
NOT_ALL = Pattern(rf"\b(?P<q>{DENIED})", re.IGNORECASE)
SEGMENT = Pattern(
    r"[;]\s+|,\s+(?:and|but(?!\s+not\s+(?:(?:in|for|of)\s+)?all)|while|whereas|though|although"
    r"|even\s+though|yet"
    r"|however|which)\s+",
    re.IGNORECASE,
)
SO_MANY_DID = Pattern(r"\s+(?:were|had|did|was|are|have)\s*(?:[.;,]|$)", re.IGNORECASE)
"""“Some were not; 100.0% were.”"""
OF_MANY = {"child", "revie", "share", "leave", "young", "peopl"}
"""Beginnings of words that stand in the names of many figures."""
STEM, NOT_FAR = 5, 5
"""Letters: of the start of a word, and up to a figure that begins the next clause."""


def wrong_of_all(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of what is said of all where a part did so, and denied of all where all did."""
    begins = [0, *(gap.end() for gap in SEGMENT.finditer(sentence.words))]
    for start, end in zip(begins, [*begins[1:], len(sentence.words)], strict=True):
        words = sentence.words[start:end]
        if FUTURE.search(words) or UNCERTAIN.search(words) or MEANT.search(words):
            continue
        ours = [one for one, _ in sentence.ours if start <= one.start < end]
        ours = ours or [
            one
            for one, _ in sentence.ours
            if end <= one.start < end + NOT_FAR and SO_MANY_DID.match(sentence.words, one.end)
        ]
        yield from _of_a_part(sentence.words, start, ours)
        yield from _of_none_left(words, ours)


def _of_a_part(words: str, start: int, ours: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """“Every child who was due one had it (90 of 97)”."""
    for one, after in zip_longest(ours, ours[1:]):
        share, end = _share(words, one, after)
        if share is None or not 0 < share < 1 or one.known and counts_the_rest(one.known.what):
            continue
        lead, rest = words[start : one.start], words[end:]
        is_alone = RIGHT_AFTER.match(rest)
        found = (SAID_OF_ALL.search(lead) or NONE_WITHOUT.search(lead)) if is_alone else None
        if found := found or THAT_IS_ALL.match(rest):
            said = f"“{' '.join(found['q'].split())}” stands beside {words[one.start : end]}."
            yield "claim", f"{said} Choose words that fit, or check the figure."


def _share(words: str, one: Said, after: Said | None) -> tuple[Fraction | None, int]:
    """The share that a figure is, or makes with the whole right after it, and where that ends."""
    if one.printed.is_percent:
        return value_of(one) / 100, one.end
    if after is None or not A_PART.fullmatch(words[one.end : after.start]) or not value_of(after):
        return None, one.end
    return value_of(one) / value_of(after), after.end


def _of_none_left(words: str, ours: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """“Not every child had an IRO named in time (100.0%)”."""
    found = NOT_ALL.search(words)
    shares = [one for one in ours if one.printed.is_percent]
    if not found or not shares or any(value_of(one) != 100 for one in shares):
        return
    one = shares[0]
    begin = 0 if found["q"].startswith("but") else words.rfind(",", 0, found.start()) + 1
    told = re.split(r"[,;:(]", words[found.end() :], maxsplit=1)[0]
    if _names(words[begin : found.end()] + told, one):
        said = f"“{' '.join(found['q'].split())}” stands beside {one.printed.text}, which is all."
        yield "claim", f"{said} Choose words that fit, or check the figure."


def _names(words: str, one: Said) -> bool:
    """Whether words speak of what a figure is called."""
    title = re.split(r":", one.known.what)[0].lower() if one.known else ""
    stems = {word[:STEM] for word in re.findall(r"[a-z]{4,}", title)} - OF_MANY
    return any(stem in words.lower() for stem in stems)
