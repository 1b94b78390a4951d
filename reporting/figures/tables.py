"""Tables, charts and sentences that several sections make in the same way."""

from collections.abc import Callable, Sequence

from reporting.drawing.wording import noun as one_or_many
from reporting.figures.base import Cell, Chart, Figure, Table
from reporting.figures.ledger import CountPart, Figures
from reporting.measures.registry import MEASURES
from reporting.periods import Period


def share_words(f: Figures, code: str) -> str:
    """81.9% (190 of 232), with those not known apart; in words where there is nothing to divide by."""
    result = f.get(code)
    if result.value is None:
        return "none to count" if not result.not_known else f"not known for {f.count(code, part='not_known')}"
    text = f"{f.percent(code)} ({f.count(code)} of {f.count(code, part='base')})"
    return f"{text}; not known for {f.count(code, part='not_known')}" if result.not_known else text


def change_words(f: Figures, code: str, noun: str, *, part: CountPart = "count") -> str:
    """More, fewer, the same, or not comparable, in words."""
    change = f.change(code, part=part)
    if change is None or change.value is None:
        return f"The number of {noun} can’t be compared with {f.before_words}."
    if change.value == 0:
        return f"That is the same number of {noun} as {f.before_words}."
    before = f.count(code, f.before, part=part)
    word = "more" if change.value > 0 else "fewer"
    return (
        f"That is {change} {word} {one_or_many(abs(int(change.value)), noun)} than {f.before_words} "
        f"({before})."
    )


def month_labels(f: Figures, code: str) -> list[str]:
    """Apr 25, May 25 ..."""
    return [f"{p.start:%b %y}" for p in f.months(code)]


def gap_labels(f: Figures, *codes: str) -> list[str]:
    """The labels of the months in which a gap in recording touches one of the measures."""
    return [f"{p.start:%b %y}" for p in f.months_in_gaps(*codes)]


def months(f: Figures, code: str, *, part: CountPart = "count") -> list[Figure]:
    """A count of every month that has begun."""
    f.by(code, "month")
    return [f.count(code, p, part=part) for p in f.months(code)]


def flow_table(
    f: Figures, code: str, key: str, caption: str, heading: str, *, part: CountPart = "count"
) -> tuple[Table, Chart]:
    """What happened in each month, with the whole period as the total, and the same as bars."""
    labels, figures = month_labels(f, code), months(f, code, part=part)
    whole = f.count(code, part=part)
    rows: list[list[Cell]] = [[a, b] for a, b in zip(labels, figures, strict=True)]
    table = Table(key, caption, ["Month", heading], rows, f.source(code), [f"The {f.span_words}", whole], [1])
    title = f"{caption}: {whole} in the {f.span_words}"
    return table, Chart(key, "bars", title, labels, [(caption, figures)], gaps=gap_labels(f, code))


def breakdown(
    f: Figures,
    code: str,
    dimension: str,
    caption: str,
    heading: str,
    order: Sequence[str] = (),
    *,
    part: CountPart = "count",
    labels: dict[str, str] | None = None,
) -> tuple[Table, Chart]:
    """A count by kind with the share of each, and the same as lying bars. `labels` are the words for keys."""
    found = f.by(code, dimension)
    figures = {k: f.count(code, by=dimension, key=k, part=part) for k in found}
    if not any(figure.value for figure in figures.values()):
        figures = {}
    keys = [k for k in order if k in figures]
    keys += sorted((k for k in figures if k not in order), key=lambda k: (-(figures[k].value or 0), k))
    words = labels or {}
    rows: list[list[Cell]] = [
        [words.get(k, k), figures[k], f.share(code, by=dimension, key=k, part=part)] for k in keys
    ]
    whole = f.count(code, part=part)
    sized = sum(k in figures for k in order)
    table = Table(
        f"{code}_{dimension}",
        caption,
        [heading, "Number", "Share"],
        rows,
        f.source(code),
        ["All", whole, "100.0%" if whole.value else "–"],
        [1],
        by_size_from=sized,
    )
    highest = max((figures[k].value or 0 for k in keys), default=0)
    top = [k for k in keys if figures[k].value == highest]
    is_said = len(top) == 1 and len(keys) > 1
    chart = Chart(
        table.key,
        "rows",
        caption,
        [words.get(k, k) for k in keys],
        [(caption, [figures[k] for k in keys])],
        claim=f"the largest group is {words.get(top[0], top[0])}, {figures[top[0]]}" if is_said else "",
        by_size_from=sized,
    )
    return table, chart


def of_before(f: Figures, code: str, read: Callable[[str, Period], Figure]) -> Cell:
    """A figure of the year before; in words where that is not known, or a gap in recording touches it."""
    if not f.has_before():
        return "not known"
    return read(code, f.before) if f.is_whole(code, f.before) else "not comparable"


def own_and_before(f: Figures, codes: Sequence[str], key: str, caption: str) -> Table:
    """Measures side by side with {f.before_words}."""
    rows: list[list[Cell]] = []
    for code in codes:
        rows.append(
            [
                MEASURES[code].title,
                f.count(code),
                f.count(code, part="base"),
                f.count(code, part="not_known"),
                f.percent(code),
                of_before(f, code, f.percent),
            ]
        )
    return Table(
        key,
        caption,
        ["Measure", "In time", "Of", "Not known", "Share", f"Share in {f.before.label}"],
        rows,
        f.source(*codes),
    )
