"""Every setting of a council and every function of the law is used by the product; the law's codes stand in
one place."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cache

import pytest

from statute.terms import OFFERED, WITHOUT_READER, Terms
from tests.house_rules.sources import modules

PRODUCT = ("accounts", "children", "reviews", "disputes", "reporting", "iro_portal")
SETTINGS_PAGES = (
    "accounts/councils/",
    "accounts/calendars.py",
)  # show and keep every term, so they say nothing
WAITING = {  # the issue that brings the caller
    "triggers": ("The IRO's day", ["Outcome", "Trigger", "TriggerKind", "outcome"]),
    "timescales": (
        "The IRO's day",
        [
            "care_plan_due_on",
            "detention_placement_plan_due_on",
            "emergency_move_notice_due_on",
            "placement_plan_due_on",
            "remand_care_plan_due_on",
        ],
    ),
}
Key = tuple[str, str]  # module of statute, name


@dataclass
class Names:
    """What the names of one module stand for, as far as the law is concerned."""

    law: dict[str, Key] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)
    """Alias -> module of statute, where a module was imported whole."""

    def take(self, node: ast.AST) -> None:
        if not isinstance(node, ast.ImportFrom) or not node.module:
            return
        for alias in node.names:
            if node.module == "statute":
                self.whole[alias.asname or alias.name] = alias.name
            elif node.module.startswith("statute."):
                self.law[alias.asname or alias.name] = (node.module.removeprefix("statute."), alias.name)

    def used_in(self, tree: ast.AST) -> set[Key]:
        found = {self.law[n.id] for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in self.law}
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
                continue
            if node.value.id in self.whole:
                found.add((self.whole[node.value.id], node.attr))
        return found


def names_of(tree: ast.Module) -> Names:
    names = Names()
    for node in ast.walk(tree):
        names.take(node)
    return names


def defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = [node.target] if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [])
    return [target.id for target in targets if isinstance(target, ast.Name)]


@cache
def law() -> dict[Key, tuple[ast.stmt, frozenset[Key]]]:
    """Every definition of the law with the definitions it uses; a name handed on by another module is that
    definition."""
    found: dict[Key, tuple[ast.stmt, frozenset[Key]]] = {}
    for path, tree in modules().items():
        if not path.startswith("statute/"):
            continue
        module = path.removeprefix("statute/").removesuffix(".py")
        names = names_of(tree)
        for node in tree.body:
            names.law |= {name: (module, name) for name in defined(node)}
        for node in tree.body:
            for name in defined(node):
                found[module, name] = (node, frozenset(names.used_in(node)))
            if isinstance(node, ast.ImportFrom):
                for name in (alias.asname or alias.name for alias in node.names):
                    if name in names.law:
                        found.setdefault((module, name), (node, frozenset({names.law[name]})))
    return found


@cache
def used_by_the_product() -> frozenset[Key]:
    """Definitions of the law that the product reaches, directly or through the law itself."""
    reached: set[Key] = set()
    ahead: list[Key] = []
    for path, tree in modules().items():
        if path.startswith(PRODUCT):
            ahead += names_of(tree).used_in(tree)
    while ahead:
        key = ahead.pop()
        if key not in reached and key in law():
            reached.add(key)
            ahead += law()[key][1]
    return frozenset(reached)


def public(keys: Iterable[Key]) -> list[str]:
    kinds = ast.FunctionDef | ast.ClassDef
    return sorted(f"{m}.{n}" for m, n in keys if not n.startswith("_") and isinstance(law()[m, n][0], kinds))


def waiting() -> list[str]:
    return sorted(f"{module}.{name}" for module, (_, names) in WAITING.items() for name in names)


def test_every_public_function_of_the_law_is_used_by_the_product() -> None:
    assert public(set(law()) - used_by_the_product()) == waiting()


@cache
def attributes_read() -> frozenset[str]:
    """Attributes that the product or the part of the law it reaches reads. What only keeps or checks a term
    reads none."""
    trees: list[ast.AST] = [
        tree
        for path, tree in modules().items()
        if path.startswith(PRODUCT) and not path.startswith(SETTINGS_PAGES)
    ]
    trees += [law()[key][0] for key in used_by_the_product() if key != ("terms", "tightened")]
    return frozenset(n.attr for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Attribute))


def test_every_setting_of_a_council_is_read_by_the_product() -> None:
    assert [name for name in OFFERED if name not in attributes_read()] == []


def test_a_setting_that_nothing_reads_is_not_offered_and_waits_for_an_issue() -> None:
    unread = {f.name for f in fields(Terms)} - attributes_read()
    assert unread == set(WITHOUT_READER)


@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ("who took part", {"PN1", "PN2", "PN3", "PN5", "PN6"}),
        ("who attended", {"PN1", "PN2", "PN3", "PN4"}),
        ("short breaks", {"V3", "V4"}),
        ("adoptive placements", {"A3", "A4", "A5", "A6"}),
        ("temporary placements", {"T0", "T1", "T2", "T3", "T4"}),
        ("long-term foster placements", {"U1", "U4"}),
    ],
)
def test_a_group_of_codes_is_written_once(what: str, codes: set[str]) -> None:
    places = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if path.startswith((*PRODUCT, "statute"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Tuple | ast.List | ast.Set)
        and {e.value for e in node.elts if isinstance(e, ast.Constant)} == codes
    ]
    assert len(places) <= 1, f"{what}: {places}"
