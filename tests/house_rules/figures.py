"""Figures of how readable the code is, counted over the whole tree with its tests, migrations left out.

`.venv/bin/python -m tests.house_rules.figures [area]` prints them and the places; test_figures.py holds the
limits.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.house_rules.sources import ROOT, lines_of, nodes_of, python_files, templates

LONGEST_LINE, LONGEST_TEMPLATE_LINE, MOST_BRANCHES = 110, 140, 10
WAYS = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)
INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, order=True)
class Place:
    """Where something was counted; `size` is its length or number of branches."""

    file: str
    line: int
    size: int = 0

    @property
    def area(self) -> str:
        """The app a place belongs to: the folder at the top, for templates the folder of their app."""
        first, _, rest = self.file.partition("/")
        return f"{first}/{rest.partition('/')[0]}" if first == "templates" and "/" in rest else first


def branches(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Ways through a function beyond the first. Functions inside it are counted for themselves."""
    found, waiting = 0, list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if isinstance(node, INNER):
            continue
        if isinstance(node, WAYS):
            found += 1
        elif isinstance(node, ast.BoolOp):
            found += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            found += len(node.ifs)
        waiting.extend(ast.iter_child_nodes(node))
    return found


def _comments(pattern: str) -> Iterator[Place]:
    wanted = re.compile(pattern)
    for name in python_files():
        for number, line in enumerate(lines_of(name), 1):
            for _ in wanted.findall(line):
                yield Place(name, number)


def _functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for name in python_files():
        for node in nodes_of(name):
            if isinstance(node, FUNCTIONS):
                yield name, node


def _long_lines() -> Iterator[Place]:
    for name in python_files():
        for number, line in enumerate(lines_of(name), 1):
            if len(line) > LONGEST_LINE:
                yield Place(name, number, len(line))


def _long_template_lines() -> Iterator[Place]:
    for name, text in templates().items():
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > LONGEST_TEMPLATE_LINE:
                yield Place(f"templates/{name}", number, len(line))


@cache
def places() -> dict[str, list[Place]]:
    """Every place that counts against a limit, by the name of the figure."""
    return {
        "fmt: skip": list(_comments(r"#\s*fmt:\s*(?:skip|off)")),
        "type: ignore": list(_comments(r"#\s*type:\s*ignore")),
        "Python lines over 110": list(_long_lines()),
        "template lines over 140": list(_long_template_lines()),
        "functions over 10 branches": [
            Place(name, node.lineno, ways)
            for name, node in _functions()
            if (ways := branches(node)) > MOST_BRANCHES
        ],
    }


def folders() -> Counter[str]:
    """How many Python files lie in each folder."""
    return Counter(str((ROOT / name).parent.relative_to(ROOT)) for name in python_files())


def main(area: str = "") -> None:
    for what, found in places().items():
        print(f"{len(found):5} {what}")
        for where, count in Counter(p.area for p in found).most_common():
            print(f"      {count:5} {where}")
        for place in sorted(found) if area else []:
            if place.area.startswith(area):
                print(f"            {place.file}:{place.line} ({place.size})")
    for folder, count in folders().most_common(3):
        print(f"{count:5} Python files in {folder}")


if __name__ == "__main__":
    main(*sys.argv[1:])
