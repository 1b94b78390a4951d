"""The project's own Python and template files, parsed once for the house-rule tests."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = (
    "statute",
    "accounts",
    "children",
    "reviews",
    "disputes",
    "reporting",
    "iro_portal",
    "demo",
    "bench",
)


@cache
def modules() -> dict[str, ast.Module]:
    """Path from the root -> syntax tree, for every Python file of the floors but migrations."""
    found = {}
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "migrations" not in path.parts:
                name = str(path.relative_to(ROOT))
                found[name] = ast.parse(path.read_text(encoding="utf-8"), filename=name)
    return found


@cache
def templates() -> dict[str, str]:
    """Name -> text of every template of ours."""
    base = ROOT / "templates"
    return {
        str(path.relative_to(base)): path.read_text(encoding="utf-8")
        for path in sorted(base.rglob("*"))
        if path.suffix in {".html", ".txt", ".svg", ".css"}
    }


def lines_of(name: str) -> int:
    return len((ROOT / name).read_text(encoding="utf-8").splitlines())


def imported(node: ast.AST) -> list[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module]
    return []
