"""Exhibits and sentences that several sections make in the same way."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import within
from accounts.ui.fields import sentence
from reporting.comparators.side_by_side import Other
from reporting.drawing.wording import noun as one_or_many
from reporting.figures.base import LEAST_BASE, Cell, Change, Figure, Join, Look, Table
from reporting.figures.before import before_column, in_before
from reporting.figures.counts import CountPart
from reporting.figures.ledger import Figures
from reporting.figures.not_known import unknown_note
from reporting.measures.base import Measure
from reporting.measures.registry import MEASURES
from reporting.models import NumberStyle
from reporting.periods import Period

YEARS = 6
"""Years before this one that a line shows, those typed in included."""
NOT_COMPARABLE = "not comparable"
FEW = 6
"""Fewer than this are not worth a drawing."""


def share_words(f: Figures, code: str) -> str:
    """81.9% (190 of 232), as the council says it (V-45); in words where there is nothing to divide by."""
    result = f.get(code)
    if result.value is None:
        if result.numerator is None:
            return "not known how many"
        return "none to count" if not result.not_known else f"not known for {f.count(code, part='not_known')}"
    share, count = f"{f.percent(code)}", f"{f.count(code)} of {f.count(code, part='base')}"
    both = {NumberStyle.SHARE: share, NumberStyle.COUNT: count}
    return both.get(NumberStyle(f.number_style), f"{share} ({count})")


def noun_of(figure: Figure, plural: str) -> str:
    """review after one, reviews after any other number."""
    return one_or_many(figure.whole or 0, plural)


def of_base(f: Figures, code: str, nouns: str) -> str:
    """190 of 232 reviews (81.9%), as the council says it (V-45); of few without the share; in words where
    there is nothing to divide by. Without `nouns` they are named before."""
    if f.get(code).value is None:
        return f"{share_words(f, code)} {nouns}".strip()
    count, base = f.count(code), f.count(code, part="base")
    counted = f"{count} of {base} {noun_of(base, nouns)}".strip()
    if f.number_style == NumberStyle.COUNT or is_of_few(f, code):
        return counted
    if f.number_style == NumberStyle.SHARE:
        return f"{f.percent(code)} of {nouns}" if nouns else f"{f.percent(code)}"
    return f"{counted} ({f.percent(code)})"


def said_of(f: Figures, code: str, nouns: str, words: str, unknown: str) -> list[str]:
    """A sentence on a share, with how it moved; `words` has the places {share} and {were}. Where it is not
    known that is said, as `unknown` names it; nothing where there is nothing to count."""
    if f.get(code).value is not None:
        share = of_base(f, code, nouns)
        return [f"{words.format(share=share, were=were(f, code))}{since_before(f, code)}."]
    return [f"It is not known {unknown}."] if f.percent(code).is_unknown else []


def is_of_few(f: Figures, code: str, period: Period | None = None) -> bool:
    """Whether a share stands on so few that it is printed as 7 of 12, without a percentage or direction."""
    return MEASURES[code].is_share and (f.get(code, period).denominator or 0) < LEAST_BASE


def since_before(f: Figures, code: str) -> str:
    """How a share moved, as the end of a sentence: up from 80.0% in 2024-25; nothing where that is not
    known, or stands on few."""
    is_whole = f.is_comparable(code) and f.number_style != NumberStyle.COUNT
    if not is_whole or is_of_few(f, code) or is_of_few(f, code, f.before):
        return ""
    change = change_of(f, code)
    if change.before is None or change.before.value is None:
        return ""
    if change.way == "level" and not f.is_over:
        return f", little changed from {change.before} {in_before(f, code)}"
    if change.way == "level":
        return f", about the same as {in_before(f, code)} ({change.before})"
    return f", {change.way} from {change.before} {in_before(f, code)}"


def were(f: Figures, code: str) -> str:
    """The verb after a share: 1 of 1 review was, 3 of 4 reviews were."""
    return "was" if f.get(code).denominator == 1 else "were"


def not_known_words(f: Figures, code: str, nouns: str) -> list[str]:
    """A sentence on those that are not known; none where all are."""
    unknown = f.get(code).not_known
    if not unknown or f.get(code).value is None:
        return []
    return [f"It is not known for {f.count(code, part='not_known')} more {one_or_many(unknown, nouns)}."]


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
    key: str = "",
) -> Table:
    """A count by kind: name, bar, number, share, and the year before where that is comparable. `labels` are
    the words for keys."""
    figures = _counts_by(f, code, dimension, part)
    words = labels or {}
    whole = f.count(code, part=part)
    shares = ["Share"] if (whole.value or 0) >= LEAST_BASE else []
    is_compared = bool(figures) and f.is_comparable(code)
    before = f.by(code, dimension, f.before) if is_compared else {}
    keys, sized = _by_order_then_size(figures, order, before)
    periods = [f.period, f.before] if is_compared else [f.period]
    rows: list[list[Cell]] = []
    for k in keys:
        now, *was = (f.count(code, p, by=dimension, key=k, part=part) for p in periods)
        share = [f.share(code, by=dimension, key=k, part=part) for _ in shares]
        rows.append([row_label(words.get(k, k), dimension), now, *share, *was])
    total: list[Cell] = ["All", whole, *("100.0%" for _ in shares)]
    total += [f.count(code, p, part=part) for p in periods[1:]]
    headings = [heading, f.label, *shares, *(before_column(f, code) for _ in periods[1:])]
    sums = [1, len(headings) - 1] if is_compared else [1]
    return Table(
        key or f"{code}_{dimension}",
        caption,
        headings,
        rows,
        f.source(code),
        total,
        sums,
        by_size_from=sized,
        look="bars",
        join=JOINED.get(dimension),
        says=_largest(
            caption, [k for k in keys if k in figures], figures, _inside(figures, dimension, words), whole
        ),
    )


def row_label(name: str, dimension: str) -> str:
    """A group as it begins its row: with a capital, unless somebody typed its name."""
    return name if dimension in PROPER and name not in UNKNOWN else sentence(name)


def _counts_by(f: Figures, code: str, dimension: str, part: CountPart) -> dict[str, Figure]:
    """Key -> how many; empty where there is nothing of any kind."""
    found = {k: f.count(code, by=dimension, key=k, part=part) for k in f.by(code, dimension)}
    known = {k: figure for k, figure in found.items() if figure.value or k not in UNKNOWN}
    return known if any(figure.value for figure in known.values()) else {}


def _by_order_then_size(
    figures: dict[str, Figure], order: Sequence[str], before: Iterable[str]
) -> tuple[list[str], int]:
    """Those that have a place in their order, then the others from the largest down, last those of the year
    before alone; and how many stand in their order."""
    placed = [k for k in order if k in figures or k in before]
    rest = sorted((k for k in figures if k not in order), key=lambda k: (-(figures[k].value or 0), k))
    gone = sorted(set(before) - set(placed) - set(rest))
    return [*placed, *rest, *gone], len(placed)


UNKNOWN = frozenset({"not recorded", "not known"})
JOINED = dict.fromkeys(("age", "late_days", "moves", "years"), Join.NEIGHBOURS) | dict.fromkeys(
    (
        *("need", "ethnicity", "legal", "home", "provider", "group", "reason", "late_reason", "delay"),
        *("plan", "heard", "format", "way", "effect", "answer", "given_by", "language", "method"),
    ),
    Join.OTHERS,
)
"""How the groups of a breakdown are joined where they are small: beside each other, or all others as one.
Not where there are two, such as sexes, nor those that a reader looks for one by one, such as teams."""
PROPER = frozenset({"ethnicity", "team", "iro", "partner", "stage"})
"""Breakdowns whose groups have names that keep their capital inside a sentence."""


def _inside(keys: Iterable[str], dimension: str, words: dict[str, str]) -> dict[str, str]:
    """How groups are called inside a title."""
    names = {key: words.get(key, key) for key in keys}
    return names if dimension in PROPER else {key: within(name) for key, name in names.items()}


def _largest(
    caption: str, keys: Sequence[str], figures: dict[str, Figure], words: dict[str, str], whole: Figure
) -> str:
    """Which group is the largest; empty where there are several, or one alone, or few of all."""
    highest = max((figures[k].value or 0 for k in keys), default=0)
    top = [k for k in keys if figures[k].value == highest]
    if len(top) != 1 or top[0] in UNKNOWN or len(keys) < 2 or (whole.value or 0) < LEAST_BASE:
        return ""
    name = words.get(top[0], top[0])
    return f"{caption}: most often {name} ({figures[top[0]]} of {whole})"


def main_figure(f: Figures, code: str, period: Period | None = None) -> Figure:
    """What a measure says of the whole: the number of a count, else the share, mean or rate."""
    return (f.count if MEASURES[code].is_count else f.percent)(code, period)


def of_before(f: Figures, code: str) -> Cell:
    """A figure of the year before; in words where that is not known, or a gap in recording touches it."""
    if not (f.has_before() and f.is_whole(code, f.before)):
        return NOT_COMPARABLE if f.has_before() else "not known"
    if is_of_few(f, code, f.before) and f.get(code, f.before).denominator:
        return _of_known(f, code, f.before)
    return main_figure(f, code, f.before)


def change_of(f: Figures, code: str) -> Change:
    """How a share or count moved since the year before."""
    now = main_figure(f, code)
    if not f.is_comparable(code):
        return Change(now, why=_why_not(f, code))
    return Change(now, main_figure(f, code, f.before), MEASURES[code].is_more_better)


def _why_not(f: Figures, code: str) -> str:
    since = f.recorded_since(code)
    if since and since > f.before.start:
        return f"not recorded before {day_words(since)}"
    return NOT_COMPARABLE


def shares_beside(
    f: Figures, codes: Sequence[str], key: str, caption: str, *, says: str = ""
) -> Table | None:
    """Measures in rows, each on a strip with last year, target, similar councils and England, and the
    numbers in columns. Columns that nothing fills are left out; None where there is nothing to show."""
    known = [c for c in codes if f.is_recorded(c) and f.get(c).value is not None]
    if not known:
        return None
    england = _found(f.others.england, known)
    similar = _found(f.others.neighbours, known)
    targets = {c: _target_words(f, c) for c in known} if any(c in f.others.targets for c in known) else {}
    beside = {
        "Target": targets,
        "Similar councils": {c: other_text(MEASURES[c], o.value) for c, o in similar.items()},
        "England": {c: other_text(MEASURES[c], o.value) for c, o in england.items()},
    }
    filled = {name: words for name, words in beside.items() if words}
    headings = ["Measure", f.label, "Of known", before_column(f, *known), *filled]
    rows: list[list[Cell]] = []
    for code in known:
        ours: list[Cell] = [f.percent(code), _of_known(f, code), of_before(f, code)]
        if is_of_few(f, code):
            ours[:2] = [_of_known(f, code), "–"]
        rows.append([MEASURES[code].title, *ours, *(words.get(code, "–") for words in filled.values())])
    source = f.source(*known)
    source += _sources({"Similar councils": similar, "England": england})
    look = _look_of(f, known)
    empty = [2] if all(row[2] == "–" for row in rows) else []
    headings, rows = _without(empty + ([3] if _is_new(f, known) else []), headings, rows)
    return Table(key, caption, headings, rows, source, look=look, says=says, note=unknown_note(f, codes))


def _look_of(f: Figures, codes: Sequence[str]) -> Look:
    """On strips, unless all shares are of few, so that there is nothing to draw."""
    shares = [code for code in codes if MEASURES[code].is_share]
    return "table" if shares and all(is_of_few(f, code) for code in shares) else "strips"


def _without(
    columns: Sequence[int], headings: list[str], rows: list[list[Cell]]
) -> tuple[list[str], list[list[Cell]]]:
    """A table without the columns that tell nothing."""
    kept = [n for n in range(len(headings)) if n not in columns]
    return [headings[n] for n in kept], [[row[n] for n in kept] for row in rows]


def _is_new(f: Figures, codes: Sequence[str]) -> bool:
    """Whether all of these are recorded only since the year before began, which the note says once for
    all."""
    return all(not f.is_comparable(c) and _why_not(f, c) != NOT_COMPARABLE for c in codes)


def _sources(others: dict[str, dict[str, Other]]) -> str:
    """Where figures of others come from; once for those that come from the same."""
    said: dict[str, list[str]] = {}
    for name, theirs in others.items():
        words = "; ".join(dict.fromkeys(f"{o.source}, {o.label}" for o in theirs.values()))
        if words:
            said.setdefault(words, []).append(name)
    return "".join(f" {' and '.join(names)}: {words}." for words, names in said.items())


def _target_words(f: Figures, code: str) -> str:
    return other_text(MEASURES[code], f.others.targets.get(code)) or "none set"


def _found(look: Callable[[Measure], Other | None], codes: Sequence[str]) -> dict[str, Other]:
    every = {code: look(MEASURES[code]) for code in codes}
    return {code: other for code, other in every.items() if other is not None}


def _of_known(f: Figures, code: str, period: Period | None = None) -> Cell:
    if not MEASURES[code].is_share or not f.get(code, period).denominator:
        return "–"
    return f"{f.count(code, period)} of {f.count(code, period, part='base')}"


def other_text(measure: Measure, value: Decimal | None) -> str:
    """A figure of elsewhere as ours are printed."""
    if value is None:
        return ""
    sign = measure.sign if measure.is_share else ""
    exact = value.quantize(Decimal("0.1"))
    return f"{exact:,}{sign}" if not measure.is_count else f"{value.to_integral_value():,}"


def counts_beside(f: Figures, codes: Sequence[str], key: str, caption: str) -> Table | None:
    """Counts in rows with the year before and how they moved; None where there is none."""
    known = [c for c in codes if f.is_recorded(c) and f.count(c).value is not None]
    if not any(f.count(c).value for c in known):
        return None
    rows: list[list[Cell]] = [[MEASURES[c].title, f.count(c), change_of(f, c)] for c in known]
    return Table(key, caption, ["Measure", f.label, f"Since {f.before_named}"], rows, f.source(*known))


def years_of(f: Figures, code: str, key: str, caption: str) -> Table | None:
    """A measure over the years that are known, those typed in included, with England beside it; None where
    there are fewer than three, or the figures are small."""
    measure = MEASURES[code]
    if is_of_few(f, code) or not measure.is_share and not measure.is_count and f.get(code).value is None:
        return None
    rows: list[list[Cell]] = []
    sources = []
    for period in f.earlier_years(YEARS):
        typed = f.others.typed(code, period.end.year)
        if f.knows(code, period):
            rows.append([period.label, main_figure(f, code, period)])
        elif typed:
            rows.append([period.label, other_text(measure, typed.value)])
            sources.append(f"{typed.label}: {typed.source}.")
        elif rows:
            rows.append([period.label, "not recorded"])
    rows.append([f.label, main_figure(f, code)])
    if sum(_is_known(row[1]) for row in rows) < 3 or _is_small(f, code):
        return None
    source = " ".join([f.source(code), *dict.fromkeys(sources)])
    return Table(key, caption, ["Year", measure.title], rows, source, look="years", unit=_unit(measure))


def _is_known(cell: Cell) -> bool:
    return (
        cell[:1].isdigit() if isinstance(cell, str) else isinstance(cell, Figure) and cell.value is not None
    )


def _is_small(f: Figures, code: str) -> bool:
    """Whether so few are counted this year that a line over the years would show one case or two."""
    measure = MEASURES[code]
    few = f.get(code).numerator or 0
    return (measure.is_count or measure.is_share) and min(few, _rest(f, code)) < FEW


def _rest(f: Figures, code: str) -> int:
    """For a share, those that do not count: 35 of 36 children are as little to draw as 1 of 36."""
    result = f.get(code)
    return (result.denominator or 0) - (result.numerator or 0) if MEASURES[code].is_share else FEW


def _unit(measure: Measure) -> str:
    return "%" if measure.is_share else ""


def own_and_before(f: Figures, codes: Sequence[str], key: str, caption: str) -> Table:
    """Measures of time side by side with the year before, target and others."""
    found = shares_beside(f, codes, key, caption)
    return found or Table(key, caption, ["Measure", f.label], [], f.source(*codes))
