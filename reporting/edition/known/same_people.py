"""Measures that count among the same children, periods of care or reviews (AR-2).

What one of them is counted among is known from another: those who left, of whom some were adopted; the
reviews held, of which some were late. Where two such numbers differ, because of some it is not known, no more
is known.
"""

from collections.abc import Iterator, Mapping

from reporting.edition.suppression import Equation, Key
from reporting.measures.days import LEAVERS
from reporting.measures.registry import MEASURES
from statute.participation import ATTENDED, CAME_WITHOUT_VIEWS, CODES, TOOK_PART, UNDER_FOUR

AMONG = ("all", "base")
WITH_IRO, NO_IRO = "iro_named", "iro=not recorded"
"""Children in care with an IRO, and the group of those without in the table of IROs."""
IN_CARE, CAME, LEFT, EXITS, HELD = "looked_after_at_end", "starters", "leavers", "exits", "reviews_held"
SAME_PARTS = (
    ("children_missing_often", "base", "children_missing", "base"),
    ("adoption_waiting", "base", "adoption_plans", "count"),
    ("health_assessment_year", "base", "health_recorded", "count"),
    ("dental_check", "base", "health_recorded", "count"),
    ("immunised", "base", "health_recorded", "count"),
    ("substance_misuse", "base", "health_recorded", "count"),
    ("questionnaire_concern", "base", "questionnaire_done", "count"),
    ("questionnaire_mean", "base", "questionnaire_done", "count"),
    ("care_leavers_occupied", "base", "care_leavers_in_touch", "base"),
    ("care_leavers_higher", "base", "care_leavers_occupied", "base"),
    ("care_leavers_suitable", "base", "care_leavers_occupied", "base"),
    ("child_attended", "base", "participation_official", "base"),
    ("participation_with_pn4", "base", "participation_official", "base"),
    ("timeliness_reviews_held", "rest", "reviews_late", "count"),
    ("reviews_under_four", "rest", "participation_official", "base"),
    ("return_interviews_offered", "all", "missing_incidents", "count"),
)
"""Two parts of measures that count the same."""
RESTS = (
    (WITH_IRO, IN_CARE, NO_IRO),
    ("unaccompanied", "placement_mix", "asylum=not unaccompanied"),
)
"""Measures of those in care whose rest is a group of another."""
OF_CODES = (
    ("participation_official", "count", TOOK_PART),
    ("participation_official", "base", tuple(code for code in CODES if code != UNDER_FOUR)),
    ("participation_with_pn4", "count", (*TOOK_PART, CAME_WITHOUT_VIEWS)),
    ("child_attended", "count", ATTENDED),
    ("reviews_under_four", "base", CODES),
)
"""What is the sum of some participation codes."""


def same_people(counts: Mapping[str, int]) -> Iterator[Equation]:
    """The sums that hold between what measures count among."""
    for ref in counts:
        code, when, part, *rest = (*ref.split("|", 3), "", "")[:4]
        named = "|".join(part for part in rest if part)
        if part in AMONG and code in MEASURES:
            for total in _totals(code):
                yield from _equal(counts, ref, _name(total, when, "count", named))
        for one, its, other, others in SAME_PARTS:
            if (code, part) == (one, its):
                yield from _equal(counts, ref, _name(other, when, others, named))
        for one, its, codes in OF_CODES:
            if (code, part, named) == (one, its, ""):
                yield from _sum(counts, ref, [f"participation_codes|{when}|count|code={c}" for c in codes])


def rests_as_groups(counts: Mapping[str, int]) -> Iterator[Equation]:
    """What a measure leaves of those in care, told as a group of another: children in care are those with an
    IRO and those of whom none is recorded."""
    for ref in counts:
        code, when, part, *rest = ref.split("|")
        for one, other, group in RESTS:
            if (code, part) == (one, "count") and not rest:
                yield from _rest(
                    counts, ref, _name(IN_CARE, when, "count", ""), _name(other, when, "count", group)
                )


def _rest(counts: Mapping[str, int], one: str, whole: str, group: str) -> Iterator[Equation]:
    """A group in which nobody is has no figure."""
    parts: list[Key] = [one, *([group] if group in counts else [])]
    if whole in counts and counts[whole] == sum(counts[str(part)] for part in parts):
        yield Equation.total(whole, parts)
    if group in counts:
        yield from _equal(counts, group, one.replace("|count", "|rest"))


def _name(code: str, when: str, part: str, rest: str) -> str:
    return "|".join(piece for piece in (code, when, part, rest) if piece)


def _totals(code: str) -> tuple[str, ...]:
    """The measures that count all those among whom another one counts."""
    measure = MEASURES[code]
    if measure.unit == "review":
        return (HELD,)
    if measure.unit == "child" and measure.as_at_end:
        return (IN_CARE,)
    if measure.unit == "period of care":
        return (LEFT, EXITS) if code.startswith((*LEAVERS, EXITS)) else (CAME,)
    return ()


def _equal(counts: Mapping[str, int], one: str, other: str) -> Iterator[Equation]:
    if one != other and counts[one] == counts.get(other):
        yield Equation(((one, 1), (other, -1)))


def _sum(counts: Mapping[str, int], total: str, parts: list[str]) -> Iterator[Equation]:
    """A code with no review has no figure in some tables."""
    there: list[Key] = [part for part in parts if part in counts]
    if there and sum(counts[str(part)] for part in there) == counts[total]:
        yield Equation.total(total, there)
