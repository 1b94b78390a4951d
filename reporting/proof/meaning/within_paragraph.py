"""Claims of a sentence without a figure, held to the figure of their paragraph that they speak of:
“Participation fell. It was 84.0%, against 88.7% in 2024-25”, whichever of the two sentences stands first."""

from collections.abc import Callable, Iterator, Sequence

from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.topics import of_figure, subjects_in
from reporting.proof.sentence import Sentence, goes_on
from reporting.proof.worked_out.next_to_it import as_one

Wrongs = Callable[[Manuscript, Sentence], list[tuple[str, str]]]


def wrong_within(
    manuscript: Manuscript, told: Sequence[Sentence], n: int, wrong_of: Wrongs
) -> list[tuple[str, str]] | None:
    """(rule, what is wrong) of a sentence read with the figures it may be of; none where one of them bears it
    out, and None where the paragraph has no such figure."""
    of_each = [_added(manuscript, told[n], other, wrong_of) for other in _beside(told, n)]
    return min(of_each, key=len) if of_each else None


def _added(manuscript: Manuscript, one: Sentence, other: Sentence, wrong_of: Wrongs) -> list[tuple[str, str]]:
    """What is wrong of both together and not of the sentence with the figures alone."""
    both = as_one(*sorted((one, other), key=lambda sentence: sentence.at))
    known = wrong_of(manuscript, other)
    return [wrong for wrong in wrong_of(manuscript, both) if wrong not in known]


def _beside(told: Sequence[Sentence], n: int) -> Iterator[Sentence]:
    """The sentences with figures of which it may tell, the nearest first."""
    own = subjects_in(told[n].words)
    near = sorted((other for other in told if other.figures), key=lambda other: abs(told.index(other) - n))
    for other in near:
        subjects = {subject for _, known in other.ours for subject in of_figure(known)}
        is_next = other in told[n + 1 : n + 2] and goes_on(other)
        if other.ours and (own & subjects or is_next):
            yield other
