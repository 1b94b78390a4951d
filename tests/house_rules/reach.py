"""What a person can reach: the functions and classes that names lead to from a view, a command, a job or a
setting."""

import ast
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from tests.house_rules.sources import FLOORS, modules, text_of

PRODUCT = FLOORS[: FLOORS.index("demo")]
DOORS = re.compile(r"(^|/|_)(views|middleware|admin|adapters|tasks|outbox|sessions)\.py$|/views/|/commands/")
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass
class Unit:
    """A function or a class with all that is inside it, or what stands at the level of its module."""

    module: str
    name: str
    nodes: list[ast.AST] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.module.removesuffix('.py').replace('/', '.')}:{self.name or 'module'}"

    @property
    def uses(self) -> set[str]:
        """Every name it mentions. Two functions of one name are not told apart."""
        names = {node.id for node in self.nodes if isinstance(node, ast.Name)}
        return names | {node.attr for node in self.nodes if isinstance(node, ast.Attribute)}


@cache
def product() -> dict[str, ast.Module]:
    """The modules of the product: not the demo council, the benches, the tests."""
    return {name: tree for name, tree in modules().items() if name.partition("/")[0] in PRODUCT}


def units_of(module: str, tree: ast.Module) -> list[Unit]:
    level = Unit(module, "")
    found = [level]
    for node in tree.body:
        if isinstance(node, DEFINITIONS):
            found.append(Unit(module, node.name, list(ast.walk(node))))
            if node.decorator_list:  # it may register what it decorates
                level.nodes.append(ast.Name(node.name))
        else:
            level.nodes += ast.walk(node)
    return found


@cache
def reached() -> list[Unit]:
    """Every unit of the product that can be reached."""
    everything = [unit for name, tree in product().items() for unit in units_of(name, tree)]
    by_name = defaultdict[str, list[Unit]](list)
    for unit in everything:
        by_name[unit.name].append(unit)
    settings = set(re.findall(r"\w+", text_of("iro_portal/settings.py")))
    waiting = [u for u in everything if not u.name or DOORS.search(u.module) or u.name in settings]
    found = {id(unit): unit for unit in waiting}
    while waiting:
        for unit in [unit for name in waiting.pop().uses for unit in by_name.get(name, [])]:
            if id(unit) not in found:
                found[id(unit)] = unit
                waiting.append(unit)
    return list(found.values())
