"""Typed numbers that follow from the figures of the sentence beside them: “We missed it by six points”, “In
England it is 11.0%”, “Seven had none. 90 of the 97 had one.”"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from reporting.proof.manuscript import Manuscript
from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence
from reporting.proof.worked_out import amounts, known_beside, known_then
from reporting.proof.worked_out.numbers import N, number

Place = tuple[int, int]
Step = Callable[[Manuscript, Sentence], Iterator[Place]]
STEPS: tuple[Step, ...] = (
    lambda _, sentence: amounts.one_step(sentence),
    known_beside.one_step,
    lambda manuscript, sentence: known_then.at_other_times(
        manuscript, sentence, without_them(sentence.words)
    ),
)
AGAIN = Pattern(rf"\b(?:the|these|those|all|our|these\s+same)\s+(?P<n>{N})(?!\s?%|\s+per\s+cent|[\d-])", re.I)
"""“£3,000 for each of the 136”: a figure that was printed before, once more."""


def proved(manuscript: Manuscript, told: Sequence[Sentence]) -> Iterator[Place]:
    """Where in the paragraph such numbers stand."""
    for n, one in enumerate(told):
        for other in _beside(told, n):
            first, second = sorted((one, other), key=lambda sentence: sentence.at)
            both = as_one(first, second)
            places = {place for step in STEPS for place in step(manuscript, both)}
            for start, end in places:
                if one.at <= first.at + start < one.at + len(one.words):
                    yield first.at + start, first.at + end
        yield from _again(told[: n + 1], one)


def _again(before: Sequence[Sentence], one: Sentence) -> Iterator[Place]:
    """Where counts stand that an earlier figure of the paragraph is."""
    counts = {value for other in before for value in other.values(is_percent=False)}
    printed = {figure.start for figure in one.figures}
    for found in AGAIN.finditer(without_them(one.words)) if counts else ():
        if found.start("n") not in printed and number(found["n"]) in counts:
            yield one.at + found.start("n"), one.at + found.end("n")


def _beside(told: Sequence[Sentence], n: int) -> Iterator[Sentence]:
    """The last sentence before with a figure; where there is none in this one, the next too."""
    yield from [before for before in told[:n] if before.figures][-1:]
    if not told[n].figures:
        yield from (after for after in told[n + 1 : n + 2] if after.figures)


def as_one(first: Sentence, second: Sentence) -> Sentence:
    """Both, each figure where it stands counted from the start of the first."""
    apart = second.at - first.at
    moved = (replace(x, start=x.start + apart, end=x.end + apart) for x in second.figures)
    words = first.words.rstrip(".!?").ljust(apart, " ")
    return Sentence(f"{words}{second.words}", (*first.figures, *moved), first.at)
