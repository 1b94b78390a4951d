"""What is left of a whole after the parts of it that are printed: “of the 17 late reviews 6 were up to five
days late and 7 eleven to twenty; the remaining 4 fell in between”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reporting.proof.manuscript import Manuscript
from reporting.proof.meaning.beside import head_of, number
from reporting.proof.no_figures import without_them
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, Sentence
from reporting.proof.worked_out.numbers import N
from reporting.proof.worked_out.numbers import number as value_of

REST = Pattern(
    rf"\b(?:remaining|other|rest,)\s+(?P<n>{N})\b(?!\s?%|[\d.,]*\d|\s+(?:per\s+cent|points?|teams?|months?"
    rf"|quarters?"
    r"|years?|days|weeks|councils|IROs|kinds?|groups?|reasons?)\b)",
    re.IGNORECASE,
)
Place = tuple[int, int]


@dataclass(frozen=True)
class Rest:
    """A number that is said to be left, and what the parts printed before it leave."""

    found: re.Match[str]
    of: Sequence[Said]
    left: Fraction
    is_of_printed: bool
    """Whether the whole is printed too: else another may be meant."""

    @property
    def is_right(self) -> bool:
        return value_of(self.found["n"]) == self.left


def proved(manuscript: Manuscript, told: Sequence[Sentence]) -> Iterator[Place]:
    """Where in a paragraph such numbers stand that are right."""
    for one, rest in _rests(manuscript, told):
        if rest.is_right:
            yield one.at + rest.found.start("n"), one.at + rest.found.end("n")


def wrong_rests(manuscript: Manuscript, told: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each that the parts do not leave."""
    for _, rest in _rests(manuscript, told):
        if rest.is_of_printed and not rest.is_right:
            parts = " and ".join(one.printed.text for one in rest.of)
            yield "claim", f"“{rest.found.group()}” is said after {parts}, which leave {int(rest.left)}."


def _rests(manuscript: Manuscript, told: Sequence[Sentence]) -> Iterator[tuple[Sentence, Rest]]:
    for n, one in enumerate(told):
        printed = {figure.start for figure in one.figures}
        wholes = {value for other in told[: n + 1] for value in other.values(is_percent=False)}
        for found in REST.finditer(without_them(one.words)):
            parts = _parts_before(one, found.start())
            whole = (
                number(manuscript.figures.get(head_of(parts[0].ref).rpartition("|")[0])) if parts else None
            )
            if whole is not None and found.start("n") not in printed:
                left = whole - sum((part.printed.value or Fraction(0) for part in parts), Fraction(0))
                yield one, Rest(found, parts, left, whole in wholes)


def _parts_before(one: Sentence, at: int) -> list[Said]:
    """The counts of groups of one whole that stand before it in its sentence, where there are no others."""
    groups = [figure for figure in one.figures if figure.end <= at and "=" in figure.ref]
    are_alike = len({head_of(figure.ref) for figure in groups}) == 1
    return groups if are_alike and not any(figure.printed.is_percent for figure in groups) else []
