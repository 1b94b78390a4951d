"""Claims of a sentence without a figure, held to the figure of their paragraph that they speak of:
“Participation fell. It was 84.0%, against 88.7% in 2024-25”, whichever of the two sentences stands first."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reporting.proof.borne_out.words import BETTER, DOWN, UP, WORSE
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.topics import of_figure, subjects_in
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence, goes_on, refers_back, tells_of_a_number
from reporting.proof.worked_out.next_to_it import as_one

NOUN = Pattern(
    r"\b(?:(?:number|total|count)s?\s+of\s+(?:(?:the|our|all|such|different|missing)\s+)*(?P<of>[a-z]{4,})"
    r"|(?:^|(?<=[,;]\s)|(?<=\band\s)|(?<=\bbut\s)|(?<=\bwhile\s)|(?<=\bas\s))(?:the\s+|missing\s+)?"
    rf"(?P<noun>[a-z]{{4,}}s)(?=\s+(?:has|have|had|did|were|{UP}|{DOWN}|{BETTER}|{WORSE}|went"
    r"|stayed|remained|doubled|halved|outnumbered)\b))",
    re.IGNORECASE,
)
"""What a movement is told of: “the number of episodes has gone up”."""
COUNCILS = Pattern(r"\b(?:councils|authorities|region(?:al)?|neighbours?)\b", re.IGNORECASE)
"""Of these the report knows nothing."""
Wrongs = Callable[[Manuscript, Sentence], list[tuple[str, str]]]


def wrong_within(
    manuscript: Manuscript, told: Sequence[Sentence], n: int, wrong_of: Wrongs
) -> list[tuple[str, str]] | None:
    """(rule, what is wrong) of a sentence read with the figures it may be of; none where one of them bears it
    out, and None where the paragraph has no such figure."""
    if n and told[n - 1].figures and refers_back(told[n]) and not COUNCILS.search(told[n].words):
        return []  # it is read in one with the sentence before
    if (of_nouns := _of_nouns(manuscript, told, n, wrong_of)) is not None:
        return of_nouns
    if n and COUNCILS.search(told[n].words) and refers_back(told[n]):
        return None
    return _of_figures_near(manuscript, told, n, wrong_of)


def _of_figures_near(
    manuscript: Manuscript, told: Sequence[Sentence], n: int, wrong_of: Wrongs
) -> list[tuple[str, str]] | None:
    """The same of a sentence that names nothing counted: read with the last figure before it where it
    tells of a number, else with each figure that is about the same."""
    if tells_of_a_number(told[n].words) and (before := [one for one in told[:n] if one.figures]):
        return _added(manuscript, told[n], before[-1], wrong_of)
    of_each = [_added(manuscript, told[n], other, wrong_of) for other in _beside(told, n)]
    return min(of_each, key=len) if of_each else None


def _of_nouns(
    manuscript: Manuscript, told: Sequence[Sentence], n: int, wrong_of: Wrongs
) -> list[tuple[str, str]] | None:
    """The same where each part of the sentence names what is counted: “the number of children has not changed
    and the number of episodes has gone up”. None where it does not, or the paragraph counts nothing of it."""
    words = told[n].words
    found = [*NOUN.finditer(words)]
    begins = [0, *(one.start() for one in found[1:]), len(words)]
    wrong: list[tuple[str, str]] = []
    for one, (begin, end) in zip(found, pairwise(begins), strict=False):
        part = replace(told[n], words=words[begin:end].ljust(len(words)))
        of_it = next((other for before in _near(told, n) if (other := _counting(before, one))), None)
        if of_it is None:
            return None
        wrong += _added(manuscript, part, of_it, wrong_of)
    return wrong if found else None


def _counting(sentence: Sentence, noun: re.Match[str]) -> Sentence | None:
    """A sentence with those of its figures alone that count what is named."""
    name = (noun["of"] or noun["noun"]).lower().removesuffix("s")
    figures = tuple(one for one, known in sentence.ours if re.search(rf"\b{name}", known.base, re.I))
    return replace(sentence, figures=figures) if figures else None


def _near(told: Sequence[Sentence], n: int) -> list[Sentence]:
    """The sentences with figures, the nearest first."""
    return sorted((one for one in told if one.figures), key=lambda one: abs(told.index(one) - n))


def _added(manuscript: Manuscript, one: Sentence, other: Sentence, wrong_of: Wrongs) -> list[tuple[str, str]]:
    """What is wrong of both together and not of the sentence with the figures alone."""
    both = as_one(*sorted((one, other), key=lambda sentence: sentence.at))
    known = wrong_of(manuscript, other)
    return [wrong for wrong in wrong_of(manuscript, both) if wrong not in known]


def _beside(told: Sequence[Sentence], n: int) -> Iterator[Sentence]:
    """The sentences with figures of which it may tell, the nearest first."""
    own = subjects_in(told[n].words)
    for other in _near(told, n):
        subjects = {subject for _, known in other.ours for subject in of_figure(known)}
        is_next = other in told[n + 1 : n + 2] and goes_on(other)
        if other.ours and (own & subjects or is_next):
            yield other
