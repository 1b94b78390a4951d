"""Numbers that an author aims at or plans: “we had set ourselves 90%”, “our aim for March 2027 is 95%”. What
is for later, or of what has no target, is no figure yet; the rest is the target that the portal knows."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.manuscript import Manuscript
from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence
from reporting.proof.stated import stated
from reporting.proof.worked_out.numbers import HEDGE, N, number

PER_CENT = r"(?P<percent>\s?(?:%|per\s+cent\b))?"
GOAL = (
    r"(?:aim(?:s|ed|ing)?|goals?|ambitions?|targets?|(?P<hoped>hopes?|hoped|hoping|plan(?:s|ned)?"
    r"|intentions?|intend(?:ed)?|want(?:ed)?|expect(?:ed)?|(?:w|sh)ould\s+like)"
    r"|set\s+(?:ourselves|themselves|out)|promised?|working\s+towards|standard\s+(?:we|that\s+we))"
)
OURS = r"(?:we|our|I|my|IROs?|the\s+(?:team|service|council|board|panel)(?:[’']s)?)"
AIMED = Pattern(
    rf"\b{OURS}\b(?:[^.;:\d]{{0,40}}?\b{GOAL}\b"
    rf"|\s+(?:now\s+|next\s+)?(?:shall|will|must|need\s+to|have\s+to)\b)[^.;:\d]{{0,60}}?\s"
    rf"(?:{HEDGE})?(?P<n>{N}){PER_CENT}(?![\d-])",
    re.IGNORECASE,
)
MEANT = Pattern(
    r"\b(?:we|IROs|the\s+(?:service|team|council))\s+(?:now\s+|also\s+)?(?:want|aim|hope|plan|intend"
    r"|will|expect)\b"
    rf"[^.;\d]{{0,50}}?\s(?P<n>{N})\b(?!\s+(?:in|out\s+of)\b)",
    re.IGNORECASE,
)
"""What is planned is no figure yet."""
THE = Pattern(r"\b(?:the|these|those|all)\s+$", re.IGNORECASE)
"""“We will look into the 34 that were not” tells of what there is."""
GOALS = Pattern(
    rf"\b(?:the|our|its|this)\s+(?P<n>{N}){PER_CENT}\s+(?:target|goal|standard|mark)\b", re.IGNORECASE
)
LATER = Pattern(
    r"\b(?:next|coming|following)\s+(?:(?:financial|reporting)\s+)?(?:year|spring|summer|autumn|winter"
    r"|spring)\b"
    r"|\b(?:(?:two|three|five)\s+years[’']?\s+time|in\s+future|from\s+now\s+on"
    r"|(?:in\s+the\s+)?year\s+ahead)\b",
    re.IGNORECASE,
)
YEARS = Pattern(r"\b(20\d\d)(?:\s?[-/–]\s?(?:20)?(\d\d))?(?!\d)")
Place = tuple[int, int]


def proved(manuscript: Manuscript, told: Sequence[Sentence]) -> Iterator[Place]:
    """Where in the paragraph such numbers stand."""
    asides = [known.aside for one in told for _, known in one.ours if known.aside]
    goals = [stated(aside.target) for aside in asides]
    targets = {(goal.value, goal.is_percent) for goal in goals if goal and goal.value is not None}
    for one in told:
        words = without_them(one.words)
        meant = (f for f in MEANT.finditer(words) if not THE.search(words[: f.start("n")]))
        yield from ((one.at + found.start("n"), one.at + found.end("n")) for found in meant)
        is_free = not targets or is_for_later(one.words, manuscript.year)
        for found in _aims(one):
            value = number(found["n"]), bool(found["percent"])
            if is_free or found.groupdict().get("hoped") or value in targets:
                yield one.at + found.start("n"), one.at + found.end("n")


def _aims(one: Sentence) -> Iterator[re.Match[str]]:
    """The typed numbers of a sentence that are aimed at, hoped for or planned."""
    words = without_them(one.words)
    for figure in one.figures:  # “to reach 75%, and not 54.3%” may stand before it
        words = f"{words[: figure.start]}{'x' * (figure.end - figure.start)}{words[figure.end :]}"
    for found in (*AIMED.finditer(words), *GOALS.finditer(words)):
        is_the = not GOALS.made(found) and THE.search(words[: found.start("n")])
        if not is_the:
            yield found


def is_for_later(words: str, year: int) -> bool:
    """Whether words name a time after the year of the report."""
    ends = (int(found[2] or found[1][2:]) for found in YEARS.finditer(words))
    return bool(LATER.search(words)) or bool(year) and any(end > year % 100 for end in ends)
