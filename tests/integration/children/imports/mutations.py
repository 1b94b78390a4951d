"""Returns made wrong on purpose, at random and always the same for one seed: what exports, spreadsheets and
hurried people do to files.
"""

import csv
import io
import random
from collections.abc import Callable
from functools import cache

from tests.integration.children.returns import folder

Files = dict[str, bytes]
Rows = list[list[str]]
RARE = ("ad1", "placed_adoption", "uasc", "missing", "oc3", "prev_perm")
ODD = (
    "",
    " ",
    "X",
    "0",
    "-1",
    "NULL",
    "nan",
    "é\u200b",
    "1.0",
    "=1+1",
    "'100",
    "x" * 500,
    "\U0001f600",
    "31/02/2025",
    "29/02/2025",
    "29/02/2024",
    "01/01/1900",
    "13/06/2052",
    "31/03/2025",
    "01/04/2025",
    "45678",
    "3/4/25",
    "2025-05-05 10:11:12",
    "2025-07-01T00:00:00",
    "12/31/2025",
)
BYTES = (b"\x00", b"\xff", b'"', b"\xc3", b"\x1a", b"\r", b"\n\n", b",,,,,,,,,,,,,,,,,,", b"\xe2\x80\x8b")


@cache
def _sample(year: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    found = {}
    for name, content in folder("ssda903", year).items():
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        found[name] = tuple(tuple(row) for row in rows)
    return found


def small_council(rng: random.Random) -> tuple[Files, Files]:
    """The returns of 2025 and 2026 of a few invented children, some of them in every file."""
    sample = _sample("2026")
    numbers = {row[0] for row in rng.sample(sample["header.csv"][1:], 3)}
    for name in RARE:
        numbers.add(rng.choice(sample[f"{name}.csv"][1:])[0])
    made = []
    for year in ("2025", "2026"):
        files = {}
        for name, rows in _sample(year).items():
            files[name] = _written([list(row) for row in rows if row is rows[0] or row[0] in numbers])
        made.append(files)
    return made[0], made[1]


def _written(rows: Rows, separator: str = ",", end: str = "\n") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue().encode()


def mutated(files: Files, other_year: Files, rng: random.Random) -> Files:
    """The files with a few things wrong in each of a few of them. `other_year`: rows that get mixed in."""
    made = {}
    for name, content in files.items():
        rows = [row for row in csv.reader(io.StringIO(content.decode(), newline="")) if row]
        for _ in range(rng.choice((0, 0, 1, 1, 2, 4))):
            if len(rows) > 1:
                rng.choice(CHANGES)(rows, rng)
        if rng.random() < 0.08:
            rows += _rows_of(other_year[name], rng)
        made[name] = _encoded(rows, rng)
    if rng.random() < 0.15:
        made.pop(rng.choice(sorted(made)))
    if rng.random() < 0.05:
        one, two = rng.sample(sorted(made), 2)
        made[one], made[two] = made[two], made[one]
    if rng.random() < 0.05:
        name = rng.choice(sorted(made))
        made[f"copy_of_{name}"] = made[name]
    return made


def _rows_of(content: bytes, rng: random.Random) -> Rows:
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))[1:]
    return rng.sample(rows, min(len(rows), rng.randrange(1, 4)))


def _encoded(rows: Rows, rng: random.Random) -> bytes:
    """The rows as bytes, now and then in an odd way."""
    way = rng.random()
    if way < 0.75:
        return _written(rows)
    if way < 0.79:
        return b"\xef\xbb\xbf" + _written(rows, end="\r\n")
    if way < 0.83:
        return _written(rows, separator=rng.choice(";\t|"))
    if way < 0.87:
        return _written(rows).decode().encode("utf-16")
    if way < 0.90:
        return _written(rows).decode().encode("cp1252", errors="replace")
    if way < 0.97:
        content = _written(rows)
        at = rng.randrange(len(content))
        return content[:at] + rng.choice(BYTES) + content[at:]
    content = _written(rows)
    return content[: rng.randrange(len(content))]


def _row(rows: Rows, rng: random.Random) -> list[str]:
    return rows[rng.randrange(1, len(rows))]


