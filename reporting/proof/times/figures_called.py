"""A figure that words call an annual one, or one of a quarter or month, and that is of another length: “16
came from October to December. That annual figure is in line with our plans”."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.pattern import Pattern
from reporting.proof.periods import span
from reporting.proof.sentence import Said, Sentence

SUM = r"(?:figures?|totals?|numbers?|counts?|intake|sum|rate|share|result)"
CALLED = Pattern(
    r"\b(?:that|this|which|it)\s+(?:(?:is|was|makes|means|gives)\s+)?(?:(?:the|our|an?)\s+)?"
    r"(?:(?P<year>annual|yearly"
    r"|full[\s-]year|whole[\s-]year|twelve-month)|(?P<quarter>quarterly|three-month)|(?P<month>monthly))\s+"
    rf"{SUM}\b(?!\s+of\s+\d)",
    re.IGNORECASE,
)
DAYS = {"year": (360, 370), "quarter": (88, 93), "month": (27, 32)}
"""How many days a period of each length has."""


def wrong_called(told: Sequence[Sentence]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of each figure that is called so and is of a period of another length."""
    for n, one in enumerate(told):
        for found in CALLED.finditer(one.words):
            figure = _before(told[:n], one, found)
            days = _days(figure) if figure else 1
            least, most = next(DAYS[name] for name in DAYS if found[name])
            if figure and figure.known and days > 1 and not least <= days <= most:
                said = f"“{' '.join(found.group().split())}” is said of {figure.printed.text}, which is of"
                yield (
                    "period",
                    f"{said} {figure.known.period}. Choose the figure of the period that you name.",
                )


def _before(earlier: Sequence[Sentence], one: Sentence, found: re.Match[str]) -> Said | None:
    """The figure before the words, in their sentence or in the one before."""
    own = [figure for figure in one.figures if figure.end <= found.start()]
    before = own or [figure for sentence in earlier[-1:] for figure in sentence.figures]
    return before[-1] if before else None


def _days(figure: Said) -> int:
    """How long the period of a figure is; one day for a count on a day, and where nobody knows."""
    of = span(figure.known.period) if figure.known else None
    return (of[1] - of[0]).days + 1 if of else 1
