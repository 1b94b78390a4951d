"""How quick and how large an import is: 200,000 rows of one return, once sound and once half refused. Nothing
is kept."""

import resource
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter

from django.db import connection, transaction

from accounts.models import Authority
from children import codesets
from children.imports.actions import run_return

ROWS = 200_000
MOST_SECONDS, MOST_MEGABYTES = 30.0, 300.0
YEAR, TODAY = 2026, date(2026, 4, 20)
EACH = 10
"""Rows of one child: header, two episodes, four reviews, one time missing, one social worker, health."""


@dataclass(frozen=True)
class Run:
    """One import: its rows, how many were refused, how long it took, and the most memory of the process so
    far."""

    rows: int
    refused: int
    seconds: float
    megabytes: float

    def over(self) -> list[str]:
        slow = [f"{self.seconds:.1f} s"] if self.seconds > MOST_SECONDS else []
        return slow + ([f"{self.megabytes:.0f} MB"] if self.megabytes > MOST_MEGABYTES else [])


def run(rows: int = ROWS, *, half_wrong: bool = False) -> Run:
    """Import an invented return of so many rows in a transaction that is taken back, its last checks
    included."""
    files = made(rows // EACH, half_wrong=half_wrong)
    with transaction.atomic():
        council = Authority.objects.create(code="bench-import", name="Bench")
        began = perf_counter()
        outcome, _ = run_return(authority=council, files=files, year=YEAR, by=None, today=TODAY)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        took = perf_counter() - began
        transaction.set_rollback(True)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Run(sum(outcome.counts.values()), outcome.counts["rejected"], took, most)


def made(children: int, *, half_wrong: bool) -> dict[str, bytes]:
    """The files of a return. Half wrong: every second child has a start of care that is no date."""
    lines: dict[str, list[str]] = {
        name: [",".join(codesets.columns_of(name))]
        for name in ("Header", "Episodes", "Reviews", "Missing", "OC2", "SWEpisodes")
    }
    for n in range(children):
        for table, line in _rows_of(n, is_wrong=half_wrong and n % 2 == 1):
            lines[table].append(line)
    return {f"{name.lower()}.csv": "\n".join(rows).encode() for name, rows in lines.items()}


def _rows_of(n: int, *, is_wrong: bool) -> Iterator[tuple[str, str]]:
    born = date(2010, 1, 1) + timedelta(days=n * 7919 % 3000)
    start = date(2025, 4, 1) + timedelta(days=n * 31 % 30)
    moved = start + timedelta(days=150)
    number, dob = str(100_000 + n), _day(born)
    yield "Header", f"{number},{'MF'[n % 2]},{dob},WBRI,A{n:012d},0,"
    begins = "31/02/2025" if is_wrong else _day(start)
    yield "Episodes", f"{number},{begins},S,C2,N1,U6,PR1,{_day(moved)},X1,CARPL,DN4 7YT,DN8 4TF,SC123456"
    yield "Episodes", f"{number},{_day(moved)},P,C2,N1,K2,PR4,,,,DN4 7YT,DN8 4TF,1037101"
    for days in (20, 100, 200, 300):
        yield "Reviews", f"{number},{dob},{_day(start + timedelta(days=days))},PN{1 + n % 7}"
    gone = start + timedelta(days=50)
    yield "Missing", f"{number},{dob},M,{_day(gone)},{_day(gone + timedelta(days=1))}"
    yield "OC2", f"{number},{dob},{n % 40},,0,,1,1,1,0,,"
    yield "SWEpisodes", f"{number},{dob},SW{n % 400:06d},{_day(start)},,FCONTA"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