def _repeat(rows: Rows, rng: random.Random) -> None:
    rows.append(list(_row(rows, rng)))


def _repeat_otherwise(rows: Rows, rng: random.Random) -> None:
    """The row once more, with a cell of another row."""
    row, other = list(_row(rows, rng)), _row(rows, rng)
    at = rng.randrange(min(len(row), len(other)))
    row[at] = other[at]
    rows.append(row)


def _leave_out(rows: Rows, rng: random.Random) -> None:
    del rows[rng.randrange(1, len(rows))]


def _odd_cell(rows: Rows, rng: random.Random) -> None:
    row = _row(rows, rng)
    row[rng.randrange(len(row))] = rng.choice(ODD)


def _cell_of_another(rows: Rows, rng: random.Random) -> None:
    row, other = _row(rows, rng), _row(rows, rng)
    at = rng.randrange(min(len(row), len(other)))
    row[at], other[at] = other[at], row[at]


def _swap_cells(rows: Rows, rng: random.Random) -> None:
    row = _row(rows, rng)
    one, two = rng.randrange(len(row)), rng.randrange(len(row))
    row[one], row[two] = row[two], row[one]


def _cut(rows: Rows, rng: random.Random) -> None:
    row = _row(rows, rng)
    del row[rng.randrange(1, len(row) + 1) :]


def _too_many(rows: Rows, rng: random.Random) -> None:
    _row(rows, rng).extend(["", "X"])


def _blank_column(rows: Rows, rng: random.Random) -> None:
    at = rng.randrange(len(rows[0]))
    for row in rows[1:]:
        if at < len(row):
            row[at] = ""


def _rename_heading(rows: Rows, rng: random.Random) -> None:
    at = rng.randrange(len(rows[0]))
    rows[0][at] = rng.choice((rows[0][at].lower(), f" {rows[0][at]} ", "CHILD", "X", "", f"{rows[0][at]}_1"))


def _swap_headings(rows: Rows, rng: random.Random) -> None:
    one, two = rng.randrange(len(rows[0])), rng.randrange(len(rows[0]))
    rows[0][one], rows[0][two] = rows[0][two], rows[0][one]


def _shuffle(rows: Rows, rng: random.Random) -> None:
    body = rows[1:]
    rng.shuffle(body)
    rows[1:] = body


def _write_number_otherwise(rows: Rows, rng: random.Random) -> None:
    """The child's number with what programs do to it, in one row or in the whole file."""
    how: Callable[[str], str] = rng.choice(
        (
            lambda n: f"{n}.0",
            lambda n: f"00{n}",
            lambda n: f" {n} ",
            lambda n: f"N{n}",
            lambda n: n[::-1],
            lambda n: n[:-1],
            lambda n: "",
        )
    )
    chosen = rows[1:] if rng.random() < 0.3 else [_row(rows, rng)]
    for row in chosen:
        row[0] = how(row[0])


def _move_date(rows: Rows, rng: random.Random) -> None:
    """A date with its day and month changed round, or another year."""
    row = _row(rows, rng)
    dates = [at for at, cell in enumerate(row) if cell.count("/") == 2]
    if dates:
        at = rng.choice(dates)
        day, month, year = row[at].split("/")
        moved = rng.choice((f"{month}/{day}/{year}", f"{day}/{month}/{_other(year, rng)}", f"{day}/{month}"))
        row[at] = moved


def _other(year: str, rng: random.Random) -> str:
    return str(int(year) + rng.choice((-10, -1, 1, 2, 27, 100))) if year.isdigit() else year


def _empty(rows: Rows, rng: random.Random) -> None:
    if rng.random() < 0.3:
        del rows[1:]


CHANGES: tuple[Callable[[Rows, random.Random], None], ...] = (
    _repeat,
    _repeat_otherwise,
    _leave_out,
    _odd_cell,
    _odd_cell,
    _odd_cell,
    _cell_of_another,
    _cell_of_another,
    _swap_cells,
    _cut,
    _too_many,
    _blank_column,
    _rename_heading,
    _swap_headings,
    _shuffle,
    _write_number_otherwise,
    _write_number_otherwise,
    _move_date,
    _move_date,
    _empty,
)
