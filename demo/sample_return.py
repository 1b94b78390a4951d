"""A small return to try the import with: some children of the demo council as the last return told them, with
new and corrected rows and a few mistakes. It is made from the council as it stands, so it fits whatever day
the council was made on."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from django.db.models import Exists, OuterRef, Q

from accounts.calendars import working_days
from accounts.models import Authority
from children.imports.values import year_bounds
from children.models import Child, Episode, PeriodOfCare, ReturnYear
from reporting.returns.exports import export_return

CHILDREN = 24
NEW_NUMBERS = ("499001", "499002")

Rows = list[dict[str, str]]


def write_return(authority: Authority, folder: Path) -> Path:
    """Write the files of the council's last return year below `folder`, into a folder named like the year."""
    year = ReturnYear.objects.filter(authority=authority).order_by("-year").values_list("year", flat=True)[0]
    target = folder / str(year)
    target.mkdir(parents=True, exist_ok=True)
    for name, content in sample_return(authority, year).items():
        (target / name).write_bytes(content)
    return target


def sample_return(authority: Authority, year: int) -> dict[str, bytes]:
    """File name -> content."""
    numbers = _children(authority, year)
    files = {
        name: [row for row in _read(content) if row["CHILD"] in numbers]
        for name, content in export_return(authority, year).items()
    }
    _correct(files)
    _add_children(files, year)
    _add_mistakes(files, year)
    return {name: _write(rows) for name, rows in files.items() if rows}


def _children(authority: Authority, year: int) -> list[str]:
    """Children who were in care all year and of whom nothing has changed since, so that the return still
    tells the truth."""
    start, end = year_bounds(year)
    all_year = PeriodOfCare.objects.filter(started_on__lt=start, ended_on=None)
    since = Episode.objects.filter(Q(started_on__gt=end) | Q(ended_on__gt=end))
    found = Child.objects.filter(authority=authority, is_restricted=False, periods__in=all_year)
    found = found.exclude(Exists(since.filter(child=OuterRef("pk"))))
    return list(found.order_by("number").values_list("number", flat=True)[:CHILDREN])


def _read(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def _write(rows: Rows) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def _words(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _first(rows: Iterable[dict[str, str]], fits: Callable[[dict[str, str]], object]) -> dict[str, str] | None:
    return next((row for row in rows if fits(row)), None)


def _correct(files: dict[str, Rows]) -> None:
    """What the council found out since: an ethnicity, two scores, why a child moved."""
    one = files["header.csv"][1]
    one["ETHNIC"] = "MOTH" if one["ETHNIC"] != "MOTH" else "WBRI"
    for row in [r for r in files["oc2.csv"] if r["SDQ_SCORE"]][:2]:
        row["SDQ_SCORE"] = str((int(row["SDQ_SCORE"]) + 3) % 41)
    moved = _first(files["episodes.csv"], lambda r: r["REASON_PLACE_CHANGE"])
    if moved:
        moved["REASON_PLACE_CHANGE"] = "CREQB" if moved["REASON_PLACE_CHANGE"] != "CREQB" else "CARPL"


def _add_children(files: dict[str, Rows], year: int) -> None:
    """Brother and sister who came into care six weeks before the end of the year and were left out of the
    first return."""
    _, end = year_bounds(year)
    start = end - timedelta(days=45)
    reviewed = working_days().add(start, 18)
    for number, born_on, sex in zip(NEW_NUMBERS, ((11, 5), (8, 11)), ("M", "F"), strict=True):
        dob = _words(date(year - born_on[0], born_on[1], 15))
        files["header.csv"].append(
            _like(files["header.csv"], CHILD=number, SEX=sex, DOB=dob, ETHNIC="WBRI", UPN="UN3")
        )
        files["episodes.csv"].append(
            _like(
                files["episodes.csv"],
                CHILD=number,
                DECOM=_words(start),
                RNE="S",
                LS="V2",
                CIN="N1",
                PLACE="U6",
                PLACE_PROVIDER="PR1",
            )
        )
        files["reviews.csv"].append(
            _like(
                files["reviews.csv"],
                CHILD=number,
                DOB=dob,
                REVIEW=_words(reviewed),
                REVIEW_CODE="PN1" if sex == "M" else "PN5",
            )
        )


def _add_mistakes(files: dict[str, Rows], year: int) -> None:
    """A day that does not exist, a code that is none, a row twice, and an episode that holds back its
    child."""
    known = files["header.csv"][0]
    files["reviews.csv"] += [
        _like(
            files["reviews.csv"],
            CHILD=known["CHILD"],
            DOB=known["DOB"],
            REVIEW=f"30/02/{year}",
            REVIEW_CODE="PN1",
        ),
        _like(
            files["reviews.csv"],
            CHILD=known["CHILD"],
            DOB=known["DOB"],
            REVIEW=f"14/01/{year}",
            REVIEW_CODE="PN9",
        ),
        dict(files["reviews.csv"][0]),
    ]
    held = next(e for e in reversed(files["episodes.csv"]) if e["CHILD"] not in NEW_NUMBERS)
    held["PL_POST"] = "ZZ99 3VZ"


def _like(rows: Rows, **cells: str) -> dict[str, str]:
    """A row with the columns of the others; what is not given stays empty."""
    return {column: cells.get(column, "") for column in rows[0]}
