"""Typed numbers that follow from the figures of the sentence beside them: “We missed it by six points”, “In
England it is 11.0%”, “Seven had none. 90 of the 97 had one.”"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from reporting.proof.manuscript import Manuscript
from reporting.proof.sentence import Sentence
from reporting.proof.worked_out import amounts, known_beside

Place = tuple[int, int]
Step = Callable[[Manuscript, Sentence], Iterator[Place]]
STEPS: tuple[Step, ...] = (
    lambda _, sentence: amounts.one_step(sentence),
    known_beside.one_step,
)


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
