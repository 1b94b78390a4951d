"""Small returns written as a few lines each, brought in and asked about by the commands alone.

A line is a row of a file: its letter, then the cells, `-` for an empty one.

    C child born sex ethnicity upn          Header; a child who is not listed is a girl born on 15 June 2012
    E child decom rne ls place dec rec      Episodes
    R child review code                     Reviews; PN1 where no code is given
    N name                                  the return comes without this file
    B letter child born cells               a row of a smaller file with another date of birth
"""

import json
from collections.abc import Iterable
from csv import DictReader
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from tests.integration.children import returns

BORN = "15/06/2012"
COUNCIL = ("--authority", "case")
COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "M": ("missing", ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")),
    "U": ("uasc", ("CHILD", "SEX", "DOB", "DUC")),
    "W": ("sw_episodes", ("CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON")),
    "A": ("placed_adoption", ("CHILD", "DOB", "DATE_PLACED", "DATE_PLACED_CEASED", "REASON_PLACED_CEASED")),
    "O": (
        "oc2",
        (
            "CHILD",
            "DOB",
            "SDQ_SCORE",
            "SDQ_REASON",
            "CONVICTED",
            "HEALTH_CHECK",
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "HEALTH_ASSESSMENT",
            "SUBSTANCE_MISUSE",
            "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED",
        ),
    ),
    "D": ("dolo", ("CHILD", "DOB", "DOLO_START", "DOLO_END")),
    "P": ("prev_perm", ("CHILD", "DOB", "PREV_PERM", "LA_PERM", "DATE_PERM")),
    "L": ("oc3", ("CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM")),
}
"""The smaller files by their letter; DOB and SEX are filled in, the other cells are given."""


@dataclass
class Person:
    born: str = BORN
    sex: str = "F"
    ethnicity: str = "WBRI"
    upn: str = "UN3"


def _people(lines: list[list[str]]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for letter, number, *cells in lines:
        if letter == "C":
            found[number] = Person(*cells)
    for number in [number for letter, number, *_ in lines if letter != "B"]:
        found.setdefault(number, Person())
    return found


def _cells(columns: Iterable[str], number: str, person: Person, given: list[str]) -> list[str]:
    left = iter(given)
    known = {"CHILD": number, "DOB": person.born, "SEX": person.sex}
    return [known[c] if c in known else next(left, "") for c in columns]


def _of_other_birth(lines: list[list[str]], rows: dict[str, list[Iterable[str]]]) -> None:
    for _, letter, number, born, *cells in (line for line in lines if line[0] == "B"):
        name, columns = COLUMNS[letter]
        rows.setdefault(name, []).append(_cells(columns, number, Person(born), cells))


def files(text: str) -> dict[str, bytes]:
    """The files of a return written in lines."""
    lines = [
        [("" if cell == "-" else cell) for cell in line.split()] for line in text.splitlines() if line.strip()
    ]
    without = {name for letter, name, *_ in lines if letter == "N"}
    lines = [line for line in lines if line[0] != "N"]
    people = _people(lines)
    rows: dict[str, list[Iterable[str]]] = {"header": [], "episodes": [], "reviews": []}
    for number, p in people.items():
        rows["header"].append(returns.header(number, DOB=p.born, SEX=p.sex, ETHNIC=p.ethnicity, UPN=p.upn))
    for letter, number, *cells in lines:
        person = people.get(number, Person())
        if letter == "E":
            named = dict(zip(("DECOM", "RNE", "LS", "PLACE", "DEC", "REC"), cells, strict=False))
            rows["episodes"].append(returns.episode(number, **named))
        elif letter == "R":
            on, code = (*cells, "PN1")[:2]
            rows["reviews"].append(returns.review(number, on=on, code=code, DOB=person.born))
        elif letter in COLUMNS:
            name, columns = COLUMNS[letter]
            rows.setdefault(name, []).append(_cells(columns, number, person, cells))
    _of_other_birth(lines, rows)
    heads = {"header": returns.HEADER, "episodes": returns.EPISODES, "reviews": returns.REVIEWS}
    heads |= dict(COLUMNS.values())
    return {
        f"{name}.csv": returns.table(heads[name], *found).encode()
        for name, found in rows.items()
        if name not in without
    }


def run(command: str, *words: str) -> Any:
    out = StringIO()
    call_command(command, *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def bring(where: Path, year: int | str, text: str | dict[str, bytes], *more: str) -> dict[str, Any]:
    """Write a return into a folder of this name, and import it."""
    folder = where / str(year)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in (files(text) if isinstance(text, str) else text).items():
        (folder / name).write_bytes(content)
    said: dict[str, Any] = run("import_ssda903", str(folder), *COUNCIL, "--create", "Case", *more)
    return said


def exported(where: Path, year: str, name: str) -> list[str]:
    """The rows of one file of the return that goes out, as they come in: the child, then the cells."""
    call_command(
        "export_ssda903", *COUNCIL, "--year", year, "--output", str(where / "out"), stdout=StringIO()
    )
    with (where / "out" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [[row[c] or "-" for c in row if c not in ("DOB", "SEX")] for row in DictReader(file)]
    return [" ".join(row) for row in rows]


def turns(child: str, as_at: str) -> list[str]:
    """Each turn of a child's clock as `due held state kind`."""
    found = run("review_cycles", *COUNCIL, "--child", child, "--as-at", as_at)
    return [f"{t['due_on'] or '-'} {t['held_on'] or '-'} {t['state']} {t['kind']}" for t in found]


def figures(start: str, end: str, codes: Iterable[str]) -> dict[str, str]:
    """Each of these measures over everybody as `numerator/denominator not known`."""
    with returns.measures_of(*codes):
        found = run("measures", *COUNCIL, "--from", start, "--to", end)
    return {
        m["code"]: f"{m['numerator']}/{m['denominator']} {m['not_known']}"
        for m in found
        if m["breakdown"] is None
    }


SHORT = {
    "T1": "timeliness_child_year",
    "T2": "timeliness_reviews_held",
    "T3": "timeliness_reviews_due",
    "T4": "timeliness_snapshot",
    "LA": "looked_after_at_end",
    "came": "starters",
    "left": "leavers",
}
"""How the cases call the measures they name most."""


def named(said: list[dict[str, Any]]) -> list[str]:
    """What was refused or pointed out, as `file:line rule`."""
    return [f"{s['file'].removesuffix('.csv')}:{s['line']} {s['rule']}" for s in said]
