"""What is known beside a figure that an author puts into a sentence: the same of the year before, its target,
England. Nothing of it is printed for that, nor kept as a figure of the report."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from reporting.figures.base import Figure
from reporting.figures.counts import COUNT_PARTS, part_of
from reporting.figures.ledger import Figures
from reporting.figures.references import kind_of, period_label, reference
from reporting.figures.tables import other_text
from reporting.measures.base import Measure
from reporting.measures.registry import MEASURES
from reporting.proof.manuscript import Aside


def asides_of(f: Figures, refs: Iterable[str]) -> Mapping[str, Aside]:
    """What stands beside each figure of the whole period; beside those of a group only the target, and
    nothing beside those of another time."""
    return {ref: found for ref in refs if (found := _aside(f, ref))}


def _aside(f: Figures, ref: str) -> Aside | None:
    code, _, rest = ref.partition("|")
    of_all, by, _ = rest.partition("=")
    if by:
        return _of_a_group(f, f"{code}|{of_all.rpartition('|')[0]}")
    part, measure = rest.rpartition("|")[2], MEASURES.get(code)
    if measure is None or part not in (*COUNT_PARTS, "percent"):
        return None
    if ref != reference(measure, f.period, part, "", ""):
        return None
    is_main = part == ("count" if measure.is_count else "percent")
    england = f.others.england(measure) if is_main else None
    return Aside(
        before=_before(f, measure, part),
        period=period_label(measure, f.before),
        target=other_text(measure, f.others.targets.get(code)) if is_main else "",
        england=other_text(measure, england.value) if england else "",
        whole=_whole(f, measure) if part == "count" and measure.is_share else "",
    )


def _of_a_group(f: Figures, of_all: str) -> Aside | None:
    """A team is held to the target of all."""
    beside = _aside(f, of_all)
    return Aside(target=beside.target) if beside and beside.target else None


def _whole(f: Figures, measure: Measure) -> str:
    """What is counted among, as it would be printed."""
    base = f.get(measure.code).denominator
    return "" if base is None else f"{base:,}"


def _before(f: Figures, measure: Measure, part: str) -> str:
    """As it would be printed; empty where the two years can't be compared."""
    if not f.is_comparable(measure.code):
        return ""
    result = f.get(measure.code, f.before)
    value: int | Decimal | None = result.value if part == "percent" else None
    for name in COUNT_PARTS:
        value = part_of(result, name) if name == part else value
    return "" if value is None else Figure("", kind_of(measure, part), value, "", "", "").text
