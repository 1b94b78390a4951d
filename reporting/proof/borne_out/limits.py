"""A range or a limit that is typed beside a figure: “above the recommended 50 to 70” of 29.7."""

import re
from collections.abc import Iterator, Sequence

from reporting.proof.borne_out.series import value_of
from reporting.proof.pattern import Pattern
from reporting.proof.sentence import Said, is_denied
from reporting.proof.shares import FUTURE
from reporting.proof.worked_out.numbers import N, number

YEARS = Pattern(r"\b(?:19|20)\d\d(?:\s?[-/–]\s?\d{2,4})?\b")
LIMIT = Pattern(
    r"\b(?:(?P<over>above|over|beyond|more\s+than|higher\s+than|exceed(?:s|ed)?)"
    r"|(?P<under>below|under|less\s+than|fewer\s+than|lower\s+than|short\s+of)"
    r"|(?P<inside>within|inside|in\s+the\s+range\s+of)|(?P<outside>outside))\s+"
    rf"(?:the\s+|a\s+|our\s+)(?:[a-z]+\s+){{0,4}}?(?P<low>{N})\s*(?:to|–|-|and)\s*(?P<high>{N})"
    r"(?P<percent>\s?(?:%|per\s+cent\b))?(?!\s+(?:working|days|weeks|months|years))",
    re.I,
)


def wrong_limits(words: str, figures: Sequence[Said], span: tuple[int, int]) -> Iterator[tuple[str, str]]:
    """(rule, what is wrong) of a figure that lies on another side of a typed range than is said."""
    found = LIMIT.search(YEARS.sub(lambda year: " " * len(year.group()), words), *span)
    if found is None or FUTURE.search(words[: found.start()]) or is_denied(words, found.start()):
        return
    low, high = number(found["low"]), number(found["high"])
    alike = [one for one in figures if one.printed.is_percent is bool(found["percent"])]
    alike = [one for one in alike if not found.start() <= one.start < found.end()]
    is_so = {
        "over": lambda value: value > high,
        "under": lambda value: value < low,
        "inside": lambda value: low <= value <= high,
        "outside": lambda value: not low <= value <= high,
    }[next(name for name in ("over", "under", "inside", "outside") if found[name])]
    if alike and not any(is_so(value_of(one)) for one in alike):
        said = f"“{' '.join(found.group().split())}” is said of {alike[0].printed.text}."
        yield "claim", f"{said} Choose words that fit, or check the figure."
