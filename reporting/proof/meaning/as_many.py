"""How many times one figure is of another: “twice as many”, “half as many”, “three times as many as”."""

import re
from collections.abc import Iterator
from fractions import Fraction

from reporting.proof.meaning.beside import head_of
from reporting.proof.move_words import HEDGED, TIMES_AS_MANY
from reporting.proof.number_words import ONES
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence, is_denied

TIMES = {"half": Fraction(1, 2), "twice": Fraction(2), "double": Fraction(2)} | {
    f"{word} times": Fraction(n) for n, word in enumerate(ONES, start=2)
}
HOW_NEAR = Fraction(1, 20)
"""Of the number itself, how far “twice as many” may be from it."""
BOUND = Pattern(
    r"\b(?:(?P<over>more\s+than|over|at\s+least|well\s+over)|(?:less|fewer)\s+than|under|not\s+quite)\s+$",
    re.I,
)
AS_THE_OTHER = Pattern(r"^[^.;\d]*\bas\b")
IN_THIS_ORDER = Pattern(r"[^.;:(\d]{0,60}?\bas\s+[^.;:(\d]{2,60}\s*[:(]\s*")
"""“Three times as many alerts as disputes (3 and 1)”."""


def wrong_times(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of “half as many: 62, against 58”: which of the two is the half is left to the
    words; “twice as many (62) as (58)” says it."""
    found, two = TIMES_AS_MANY.search(sentence.words), _two(sentence)
    if not two or found is None or is_denied(sentence.words, found.start()):
        return
    first, second = (one.printed.value or Fraction(0) for one in two)
    ways = (
        [(first, second)] if _is_in_order(sentence, found.span(), two) else [(first, second), (second, first)]
    )
    times = TIMES[" ".join(found[1].lower().split())]
    ratios = [one / of for one, of in ways if of]
    if not _fits(sentence.words[: found.start()], times, ratios):
        said = " and ".join(one.printed.text for one in two)
        yield "claim", f"“{found.group()}” is said of {said}."


def _fits(before: str, times: Fraction, ratios: list[Fraction]) -> bool:
    """Whether one of the ratios is so many times, or “more than” so many."""
    bound = BOUND.search(before)
    if bound and any((ratio > times) is bool(bound["over"]) for ratio in ratios):
        return True
    near = HOW_NEAR * (2 if HEDGED.search(before[-12:]) else 1)
    return any(abs(ratio - times) <= near * times for ratio in ratios)


def _two(sentence: Sentence) -> list[Said]:
    """The same figure of two times, two counts, or one of ours and one from elsewhere; in their order."""
    pair = sentence.pair()
    two = [one for one, _ in pair] if pair else _ours_and_theirs(sentence) or _counts(sentence)
    return sorted(two, key=lambda one: one.start)


def _is_in_order(sentence: Sentence, told: tuple[int, int], two: list[Said]) -> bool:
    """Whether the words say that it is the first that is so many times the second."""
    (first, second), (start, end) = two, told
    if first.end <= start:
        return end <= second.start and sentence.pair() is None
    is_as = AS_THE_OTHER.search(sentence.words[first.end : second.start])
    return end <= first.start and bool(is_as or IN_THIS_ORDER.fullmatch(sentence.words, end, first.start))


def _ours_and_theirs(sentence: Sentence) -> list[Said]:
    """One figure of ours beside one from elsewhere, both of a kind."""
    two = list(sentence.figures)
    is_of_both = len(two) == 2 and len(sentence.ours) == 1
    return two if is_of_both and two[0].printed.is_percent is two[1].printed.is_percent else []


def _counts(sentence: Sentence) -> list[Said]:
    """Two counts of ours, whatever they count: “ten times as many left (42) as came (62)”."""
    two = [one for one, _ in sentence.ours]
    is_two = len(two) == 2 == len(sentence.figures)
    are_groups = is_two and "=" in two[0].ref and head_of(two[0].ref) == head_of(two[1].ref)
    return two if is_two and (are_groups or not any(one.printed.is_percent for one in two)) else []
