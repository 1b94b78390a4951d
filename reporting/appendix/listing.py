"""What stands above the figures of each measure in the data appendix: name, what it counts, source."""

from reporting.figures.base import Cell, Part, Table
from reporting.figures.ledger import Figures
from reporting.figures.reviews import without_codes
from reporting.measures.care import estimate_on
from reporting.measures.registry import MEASURES

KEY, RATE = "data", "rate_per_10000"
HEADINGS = ("Figure", "Period", "Number", "Of", "Share or mean")


def measures_used(f: Figures) -> Part:
    """R-39: a row for each measure of which a figure was computed. Which of its figures an edition prints is
    known once that is printed, so they are filled in there."""
    used = dict.fromkeys(ref.partition("|")[0] for ref, one in f.ledger.items() if one.value is not None)
    rows: list[list[Cell]] = [
        [code, MEASURES[code].title, without_codes(MEASURES[code].definition), _source(f, code)]
        for code in used
        if code in MEASURES
    ]
    if not rows:
        return Part()
    caption = "Every figure of this report, with the numbers behind it"
    return Part(tables=[Table(KEY, caption, list(HEADINGS), rows, f.source(), look="appendix")])


def _source(f: Figures, code: str) -> str:
    """Where the figures of a measure come from; of a rate the population too."""
    estimate = estimate_on(f.authority, f.period.end) if code == RATE else None
    population = [f"Population: {estimate.source}, {estimate.year}."] if estimate else []
    return " ".join([f.source(code), *population])
