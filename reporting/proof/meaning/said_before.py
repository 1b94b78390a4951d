"""A movement that is told in a sentence without figures, right before the figure it is of: “Workloads have
eased. A full-time IRO had 29.7 children”, after 27.7. And a target:
“We wanted 95%. We did it, with 94.7%”."""

from collections.abc import Iterator, Sequence

from reporting.proof.borne_out.moved import wrong_moves
from reporting.proof.borne_out.words import MOVES
from reporting.proof.compared.marks import wrong_marks
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.topics import of_figure, subjects_in
from reporting.proof.sentence import Sentence
from reporting.proof.worked_out.next_to_it import as_one


def wrong_before(manuscript: Manuscript, told: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each that the figure after it contradicts, where both speak of one subject."""
    for one, after in zip(told, told[1:], strict=False):
        subjects = {subject for _, known in after.ours for subject in of_figure(known)}
        moves = {found.group() for found in MOVES.finditer(one.words)}
        if one.figures or not after.ours:
            continue
        both, kinds = as_one(one, after), {figure.kind for figure, _ in after.ours}
        yield from wrong_marks(both)
        if len(kinds) == 1 and subjects & subjects_in(one.words):
            span = (0, len(both.words))
            for rule, text in wrong_moves(manuscript, both, both.words, both.figures, span):
                if rule == "claim" and any(text.startswith(f"“{word}”") for word in moves):
                    yield rule, text
