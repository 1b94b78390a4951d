"""A typed number of a group that its words name, beside printed figures of other groups of the same kind, in
one sentence or in the points of a list: “21 went to parents; 15 to special guardians; seven were adopted”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reporting.proof.manuscript import Chapter, Known, Manuscript
from reporting.proof.meaning.beside import group_of, number, part_of
from reporting.proof.meaning.held_against import HELD_AGAINST
from reporting.proof.meaning.naming import named_in
from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.periods import in_a_sentence
from reporting.proof.sentence import Said, read_sentences
from reporting.proof.shares import FUTURE
from reporting.proof.worked_out import numbers

VERB = (
    r"(?:were|was|are|is|had|have|went|came|left|became|moved|returned|joined|took|got|lived?|live"
    r"|stayed|to|for"
    r"|by|in|on|through|as|under)"
)
WHO = r"(?:(?:children|young\s+people|others?|more|reviews|of\s+those\s+who\s+left)\s+)?"
FIRST = Pattern(
    rf"^\W*(?:\(?[a-z0-9]{{1,3}}[).]\s+)?(?:(?:and|only|just|another|a\s+further|but|while)\s+)*"
    rf"(?P<n>{numbers.N})(?P<percent>\s?(?:%|per\s+cent\b))?\s+{WHO}(?:{VERB}\b|(?=[a-z]+ed\b))"
    r"(?P<told>[^.;,:(\d]{0,60})$",
    re.IGNORECASE,
)
REST = Pattern(
    r"\s*(?:(?:in|during|over|this)\s+(?:the\s+)?year|orders?|guardians?|children"
    r"|care)?\s*[.;,)]*\s*",
    re.IGNORECASE,
)
PARTS = Pattern(r"[;,\n]\s*|[:–]\s+|\s+(?:and|while|but)\s+")
LOOSE_END = Pattern(r"[\s.;,)]+$")


@dataclass(frozen=True)
class Told:
    """A stretch of words of a paragraph, with the figures of its list or sentence."""

    number: int
    words: str
    figures: tuple[Said, ...]


def wrong_counts(manuscript: Manuscript, chapter: Chapter) -> Iterator[tuple[int, str]]:
    """(the number of the paragraph, what is wrong) of each such number that the group does not have."""
    for told in _told(manuscript, chapter):
        found = FIRST.match(LOOSE_END.sub("", without_them(told.words)))
        if not found or FUTURE.search(told.words) or HELD_AGAINST.search(found["told"]):
            continue
        known = _named(manuscript, told).get(bool(found["percent"]))
        if known is not None and number(known) != numbers.number(found["n"]):
            then = in_a_sentence(known.period)
            said = f"“{found['n']}” is said of “{known.what}”, which is {known.text} {then}."
            yield told.number, f"{said} Choose the figure from the list."


def _named(manuscript: Manuscript, told: Told) -> dict[bool, Known]:
    """The count and the share of the one group that words name and say no more of."""
    groups = _groups(manuscript, told.figures)
    patterns = named_in(tuple(sorted(groups))) if groups else {}
    ends = {name: [m.end() for m in one.finditer(told.words)] for name, one in patterns.items() if one}
    named = {name: max(of) for name, of in ends.items() if of}
    is_one = len(named) == 1 and all(REST.fullmatch(told.words, end) for end in named.values())
    return groups[next(iter(named))] if is_one else {}


def _told(manuscript: Manuscript, chapter: Chapter) -> Iterator[Told]:
    """What is told without a figure of its own beside figures: parts of sentences, and points of a list."""
    points: list[tuple[int, str]] = []
    printed: list[Said] = []
    for place, paragraph in enumerate(chapter.text.paragraphs, start=1):
        sentences = [*read_sentences(manuscript, paragraph.pieces)]
        for one in sentences:
            begins = [0, *(gap.end() for gap in PARTS.finditer(one.words)), len(one.words)]
            for start, end in zip(begins, begins[1:], strict=False):
                if one.figures and not any(start <= figure.start < end for figure in one.figures):
                    yield Told(place, one.words[start:end], one.figures)
        if not paragraph.is_point:
            yield from (Told(n, words, tuple(printed)) for n, words in points)
            points, printed = [], []
            continue
        printed += [figure for one in sentences for figure in one.figures]
        points += [(place, one.words) for one in sentences if not one.figures]
    yield from (Told(n, words, tuple(printed)) for n, words in points)


def _groups(manuscript: Manuscript, figures: Sequence[Said]) -> dict[str, dict[bool, Known]]:
    """The groups of the one kind of which all figures are and that none of them prints, each with its count
    and its share; empty where figures of other kinds or times stand among them."""
    heads = {_head(one.ref) for one in figures}
    if len(heads) != 1 or not all(group_of(one.ref)[1] for one in figures):
        return {}
    printed, found = {group_of(one.ref)[1] for one in figures}, dict[str, dict[bool, Known]]()
    for ref, known in manuscript.figures.items():
        own = group_of(ref)[1]
        if own and own not in printed and _head(ref) in heads and part_of(ref) in ("count", "share"):
            found.setdefault(own, {})[part_of(ref) == "share"] = known
    return found


def _head(ref: str) -> tuple[str, ...]:
    """The measure, the time and the kind of group of a reference."""
    return (*ref.split("|")[:2], group_of(ref)[0])
