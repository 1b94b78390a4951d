"""Small returns as text, and the sample returns as bytes, for the tests of the import."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reporting.management.commands import measures
from reporting.measures.registry import MEASURES

DATA = Path(__file__).parents[2] / "data"

HEADER = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
EPISODES = (
    "CHILD",
    "DOB",
    "DECOM",
    "RNE",
    "LS",
    "CIN",
    "PLACE",
    "PLACE_PROVIDER",
    "DEC",
    "REC",
    "REASON_PLACE_CHANGE",
    "HOME_POST",
    "PL_POST",
    "URN",
)
REVIEWS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")

BORN = "15/06/2012"


@contextmanager
def measures_of(*codes: str) -> Iterator[None]:
    """Within it the command computes these measures alone: a case asks for a few, and all of them take longer
    than its imports. That it computes them all is asked in reporting/test_commands.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measures, "ALL", [MEASURES[code] for code in codes])
        yield


def table(columns: Iterable[str], *rows: Iterable[str], separator: str = ",", end: str = "\n") -> str:
    return end.join([separator.join(columns), *(separator.join(r) for r in rows)]) + end


def header(number: str = "1001", **over: str) -> tuple[str, ...]:
    cells = {"CHILD": number, "SEX": "F", "DOB": BORN, "ETHNIC": "WBRI", "UPN": "UN3"} | over
    return tuple(cells.get(c, "") for c in HEADER)


def episode(number: str = "1001", **over: str) -> tuple[str, ...]:
    cells = {
        "CHILD": number,
        "DOB": BORN,
        "DECOM": "01/05/2025",
        "RNE": "S",
        "LS": "C2",
        "CIN": "N1",
        "PLACE": "U6",
        "PLACE_PROVIDER": "PR1",
        "HOME_POST": "WF8 3LT",
        "PL_POST": "S64 0EJ",
        "URN": "SC999999",
    } | over
    return tuple(cells.get(c, "") for c in EPISODES)


def review(number: str = "1001", on: str = "28/05/2025", code: str = "PN1", **over: str) -> tuple[str, ...]:
    cells = {"CHILD": number, "DOB": BORN, "REVIEW": on, "REVIEW_CODE": code} | over
    return tuple(cells.get(c, "") for c in REVIEWS)


def small(**over: str) -> dict[str, bytes]:
    """A sound return of one child with two reviews; a file is replaced by giving its text."""
    texts = {
        "header": table(HEADER, header()),
        "episodes": table(EPISODES, episode()),
        "reviews": table(REVIEWS, review(), review(on="20/08/2025")),
    } | over
    return {f"{name}.csv": text.encode() for name, text in texts.items()}


def folder(*parts: str) -> dict[str, bytes]:
    """The files of a folder of the sample data."""
    return {p.name: p.read_bytes() for p in sorted(DATA.joinpath(*parts).glob("*.csv"))}
