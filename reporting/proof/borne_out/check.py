"""Every claim of a sentence with figures, held to every reading of them."""

from collections.abc import Iterator

from reporting.proof.borne_out.ages import wrong_ages
from reporting.proof.borne_out.beside_names import wrong_brackets
from reporting.proof.borne_out.each_part import wrong_many, wrong_of_each, wrong_only
from reporting.proof.borne_out.ends import wrong_ends
from reporting.proof.borne_out.gaps import wrong_gaps
from reporting.proof.borne_out.homes import wrong_homes
from reporting.proof.borne_out.how_often import wrong_parts
from reporting.proof.borne_out.in_a_row import wrong_runs
from reporting.proof.borne_out.limits import wrong_limits
from reporting.proof.borne_out.manifold import wrong_rest, wrong_times
from reporting.proof.borne_out.moved import wrong_moves
from reporting.proof.borne_out.named_rivals import wrong_rivals
from reporting.proof.borne_out.outnumbered import wrong_sides
from reporting.proof.borne_out.placed import wrong_among, wrong_places
from reporting.proof.borne_out.populations import wrong_children, wrong_land, wrong_populations, wrong_whom
from reporting.proof.borne_out.same_again import wrong_again, wrong_like_then
from reporting.proof.borne_out.seasons import wrong_seasons
from reporting.proof.borne_out.targets import wrong_targets
from reporting.proof.compared.all_of_a_whole import wrong_of_a_whole
from reporting.proof.compared.all_or_not import wrong_of_all
from reporting.proof.compared.done_or_not import wrong_done
from reporting.proof.compared.marks import wrong_marks
from reporting.proof.compared.stock_moved import wrong_stocks
from reporting.proof.compared.sums import wrong_sums
from reporting.proof.compared.times_over import wrong_times_over
from reporting.proof.compared.typed_then import wrong_typed
from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.days import wrong_days
from reporting.proof.meaning.governed import wrong_years
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Sentence
from reporting.proof.times.years_over import wrong_over
from reporting.proof.when import CLAUSE

QUOTED = Pattern(r"“[^”]*”")


def not_borne_out(manuscript: Manuscript, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each claim that no reading of the figures beside it makes true."""
    if not sentence.ours:
        return
    words = QUOTED.sub(lambda said: " " * len(said.group()), sentence.words)
    yield from wrong_brackets(manuscript, sentence)
    yield from wrong_populations(sentence)
    yield from wrong_land(sentence)
    yield from wrong_children(sentence)
    yield from wrong_days(sentence)
    yield from wrong_marks(sentence)
    yield from wrong_of_all(sentence)
    yield from wrong_of_a_whole(manuscript, sentence)
    yield from wrong_done(sentence)
    yield from wrong_stocks(manuscript, sentence)
    yield from wrong_times_over(manuscript, sentence)
    yield from wrong_typed(manuscript, sentence)
    yield from wrong_sums(manuscript, sentence)
    yield from wrong_years(sentence, manuscript.year)
    yield from wrong_over(sentence, manuscript.year)
    yield from wrong_sides(sentence)
    yield from wrong_rivals(manuscript, sentence)
    yield from wrong_times(sentence)
    yield from wrong_rest(manuscript, words, sentence.figures)
    yield from wrong_among(words, sentence.figures)
    yield from wrong_again(manuscript, words, [one for one, _ in sentence.ours])
    yield from wrong_like_then(manuscript, words, [one for one, _ in sentence.ours])
    begins = [0, *(gap.end() for gap in CLAUSE.finditer(words))]
    spans = [*zip(begins, [*begins[1:], len(words)], strict=True)]
    for start, end in spans:
        figures = [one for one in sentence.figures if start <= one.start < end] or [*sentence.figures]
        ours, place = [one for one in figures if one.known], (start, end)
        if not ours:
            continue
        yield from wrong_moves(manuscript, sentence, words, figures, place)
        yield from wrong_gaps(manuscript, sentence, words, figures, place)
        if len(ours) == len(figures):
            yield from wrong_ends(manuscript, words, ours, place)
            yield from wrong_places(manuscript, words, ours, place)
        yield from wrong_of_each(manuscript, words, ours, place)
        yield from wrong_many(manuscript, words, ours, place)
        yield from wrong_only(manuscript, words, ours, place)
        yield from wrong_limits(words, ours, place)
        yield from wrong_runs(manuscript, words, ours, place)
        yield from wrong_parts(manuscript, words, figures, place)
        yield from wrong_ages(words, ours, place)
        yield from wrong_homes(words, ours, place)
        yield from wrong_whom(words, ours, place)
        yield from wrong_seasons(words, ours, place)
        yield from wrong_targets(words, figures, place)
