"""What is told as done of a figure of those that were not: “managers replied to only 44 of the 383”, where 44
had no answer."""

import re
from collections.abc import Iterator

from reporting.proof.manuscript import Known
from reporting.proof.meaning.negation import UNCERTAIN, counts_the_rest, is_turned
from reporting.proof.meaning.quantities import clause_of
from reporting.proof.number_words import BUT
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence
from reporting.proof.shares import FUTURE

ANSWER = r"(?:answers?|repl(?:y|ies)|responses?|acknowledg(?:e)?ments?)"
ANSWERED = (
    r"(?:answer(?:ed|s)?|repl(?:ied|ies|y)\s+to|respond(?:ed|s)?\s+to|acknowledged?|dealt\s+with"
    r"|decided(?:\s+on)?"
    rf"|{ANSWER}\s+(?:came|arrived|(?:were|was)\s+(?:given|received|sent))\s+(?:back\s+)?(?:for|to|on)"
    rf"|(?:got|came|wrote)\s+back\s+(?:to\s+(?:us|IROs|them)\s+)?(?:on|about|over)"
    rf"|(?:gave|sent|wrote|provided|offered|made)\s+(?:us\s+|IROs\s+)?(?:an?\s+|their\s+)?{ANSWER}\s+(?:to"
    rf"|for|on))"
)
WAS_ANSWERED = (
    r"(?:(?:were|was|are|is|ha(?:ve|s|d)\s+been)\s+(?:\w+ly\s+)?(?:answered|acknowledged|replied\s+to"
    r"|responded\s+to|dealt\s+with)"
    rf"|(?:got|received|had|drew|met\s+with|brought)\s+(?:an?\s+|any\s+)?(?:\w+\s+)?{ANSWER})"
)
LIMIT = (
    r"(?:(?:the|their|its|our)\s+)?(?:[a-z]+\s+){0,2}?"
    r"(?:deadlines?|dates?|timescales?|time\s+limits?|limits?)"
)
KEPT = rf"(?:met|kept(?:\s+(?:to|within))?|made|hit|observed|stayed\s+within)\s+{LIMIT}"
HELD_SO = (
    rf"(?:{KEPT}|(?:took\s+place|happened|came|ran|were\s+[a-z]+)\s+(?:(?:with)?in|on|by|before)\s+"
    rf"(?:time\b|{LIMIT}))"
)
CARRIED_OUT = r"(?:did|held|completed|carried\s+out|made|finished|kept)"
WAS_CARRIED_OUT = (
    r"(?:(?:were|was|ha(?:ve|s|d)\s+been)\s+(?:\w+ly\s+)?(?:done|held|completed|carried\s+out|kept))"
)
ACTS = (
    (Pattern(r"\bwithout\s+an\s+answer\b", re.I), ANSWERED, WAS_ANSWERED),
    (Pattern(r"\bmissed\b", re.I), CARRIED_OUT, WAS_CARRIED_OUT),
    (Pattern(r"\b(?:late|overdue)\b", re.I), rf"{KEPT}\s+(?:for|in|at|with|of)", HELD_SO),
)
"""How that is told as done which the title of a figure says was not."""
ONLY = (
    r"(?:\s+(?:only|just|some|about|around|nearly|almost|barely|merely|a\s+mere|as\s+(?:few|many)\s+as|the"
    r"|our|all))*"
)
OF_ALL = r"(?:\s+(?:out\s+)?of\s+(?:the\s+|our\s+|all\s+|these\s+)*\d[\d,]*)?"
DONE = [
    (
        of_title,
        Pattern(rf"\b(?P<did>{did}){ONLY}\s+$", re.I),
        Pattern(
            rf"^(?:\s+[a-z]+){{0,2}}?{OF_ALL}(?:\s+(?!who\b|that\b"
            rf"|which\b)[a-z’]+){{0,4}}?\s+(?P<did>{was_done})\b",
            re.I,
        ),
    )
    for of_title, did, was_done in ACTS
]
EXCEPT = Pattern(rf"\b(?:{BUT})(?:\s+(?:the|these|those))*\s+$|\bother\s+than\s+$", re.I)
LATER = Pattern(
    r"\b(?:since|later|eventually|finally|in\s+the\s+end|afterwards|now|late|still|to\s+be|until|waiting)\b",
    re.I,
)
"""What was answered in the end had no answer when it was counted."""


def wrong_done(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure of those not done that a clause tells as done."""
    for one, known in sentence.ours:
        begin, end = clause_of(sentence.words, one.start)
        before, after = sentence.words[begin : one.start], sentence.words[one.end : end]
        is_open = any(p.search(f"{before} {after}") for p in (FUTURE, UNCERTAIN, LATER))
        if not counts_the_rest(known.what) or is_open or is_turned(f"{before} {after}"):
            continue
        if did := _told_as_done(before, after, known):
            yield "claim", _fault(did, one, known)


def _told_as_done(before: str, after: str, known: Known) -> str:
    """The words that say so; empty where none do."""
    for of_title, did, was_done in DONE:
        if of_title.search(known.what) and not EXCEPT.search(before):
            found = did.search(before) or was_done.match(after)
            if found:
                return " ".join(found["did"].split())
    return ""


def _fault(did: str, one: Said, known: Known) -> str:
    said = f"“{did}” is said of {one.printed.text}, which is “{known.what}”."
    return f"{said} Choose the figure of those that were, or say that these were not."
