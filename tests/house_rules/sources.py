"""The project's own Python and template files, parsed once for the house-rule tests."""

import ast
from collections.abc import Iterator
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


@cache
def nodes_of(name: str) -> tuple[ast.AST, ...]:
    """Everything in the syntax tree of a file, from the top down: walked once for all the rules."""
    found: list[ast.AST] = [tree_of(name)]
    for node in found:  # which grows
        for value in (getattr(node, name, None) for name in node._fields):
            if isinstance(value, ast.AST):
                found.append(value)
            elif type(value) is list:
                found += [part for part in value if isinstance(part, ast.AST)]
    return tuple(found)


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


# --- what imports what, module by module, as Python runs it when a module is loaded


def _when_loaded(body: list[ast.stmt]) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports that run when the module is loaded: not those in functions, not those for the type checker
    alone."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from _when_loaded(node.orelse)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for name in ("body", "orelse", "handlers", "finalbody"):
                yield from _when_loaded(getattr(node, name, []))


def _named(node: ast.Import | ast.ImportFrom, ours: set[str]) -> Iterator[str]:
    """The modules of ours that a statement names: `from a import b` means a.b where that is a module, else
    a."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in ours)
    elif node.module:
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield from [inner] if inner in ours else [node.module] if node.module in ours else []


@cache
def imports() -> dict[str, set[str]]:
    """Module -> the modules of ours that it imports when it is loaded."""
    ours = {dotted(name): name for name in python_files()}
    return {
        module: {
            target
            for node in _when_loaded(tree_of(name).body)
            for target in _named(node, set(ours))
            if target != module
        }
        for module, name in ours.items()
    }


def cycles() -> list[list[str]]:
    """Modules that import each other in a ring: each strongly connected part of the graph with more than one
    module."""
    graph, ring = imports(), list[list[str]]()
    reach = {module: _reached(module, graph) for module in graph}
    seen: set[str] = set()
    for module in sorted(graph):
        together = {other for other in reach[module] if module in reach[other]}
        if len(together) > 1 and module not in seen:
            ring.append(sorted(together))
        seen |= together
    return ring


def _reached(start: str, graph: dict[str, set[str]]) -> set[str]:
    found, waiting = set[str](), [start]
    while waiting:
        for target in graph[waiting.pop()] - found:
            found.add(target)
            waiting.append(target)
    return found
