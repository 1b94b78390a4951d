"""The counts that a result is made of: what counts, its base, those not known, and all of them."""

from collections.abc import Container, Mapping
from typing import Literal

from reporting.measures.base import Measure, Result, counted_all
from reporting.measures.registry import MEASURES

CountPart = Literal["count", "base", "not_known", "all"]
COUNT_PARTS: tuple[CountPart, ...] = ("count", "base", "not_known", "all")
Equation = tuple[tuple[str, int], ...]  # references with their sign: together they are nought


def part_of(result: Result, part: CountPart) -> int | None:
    """A count of a result. All are the base and those not known; for a plain count the count itself. How many
    there are in all is known too where it is not known of most of them what they count as."""
    if part == "count":
        return result.numerator
    if part == "base":
        return result.denominator
    if part == "not_known":
        return result.not_known if _is_counted(result) else None
    return counted_all(result) if _is_counted(result) else None


def _is_counted(result: Result) -> bool:
    """Whether there are rows to count, be it that nothing is known of them."""
    return result.numerator is not None or (result.not_known > 0 and not result.is_hidden)


def parts_that_differ(measure: Measure, whole: Result) -> tuple[CountPart, ...]:
    """The counts of a measure that are not the same number under two names: nothing is gained by adding
    those up twice.
    """
    if measure.is_count:
        return COUNT_PARTS if whole.not_known else ("count",)
    return COUNT_PARTS if whole.not_known else ("count", "base")


def has_rest(group: str, result: Result) -> bool:
    """Whether what counts is a part of the base, so that the rest of it can be subtracted."""
    is_share = MEASURES[group.partition("|")[0]].is_share
    return is_share and result.numerator is not None and result.denominator is not None


def with_part(group: str, part: str) -> str:
    return group.replace("|*", f"|{part}", 1)


def counts_of(groups: Mapping[str, Result]) -> dict[str, int]:
    """Every count of results by its reference, and the rest of a base that a reader can subtract. A count of
    which nothing is known adds nothing to the sums that others are in.
    """
    found: dict[str, int] = {}
    for group, result in groups.items():
        if result.known is None and result.not_known and not result.is_hidden:
            found.setdefault(with_part(group, "count"), 0)
        for part in COUNT_PARTS:
            value = part_of(result, part)
            if value is not None:
                found.setdefault(with_part(group, part), value)
        if has_rest(group, result):
            found[with_part(group, "rest")] = (result.denominator or 0) - (result.numerator or 0)
    return found


def equations_of(groups: Mapping[str, Result], *, known: Container[str]) -> list[Equation]:
    """Every sum that holds between the counts of each result: base and those not known are all; what counts
    and the rest are the base. `known` are the references that a reader may see.
    """
    found: list[Equation] = []
    for group, result in groups.items():
        count, base, unknown, every, rest = (with_part(group, p) for p in (*COUNT_PARTS, "rest"))
        if result.numerator is None:
            continue
        if result.denominator is None:
            if result.not_known or every in known:
                found.append(((every, 1), (count, -1), (unknown, -1)))
        else:
            found.append(((every, 1), (base, -1), (unknown, -1)))
            if has_rest(group, result):
                found.append(((base, 1), (count, -1), (rest, -1)))
    return found
