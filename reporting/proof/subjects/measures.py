"""Which measures words speak of, by the titles of the measures themselves: “No child lives more than 20 miles
from home” is of “Placed more than 20 miles from home”, whether or not the report prints a figure of it."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log

from reporting.proof.number_words import VALUES
from reporting.proof.pattern import Pattern

Titles = tuple[tuple[str, str, str], ...]
"""Every measure that there is: its code, its title and the unit that it counts."""
WORD = Pattern(r"\d[\d,.]*\d|\d|[a-z]+")
OF_ALL_KINDS = frozenset({"child", "review"})
"""Of these much is told that is counted by form, answer or meeting."""
ON_ANYTHING = """
    a an the of in on at by for to with from and or but if than that this these those which who whom
    whose what how where when there their they them it its he she his her our we us i my you your one
    ones any some no not none nobody never all each every both either neither more most less fewer least
    as so also is are was were be been being am do does did has have had having will would can could may
    might must get got gotten receive receives received take took taken place happen happens happened
    occur occurs occurred during throughout over across within between into out up down time year years
    month months quarter quarters day days week weeks now then yet still even only just such same other
    another number single once ever
"""
DULL = frozenset(ON_ANYTHING.split())
"""Words that stand in sentences on anything."""
IRREGULAR = {
    "held": "hold",
    "came": "come",
    "left": "leave",
    "kept": "keep",
    "saw": "see",
    "seen": "see",
    "sent": "send",
    "spoke": "speak",
    "spoken": "speak",
    "talked": "speak",
    "talk": "speak",
    "wrote": "write",
    "written": "write",
    "told": "tell",
    "met": "meet",
    "went": "go",
    "gone": "go",
    "done": "do",
    "made": "make",
    "given": "give",
    "gave": "give",
    "knew": "know",
    "knows": "know",
    "known": "know",
    "teeth": "tooth",
    "people": "child",
    "person": "child",
    "children": "child",
    "boy": "child",
    "boys": "child",
    "girl": "child",
    "girls": "child",
    "housed": "place",
    "live": "place",
    "lives": "place",
    "lived": "place",
    "living": "place",
    "chosen": "choose",
    "chose": "choose",
    "understood": "understand",
}
NOUNS = frozenset({"meeting", "meetings"})
"""What is a thing, and not what somebody does: a target is met in no meeting."""
ENDING = Pattern(r"(?<=[a-z]{3})(?:ements?|ments?|ings?|ions?|ors?|ers?|ed|es|s|ly|e)$")
LEAST = 0.6
"""How much of a title words must name, its rare words counting for more."""
RARE = 25
"""A word that stands in more titles names none of them."""
RARE_NOUN, FEW_WORDS = 12, 2
"""In so many titles, and of so many words each, a noun may stand that is what they count."""


@dataclass(frozen=True)
class Named:
    """A measure that words name."""

    code: str
    has_all: bool
    """Whether they hold every word of its title."""
    is_alone: bool
    """Whether they hold nothing besides."""


@dataclass(frozen=True)
class _About:
    """What a measure is about, and what it counts."""

    code: str
    own: frozenset[str]
    unit: frozenset[str]


@lru_cache(maxsize=8192)
def stem_of(word: str) -> str:
    """A word without its ending, and one that bends in its own way by its plain form."""
    if word in NOUNS:
        return word.removesuffix("s")
    return ENDING.sub("", IRREGULAR.get(word, word))[:7]


@lru_cache(maxsize=4096)
def stems_of(words: str) -> frozenset[str]:
    """The words that say what something is about, numbers as digits."""
    low = re.sub(r"[’']s?\b", "", words.lower())
    found = (str(VALUES.get(word, word)) for word in WORD.findall(low))
    return frozenset(
        stem_of(word) for word in found if word not in DULL and (len(word) > 2 or word.isdigit())
    )


@lru_cache(maxsize=4)
def _read(titles: Titles) -> tuple[list[_About], dict[str, float], Counter[str]]:
    """What each measure is about, and how much each word of all of them tells."""
    about = [_About(code, stems_of(title.partition(",")[0]), stems_of(unit)) for code, title, unit in titles]
    often = Counter(stem for one in about for stem in one.own)
    return about, {stem: log(2 * len(about) / n) for stem, n in often.items()}, often


def measures_in(words: str, titles: Titles, head: str = "") -> list[Named]:
    """The measures that words name: those of whose titles they hold the most, and at least the greater part.
    `head` is the noun of which something is told; it must be in the title, or what is counted."""
    stems, nouns = stems_of(words), stems_of(head)
    about, weights, often = _read(titles)
    found = [
        one
        for one in about
        if _names(stems, one, often)
        and nouns <= one.own | one.unit | OF_ALL_KINDS
        and sum(weights[x] for x in one.own & stems) >= LEAST * sum(weights[x] for x in one.own)
    ]
    best = [one for one in found if not any(one.own & stems < other.own & stems for other in found)]
    named = [Named(one.code, one.own <= stems, stems <= one.own | one.unit | OF_ALL_KINDS) for one in best]
    return [one for one in named if one.has_all and one.is_alone] or named


def _names(stems: frozenset[str], one: _About, often: Counter[str]) -> bool:
    """Whether words hold the numbers of a title, and a word that few others have."""
    numbers = {stem for stem in one.own if stem[0].isdigit()}
    return numbers <= stems and any(often[stem] <= RARE for stem in one.own & stems)


def measures_of(noun: str, titles: Titles) -> list[Named]:
    """The measures that count what a noun names, if it is one that few titles have: disputes, compliments."""
    about, _, often = _read(titles)
    stem = stem_of(noun.lower())
    found = [one.code for one in about if stem in one.own and len(one.own) <= FEW_WORDS]
    return [Named(code, has_all=False, is_alone=False) for code in found if often[stem] <= RARE_NOUN]
