"""The named actions of the product: each function that opens one, found in its source, and those that ran."""

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from accounts.audit import trail

ROOT = Path(__file__).parents[2]
APPS = ("accounts", "children", "reviews", "disputes", "reporting")
OPENS = "action"
Function = ast.FunctionDef


@cache
def actions() -> frozenset[str]:
    """`reviews.record.amending:amend`: every function that ends in an entry of the trail. What a helper opens
    is counted for those who call it."""
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): _functions(path)
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    }
    everywhere = {OPENS} | {f.name for found in modules.values() for f in found if _hands_over(f)}
    return frozenset(
        f"{module}:{name}" for module, found in modules.items() for name in _that_act(found, everywhere)
    )


def _functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, Function)]


def _hands_over(function: Function) -> bool:
    """Whether it is an action under way that others open: it yields within one, or returns one."""
    is_manager = any("contextmanager" in ast.unparse(d) for d in function.decorator_list)
    returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return)]
    returns = any(isinstance(value, ast.Call) and _name(value.func) == OPENS for value in returned)
    return function.name != OPENS and (returns or (is_manager and OPENS in _opened(function)))


def _opened(function: Function) -> set[str]:
    """What stands behind its `with`."""
    return {
        _name(item.context_expr.func)
        for node in ast.walk(function)
        if isinstance(node, ast.With)
        for item in node.items
        if isinstance(item.context_expr, ast.Call)
    }


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _that_act(found: list[Function], openers: set[str]) -> set[str]:
    act = {f.name for f in found if _opened(f) & openers and not _hands_over(f)} - {OPENS}
    helpers = {name for name in act if name.startswith("_")}
    while helpers:
        callers = {f.name for f in found if _calls(f) & helpers} - act
        act |= callers
        helpers = {name for name in callers if name.startswith("_")}
    called = {name for f in found for name in _calls(f)}
    return {name for name in act if not (name.startswith("_") and name in called)}


def _calls(function: Function) -> set[str]:
    return {
        node.func.id
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


@contextmanager
def noted() -> Iterator[set[str]]:
    """The actions that run meanwhile, by the same names."""
    ran: set[str] = set()
    note = trail.note_acted

    def also_note() -> None:
        frame = sys._getframe(1)
        while frame is not None:
            module, code = frame.f_globals.get("__name__", ""), frame.f_code
            if module.split(".")[0] in APPS:
                ran.add(f"{module}:{code.co_name}")
            if module.startswith("tests."):
                break
            frame = frame.f_back  # type: ignore[assignment]
        note()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trail, "note_acted", also_note)
        yield ran
