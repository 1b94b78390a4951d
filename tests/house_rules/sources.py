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
BESIDE_THE_FLOORS = ("tests", "tools")


@cache
def python_files() -> tuple[str, ...]:
    """Every Python file of ours by its path from the root, tests included, migrations left out."""
    found = [
        *ROOT.glob("*.py"),
        *(path for top in (*FLOORS, *BESIDE_THE_FLOORS) for path in (ROOT / top).rglob("*.py")),
    ]
    return tuple(sorted(str(p.relative_to(ROOT)) for p in found if "migrations" not in p.parts))


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def tree_of(name: str) -> ast.Module:
    return ast.parse(text_of(name), filename=name)


def lines_of(name: str) -> list[str]:
    return text_of(name).splitlines()


@cache
def modules() -> dict[str, ast.Module]:
    """Path from the root -> syntax tree, for every Python file of the floors but migrations."""
    return {name: tree_of(name) for name in python_files() if name.partition("/")[0] in FLOORS}


@cache
def templates() -> dict[str, str]:
    """Name -> text of every template of ours."""
    base = ROOT / "templates"
    return {
        str(path.relative_to(base)): path.read_text(encoding="utf-8")
        for path in sorted(base.rglob("*"))
        if path.suffix in {".html", ".txt", ".svg", ".css", ".xml"}
    }


def dotted(name: str) -> str:
    """The module of a file: children/care/actions.py is children.care.actions, a package's __init__ the
    package."""
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported(node: ast.AST) -> list[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module]
    return []
