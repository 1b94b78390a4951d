"""Typed numbers in the points of a list, next to printed ones: “17 reviews were late: 6 by up to 5 working
days; 4 by 6 to 10; 7 by 11 to 20”, each in a point of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from reporting.proof.manuscript import Chapter, Known, Manuscript
from reporting.proof.meaning.beside import group_of, head_of
from reporting.proof.meaning.beside import number as value_of
from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence, read_sentences
from reporting.proof.worked_out import known_then, next_to_it, typed_parts
from reporting.proof.worked_out.numbers import number

REST = Pattern(r"\b(?:others?|remaining|remainder|rest|else\w*|another)\b", re.I)
"""“7 left for other reasons” are all whom the points above leave."""
LEAST = 2
"""So many printed groups tell of which kind the points are, or one beside the whole."""
Place = tuple[int, int]


@dataclass(frozen=True)
class List:
    """The sentence that leads to a list, and the points of it, each with the number of its paragraph."""

    lead: Sentence | None
    points: tuple[tuple[int, Sentence], ...]

    @property
    def figures(self) -> list[Said]:
        """The figures printed in the points."""
        return [one for _, point in self.points for one in point.figures]

    @property
    def wholes(self) -> list[Said]:
        """The counts printed before them."""
        return [one for one in (self.lead.figures if self.lead else ()) if not one.printed.is_percent]


def proved(manuscript: Manuscript, chapter: Chapter) -> dict[int, list[Place]]:
    """Where such numbers stand that follow from the list, by the number of the paragraph."""
    found: dict[int, list[Place]] = {}
    for one in _lists(manuscript, chapter):
        for at, point in one.points if one.figures or one.wholes else ():
            places = (*_of_a_group(manuscript, one, point), *_of_the_rest(manuscript, one, point))
            places = (*places, *_with_the_lead(manuscript, one, point))
            found.setdefault(at, []).extend((point.at + start, point.at + end) for start, end in places)
    return found


def _lists(manuscript: Manuscript, chapter: Chapter) -> Iterator[List]:
    lead: Sentence | None = None
    points: list[tuple[int, Sentence]] = []
    for at, paragraph in enumerate(chapter.text.paragraphs, start=1):
        told = [*read_sentences(manuscript, paragraph.pieces)]
        if paragraph.is_point:
            points += [(at, one) for one in told]
            continue
        yield List(lead, tuple(points))
        leads = bool(told) and told[-1].words.endswith(":") and not paragraph.is_heading
        lead, points = (told[-1] if leads else None), []
    yield List(lead, tuple(points))


def _typed(point: Sentence) -> list[re.Match[str]]:
    """The numbers of a point in which no figure is printed."""
    return [] if point.figures else [*typed_parts.ANY.finditer(point.words)]


def _of_a_group(manuscript: Manuscript, of: List, point: Sentence) -> Iterator[Place]:
    """The number of the one group that a point names, of the kind of which the others are."""
    for groups in _groups(manuscript, of):
        names = typed_parts.patterns_of(groups)
        inside = [found.span() for name in names.values() for found in name.finditer(point.words)]
        told = typed_parts.named_within(names, point.words, 0, len(point.words))
        for found in _typed(point) if len(told) == 1 else ():
            is_in_name = any(start <= found.start("n") < end for start, end in inside)
            if not is_in_name and value_of(groups[next(iter(told))]) == number(found["n"]):
                yield found.span("n")
                yield from told.values()


def _groups(manuscript: Manuscript, of: List) -> Iterator[dict[str, Known]]:
    """The counts of all groups of a kind: of that of the printed points, else of that whole."""
    heads = {head_of(one.ref) for one in of.figures if group_of(one.ref)[1]}
    wholes = {one.printed.value for one in of.wholes}
    for head in heads if len(heads) == 1 else ():
        code, when, _, dimension = (*head.split("|"), "", "", "")[:4]
        if len(of.figures) < LEAST and value_of(manuscript.figures.get(f"{code}|{when}|count")) not in wholes:
            continue
        start = f"{code}|{when}|count|{dimension}="
        yield {group_of(ref)[1]: known for ref, known in manuscript.figures.items() if ref.startswith(start)}
    if of.lead:
        yield from typed_parts.wholes_of(manuscript, of.lead)


def _of_the_rest(manuscript: Manuscript, of: List, point: Sentence) -> Iterator[Place]:
    """What the printed points leave of a whole that is printed before them, told as the others."""
    others = [one for _, one in of.points if one is not point]
    parts = [one.printed for one in of.figures]
    are_parts = {
        head_of(one.ref) for one in of.figures if group_of(one.ref)[1] and not one.printed.is_percent
    }
    if not REST.search(point.words) or len(are_parts) != 1 or any(len(one.figures) != 1 for one in others):
        return
    left = sum((part.value or Fraction(0) for part in parts), Fraction(0))
    wholes = {one.printed.value - left for one in of.wholes if one.printed.value is not None}
    typed = _typed(point)
    if len(typed) == 1 and number(typed[0]["n"]) in wholes:
        yield typed[0].span("n")


def _with_the_lead(manuscript: Manuscript, of: List, point: Sentence) -> Iterator[Place]:
    """What follows from the figures of the lead, as in the sentence after it: “12 from July to September”."""
    if of.lead is None or not of.lead.figures or point.figures:
        return
    begins = len(of.lead.words) + 1
    moved = replace(point, at=of.lead.at + begins)
    both = next_to_it.as_one(of.lead, moved)
    words = without_them(both.words)
    lead = len(of.lead.words)
    for start, end in known_then.at_other_times(manuscript, both, f"{' ' * lead}{words[lead:]}"):
        if start >= begins:
            yield start - begins, end - begins
