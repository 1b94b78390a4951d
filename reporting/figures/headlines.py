"""The year on one page: eight figures with their direction, target and comparators, what works and what
worries."""

from collections.abc import Iterator

from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import within
from reporting.drawing.wording import listed
from reporting.figures.base import Against, Cell, Change, Figure, Part, Table
from reporting.figures.before import before_column
from reporting.figures.ledger import Figures
from reporting.figures.not_known import begun_within
from reporting.figures.tables import (
    change_of,
    is_of_few,
    main_figure,
    of_base,
    of_before,
    other_text,
    since_before,
    were,
)
from reporting.measures.registry import MEASURES

HEADLINES = {
    "looked_after_at_end": "Children in our care",
    "caseload": "Children for each full-time IRO",
    "timeliness_reviews_held": "Reviews held in time",
    "participation_official": "Children who took part",
    "midways_in_time": "Midway checks in time",
    "permanence_by_second_review": "Plan for permanence by the second review",
    "three_placements": "Three or more homes in the year",
    "disputes_in_time": "Disputes settled in time",
}
SPARE = {
    "settled_placement": "Settled in one home for two years",
    "health_assessment_year": "Health assessed in the year",
    "dental_check": "Teeth checked in the year",
    "care_leavers_in_touch": "Care leavers in touch",
}
"""Figures of the returns that stand in for those of the eight that a council does not record yet."""
LABELS = HEADLINES | SPARE
OF_WHAT = {
    "timeliness_reviews_held": "reviews",
    "participation_official": "reviews of children aged 4 or over",
    "midways_in_time": "midway checks",
    "permanence_by_second_review": "second reviews",
    "three_placements": "children",
    "disputes_in_time": "closed disputes",
    "settled_placement": "children under 16 in care for 2.5 years",
    "health_assessment_year": "children in care for a year",
    "dental_check": "children in care for a year",
    "care_leavers_in_touch": "care leavers",
}
BESIDE = ("Target", "Similar councils", "England")
"""Columns of others, printed as marks beside the figure."""
MOST_POINTS = 3


def key_messages(f: Figures) -> Part:
    """R-03: eight figures of the body, each said once more from the same source."""
    shown = [code for code in HEADLINES if _has_value(f, code)]
    missing = [within(HEADLINES[code]) for code in HEADLINES if code not in shown]
    if shown:
        spare = [code for code in SPARE if _has_value(f, code) and not is_of_few(f, code)]
        shown += spare[: len(missing)]
    rows = [_row(f, code) for code in shown]
    table = Table(
        "headlines",
        "The year in figures",
        ["Figure", f.label, f"Since {f.before_named}", *BESIDE, before_column(f), "In one sentence"],
        rows,
        f.source(*shown),
        look="headlines",
        note=f"There are no figures for {listed(missing)}." if missing else "",
    )
    if not shown and (why := f.untold("looked_after_at_end")):
        return Part(absent=f"What the year was like {why}")
    return Part(list(_first_words(f)), [table], judgements=_judgements(f, shown, rows))


def _first_words(f: Figures) -> Iterator[str]:
    """How many children there were, and how many reviews were in time, as far as that is known."""
    children, reviews = f.count("looked_after_at_end"), "timeliness_reviews_held"
    if children.value is not None:
        yield f"On {day_words(f.period.end)} there were {children} {f.authority.child_term}."
    if f.get(reviews).value is not None:
        yield f"{of_base(f, reviews, 'reviews')} {were(f, reviews)} held in time{since_before(f, reviews)}."


def _has_value(f: Figures, code: str) -> bool:
    result = f.get(code)
    return result.numerator is not None if MEASURES[code].is_count else result.value is not None


def _row(f: Figures, code: str) -> list[Cell]:
    measure, target = MEASURES[code], f.others.targets.get(code)
    now = main_figure(f, code)
    against: Cell = "no target"
    if target is not None and measure.is_more_better is not None:
        against = Against(now, target, measure.is_more_better)
    value = f"{f.count(code)} of {f.count(code, part='base')}" if is_of_few(f, code) else now
    similar, england = f.others.neighbours(measure), f.others.england(measure)
    beside: list[Cell] = [other_text(measure, o.value) if o else "–" for o in (similar, england)]
    return [
        _label(f, code),
        value,
        _since(f, code, now),
        against,
        *beside,
        of_before(f, code),
        _sentence(f, code),
    ]


def _since(f: Figures, code: str, now: Figure) -> Change:
    """How it moved; where it was first recorded within the period, the sentence beside it says since when."""
    return Change(now) if begun_within(f, code) else change_of(f, code)


def _came_and_left(f: Figures) -> str:
    came, left = f.count("starters"), f.count("leavers")
    is_known = came.value is not None and left.value is not None
    return f"{came} came into care and {left} left it." if is_known else ""


def _sentence(f: Figures, code: str) -> str:
    """What the figure is made of, and who is beside it."""
    measure, said = MEASURES[code], []
    if measure.is_share:
        said.append(
            f"Too few {OF_WHAT[code]} for a percentage."
            if is_of_few(f, code)
            else f"{f.count(code)} of {f.count(code, part='base')} {OF_WHAT[code]}."
        )
    elif code == "caseload":
        said.append("Guidance asks for 50 to 70.")
    elif code == "looked_after_at_end":
        measure = MEASURES["rate_per_10000"]
        if (rate := f.percent(measure.code)).value is None:  # a rate of others beside none tells nothing
            return _came_and_left(f)
        said.append(f"{rate} of every 10,000 children.")
    similar, england = f.others.neighbours(measure), f.others.england(measure)
    beside = [f"similar councils {other_text(measure, similar.value)}"] if similar else []
    beside += [f"England {other_text(measure, england.value)}"] if england else []
    newest = similar or england
    if newest:
        words = ", ".join(beside)
        said.append(f"{words[:1].upper()}{words[1:]} in {newest.label}.")
    return " ".join(said)


def _judgements(f: Figures, codes: list[str], rows: list[list[Cell]]) -> list[tuple[str, list[str]]]:
    """What works and what worries by the figures alone; the author may write it instead."""
    works: list[str] = []
    worries: list[str] = []
    for code, row in zip(codes, rows, strict=True):
        verdict = None if is_of_few(f, code) else _verdict(row)
        if verdict is not None:
            (works if verdict else worries).append(_point(f, code))
    found = [("What works well", works[:MOST_POINTS]), ("What worries us", worries[:MOST_POINTS])]
    return [(heading, points) for heading, points in found if points]


def _verdict(row: list[Cell]) -> bool | None:
    """Whether a figure is good news; None where it is neither. The target decides before the direction."""
    change, against = row[2], row[3]
    if isinstance(against, Against):
        return against.text.startswith("met")
    said = change.text if isinstance(change, Change) else ""
    return True if said.endswith("better") else False if said.endswith("worse") else None


def _label(f: Figures, code: str) -> str:
    return LABELS[code].replace("in the year", f"in the {f.span_words}")


def _point(f: Figures, code: str) -> str:
    words = [f"{_label(f, code)}: {main_figure(f, code)}"]
    target, measure = f.others.targets.get(code), MEASURES[code]
    if target is not None and measure.is_more_better is not None:
        words.append(f"target {target.normalize():f}{measure.sign if measure.is_share else ''}")
    if f.is_comparable(code) and f.get(code, f.before).value is not None:
        way, before = change_of(f, code).way, main_figure(f, code, f.before)
        words.append(f"{way} from {before}" if way in ("up", "down") else f"{before} the year before")
    return f"{', '.join(words)}."
