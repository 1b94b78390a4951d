"""The months of a period, or its quarters where the numbers of months are small, drawn as upright bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.drawing.exhibits import SO_FAR
from reporting.figures.base import LEAST_BASE, Cell, Figure, Table
from reporting.figures.counts import COUNT_PARTS, CountPart
from reporting.figures.ledger import Figures
from reporting.figures.tables import FEW
from reporting.periods import Period, quarter
from reporting.periods import month as month_of

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Steps:
    """The parts of a period in their order, and those in which recording has a gap."""

    word: str
    periods: tuple[Period, ...]
    labels: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def heading(self) -> str:
        """Month, or Quarter."""
        return self.word.capitalize()


def month_labels(f: Figures, code: str) -> list[str]:
    """Apr 25, May 25 ...; the one that is not over is Dec 25 so far."""
    return [_month_label(f, p) for p in f.months(code)]


def _month_label(f: Figures, of: Period) -> str:
    is_over = of.end == month_of(of.start).end
    return f"{of.start:%b %y}" if is_over else f"{of.start:%b %y} {SO_FAR}"


def gap_labels(f: Figures, *codes: str) -> list[str]:
    """The labels of the months in which a gap in recording touches one of the measures."""
    return [_month_label(f, p) for p in f.months_in_gaps(*codes)]


def months(f: Figures, code: str, *, part: CountPart = "count") -> list[Figure]:
    """A count of every month that has begun."""
    f.by(code, "month")
    return [f.count(code, p, part=part) for p in f.months(code)]


def steps_of(f: Figures, *codes: str, part: CountPart = "count", least: int = FEW) -> Steps | None:
    """The months; the quarters where a count of one month in three is below `least`; None where that of the
    quarters is too, or less than half the year was recorded. Of several measures the largest decides."""
    by_month = _months_of(f, codes)
    if f.span != "year" and least < LEAST_BASE:
        return by_month
    if len(by_month.gaps) * 2 > len(by_month.periods):
        return None
    if _is_told_by(f, by_month, codes, part, least):
        return by_month
    by_quarter = _quarters_of(f, codes) if f.span == "year" else None
    return by_quarter if by_quarter and _is_told_by(f, by_quarter, codes, part, least) else None


def _months_of(f: Figures, codes: Sequence[str]) -> Steps:
    for code in codes:
        f.by(code, "month")
    return Steps(
        "month",
        tuple(f.months(codes[0])),
        tuple(month_labels(f, codes[0])),
        tuple(gap_labels(f, *codes)),
    )


def _quarters_of(f: Figures, codes: Sequence[str]) -> Steps | None:
    """The four quarters of a year that is over."""
    if not f.is_over:
        return None
    periods = tuple(quarter(f.year, n) for n in QUARTERS)
    in_gaps = f.months_in_gaps(*codes)
    labels = tuple(f"{p.start:%b} to {p.end:%b}" for p in periods)
    gaps = tuple(
        label for label, p in zip(labels, periods, strict=True) if any(lies_in(m, p) for m in in_gaps)
    )
    for code in codes:
        declare_quarters(f, code, periods)
    return Steps("quarter", periods, labels, gaps)


def _is_told_by(f: Figures, steps: Steps, codes: Sequence[str], part: CountPart, least: int) -> bool:
    """Whether fewer than one step in three is small; of shares none may be."""
    counted = [p for p, label in zip(steps.periods, steps.labels, strict=True) if label not in steps.gaps]
    small = [p for p in counted if max(f.count(c, p, part=part).value or 0 for c in codes) < least]
    most = 1 if least >= LEAST_BASE else len(counted) / 3
    return bool(counted) and len(small) < most


def declare_quarters(f: Figures, code: str, quarters: Sequence[Period]) -> None:
    """A reader can add the months of a quarter, and the quarters of a year."""
    f.by(code, "month")
    for part in COUNT_PARTS:
        each = [f.count(code, p, part=part) for p in quarters]
        if len(each) == len(QUARTERS):
            f.declare(f.count(code, part=part), each)
        for whole, period in zip(each, quarters, strict=True):
            f.declare(whole, [f.count(code, m, part=part) for m in f.months(code) if lies_in(m, period)])


def lies_in(month: Period, period: Period) -> bool:
    """Whether a month is one of a longer period."""
    return period.start <= month.start and month.end <= period.end


def flow_table(
    f: Figures, code: str, key: str, caption: str, heading: str, *, part: CountPart = "count"
) -> Table | None:
    """What happened in each month or quarter, with the whole period as the total; None where that is little.
    The caption says “in each month”."""
    steps = steps_of(f, code, part=part)
    if steps is None:
        return None
    whole, said = f.count(code, part=part), caption.replace("month", steps.word)
    rows: list[list[Cell]] = [
        [label, f.count(code, p, part=part)] for label, p in zip(steps.labels, steps.periods, strict=True)
    ]
    return Table(
        key,
        said,
        [steps.heading, heading],
        rows,
        f.source(code),
        [f"The {f.span_words}", whole],
        [1],
        look="months",
        says=f"{said}: {whole} in the {f.span_words}",
        gaps=list(steps.gaps),
    )


def shares_in_steps(
    f: Figures, code: str, key: str, caption: str, names: tuple[str, str], says: str
) -> Table | None:
    """The share of each month or quarter with the two counts it is made of; None where those are few."""
    steps = steps_of(f, code, part="base", least=LEAST_BASE)
    if steps is None:
        return None if f.span == "year" else _counts_of_few(f, code, key, caption, names)
    rows: list[list[Cell]] = []
    for label, p in zip(steps.labels, steps.periods, strict=True):
        rows.append([label, f.percent(code, p), f.count(code, p), f.count(code, p, part="base")])
    return Table(
        key,
        caption.replace("month", steps.word),
        [steps.heading, "Share", *names],
        rows,
        f.source(code),
        [f"The {f.span_words}", f.percent(code), f.count(code), f.count(code, part="base")],
        [2, 3],
        look="months",
        says=f"{says.replace('month', steps.word)}: {f.percent(code)} in the {f.span_words}",
        unit="%",
        gaps=list(steps.gaps),
    )


def _counts_of_few(f: Figures, code: str, key: str, caption: str, names: tuple[str, str]) -> Table:
    """The months of a quarter in numbers, where they are too few for bars of shares."""
    steps = _months_of(f, [code])
    rows: list[list[Cell]] = [
        [label, f.count(code, p), f.count(code, p, part="base")]
        for label, p in zip(steps.labels, steps.periods, strict=True)
    ]
    total: list[Cell] = [f"The {f.span_words}", f.count(code), f.count(code, part="base")]
    heads = [steps.heading, *names]
    return Table(key, caption, heads, rows, f.source(code), total, [1, 2], gaps=list(steps.gaps))


def multiples_in_steps(
    f: Figures, columns: dict[str, str], key: str, caption: str, *, note: str = "", first_sum: int = 1
) -> Table | None:
    """Several counts of the same months or quarters below each other; None where all of them are small.
    `columns`: the measures with their headings; from `first_sum` on they add up."""
    steps = steps_of(f, *columns)
    if steps is None:
        return None
    rows: list[list[Cell]] = [
        [label, *(f.count(code, p) for code in columns)]
        for label, p in zip(steps.labels, steps.periods, strict=True)
    ]
    return Table(
        key,
        caption.replace("month", steps.word),
        [steps.heading, *columns.values()],
        rows,
        f"{f.source(*columns)} {note}".strip(),
        ["The period", *(f.count(code) for code in columns)],
        list(range(first_sum, len(columns) + 1)),
        look="multiples",
        gaps=list(steps.gaps),
    )
