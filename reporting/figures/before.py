"""How the year before is named: within a sentence, behind “than”, and over the column of a table.

A year that runs is laid beside the same part of the year before; what is counted on a day, beside the same
day of it.
"""

from reporting.drawing.wording import noun as one_or_many
from reporting.figures.counts import CountPart
from reporting.figures.ledger import Figures
from reporting.measures.registry import MEASURES


def in_before(f: Figures, code: str) -> str:
    """“in 2024-25”; “on the same day of the year before”, “in the same part of the year before” while it
    runs.
    """
    if MEASURES[code].as_at_end and not f.is_over:
        return "on the same day of the year before"
    return f"in {f.before_named}"


def than_words(f: Figures, code: str) -> str:
    """What stands behind “more than”: “the year before” of a year that is over, else its part or day."""
    if f.is_over:
        return f.before_words if f.span == "year" else f"in {f.before_words}"
    return in_before(f, code)


def before_column(f: Figures, *codes: str) -> str:
    """The head of the column: “2024-25”, or “to 29 Nov 2025”, over two lines where whole dates took four. It
    begins with “on” where all below is counted on that day."""
    if f.is_over:
        return f.before.label
    word = "on" if codes and all(MEASURES[code].as_at_end for code in codes) else "to"
    return f"{word}\N{NO-BREAK SPACE}{f.before.end:%-d\N{NO-BREAK SPACE}%b %Y}"


def than_before(f: Figures, code: str, same: str = "as many as", *, part: CountPart = "count") -> str:
    """How many more or fewer than the year before; nothing where that can't be compared."""
    change = f.change(code, part=part)
    if change is None or change.value is None:
        return ""
    if change.value == 0:
        return f", {same} {than_words(f, code)}"
    word = "more" if change.value > 0 else "fewer"
    return f", {change} {word} than {than_words(f, code)} ({f.count(code, f.before, part=part)})"


def change_words(f: Figures, code: str, noun: str, *, part: CountPart = "count") -> str:
    """More, fewer, the same, or not comparable, in words."""
    change = f.change(code, part=part)
    if change is None or change.value is None:
        return f"The number of {noun} can’t be compared with {f.before_words}."
    if change.value == 0:
        return f"That is the same number of {noun} as {than_words(f, code)}."
    before = f.count(code, f.before, part=part)
    word = "more" if change.value > 0 else "fewer"
    return (
        f"That is {change} {word} {one_or_many(abs(int(change.value)), noun)} than {than_words(f, code)} "
        f"({before})."
    )
