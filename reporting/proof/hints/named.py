"""Which figure of ours the words beside a typed number name: by their subject, by what is counted, by whether
it was so or not, and then by its time. That a number happens to be the same names nothing."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from reporting.proof.manuscript import Known, Manuscript
from reporting.proof.meaning.beside import group_of
from reporting.proof.meaning.naming import named_in
from reporting.proof.meaning.negation import is_turned
from reporting.proof.meaning.quantities import clause_of
from reporting.proof.meaning.topics import FIRM, subjects_in
from reporting.proof.number_words import COUNTED, ONE
from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.text import SENTENCE
from reporting.proof.whose import NEXT, READ, counted_by
from reporting.proof.worked_out.known_then import spans_named

NO_SUBJECT = frozenset({"numbers in care"})
"""“Children in care” are told of with and without these words."""
DULL = frozenset(
    ("that", "were", "with", "from", "their", "which", "year", "held", "done", "have", "into", "than", "more")
)
LATE = Pattern(rf"\blate\s+(?:{COUNTED}|{ONE})\b", re.IGNORECASE)
"""“14 late reviews” were late as much as 14 that are said to be so."""
OTHERS = Pattern(
    r"\s+(?:(?!(?:was|were|are|is|had|have|has|did|left|came|went|took|of|in|on|at|by|for|to|from"
    r"|with)\b)[a-z-]+\s+)"
    rf"{{0,2}}?(?!(?:{COUNTED}|{ONE}|was|has|his|this)\b)[a-z]{{3,}}s\b(?<!times)",
    re.IGNORECASE,
)
"""Others than a report counts: “104 new foster carers”."""
STEM = 5
HALF = 0.5
AMONG = ": counted among"


@dataclass(frozen=True)
class Named:
    """A figure with how well the words name it, and how far its time lies from that which is meant."""

    ref: str
    known: Known
    score: float
    is_counted: bool
    """Whether what it counts, or most of its name, stands there too: more than its subject alone."""
    apart: int
    """0 of a time that is named, 1 of the report’s own, 2 of another, 3 of another than is named."""

    @property
    def place(self) -> tuple[float, int]:
        """The best first."""
        return -self.score, self.apart


def named_by(manuscript: Manuscript, words: str, at: int, end: int) -> list[Named]:
    """The figures that the sentence of a number names, which stands there in the words; the best first."""
    sentence, at, end = _sentence(words, at, end)
    named = spans_named(manuscript, sentence)
    found = [
        Named(ref, known, score, _is_counted(sentence, end, known), _apart(manuscript, known, named))
        for ref, known in manuscript.figures.items()
        if known.is_known and (score := _score(sentence, at, end, ref, known))
    ]
    return sorted(found, key=lambda one: one.place)


def may_be(words: str, at: int, end: int, known: Known, ref: str) -> bool:
    """Whether a number in a sentence that names no subject may be a figure that counts the same."""
    sentence, _, end = _sentence(words, at, end)
    kinds = _kinds(sentence, end)
    is_of_it = any(READ[kind].match(known.what) for kind in kinds & counted_by(known))
    return is_of_it and not group_of(ref)[1] and not subjects_in(sentence)


def names(words: str, title: str) -> bool:
    """Whether a sentence of words speaks of what a measure with this title counts."""
    name = re.split(r"[:,]", title)[0]
    return any(_by_words(one, name) > 0 and _told(one, name) >= HALF for one in SENTENCE.split(words))


def _sentence(words: str, at: int, end: int) -> tuple[str, int, int]:
    """The sentence in which a number stands, and where in it."""
    begins = [0, *(gap.end() for gap in SENTENCE.finditer(words) if gap.end() <= at)][-1]
    after = SENTENCE.search(words, end)
    return words[begins : after.start() if after else len(words)], at - begins, end - begins


def _apart(manuscript: Manuscript, known: Known, named: set[object]) -> int:
    of = span(known.period)
    ends = date(manuscript.year, 3, 31) if manuscript.year else None
    is_own = ends is None or of in ((ends, ends), (ends.replace(year=ends.year - 1, month=4, day=1), ends))
    if of in named:
        return 0
    return 3 if named and not is_own else 1 if is_own else 2


def _kinds(sentence: str, end: int) -> set[str]:
    """What the words after a number say that it counts."""
    return {kind for kind, pattern in NEXT.items() if pattern.match(sentence[end:])}


def _score(sentence: str, at: int, end: int, ref: str, known: Known) -> float:
    """How well a sentence names a figure; 0 where it does not, or names another."""
    kinds = _kinds(sentence, end)
    if not kinds and OTHERS.match(sentence, end):
        return 0
    if kinds and not kinds & counted_by(known, is_whole=known.what.endswith(AMONG)):
        return 0
    title, group = re.split(r"[:,]", known.what)[0], group_of(ref)[1]
    if group and not _is_named(sentence, group):
        return 0
    begin, stop = clause_of(sentence, at)
    is_of_others = is_turned(LATE.sub(" late ", sentence[begin:stop])) is not is_turned(title)
    return 0 if is_of_others else _by_words(sentence, title) + bool(group)


def _is_named(sentence: str, group: str) -> bool:
    pattern = named_in((group,)).get(group)
    return bool(pattern and pattern.search(sentence))


def _is_counted(sentence: str, end: int, known: Known) -> bool:
    return bool(_kinds(sentence, end)) or _told(sentence, re.split(r"[:,]", known.what)[0]) > HALF


@lru_cache(maxsize=4096)
def _by_words(sentence: str, title: str) -> float:
    """How much of a title stands in the words; 0 where they are of another subject."""
    own = subjects_in(title) - NO_SUBJECT
    said = subjects_in(sentence)
    if own - said or (said & FIRM) - own:
        return 0
    share = _told(sentence, title)
    return len(own) + share if own or share > HALF else 0


def _told(sentence: str, title: str) -> float:
    """Which share of the words of a title stand in the sentence."""
    stems = {word[:STEM] for word in re.findall(r"[a-z]{4,}", title.lower()) if word not in DULL}
    return sum(bool(re.search(rf"\b{stem}", sentence, re.I)) for stem in stems) / len(stems) if stems else 0
