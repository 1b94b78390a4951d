"""Two measures laid beside each other before their figures: “more children left than came (46 and 56)”,
“formal disputes outnumber informal ones (1 and 3)”."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from reporting.proof.borne_out.series import good_way, value_of
from reporting.proof.borne_out.words import AGO
from reporting.proof.manuscript import Known
from reporting.proof.meaning.negation import counts_the_rest, is_turned
from reporting.proof.meaning.topics import READ, SHORT, of_figure
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence, is_denied
from reporting.proof.shares import FRACTION

TOLD = Pattern(
    r"\b(?:(?P<up>outnumber(?:s|ed)?|outstrip(?:s|ped)?|exceed(?:s|ed)?|overtook|overtake[sn]?)"
    r"|(?P<more>more|greater|higher|larger|commoner)|(?P<fewer>fewer|less|lower|smaller|rarer|scarcer)"
    rf"(?!\s+than\s+(?:{FRACTION}|\d))"
    r"|(?P<best>better|stronger|ahead)|(?P<worst>worse|weaker|poorer))\b",
    re.I,
)
THAN = Pattern(r"\bthan\b", re.I)
AHEAD = Pattern(
    r"\b(?:(?P<best>ahead\s+of|in\s+front\s+of)|(?P<worst>behind|lag(?:s|ging)?\s+behind|trailing)"
    r"|(?P<more>above)|(?P<fewer>below))"
    r"\s+(?:the\s+|our\s+)?(?!target|England|national|average)[a-z]",
    re.I,
)
STEM = 6
A_NUMBER = Pattern(r"\d")
THEN = Pattern(
    rf"than\s+(?:in\s+)?(?:{AGO}|England|any|all|our|the\s+(?:target|national)"
    r"|(?:that|this|these|those)\b(?!\s+(?:of|who|for|in)\b))",
    re.I,
)


def wrong_sides(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of what is said to be more than the others and is less."""
    ours = sentence.ours
    yield from _of_two_times(sentence)
    yield from _one_after_the_other(sentence)
    yield from _ahead(sentence)
    if len(ours) < 2 or len(ours) != len(sentence.figures) or not _are_of_several(sentence):
        return
    lead = sentence.words[: ours[0][0].start]
    told = _told(lead)
    if told is None:
        return
    found, than = told
    for (one, known), (other, theirs) in combinations(ours, 2):
        way = _way(lead[: than.start()], lead[than.end() :], known, theirs) * _good(found, one, other)
        if way and (value_of(one) - value_of(other)) * way <= 0:
            yield "claim", _fault(found, one, other)
            return


def _told(lead: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """The word that says which is more, and the one after which the other is named; None where it is
    denied, or told of another time or of others."""
    found = TOLD.search(lead)
    than = None if found is None else found if found["up"] else THAN.search(lead, found.end())
    if found is None or than is None or is_denied(lead, found.start()) or THEN.match(lead, than.start()):
        return None
    return found, than


def _of_two_times(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“Lower in 2024-25, at 88.7%, than in 2025-26, at 84.0%”."""
    pair = sentence.pair()
    if pair is None:
        return
    (one, _), (other, _) = pair
    between = sentence.words[one.end : other.start]
    found = TOLD.search(sentence.words[: one.start])
    if (
        found is None
        or found["up"]
        or not THAN.match(between.lstrip(" ,)"))
        or is_denied(sentence.words, found.start())
    ):
        return
    way = _good(found, one, other)
    if way and (value_of(one) - value_of(other)) * way <= 0:
        yield "claim", _fault(found, one, other)


def _one_after_the_other(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“Better at reports, 44.0%, than at decisions, 88.5%”."""
    if len(sentence.figures) != 2 or len(sentence.ours) != 2 or not _are_of_several(sentence):
        return
    (one, known), (other, _) = sentence.ours
    lead = sentence.words[: other.start]
    told = _told(lead)
    if told is None or told[0]["up"] or told[1].start() < one.end or A_NUMBER.search(lead, told[1].end()):
        return
    found, than = told
    way = _good(found, one, other)
    if is_turned(lead[: than.start()]) is not counts_the_rest(known.what):
        way = -way  # “more often late” of those in time
    if way and (value_of(one) - value_of(other)) * way <= 0:
        yield "claim", _fault(found, one, other)


def _ahead(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """“Dental checks (77.3%), ahead of immunisations (84.5%)”."""
    if len(sentence.ours) < 2 or len(sentence.ours) != len(sentence.figures) or not _are_of_several(sentence):
        return
    for (one, _), (other, _) in pairwise(sentence.ours):
        found = AHEAD.search(sentence.words[one.end : other.start])
        way = _good(found, one, other) if found else 0
        is_told = found and way and not is_denied(sentence.words, one.end + found.start())
        if found and is_told and (value_of(one) - value_of(other)) * way <= 0:
            yield "claim", _fault(found, one, other)


def _are_of_several(sentence: Sentence) -> bool:
    """Whether the figures are of one time and unit, and of several measures."""
    of_unit = {one.printed.is_percent for one, _ in sentence.ours}
    is_grouped = any("=" in one.ref for one, _ in sentence.ours)
    are_several = len({one.kind for one, _ in sentence.ours}) == len(sentence.ours)
    years = {(of := span(known.period)) and of[1] for _, known in sentence.ours}
    return len(of_unit) == 1 and are_several and not is_grouped and len(years) == 1


def _good(found: re.Match[str], one: Said, other: Said) -> int:
    """1 where the word says more of the first, -1 where it says less; 0 where neither is good."""
    if found["best"] or found["worst"]:
        good = good_way(one) if good_way(one) == good_way(other) else 0
        return -good if found["worst"] else good
    return -1 if found["fewer"] else 1


def _way(left: str, right: str, known: Known, theirs: Known) -> int:
    """1 where it is said of the first figure, -1 where it is said of the second; 0 where no name tells."""
    first_left, first_right = _names(left, known, theirs), _names(right, known, theirs)
    second_left, second_right = _names(left, theirs, known), _names(right, theirs, known)
    if first_right and second_right:
        return 0
    said = {first_left - second_left, second_right - first_right}  # by the words on either side
    return next((way for way in (1, -1) if way in said), 0)


def _names(words: str, known: Known, other: Known) -> bool:
    """Whether words name the one measure and not the other."""
    own = _words(known) - _words(other)
    if any(re.search(rf"\b{word}", words, re.I) for word in own):
        return True
    subjects = of_figure(known) - of_figure(other)
    return any(READ[name].search(words) or name in SHORT and SHORT[name].search(words) for name in subjects)


def _words(known: Known) -> set[str]:
    """The stems of a title: “answered” is named by “answering” too."""
    return {word[:STEM] for word in re.findall(r"[a-z]{5,}", known.what.partition(":")[0].lower())}


def _fault(found: re.Match[str], one: Said, other: Said) -> str:
    said = f"“{found.group()}” is said of {one.printed.text} and {other.printed.text}."
    return f"{said} Choose words that fit, or check the figures."
