"""A target that a sentence names by its number, and what is said to have become of it: “we set ourselves 95%,
and at 94.7% we got there”."""

import re
from collections.abc import Iterator
from fractions import Fraction

from reporting.proof.borne_out.series import good_way, value_of
from reporting.proof.borne_out.targets import GOAL, mark_in, target_of
from reporting.proof.meaning.negation import UNCERTAIN
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.shares import FUTURE

HOW = r"(?:[a-z]+ly\s+|just\s+|well\s+|at\s+last\s+)*"
IT = (
    r"(?:it|this|that|so|the\s+(?:mark|bar|line|level|feat))"
    r"(?=\s*(?:[.,;:)–]|$|(?:again|this\s+year|in\s+(?:the\s+end|20\d\d)|with\s+\d)\b))"
)
DID = Pattern(
    rf"\b(?:(?<!who\s)(?:got|get|gets|getting|made\s+it|(?:we|it|that)\s+(?:are|is|were|was))\s+{HOW}there"
    r"(?!\s+(?:is|are|was|were)\b)"
    r"|(?:(?:got|get|made\s+it|came|are|were|went|crept)\s+)?(?:over|across|past)\s+the\s+(?:line|bar"
    r"|mark|post)"
    r"|(?:got|get|made|make|manag(?:ed|e)|did|do|done|hit|reach(?:ed)?|clear(?:ed)?|pass(?:ed)?|met"
    r"|meet|beat"
    rf"|achieved?|surpass(?:ed)?|exceed(?:ed)?|pulled\s+off|brought\s+off|crossed|bettered)\s+{IT}"
    rf"|(?:it|this|that|which)\s+(?:was|is|has\s+been)\s+{HOW}(?:met|reached|achieved|hit|cleared|passed"
    r"|beaten|exceeded|surpassed)(?!\s+by\b)"
    rf"|pulled\s+(?:it|this|that)\s+off|succeeded|succeed|lived\s+up\s+to\s+{IT})",
    re.IGNORECASE,
)
FELL_SHORT = Pattern(
    r"\b(?:(?:fell|fall|fallen|came|come|stopped|were|was|are|is|ended|stay(?:ed|s)?|remain(?:ed"
    rf"|s)?)\s+(?:up\s+)?{HOW}"
    r"short(?!\s*-)(?!\s+(?:stay|break|term|notice|list)s?)|miss(?:ed)?\s+(?:it|this|that|out)\b"
    rf"|(?:it|this|that|which)\s+(?:was|is|has\s+been)\s+{HOW}missed\b"
    r"|wide\s+of\s+the\s+mark"
    r"|failed(?!\s+(?:to\s+(?:come|attend)|assess)))",
    re.IGNORECASE,
)
KEPT = Pattern(
    r"\b(?:(?P<kept>kept(?:\s+to)?|keep|honour(?:ed)?|fulfil(?:led)?|delivered(?:\s+on)?|deliver"
    r"|made\s+good(?:\s+on)?"
    r"|stuck\s+to|lived\s+up\s+to)|br(?:oke(?:n)?|eak)|gone\s+back\s+on|went\s+back\s+on)\s+(?:our|the"
    r"|this|that"
    r"|its)\s+"
    r"(?:[a-z]+\s+){0,2}?(?:promise|pledge|commitment|undertaking|word|ambition|aim|vow)\b",
    re.IGNORECASE,
)
"""“We kept our promise that 95% would be”."""
DONE = Pattern(r"(?:did|done|do|made|make)\b(?!\s+it)", re.IGNORECASE)
NOT_TOLD = Pattern(r"\b(?:to|can|could|may|might|must|cannot)\s+(?:[a-z]+ly\s+|quite\s+)?$", re.IGNORECASE)


def wrong_marks(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a target that is said to have been reached, or missed, and was not so."""
    words = sentence.words
    mark = mark_in(words, sentence.figures, (0, len(words)))
    goal = mark or GOAL.search(words)
    of_one = [*_of_one_measure(sentence)] if goal else []
    if goal is None or not of_one:
        return
    one, aim = of_one[0]
    is_met = {(value_of(other) - aim) * good_way(one) >= 0 for other, _ in of_one}
    told = {says_met: found for found, says_met in _told(words, goal.end(), by_number=mark is not None)}
    for says_met, found in told.items() if len(told) == 1 else ():
        if says_met not in is_met:
            said = f"“{' '.join(found.group().split())}” is said of {one.printed.text} and a target of"
            yield "claim", f"{said} {float(aim):g}. Choose words that fit, or check the figure."


def _of_one_measure(sentence: Sentence) -> Iterator[tuple[Said, Fraction]]:
    """The figures of the one measure of the sentence that has a target, each with it; those of other years
    have none of their own."""
    aims = {one.kind: aim for one, _ in sentence.ours if (aim := target_of(one)) and good_way(one)}
    alike = [one for one, _ in sentence.ours if one.kind in aims]
    yield from ((one, aims[one.kind]) for one in alike if len(aims) == 1)


def _told(words: str, begins: int, *, by_number: bool) -> Iterator[tuple[re.Match[str], bool]]:
    """What is told as having happened, and whether it says that the target was met. “We did so” may be said
    of other aims than those in numbers."""
    if by_number and (kept := KEPT.search(words[:begins])) and not FUTURE.search(words[: kept.start()]):
        yield kept, bool(kept["kept"]) is not is_denied(words, kept.start())
    if FUTURE.search(words, begins) or UNCERTAIN.search(words, begins):
        return
    for pattern, is_of_met in ((DID, True), (FELL_SHORT, False)):
        for found in pattern.finditer(words, begins):
            is_of_it = by_number or not DONE.match(found.group())
            if is_of_it and not NOT_TOLD.search(words[: found.start()]):
                yield found, is_denied(words, found.start()) is not is_of_met
