"""Sentences that a figure allows: how many, and more, fewer, no change or not comparable. For the author to take or leave."""

from decimal import Decimal
from typing import Any

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ONE = {"children": "child", "reviews": "review", "decisions": "decision", "periods of care": "period of care", "starts": "start", "ends": "end"}  # fmt: skip


def in_words(number: int) -> str:
    """Numbers below ten as words, as in running text."""
    return SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"


def noun(number: int, plural: str) -> str:
    """child for 1, children for any other number."""
    return ONE.get(plural, plural) if number == 1 else plural


def compared(now: int | None, before: int | None, plural: str, year: str) -> str:
    """A count beside the year before, in words."""
    if now is None or before is None:
        return f"This cannot be compared with {year}."
    if now == before:
        return f"There was no change on {year}."
    gap = abs(now - before)
    return (
        f"That is {in_words(gap)} {'more' if now > before else 'fewer'} {noun(gap, plural)} than in {year}."
    )


def points(now: Decimal | None, before: Decimal | None, year: str) -> str:
    """A percentage beside the year before, in percentage points, never in per cent of per cent."""
    if now is None or before is None:
        return f"This cannot be compared with {year}."
    gap = abs(now - before)
    if gap == 0:
        return f"There was no change on {year}."
    return f"That is {'higher' if now > before else 'lower'} than in {year}."


def suggestions(frozen: dict[str, Any], year: str, before: str) -> list[str]:
    """Sentences for the figures of a section, with references: those of the whole, in the year of the report."""
    figures, found = frozen["figures"], []
    for ref, figure in figures.items():
        code, when, part, *rest = ref.split("|")
        if rest or when != year or figure["value"] is None:
            continue
        earlier = f"{code}|{before}|{part}"
        then = figures.get(earlier)
        mark, name = f"[[figure:{ref}]]", figure["what"].partition(":")[0]
        if part == "percent":
            was = Decimal(then["value"]) if then and then["value"] is not None else None
            beside = f", [[figure:{earlier}]] in {before}" if was is not None else ""
            found.append(f"{name}: {mark}{beside}. {points(Decimal(figure['value']), was, before)}")
        elif part in ("count", "all") and figure["kind"] == "count":
            was_count = then["value"] if then else None
            found.append(f"{name}: {mark}. {compared(figure['value'], was_count, figure['base'], before)}")
    return found
