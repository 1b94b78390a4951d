"""What is checked between the rows of one return before they are kept: every row's child, and who holds
back what.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Any

from accounts.templatetags.govuk import day as day_words
from children.codesets import rule_words
from children.imports.identity import (
    Decision,
    Numbers,
    Person,
    contradictions,
    decide,
    is_real_upn,
    is_somebody_else,
    plain_number,
    stored_people,
)
from children.imports.rows import REJECTED, Row, as_told, day_of
from children.imports.state.care import refuse_contradictions
from children.imports.state.deleted import refuse_deleted
from children.imports.state.entries import known_otherwise, only_of_this_return, with_entries
from children.imports.state.lives import Council
from children.imports.state.sector import impossible_start
from children.imports.state.unread import note_refused_review
from children.imports.table_list import tables
from children.imports.values import year_bounds
from children.models import ReturnRow

NOT_IN_HEADER = {
    "AD1": "INT01",
    "PlacedAdoption": "INT02",
    "Episodes": "INT03",
    "Missing": "INT04",
    "OC2": "INT05",
    "OC3": "INT06",
    "PrevPerm": "INT07",
    "Reviews": "INT08",
    "UASC": "INT09",
}
OTHER_BIRTH = {
    "AD1": "INT11",
    "PlacedAdoption": "INT12",
    "Missing": "INT13",
    "OC2": "INT14",
    "OC3": "INT15",
    "PrevPerm": "INT16",
    "Reviews": "INT17",
    "UASC": "INT18",
}
ADD_CHILD = "Correct CHILD, or add the child to the header."
WRITE_ALIKE = (
    "The header has {header}: if that is the same child, write the number in all files as in the header; a "
    "spreadsheet may have changed {here}."
)


def check_rows(
    council: Council, rows: list[Row], numbers: Numbers, doubtful: Iterable[Decision] = ()
) -> list[Decision]:
    """Refuse rows whose child is not known, is told twice or otherwise, or waits for a decision; and what
    they hold back. `doubtful`: what waits for a decision already.
    """
    refuse_deleted(council, rows)
    headers = _headers(council, rows)
    people = stored_people(council.authority)
    _check_children(council, rows, headers, people)
    _check_starts(council, rows, headers)
    _refuse_others(council, rows, headers, people, numbers)
    _say_same_upn(council, rows)
    _refuse_second(council, rows)
    if not council.is_feed:  # it tells whole lives, and what of them is left out is judged year by year
        refuse_contradictions(council, rows, instead_of=_told_before(council))
    decisions = [*doubtful, *_undecided(council, rows, headers, people, numbers)]
    _hold_back(council, rows, {d.child: d for d in decisions})
    return decisions


def _headers(council: Council, rows: Iterable[Row]) -> dict[str, dict[str, Any]]:
    """Number -> what the header says, also where its row is refused."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row.table == "Header" and row.number:
            found.setdefault(row.number, as_told(row.text) if row.text else {})
    return found


def _check_children(
    council: Council, rows: list[Row], headers: Mapping[str, dict[str, Any]], people: list[Person]
) -> None:
    """Every row's child is in the header, or known, and was born on the day that the row says."""
    births: dict[str, str | None] = {p.number: str(p.born_on) for p in people}
    births |= dict(
        ReturnRow.objects.filter(authority=council.authority, table="Header").values_list(
            "number", "values__born_on"
        )
    )
    births |= {number: header.get("born_on") for number, header in headers.items()}
    has_header = any(row.table == "Header" for row in rows)
    known: Container[str] = headers if has_header else births
    alike: dict[str, str] = {}
    why = council.why_without("Header", "header")
    where = "the header file" if has_header or not why else f"the portal, and {why}"
    for row in rows:
        if row.table == "Header" or row.status == REJECTED or not row.number:
            continue
        if row.number not in known:
            rule = NOT_IN_HEADER.get(row.table, "NUMBER")
            to_do = _what_to_do(row.number, headers, alike)
            council.say(row, "CHILD", row.number, f"The child is not in {where}.", to_do, rule)
            note_refused_review(council, row)
        else:
            _check_birth(council, row, births[row.number])


