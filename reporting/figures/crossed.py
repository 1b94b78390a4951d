"""Exhibits of children by two facts at once, of means over several periods, and beside what is published."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from accounts.templatetags.govuk import day as day_words
from reporting.comparators.by_key import published
from reporting.comparators.placed import Name, places
from reporting.figures.base import Cell, Figure, Table
from reporting.figures.before import before_column
from reporting.figures.ledger import Figures
from reporting.figures.references import reference
from reporting.figures.tables import main_figure, other_text, row_label
from reporting.measures.base import NOT_RECORDED
from reporting.measures.care import estimate_on
from reporting.measures.groups import groups_on, in_order_of_age
from reporting.measures.registry import MEASURES
from reporting.periods import Period

MALE, FEMALE = "Male", "Female"
FIVE = 5


def by_age_and_sex(f: Figures, code: str, key: str, caption: str) -> Table | None:
    """Boys and girls of each age back to back, the oldest first; None where there is nobody."""
    found = f.by(code, "age_sex")
    if not any(result.numerator for result in found.values()):
        return None
    rows: list[list[Cell]] = []
    for age in reversed([g.label for g in groups_on(f.authority, "age", f.period.end)]):
        mine = [k for k in found if k.startswith(f"{age}, ")]
        parts = {k: f.count(code, by="age_sex", key=k) for k in mine}
        if parts:
            f.declare(f.count(code, by="age", key=age), list(parts.values()))
        sides = (f.count(code, by="age_sex", key=f"{age}, {sex}") for sex in (MALE, FEMALE))
        rows.append([age, *sides])
    rest = [k for k in found if k.rpartition(", ")[2] not in (MALE, FEMALE)]
    _declare_sexes(f, code, list(found))
    note = (
        f"Another sex, or none, is recorded for {f.count(code, by='age_sex', key=rest[0])}."
        if len(rest) == 1
        else ""
    )
    return Table(key, caption, ["Age", MALE, FEMALE], rows, f.source(code), look="pyramid", note=note)


def _declare_sexes(f: Figures, code: str, keys: Sequence[str]) -> None:
    """A reader can add the ages of each sex."""
    for sex in (MALE, FEMALE):
        parts = [f.count(code, by="age_sex", key=k) for k in keys if k.endswith(f", {sex}")]
        if parts:
            f.declare(f.count(code, by="sex", key=sex), parts)


def by_two(
    f: Figures,
    code: str,
    by: tuple[str, str],
    key: str,
    caption: str,
    heading: str,
    order: Sequence[str],
    labels: Mapping[str, str],
) -> Table | None:
    """A count by two facts at once, one down and one across, with the sums of both; None where there is
    nothing, or one kind alone. `order` and `labels` are of the fact that goes down."""
    down, across = by
    both = f"{down}_{across}"
    found = f.by(code, both)
    lines, columns = _in_order(f, code, down, order), _in_order(f, code, across)
    if not f.is_recorded(code) or len(lines) < 2 or len(columns) < 2:
        return None
    rows: list[list[Cell]] = []
    for line in lines:
        whole = f.count(code, by=down, key=line)
        cells = [f.count(code, by=both, key=f"{line}, {column}") for column in columns]
        f.declare(whole, [cell for cell, c in zip(cells, columns, strict=True) if f"{line}, {c}" in found])
        rows.append([row_label(labels.get(line, line), down), *cells, whole])
    total: list[Cell] = ["All", *(f.count(code, by=across, key=c) for c in columns), f.count(code)]
    headings = [heading, *(row_label(c, across) for c in columns), "All"]
    return Table(key, caption, headings, rows, f.source(code), total, list(range(1, len(headings))))


def _in_order(f: Figures, code: str, by: str, order: Sequence[str] = ()) -> list[str]:
    """The kinds that somebody is counted under: as they are ordered, ages from young to old, the others from
    the largest down; what is not recorded comes last."""
    found = {k: r.numerator or 0 for k, r in f.by(code, by).items() if r.numerator}
    places = list(order) or (
        [g.label for g in groups_on(f.authority, by, f.period.end)] if by == "age" else []
    )

    def place(k: str) -> tuple[bool, int, int, str]:
        return k == NOT_RECORDED, places.index(k) if k in places else len(places), -found[k], k

    return sorted(found, key=place)


def mean(f: Figures, code: str, figures: Sequence[Figure], *, by: str = "", key: str = "") -> Figure | None:
    """The mean of several figures of one measure to one decimal; None where one of them is not known."""
    values = [figure.value for figure in figures]
    if not values or any(value is None for value in values):
        return None
    total = sum((Decimal(value) for value in values if value is not None), Decimal(0))
    exact = (total / len(values)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    ref = reference(MEASURES[code], f.period, f"mean-of-{len(values)}", by, key)
    parts = tuple(dict.fromkeys(part for figure in figures for part in figure.parts or (figure.ref,)))
    what = f"{MEASURES[code].title}, mean of {len(values)}" + (f", {key}" if key else "")
    return f.ledger.setdefault(
        ref, Figure(ref, "average", exact, what, MEASURES[code].unit, f.period.label, parts)
    )


def shares_over_years(f: Figures, code: str, by: str, key: str, caption: str, heading: str) -> Table | None:
    """The share of each kind in up to five years and their mean; None where fewer than three are known."""
    known: list[Period] = [p for p in f.earlier_years(FIVE - 1) if f.knows(code, p)]
    years = [*known, f.period]
    if len(years) < 3 or not f.is_over or not f.get(code).numerator:
        return None
    found = list(dict.fromkeys(k for p in years for k in f.by(code, by, p)))
    order = [g.label for g in groups_on(f.authority, by, f.period.end)]
    rows: list[list[Cell]] = []
    for k in sorted(found, key=lambda one: (order.index(one) if one in order else len(order), one)):
        shares = [f.share(code, p, by=by, key=k) for p in years]
        rows.append([row_label(k, by), *shares, mean(f, code, shares, by=by, key=k) or "not known"])
    headings = [heading, *(p.label for p in years), "Mean, %"]
    return Table(key, caption, headings, rows, f.source(code), about="The mean is that of the yearly shares")


def counts_over_years(f: Figures, code: str, by: str, key: str, caption: str, heading: str) -> Table | None:
    """The count of each kind in up to five years; None where only one is known."""
    years = [*(p for p in f.earlier_years(FIVE - 1) if f.knows(code, p)), f.period]
    found = list(dict.fromkeys(k for p in years for k in f.by(code, by, p)))
    if len(years) < 2 or not found:
        return None
    if by == "age":
        found = in_order_of_age(f.authority, found, f.period.end)
    rows: list[list[Cell]] = [
        [row_label(k, by), *(f.count(code, p, by=by, key=k) for p in years)] for k in found
    ]
    total: list[Cell] = ["All", *(f.count(code, p) for p in years)]
    headings = [heading, *(p.label for p in years)]
    return Table(key, caption, headings, rows, f.source(code), total, list(range(1, len(headings))))


def means_of_months(f: Figures, codes: Sequence[str], key: str, caption: str) -> Table | None:
    """Each measure on the last day beside its mean over the ends of the months; None where a month is not
    known."""
    rows: list[list[Cell]] = []
    for code in codes:
        f.by(code, "month")
        figures = [main_figure(f, code, p) for p in f.months(code)]
        found = mean(f, code, figures) if f.is_recorded(code) else None
        if found is not None:
            rows.append([MEASURES[code].title, main_figure(f, code), found])
    if not rows or not f.is_over:
        return None
    heads = ["Measure", "Last day", "Mean, %"]
    about = "The mean is that of the ends of the months"
    return Table(key, caption, heads, rows, f.source(*codes), about=about)


def shares_beside_published(
    f: Figures, code: str, by: str, key: str, caption: str, heading: str
) -> Table | None:
    """The share of each kind beside last year and the published shares of similar councils, the region and
    England, with their year and source; None where nothing is published of these kinds."""
    others = published(f.authority, MEASURES[code], by, f.year)
    found = f.by(code, by)
    if not any(k in others.shares for k in found) or not f.get(code).numerator:
        return None
    keys = sorted(found, key=lambda k: (k == NOT_RECORDED, -(found[k].numerator or 0), k))
    if by == "age":
        keys = in_order_of_age(f.authority, keys, f.period.end)
    before = [f.before] if f.is_comparable(code) else []
    rows: list[list[Cell]] = [
        [
            row_label(k, by),
            *(f.share(code, p, by=by, key=k) for p in [f.period, *before]),
            *(others.shares.get(k, {}).get(name, "–") for name in others.columns),
        ]
        for k in keys
    ]
    headings = [heading, f.label, *(before_column(f, code) for _ in before)]
    headings += [f"{name}, {others.year}" for name in others.columns]
    source = f"{f.source(code)} {' and '.join(others.columns)}: {others.source}."
    return Table(key, caption, headings, rows, source)


def among_councils(f: Figures, names: Mapping[Name, str], key: str, caption: str) -> Table | None:
    """Published figures of the council with its place among all councils, and the one in the middle; None
    where the council is not published."""
    found = places(f.authority, list(names), f.year)
    rows: list[list[Cell]] = []
    for name in (name for name in names if name in found):
        place, measure = found[name], MEASURES[name[0]]
        sign = "%" if name[1] else ""
        own, middle = (
            f"{value:.1f}%" if sign else other_text(measure, value)
            for value in (place.own.value, place.middle)
        )
        rows.append([names[name], own, middle, f"{place.rank} of {place.of}", place.own.label])
    if not rows:
        return None
    headings = ["Published figure", "This council", "Middle council", "Place", "Year"]
    sources = dict.fromkeys(found[name].own.source for name in names if name in found)
    return Table(
        key,
        caption,
        headings,
        rows,
        f"{'; '.join(sources)}.",
        about="The largest figure is in place 1; councils with the same figure share a place",
    )


def population_behind(f: Figures, key: str, caption: str) -> Table | None:
    """The rate of this year and those before with the population under 18 that it divides by, and of which
    day that is an estimate; None where no estimate is loaded."""
    code, rows, sources = "rate_per_10000", list[list[Cell]](), dict[str, None]()
    for period in [*(p for p in f.earlier_years(FIVE - 1) if f.knows(code, p)), f.period]:
        estimate = estimate_on(f.authority, period.end)
        if estimate is None or f.get(code, period).value is None:
            continue
        sources[estimate.source] = None
        rows.append(
            [
                day_words(period.end),
                f.count("looked_after_at_end", period),
                f.count(code, period, part="base"),
                f"30 June {estimate.year}",
                f.percent(code, period),
            ]
        )
    if not rows:
        return None
    headings = ["Day", "Children in care", "Children aged 0 to 17", "Estimate for", "For every 10,000"]
    source = f"{f.source(code)} Population: {'; '.join(sources)}."
    return Table(key, caption, headings, rows, source)
