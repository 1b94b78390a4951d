"""Every claim of a sentence with figures, held to every reading of them."""

from collections.abc import Iterator

from reporting.proof.borne_out.ages import wrong_ages
from reporting.proof.borne_out.beside_names import wrong_brackets
from reporting.proof.borne_out.ends import wrong_ends
from reporting.proof.borne_out.how_often import wrong_parts
from reporting.proof.borne_out.moved import wrong_moves
from reporting.proof.borne_out.populations import wrong_populations
from reporting.proof.borne_out.seasons import wrong_seasons
from reporting.proof.borne_out.targets import wrong_targets
from reporting.proof.manuscript import Manuscript
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence
from reporting.proof.when import CLAUSE

QUOTED = Pattern(r"“[^”]*”")


def not_borne_out(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each claim that no reading of the figures beside it makes true."""
    if not sentence.ours or len(sentence.ours) != len(sentence.figures):
        return
    words = QUOTED.sub(lambda said: " " * len(said.group()), sentence.words)
    yield from wrong_brackets(manuscript, sentence)
    yield from wrong_populations(sentence)
    begins = [0, *(gap.end() for gap in CLAUSE.finditer(words))]
    spans = [*zip(begins, [*begins[1:], len(words)], strict=True)]
    for start, end in spans:
        figures = [one for one in sentence.figures if start <= one.start < end] or [*sentence.figures]
        place = (start, end)
        yield from wrong_moves(manuscript, sentence, words, figures, place)
        yield from wrong_ends(manuscript, words, figures, place)
        yield from wrong_parts(manuscript, words, figures, place)
        yield from wrong_ages(words, figures, place)
        yield from wrong_seasons(words, figures, place)
        yield from wrong_targets(words, figures, place)