def _what_to_do(number: str, headers: Iterable[str], alike: dict[str, str]) -> str:
    """What to do about a number that is not in the header. `alike`: its numbers as they are compared, once
    they were needed.
    """
    if not alike:
        alike.update({plain_number(one): one for one in headers})
    like = alike.get(plain_number(number))
    return WRITE_ALIKE.format(header=like, here=number) if like else ADD_CHILD


def _check_birth(council: Council, row: Row, born: str | None) -> None:
    if row.born and born and row.born != born:
        rule, said = OTHER_BIRTH.get(row.table, "DOB"), f"{date.fromisoformat(row.born):%d/%m/%Y}"
        why = f"The header says {day_words(date.fromisoformat(born))}."
        council.say(row, "DOB", said, why, "Correct the one that is wrong.", rule)
        note_refused_review(council, row)


def _told_before(council: Council) -> set[str]:
    """The children of whose episodes an earlier import of this return told."""
    rows = ReturnRow.objects.filter(authority=council.authority, year=council.year, table="Episodes")
    return set(rows.values_list("number", flat=True).distinct())


def _check_starts(council: Council, rows: list[Row], headers: Mapping[str, dict[str, Any]]) -> None:
    """Nobody comes into care before being born, or at 18."""
    for row in rows:
        if row.table != "Episodes" or row.status == REJECTED:
            continue
        born = headers.get(row.number, {}).get("born_on")
        start = day_of(row.key)
        if born and (rule := impossible_start(day_of(born), start)):
            to_do = "Correct DECOM, or the date of birth in the header."
            council.say(row, "DECOM", f"{start:%d/%m/%Y}", rule_words(rule), to_do, rule)


def _refuse_others(
    council: Council,
    rows: list[Row],
    headers: Mapping[str, dict[str, Any]],
    people: list[Person],
    numbers: Numbers,
) -> None:
    """Somebody else under the number of a child who is known: nobody's care is written on another child.

    Of a child of whom nothing but this return told, the return is corrected.
    """
    starts = _starts(rows)
    told = {n: _person(n, said, starts[n]) for n, said in headers.items() if said}
    if not _others(told, people, numbers):
        return
    found = _others(told, known_otherwise(council, people, {}), numbers)
    replaced = only_of_this_return(council) & {p.number for p in found.values()}
    replaced -= with_entries(council, replaced) if replaced else set()
    for row in rows:
        other = found.get(row.number) if row.table == "Header" else None
        if other is None or other.number in replaced or row.status == REJECTED:
            continue
        said = told[row.number]
        differ = contradictions(other, born_on=said.born_on, sex=said.sex, upn=said.upn)
        why = f"The child with this number is somebody else: {'; '.join(differ)}."
        council.say(row, "CHILD", row.number, why, OWN_NUMBER, "PERSON")


def _starts(rows: Iterable[Row]) -> dict[str, set[date]]:
    """The days on which the children's episodes start."""
    found: dict[str, set[date]] = defaultdict(set)
    for row in rows:
        if row.table == "Episodes" and row.status != REJECTED:
            found[row.number].add(day_of(row.key))
    return found


def _others(told: Mapping[str, Person], people: Iterable[Person], numbers: Numbers) -> dict[str, Person]:
    """Number -> the child who has it, where that is somebody else."""
    known = {p.number: p for p in people}
    mine = ((number, known.get(numbers.root(number)) or known.get(number)) for number in told)
    return {number: p for number, p in mine if p is not None and is_somebody_else(p, told[number])}


OWN_NUMBER = (
    "Give this child a number of their own. If it is the same child, correct what the portal has first: "
    "by the earlier return, or on the child's page."
)


