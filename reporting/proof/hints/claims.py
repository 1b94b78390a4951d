"""Which words a mark with a source is to take in: the claim or its number, “fell from five to two”, “a
tenth”, never the first word that stands there."""

import re

from reporting.proof.borne_out.words import BETTER, DOWN, UP, WORSE
from reporting.proof.move_words import TIMES_OVER
from reporting.proof.no_number import MANY
from reporting.proof.number_words import COUNTED, OF_WHAT_KIND, ONE
from reporting.proof.pattern import Pattern
from reporting.proof.shares import FRACTION, HEDGE
from reporting.proof.worked_out.numbers import N

GAP = "…"
A_FIGURE = "\0"


def _unnamed(pattern: str) -> str:
    """A pattern without the names of its groups, which may then stand in another more than once."""
    return re.sub(r"\?P<\w+>", "?:", pattern)


AMOUNT = (
    rf"(?:{_unnamed(HEDGE)})?(?:{_unnamed(FRACTION)}|{N}(?:\s?%|\s+per\s+cent)?"
    r"(?:\s+(?:percentage\s+)?points?)?)"
)
MOVED = Pattern(
    rf"\b(?:{UP}|{DOWN}|{BETTER}|{WORSE}|{'|'.join(TIMES_OVER)})\b(?:\s+\w+ly)?(?:\s+(?:from|by|to"
    rf"|of)\s+{AMOUNT})*",
    re.IGNORECASE,
)
SHARE = Pattern(rf"\b{AMOUNT}", re.IGNORECASE)
SOME = Pattern(rf"\b(?:{MANY})\b", re.IGNORECASE)
ALL = Pattern(
    r"\b(?:none|nobody|no\s+one|without\s+exception|both|zero|nil)\b"
    r"|\b(?:not\s+(?:a\s+single\s+)?one|not\s+a\s+single|all|each|every(?:\s+single)?|no)\b"
    r"(?:\s+of\s+(?:the|our|these|those|them|all)\b)*"
    rf"(?:\s+{OF_WHAT_KIND}(?:{ONE}|{COUNTED})\b)?",
    re.IGNORECASE,
)


def claim_of(words: str, told: str) -> str:
    """The words of a sentence, from among those `told` and what they lead to, that make the claim. Figures in
    the sentence are marks, gaps where they are told."""
    begin, end = _place(words, told)
    moved = MOVED.search(words, begin)
    if moved and moved.start() < end:
        return _tidy(words[moved.start() : max(moved.end(), end)])
    found = SOME.search(words, begin, end) or ALL.search(words, begin, end) or SHARE.search(words, begin, end)
    return _tidy(found.group() if found else words[begin:end])


def told_whole(words: str, told: str) -> str:
    """What is told, to the end of the claim that it begins: “disputes fell from five to two”."""
    begin, end = _place(words, told)
    claim = words.find(claim_of(words, told), begin)
    whole = words[begin : max(end, claim + len(claim_of(words, told)))] if claim >= 0 else told
    return " ".join(whole.replace(A_FIGURE, GAP).split())


def _place(words: str, told: str) -> tuple[int, int]:
    """Where it stands in the sentence; the whole of it where it cannot be found."""
    letters = (re.escape(word).replace(GAP, f"(?:{GAP}|{A_FIGURE})") for word in told.split())
    found = re.search(r"\s+".join(letters), words, re.IGNORECASE)
    return found.span() if found else (0, len(words))


def _tidy(words: str) -> str:
    """The longest stretch of it without a figure."""
    stretches = [part.strip(" ,;:.()–") for part in re.split(f"[{GAP}{A_FIGURE}]", words)]
    return " ".join(max(stretches, key=len).split())
