"""Small returns with their right results, each checked against the law before it was written down."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.children.cases.written import (
    COUNCIL,
    SHORT,
    bring,
    exported,
    figures,
    named,
    run,
    turns,
)
from tests.integration.children.returns import DATA
from tests.turns import is_todays

pytestmark = pytest.mark.django_db
TODAY = "2026-11-26"
ONE_CASE_IN = 8
"""By day one case in so many comes in, others each day."""
TWICE_IN = 4
"""Of these one in so many comes in twice."""
Part = tuple[str, list[str]]


def cases() -> Iterator[tuple[str, list[Part]]]:
    """Name and parts: `== name`, then `-- part` with its lines."""
    text = "".join(p.read_text(encoding="utf-8") for p in sorted(DATA.glob("small_returns*.txt")))
    for block in text.split("== ")[1:]:
        name, *parts = block.split("\n-- ")
        yield name.strip(), [(p.splitlines()[0], [x for x in p.splitlines()[1:] if x.strip()]) for p in parts]


def _bring(
    where: Path, head: str, lines: list[str], is_brought_again: bool
) -> dict[str, list[dict[str, str]]]:
    """Bring the return in, perhaps twice, or take it away; the second time changes nothing. Its head is the
    year, and `until` a day where its files tell of a part of it.
    """
    year, _, until = head.partition(" until ")
    told_until = ("--known-until", until) if until else ()
    if lines == ["withdraw"]:
        gone: dict[str, list[dict[str, str]]] = run("withdraw_import", *COUNCIL, "--year", year)
        return gone
    said = bring(where, year, "\n".join(lines), *told_until)
    if is_brought_again:
        again = bring(where, year, "\n".join(lines), *told_until)
        assert [again["counts"][name] for name in ("new", "changed", "removed")] == [0, 0, 0]
    return said


def _figures(lines: list[str], start: str, end: str) -> None:
    expected = [one.split(" ", 1) for line in lines for one in line.split("  ")]
    found = figures(start, end, dict.fromkeys(SHORT.get(code, code) for code, _ in expected))
    for code, told in expected:
        assert (code, found[SHORT.get(code, code)]) == (code, told)


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        pytest.param(
            number, parts, id=name, marks=() if is_todays(number, ONE_CASE_IN) else pytest.mark.nightly
        )
        for number, (name, parts) in enumerate(cases())
    ],
)
def test_small_return(number: int, parts: list[Part], tmp_path: Path, on_day, at_night: bool) -> None:
    on_day(TODAY)
    is_brought_again = at_night or is_todays(number, TWICE_IN)
    told: dict[str, str] = {}
    for head, lines in parts:
        words = head.split()
        if words[0].isdigit():
            said = _bring(tmp_path, head, lines, is_brought_again)
            warned = [w for w in said["warnings"] if w["rule"] != "NOTE"]
            told = {"refused": "  ".join(named(said["rejects"])), "warned": "  ".join(named(warned))}
            told["decide"] = "  ".join(f"{d['child']}={d['other']}" for d in said["decisions"])
            expected = dict.fromkeys(told, "")
        elif head in told:
            expected[head] = lines[0]
        elif words[0] == "as":
            assert told == expected
            right = {child: line.strip() for child, _, line in (x.partition(":") for x in lines)}
            assert {child: "; ".join(turns(child, words[-1])) for child in right} == right
        elif words[0] == "exported":
            assert told == expected
            assert exported(tmp_path, words[1], words[2]) == [" ".join(line.split()) for line in lines]
        else:
            _figures(lines, *words[1:])
