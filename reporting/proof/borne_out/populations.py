"""All of whom a share is one of, where the sentence names them apart from it: “of the children in our care,
46.4% were aged 10 to 15”, of those who came."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.manuscript import Known
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence
from reporting.proof.shares import FRACTION, tells_why
from reporting.proof.whose import NOUNS, READ, counted_by

PEOPLE = (
    r"(?:(?:all|the|our|those|these|every|\d[\d,]*)\s+)*(?:children|young\s+people|those|everyone"
    r"|people)\s+"
)
LOOKED_AFTER = r"(?:(?:all|the|our)\s+)*looked[\s-]after\s+(?:children|young\s+people)"
NAMED = {
    "in care": r"(?:now\s+|currently\s+)?(?:in\s+(?:our\s+)?care|(?:that\s+"
    r"|whom\s+)?we\s+(?:now\s+|have\s+)?(?:look(?:ed)?\s+after|cared\s+for)|looked\s+after)",
    "came into care": r"(?:who\s+)?(?:came|coming|enter(?:ed|ing)|start(?:ed|ing)|began|joined)\b",
    "left care": r"(?:who\s+)?(?:left|leaving|ceased|moved\s+on)\b",
}
ARRIVED = r"(?:(?:all|the|our|these|new)\s+)*(?:arrivals|entrants|newcomers|starters)\b"
WENT = r"(?:(?:all|the|our|these)\s+)*(?:leavers|departures)\b"
OURS = r"(?:all\s+)?our\s+children\b(?!\s+(?:who|that|coming|leaving))"
MORE = {"in care": rf"|{LOOKED_AFTER}|{OURS}", "came into care": rf"|{ARRIVED}", "left care": rf"|{WENT}"}
OF = {
    name: Pattern(
        rf"(?:^|(?<!\d)(?<!most)(?<!half)[\s(]|,\s+)(?:of|among"
        rf"|out\s+of)\s+(?:{PEOPLE}{words}{MORE[name]})",
        re.IGNORECASE,
    )
    for name, words in NAMED.items()
}
WHOM = "|".join(words for kind, words in NOUNS.items() if kind not in ("children", "reviews"))
SHARE_OF = Pattern(
    rf"\b(?:{FRACTION}|most|few|half|(?:vast\s+|large\s+|small\s+)?(?:majority|minority))"
    rf"\s+(?:of\s+)?(?:(?:all|our|the|these|those)\s+)*(?P<whom>{WHOM})\b(?![’'])",
    re.IGNORECASE,
)
OF_CHILDREN = Pattern(
    rf"\b(?:{FRACTION}|most|few|half|(?:vast\s+|large\s+|small\s+)?(?:majority|minority))"
    r"\s+of\s+(?:(?:all|our|the|these|those)\s+)+(?:children"
    r"|young\s+people)(?:\s+in\s+(?:our\s+)?care)?\s*[(,]\s*",
    re.IGNORECASE,
)
LAND = r"(?:in\s+England|across\s+(?:England|the\s+country)|in\s+the\s+(?:country|region)|nationally)"
OF_ENGLAND = Pattern(
    rf"\s+of\s+(?:all\s+|the\s+)*[a-z]+(?:\s+(?:in\s+care|people|leavers))?\s+{LAND}\b", re.IGNORECASE
)
IN_ENGLAND = Pattern(
    rf"(?:^|[;,]\s+(?:and|while|whereas|but)?\s*){LAND},?\s+(?:about\s+|some\s+|just\s+)?$"
    r"|\bEngland[’']s\s+(?:share\s+of\s+|figure\s+of\s+|rate\s+of\s+)?$"
    r"|\bEngland\s+(?:has|had|is\s+at|stands\s+at|reached|recorded)\s+(?:about\s+|some\s+|just\s+)?$",
    re.IGNORECASE,
)
CAME = Pattern(r"\bcame\s+into\s+care\b|^entrants\b|^starters\b", re.IGNORECASE)
WITH_A_SCORE = "with a questionnaire"
SCORED = Pattern(r"\bscore\s+of\s+concern\b", re.IGNORECASE)
OF_THE_SCORED = Pattern(
    r"[^,;:.()]{0,15}\b(?:with|whose|who\s+had|for\s+whom|where)\b[^,;:.()]*\b(?:questionnaires?|scores?)\b",
    re.IGNORECASE,
)
LEFT = Pattern(r"\bleft\s+care\b|^exits\b|^leavers\b|^left_", re.IGNORECASE)


def wrong_populations(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of shares that are named as those of others than they are of."""
    told = {name: found for name, pattern in OF.items() if (found := pattern.search(sentence.words))}
    ours = [(one, known) for one, known in sentence.ours if one.printed.is_percent]
    if len(told) != 1 or not ours or any(one.known is None for one in sentence.figures):
        return
    (name, found), *_ = told.items()
    kinds = {kind for _, known in ours if (kind := _population(known))} - _scored(sentence, found)
    if kinds and name not in kinds:
        one, known = ours[0]
        said = (
            f"“{' '.join(found.group().split())}” stands beside {one.printed.text}, but “{known.what}” is of"
        )
        yield (
            "base",
            f"{said} {known.base}, {'as they came' if 'came into care' in kinds else sorted(kinds)[0]}.",
        )


