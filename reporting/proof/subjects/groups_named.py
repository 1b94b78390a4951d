"""A group that a sentence without figures names, and lays beside the figure of all in the sentence before:
“94.7% of reviews were in time. In the North team it was the same”."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.alone import ALIKE_POINTS
from reporting.proof.borne_out.series import good_way, value_of
from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import group_of, number
from reporting.proof.move_words import HEDGED
from reporting.proof.moves import is_near
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence
from reporting.proof.text import sentences
from reporting.proof.when import PERIOD

IT = r"(?:it|this|that|they|things|the\s+(?:figure|share|number|rate|picture|position|result|proportion)s?)"
HOW = (
    r"(?P<same>(?:(?:exactly|much|just|about|almost)\s+)?(?:the\s+same|no\s+different|identical|similar)"
    r"|(?:just|every\s+bit)\s+as\s+(?:good|high|low|many))"
    r"|(?:(?:slightly|a\s+little|much|far|even|rather)\s+)?(?:(?P<up>higher|greater|larger|more)"
    r"|(?P<down>lower|smaller|fewer|less)|(?P<better>better|stronger)|(?P<worse>worse|weaker|poorer))"
)
IN = r"(?:in|at|for|among(?:st)?|with|by)\s+(?P<who>(?!this\b|that\b|these\b)[^,;:.\d]{3,60}?)"
TOLD = (
    Pattern(rf"^(?:And\s+|But\s+)?{IN},?\s+{IT}\s+(?:was|were|is|stood|looked)\s+(?:{HOW})\b", re.IGNORECASE),
    Pattern(
        rf"^(?:And\s+|But\s+)?{IT}\s+(?:was|were|is|stood|looked)\s+(?:{HOW})\s+{IN}(?=\s*(?:[.,;:]|$))",
        re.IGNORECASE,
    ),
)
A_GROUP = Pattern(
    r"\b(?:teams?|boys|girls|bab(?:y|ies)|teenagers|groups?|first\s+reviews?|second\s+reviews?"
    r"|later\s+reviews?|England)\b",
    re.IGNORECASE,
)
DULL = frozenset({"team", "teams", "the", "our", "and", "with", "children", "care", "of", "in", "all"})


def speaks_of_groups(words: str) -> bool:
    """Whether a sentence of a paragraph lays a group beside the figure of another, so that it is wanted."""
    return any(pattern.match(one) for one in sentences(words) for pattern in TOLD)


def wrong_beside_all(manuscript: Manuscript, told: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each group that is said to have been like all, or better, and was not, and of
    each whose figure the report does not know."""
    for n, one in enumerate(told):
        yield from _wrong(manuscript, told[:n], one)


def _wrong(manuscript: Manuscript, earlier: Sequence[Sentence], one: Sentence) -> Iterator[tuple[str, str]]:
    found = None if one.figures else next((m for pattern in TOLD if (m := pattern.match(one.words))), None)
    before = [sentence for sentence in earlier if sentence.figures][-1:]
    if found is None or not before or not before[0].ours or PERIOD.search(found["who"]):
        return
    of_all, known = before[0].ours[-1]
    if re.search(r"\bEngland\b", found["who"]):
        yield from _beside_england(found, of_all, known)
    else:
        yield from _beside_a_group(manuscript, found, of_all, known)


def _beside_a_group(
    manuscript: Manuscript, found: re.Match[str], of_all: Said, known: Known
) -> Iterator[tuple[str, str]]:
    """“94.7% of reviews were in time. In the North team it was the same”, where it was not."""
    group = _group(manuscript, of_all, known, found["who"])
    said = f"“{' '.join(found.group().split())}” is said beside {of_all.printed.text}"
    if group is not None and _fits(found, of_all, group) is False:
        yield "claim", f"{said}, but “{group.what}” is {group.text}. Choose words that fit."
    elif group is None and A_GROUP.search(found["who"]):
        yield "typed", f"{said} without its figure. Add the figure, or say it in other words."


def _beside_england(found: re.Match[str], of_all: Said, known: Known) -> Iterator[tuple[str, str]]:
    """“7.1% went missing. In England it is lower”, where it is 11.0%."""
    england = Known(known.aside.england if known.aside else "")
    said = f"“{' '.join(found.group().split())}” is said beside {of_all.printed.text}"
    if not england.text:
        yield "typed", f"{said} without its figure. Add the figure, or say it in other words."
    elif _fits(found, of_all, england) is False:
        yield "claim", f"{said}, but England is {england.text}. Choose words that fit."


def _group(manuscript: Manuscript, one: Said, known: Known, who: str) -> Known | None:
    """The figure of the one group whose name the words hold."""
    words = {word.lower() for word in re.findall(r"[A-Za-z]{2,}", who)} - DULL
    found = [
        other
        for ref, other in manuscript.figures.items()
        if (key := group_of(ref)[1])
        and ref.rpartition("|")[0] == one.ref
        and other.period == known.period
        and words & ({word.lower() for word in re.findall(r"[A-Za-z]{2,}", key)} - DULL)
    ]
    return found[0] if len(found) == 1 else None


def _fits(found: re.Match[str], of_all: Said, group: Known) -> bool | None:
    """Whether the group stands to all as the words say; None where nobody can tell."""
    value, other = number(group), value_of(of_all)
    if value is None:
        return None
    if found["same"]:
        is_hedged = HEDGED.search(found["same"]) or "similar" in found["same"].lower()
        near = is_near(value, other, of_all.printed.text)
        return near if is_hedged else abs(value - other) <= (ALIKE_POINTS if of_all.printed.is_percent else 0)
    good = good_way(of_all)
    ways = {"up": 1, "down": -1, "better": good, "worse": -good}
    way = next(sign for name, sign in ways.items() if found[name])
    return None if not way else (value - other) * way > 0