def _person(number: str, said: Mapping[str, Any], starts: Iterable[date]) -> Person:
    born = date.fromisoformat(said["born_on"]) if said["born_on"] else None
    return Person(number, born, said["sex"], said["upn"], frozenset(starts))


def _say_same_upn(council: Council, rows: list[Row]) -> None:
    """Two children of one return with the same unique pupil number: pointed out at the second."""
    seen: dict[str, Row] = {}
    for row in rows:
        if row.table == "Header" and row.text:
            upn = as_told(row.text)["upn"]
            if not is_real_upn(upn):
                continue
            if (first := seen.setdefault(upn, row)) is not row and first.number != row.number:
                why = f"Child {first.number} in line {first.line} has the same unique pupil number."
                council.warn(row, "UPN", upn, why, "Correct the one that is wrong.", "444")


def _refuse_second(council: Council, rows: list[Row]) -> None:
    """Of two rows of one child that a table can have once only, the second is refused."""
    twice = {table.name: table.twice for table in tables()}
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        at = (row.table, row.number, row.key)
        if row.status == REJECTED or at not in seen:
            if row.status != REJECTED or row.table == "Header":
                seen.add(at)
            continue
        column, why, rule = twice[row.table]
        value = "" if column == "CHILD" else _shown(row.key.partition("|")[0])
        council.say(row, column, value, why, "Keep the right one of the two rows.", rule)


def _shown(key: str) -> str:
    """The first part of a row's key as the file would write it: a day as dd/mm/yyyy."""
    try:
        return f"{date.fromisoformat(key):%d/%m/%Y}"
    except ValueError:
        return key


def _undecided(
    council: Council,
    rows: list[Row],
    headers: Mapping[str, dict[str, Any]],
    people: list[Person],
    numbers: Numbers,
) -> list[Decision]:
    """Numbers that are new and look like a child who is known.

    A child of whom nothing but this return told is as new as before it, and not known where the corrected
    return has no such number.
    """
    grouped = {n for group in numbers.groups().values() for n in group}
    told = _people_told(council, rows, headers)
    people = list(known_otherwise(council, people, told))

    def decisions(replaced: Container[str]) -> list[Decision]:
        known = [p for p in people if p.number not in replaced]
        taken = grouped | {p.number for p in known}
        new = {number: person for number, person in told.items() if number not in taken}
        return decide(new, known, numbers, headers)

    replaced = only_of_this_return(council) - grouped
    found = decisions(replaced)
    if replaced and (found or decisions(())):
        found = decisions(replaced - with_entries(council, replaced))
    return found


def _people_told(
    council: Council, rows: list[Row], headers: Mapping[str, dict[str, Any]]
) -> dict[str, Person]:
    """Who the children of the return are, by number."""
    starts: dict[str, set[date]] = defaultdict(set)
    start, _ = year_bounds(council.year)
    if council.year - 1 in council.returns:  # else every episode that runs is told for the first time
        for row in rows:
            if row.table == "Episodes" and row.status != REJECTED and row.key < start.isoformat():
                starts[row.number].add(date.fromisoformat(row.key))
    return {number: _person(number, said, starts[number]) for number, said in headers.items() if said}


def _hold_back(council: Council, rows: list[Row], decisions: Mapping[str, Decision]) -> None:
    """What is wrong in header or episodes holds back the child's whole import; the other rows say so."""
    held: dict[str, Row] = {}
    for row in rows:
        if row.status == REJECTED and row.holds_back:
            held.setdefault(row.number, row)
    for row in rows:
        if row.status == REJECTED:
            continue
        if (decision := decisions.get(row.number)) is not None:
            why = f"Waits for a decision: is this the same child as {decision.other}?"
            council.say(row, "CHILD", row.number, why, "Decide it, then import the return again.", "SAME")
        elif (by := held.get(row.number)) is not None:
            why = f"Held back, because {by.file} line {by.line} is wrong."
            council.say(row, "CHILD", row.number, why, "Correct that line; this one may be right.", "HELD")