def _scored(sentence: Sentence, found: re.Match[str]) -> set[str]:
    """Those with a score, where they are named: “of the children in care with a questionnaire”."""
    return {WITH_A_SCORE} if OF_THE_SCORED.match(sentence.words, found.end()) else set()


def wrong_land(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a figure of ours that is said of England: “7.1% of children in England”."""
    for one, known in sentence.ours:
        before, after = sentence.words[: one.start], sentence.words[one.end :]
        if OF_ENGLAND.match(after) or IN_ENGLAND.search(before):
            yield (
                "base",
                f"{one.printed.text} is said of England, but is our “{known.what}”. Choose England’s.",
            )


def wrong_children(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a share in words of our children beside one of reviews: “fewer than half of
    our children (44.0%)”."""
    found = OF_CHILDREN.search(sentence.words)
    if found is None or len(sentence.figures) != 1 or not sentence.ours:
        return
    one, known = sentence.ours[0]
    if (
        one.printed.is_percent
        and found.end() == one.start
        and counted_by(known, is_whole=True) == {"reviews"}
    ):
        words = " ".join(found.group().split()).rstrip(" (,")
        said = f"“{words}” stands beside {one.printed.text}, “{known.what}”."
        yield "base", f"{said} Name what it counts: {known.base}."


def wrong_whom(words: str, figures: Sequence[Said], span: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a share in words of others than any figure beside it counts: “most families”
    beside a share of children."""
    figures = [one for one in figures if span[0] <= one.start < span[1]]
    shares = [found for found in SHARE_OF.finditer(words, *span) if not _is_apart(words, found, figures)]
    counted = [counted_by(one.known) for one in figures if one.known]
    for found in shares:
        kinds = {kind for kind, pattern in READ.items() if pattern.fullmatch(found["whom"])}
        kinds -= {"children", "reviews"}  # a review is one child's
        if kinds and counted and not any(kinds & of or not of for of in counted):
            one, whom = figures[0], found["whom"]
            what = one.known.what if one.known else ""
            said = f"“{' '.join(found.group().split())}” stands beside {one.printed.text}, “{what}”."
            yield "base", f"{said} Choose the figure of {whom}, or name what it counts."


def _is_apart(words: str, found: re.Match[str], figures: Sequence[Said]) -> bool:
    """“Because most schools were closed, 84.5%”."""
    return bool(figures) and tells_why(words, found.start(), figures[0].start)


def _population(known: Known) -> str:
    if SCORED.search(known.what):
        return WITH_A_SCORE
    for name, pattern in (("came into care", CAME), ("left care", LEFT)):
        if pattern.search(known.what) or pattern.search(known.code):
            return name
    if known.base == "care leavers":
        return "left care"
    if known.base == "periods of care":
        return "came into care"
    return "in care" if known.base == "children" else ""
