"""What the cells of one row of a return say together, by the sector's rule numbers."""

from collections.abc import Iterator, Mapping

from children.codesets import NO_PERMANENCE, rule_words
from children.imports.rows import Check, Reading, So
from children.imports.values import Problem

ADOPTION_STATUSES = frozenset({"D1", "E1"})
"""Legal statuses under which the placement decides the clock: freed, or under a placement order."""


def order(column: str, rule: str, first: str, last: str, why: str, *, one_day: str = "") -> Check:
    """The end must not come before the start; nor on the same day, where `one_day` names the rule."""

    def check(values: So, cells: Mapping[str, str], reading: Reading) -> Iterator[tuple[Problem, bool]]:
        start, end = values[first], values[last]
        if start and end and end < start:
            yield Problem(column, cells.get(column, ""), why, "Correct the dates.", rule), True
        elif start and start == end and one_day:
            said = "It starts and ends on one day."
            to_do = "Leave the row out or correct its dates."
            yield Problem(column, cells.get(column, ""), said, to_do, one_day), True

    return check


def none_before(values: So, cells: Mapping[str, str], reading: Reading) -> Iterator[tuple[Problem, bool]]:
    """Where there was no earlier permanence there is no council and no date of one: these cells are left."""
    column = "LA_PERM" if values["authority_code"] else "DATE_PERM"
    if values["code"] == NO_PERMANENCE and (values["authority_code"] or values["ended"]):
        why = rule_words("635")
        yield Problem(column, cells.get(column, ""), why, "Empty LA_PERM and DATE_PERM.", "635"), False


def end_and_reason(values: So, cells: Mapping[str, str], reading: Reading) -> Iterator[tuple[Problem, bool]]:
    if bool(cells.get("DEC")) != bool(cells.get("REC")):
        why = "DEC and REC must both be filled in, or neither."
        yield (
            Problem("REC", cells.get("REC", ""), why, "Fill in the missing one, or empty both.", "148"),
            True,
        )


def mother_and_child(
    values: So, cells: Mapping[str, str], reading: Reading
) -> Iterator[tuple[Problem, bool]]:
    born, child = values["born_on"], values["mothers_child_born_on"]
    if born and child and child <= born:
        assert isinstance(values, dict)
        values["mothers_child_born_on"] = None
        why = "The child would be born before the mother."
        yield Problem("MC_DOB", cells.get("MC_DOB", ""), why, "Correct the date.", "621"), False


def decides_adoption(text: str, cells: Mapping[str, str]) -> bool:
    """Whether a wrong placement can decide the clock: placed for adoption is read from it."""
    return text.upper().startswith("A") or cells.get("LS", "").upper() in ADOPTION_STATUSES
