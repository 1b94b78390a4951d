"""Sums that a reader knows from the names of figures alone, in whatever table or document they stand (AR-2).

A figure's name is `measure|period|part` with `|dimension=key` behind it where it is broken down.
"""

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reporting.edition.known.same_codes import Groupings, same_codes
from reporting.edition.known.same_people import rests_as_groups, same_people
from reporting.edition.suppression import Equation, Key
from reporting.figures.references import period_name
from reporting.layouts.blocks import MIX
from reporting.periods import Period

IN_CARE, CAME, LEFT = "looked_after_at_end", "starters", "leavers"
FORMS, QUESTIONS = "monitoring_forms", "monitoring_"
IN_FOSTER = "placed_in_foster_care"
SAME = (
    ("placement_mix|asylum=unaccompanied", "unaccompanied"),
    ("placement_moves|moves=two moves or more", "three_placements"),
    ("participation_codes|code=PN0", "reviews_under_four"),
    ("leavers|age=18 and over", "left_at_18"),
    ("looked_after_at_end|placement=Foster care", "placed_in_foster_care"),
    ("looked_after_at_end|placement=Residential", "placed_residential"),
    ("looked_after_at_end|placement=Supported or independent living", "placed_semi_independent"),
    ("looked_after_at_end|placement=With parents", "placed_with_parents"),
)
"""Groups of a breakdown that count the same as a measure of its own. Of groups that a council makes the codes
are compared (`same_codes`)."""
SAME_ROWS = (("looked_after_at_end", "placement_mix"), ("starters", "entrants"), ("leavers", "exits"))
"""Measures of the same children, or periods of care, that are broken down alike."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTH = re.compile(r"(\d{4})-(\d{2})")
YEAR = re.compile(r"(\d{4})-(\d{2})")
QUARTER = re.compile(r"(\d{4})-\d{2}-Q([1-4])")
SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")
Span = tuple[date, date]
NATIONAL_GROUPS = Groupings()


@dataclass(frozen=True)
class Name:
    """The parts of a figure’s name."""

    code: str
    when: str
    part: str
    rest: str

    @classmethod
    def of(cls, ref: str) -> "Name":
        code, when, part, *rest = (*ref.split("|", 3), "", "")[:4]
        return cls(code, when, part, "|".join(rest))

    def at(self, when: str) -> str:
        """The same figure of another period, as a name."""
        return "|".join([self.code, when, self.part, *([self.rest] if self.rest else [])])

    @property
    def dimension(self) -> str:
        """By what it is broken down; empty for the whole."""
        return self.rest.partition("=")[0]


def span_of(when: str) -> Span | None:
    """First and last day of a period as names write it; None for a single day."""
    if found := SPAN.fullmatch(when):
        return date.fromisoformat(found[1]), date.fromisoformat(found[2])
    if found := QUARTER.fullmatch(when):
        first = 4 + 3 * (int(found[2]) - 1)
        year = int(found[1]) + (first > 12)
        return _months(year, (first - 1) % 12 + 1, 3)
    if found := YEAR.fullmatch(when):
        year, short = int(found[1]), int(found[2])
        if (year + 1) % 100 == short:  # 2025-26; 2011-12 would be December as well, which reports never reach
            return _months(year, 4, 12)
    if found := MONTH.fullmatch(when):
        return _months(int(found[1]), int(found[2]), 1)
    return None


def _months(year: int, month: int, count: int) -> Span:
    last = month + count - 1
    year_of_last, last = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, month, 1), date(year_of_last, last, monthrange(year_of_last, last)[1])


def known_sums(
    counts: Mapping[str, int], groupings: Groupings = NATIONAL_GROUPS
) -> tuple[list[Equation], dict[Key, int]]:
    """The sums between these counts that hold, and the numbers outside them that a reader has to know for it.

    A sum that does not hold, because a figure was corrected between two documents, is no knowledge.
    """
    found = [
        *_periods(counts),
        *_answers(counts),
        *_homes(counts),
        *_same(counts),
        *same_people(counts),
        *rests_as_groups(counts),
    ]
    found += [
        Equation.total(whole, (part, rest))
        for whole, part, rest in _cut_short(counts)
        if rest in counts and counts[whole] == counts[part] + counts[rest]
    ]
    found += same_codes(counts, _last_days(counts), groupings)
    flows, crossed = _flows(counts)
    return found + flows, crossed


def quarters_between(counts: Mapping[str, int]) -> dict[str, int]:
    """The quarters that stand nowhere yet but follow from their months, or from the year and the other three:
    a later report may print one, and a reader can work it out at once.
    """
    names = [Name.of(ref) for ref in counts]
    groups = {(name.code, name.part, name.rest) for name in names if MONTH.fullmatch(name.when)}
    years = {_year_of(span) for name in names if (span := span_of(name.when))}
    found: dict[str, int] = {}
    for code, part, rest in sorted(groups):
        for year in sorted(years):
            found |= _quarters_of(counts, Name(code, year, part, rest))
    return {name: count for name, count in found.items() if name not in counts}


def stretches_between(counts: Mapping[str, int]) -> dict[str, int]:
    """What happened between the day to which one document tells of a period and a later end of it in another,
    where no figure stands for that stretch: a reader subtracts one from the other.
    """
    found: dict[str, int] = {}
    for whole, part, rest in _cut_short(counts):
        left = counts[whole] - counts[part]
        if left >= 0:
            found.setdefault(rest, left)
    return {name: count for name, count in found.items() if name not in counts}


def _cut_short(counts: Mapping[str, int]) -> Iterator[tuple[str, str, str]]:
    """A period, its beginning up to a day within it, and what is left: by their names."""
    begun: dict[tuple[str, str, str, date], list[tuple[Name, date]]] = defaultdict(list)
    cut: dict[tuple[str, str, str, date], list[tuple[Name, date]]] = defaultdict(list)
    for ref in counts:
        name = Name.of(ref)
        if span := span_of(name.when):
            of = (name.code, name.part, name.rest, span[0])
            begun[of].append((name, span[1]))
            if SPAN.fullmatch(name.when):
                cut[of].append((name, span[1]))
    for of, beginnings in cut.items():
        for part, until in beginnings:
            for whole, end in begun[of]:
                if end > until:
                    after = Period(until + timedelta(days=1), end)
                    yield whole.at(whole.when), part.at(part.when), whole.at(period_name(after))


def _quarters_of(counts: Mapping[str, int], year: Name) -> dict[str, int]:
    """The quarters of a year that are there or follow."""
    names = [year.at(f"{year.when}-Q{n}") for n in range(1, 5)]
    known = {name: counts[name] for name in names if name in counts}
    for number, name in enumerate(names):
        months = [year.at(when) for when in _months_of(year.when, number)]
        if all(month in counts for month in months):
            known.setdefault(name, sum(counts[month] for month in months))
    left = counts.get(year.at(year.when), -1) - sum(known.values())
    if len(known) == 3 and left >= 0:
        known |= {name: left for name in names if name not in known}
    return known


def _year_of(span: Span) -> str:
    first = span[0].year - (span[0].month < 4)
    return f"{first}-{(first + 1) % 100:02d}"


def _months_of(year: str, quarter: int) -> list[str]:
    months = range(4 + 3 * quarter, 7 + 3 * quarter)
    return [f"{int(year[:4]) + (month > 12)}-{(month - 1) % 12 + 1:02d}" for month in months]


def _periods(counts: Mapping[str, int]) -> Iterator[Equation]:
    """A quarter is its months, a year its quarters and its months."""
    groups: dict[tuple[str, str, str], dict[Span, str]] = defaultdict(dict)
    for ref in counts:
        name = Name.of(ref)
        span = span_of(name.when)
        if span:
            groups[name.code, name.part, name.rest][span] = ref
    for spans in groups.values():
        by_length: dict[bool, list[Span]] = defaultdict(list)
        for span in sorted(spans):
            by_length[_is_month(span)].append(span)
        for whole, total in spans.items():
            for shorter in by_length.values():
                parts = _tiles(whole, [span for span in shorter if span != whole])
                refs = [spans[part] for part in parts]
                if len(refs) > 1 and sum(counts[ref] for ref in refs) == counts[total]:
                    yield Equation.total(total, refs)


def _is_month(span: Span) -> bool:
    return (span[0].year, span[0].month) == (span[1].year, span[1].month)


def _tiles(whole: Span, spans: list[Span]) -> list[Span]:
    """The spans that follow each other from the first day of the whole to its last; none where they leave a
    gap."""
    found, day = [], whole[0]
    for span in spans:
        if span[0] == day and span[1] <= whole[1]:
            found.append(span)
            day = span[1] + timedelta(days=1)
    return found if day > whole[1] else []


def _flows(counts: Mapping[str, int]) -> tuple[list[Equation], dict[Key, int]]:
    """In care at the start + came in - left = in care at the end, for every period of which all four are
    counted.

    Children whose short breaks turned into care, or the other way, cross over: how many is taken as known.
    """
    equations: list[Equation] = []
    crossed: dict[Key, int] = {}
    for ref in counts:
        name = Name.of(ref)
        span = span_of(name.when)
        if (name.code, name.part, name.rest) != (CAME, "count", "") or span is None:
            continue
        start = f"{IN_CARE}|{span[0] - timedelta(days=1)}|count"
        end, left = f"{IN_CARE}|{span[1]}|count", f"{LEFT}|{name.when}|count"
        if not {start, end, left} <= counts.keys():
            continue
        terms: list[tuple[Key, int]] = [(start, 1), (ref, 1), (left, -1), (end, -1)]
        over = sum(sign * counts[str(key)] for key, sign in terms)
        if over:
            crossed["crossed", name.when] = abs(over)
            terms.append((("crossed", name.when), -1 if over > 0 else 1))
        equations.append(Equation(tuple(terms)))
    return equations, crossed


def _homes(counts: Mapping[str, int]) -> Iterator[Equation]:
    """Each child lives somewhere, told as measures."""
    for ref in counts:
        name = Name.of(ref)
        if (name.code, name.part, name.rest) != (MIX[0], "count", ""):
            continue
        parts = [f"{code}|{name.when}|count" for code in MIX]
        whole, foster = name.at(name.when).replace("|count", "|base"), f"{IN_FOSTER}|{name.when}|count"
        for total, of in ((whole, parts), (foster, parts[1:4])):
            if {total, *of} <= counts.keys() and counts[total] == sum(counts[part] for part in of):
                yield Equation.total(total, of)


def _same(counts: Mapping[str, int]) -> Iterator[Equation]:
    """One number under two names."""
    twins: dict[str, list[str]] = defaultdict(list)
    for one, other in SAME:
        twins[one].append(other)
    for ref in counts:
        name = Name.of(ref)
        for other in twins.get(f"{name.code}|{name.rest}", ()) if name.part == "count" else ():
            code, _, rest = other.partition("|")
            twin = "|".join(part for part in (code, name.when, "count", rest) if part)
            if counts.get(twin) == counts[ref]:
                yield Equation(((ref, 1), (twin, -1)))
    rows = dict(SAME_ROWS)
    for ref in counts:
        name = Name.of(ref)
        twin = replace(name, code=rows.get(name.code, "")).at(name.when)
        if name.part == "count" and counts.get(twin) == counts[ref]:
            yield Equation(((ref, 1), (twin, -1)))


def _last_days(counts: Mapping[str, int]) -> dict[str, date]:
    """The last day of each period of which there is a count."""
    found: dict[str, date] = {}
    for when in {Name.of(ref).when for ref in counts}:
        span = span_of(when)
        if span or DAY.fullmatch(when):
            found[when] = span[1] if span else date.fromisoformat(when)
    return found


def _answers(counts: Mapping[str, int]) -> Iterator[Equation]:
    """Every form answers a question or says that it is not known: all answers are all forms."""
    for ref in counts:
        name = Name.of(ref)
        if name.code.startswith(QUESTIONS) and name.part == "all":
            forms = "|".join(part for part in (FORMS, name.when, "count", name.rest) if part)
            if counts.get(forms) == counts[ref]:
                yield Equation(((ref, 1), (forms, -1)))
