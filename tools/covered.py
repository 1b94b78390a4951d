"""What the tests did not take: coverage of branches by kind of module, against the floor of each.

    python -m tools.covered      after `script/test --coverage`, which leaves a file for each process

The law, the actions and the tables of states are meant to be covered completely and have a limit of their
own; the rest of the product has one limit, and is looked at by night (`COVERED=everything`).
"""

import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PRODUCT = ("statute", "accounts", "children", "reviews", "disputes", "reporting", "iro_portal")
FOLDER = Path(".covered")  # one file for each process that runs tests
EVERYTHING = os.environ.get("COVERED") == "everything"
WHOLE = re.compile(r"^statute/|(^|/|_)actions\.py$|/actions/|(^|/|_)states\.py$")
# What a run without the tests of one day in the week printed, rounded down (docs/testing.md).
FLOOR_OF_THE_REST = 95.5
FLOOR_OF_THE_WHOLE = 100.0  # of the law, actions and states together


@dataclass(frozen=True)
class Covered:
    """One module: lines and branches, those taken, and the lines where something was not."""

    name: str
    all: int
    taken: int
    missing: tuple[int, ...]

    @property
    def percent(self) -> float:
        return 100.0 * self.taken / self.all if self.all else 100.0


def is_covered_whole(name: str) -> bool:
    """Whether a file is of the law, the actions or the states."""
    return WHOLE.search(name) is not None


def read(reports: Iterable[dict[str, Any]]) -> list[Covered]:
    """The modules by name. What one process took is taken; what no process took is missing."""
    taken: dict[str, set[Any]] = defaultdict(set)
    known: dict[str, set[Any]] = defaultdict(set)
    for report in reports:
        for name, found in report["files"].items():
            executed = {*found["executed_lines"], *map(tuple, found["executed_branches"])}
            taken[name] |= executed
            known[name] |= executed | {*found["missing_lines"], *map(tuple, found["missing_branches"])}
    return [_module(name, known[name], taken[name]) for name in sorted(known)]


def _module(name: str, known: set[Any], taken: set[Any]) -> Covered:
    lines = {point if isinstance(point, int) else point[0] for point in known - taken}
    return Covered(name, len(known), len(taken), tuple(sorted(lines)))


def percent(modules: Iterable[Covered]) -> float:
    found = list(modules)
    return 100.0 * sum(m.taken for m in found) / max(1, sum(m.all for m in found))


def never_imported(modules: Iterable[Covered], *, everything: bool, root: Path = Path()) -> list[str]:
    """The files of the product that should have been looked at, and that no test so much as imported."""
    seen = {module.name for module in modules}
    there = (
        file.relative_to(root).as_posix()
        for folder in PRODUCT
        for file in (root / folder).rglob("*.py")
        if "migrations" not in file.parts
    )
    return sorted(name for name in there if name not in seen and (everything or is_covered_whole(name)))


def main() -> int:
    modules = read(json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json")))
    whole = [m for m in modules if is_covered_whole(m.name)]
    rest = [m for m in modules if not is_covered_whole(m.name)]
    for module in whole:
        if module.missing:
            print(f"{module.percent:6.1f}%  {module.name}: {', '.join(map(str, module.missing))}")
    unseen = never_imported(modules, everything=EVERYTHING)
    for name in unseen:
        print(f"  0.0%  {name}: no test imports it")
    print(f"{percent(whole):6.1f}%  the law, actions and states (at least {FLOOR_OF_THE_WHOLE})")
    failed = bool(unseen) or percent(whole) < FLOOR_OF_THE_WHOLE
    if EVERYTHING:
        print(f"{percent(rest):6.1f}%  the rest of the product (at least {FLOOR_OF_THE_REST})")
        failed = failed or percent(rest) < FLOOR_OF_THE_REST
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
