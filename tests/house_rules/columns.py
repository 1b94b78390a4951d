"""Which code writes each column of ours, and whether a page, a command or a job leads to it. Read from the
source.

`.venv/bin/python -m tests.house_rules.columns` prints every column with its writers; test_columns.py holds
the exceptions.

What counts as a write, and for which model:

- a keyword of a model's constructor, of `create`, `update` and their like: for the model that is named, or
  else for every model that the module names;
- an assignment to an attribute, `setattr` with a fixed name, `rows.set()` and `rows.add()` of a many-to-many
  field: for every model that the module names;
- where a package writes by computed names (`setattr` with a variable, `**facts`): each of its keywords, fixed
  texts and fields of forms that is the name of a column, for every model that the package names.

So two models of one module with a field of the same name count for each other: the list may miss a gap there.
It never reports a gap that is none.
"""

import ast
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePath

import django
from django.apps import apps
from django.db import models

from tests.house_rules.reach import Unit, product, reached
from tests.house_rules.sources import nodes_of, text_of

OURS = ("accounts", "children", "reviews", "disputes", "reporting")
CREATES = {"create", "get_or_create", "update_or_create", "update", "create_user"}
BULK = {"bulk_create", "replace"}
FILLS = {"set", "add"}
Write = tuple[str, str]  # a model's name, or "" for any that the module names; a field's name


@cache
def columns() -> dict[str, models.Field]:
    """ "children.Child.number" -> the field, for every column that somebody has to write."""
    return {
        f"{model._meta.label}.{column.name}": column
        for model in apps.get_models()
        if model._meta.app_label in OURS and not hasattr(model, "pgh_tracked_model")
        for column in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if not isinstance(column, models.AutoField) and not _fills_itself(column)
    }


def _fills_itself(column: models.Field) -> bool:
    """A default that is computed for each row, or the instant of its writing."""
    by_clock = getattr(column, "auto_now_add", False) or getattr(column, "auto_now", False)
    return by_clock or (column.has_default() and callable(column.default))


@cache
def _model_names() -> frozenset[str]:
    return frozenset(model.__name__ for model in apps.get_models() if model._meta.app_label in OURS)


# --- what one node writes


def _receiver(call: ast.Call) -> str:
    return ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def _function(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)


def _created(call: ast.Call) -> Iterator[Write]:
    """The keywords of `create` and its like, those of its `defaults` included."""
    model = _receiver(call).partition(".")[0]
    whose = model if model in _model_names() else ""
    for word in call.keywords:
        if word.arg in {"defaults", "create_defaults"} and isinstance(word.value, ast.Dict):
            yield from ((whose, key.value) for key in word.value.keys if isinstance(key, ast.Constant))
        elif word.arg:
            yield whose, word.arg


def _called(call: ast.Call) -> Iterator[Write]:
    name = _function(call)
    if name in _model_names():
        yield from ((name, word.arg) for word in call.keywords if word.arg)
    elif name in CREATES:
        yield from _created(call)
    elif name in FILLS and "." in _receiver(call):
        yield "", _receiver(call).rpartition(".")[2]
    elif name == "setattr" and isinstance(call.args[1], ast.Constant):
        yield "", str(call.args[1].value)


def _writes(node: ast.AST) -> Iterator[Write]:
    if isinstance(node, ast.Call):
        yield from _called(node)
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield "", node.attr
    elif isinstance(node, ast.Constant) and re.search(r"\b(INSERT INTO|UPDATE|COPY)\b", str(node.value)):
        yield from (("", word) for word in re.findall(r"\b[a-z][a-z_0-9]+\b", str(node.value)))


# --- writes by computed names


def _computes_names(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if _function(node) == "setattr":
        return not isinstance(node.args[1], ast.Constant)
    if _function(node) == "copy_values":
        return True
    writes = _function(node) in CREATES | BULK | _model_names()
    return writes and any(word.arg is None for word in node.keywords)


def _texts(module: str) -> Iterator[str]:
    for node in nodes_of(module):
        if isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.Constant) and re.fullmatch(r"[a-z][a-z_0-9 ]*", str(node.value)):
            yield from str(node.value).split()
        elif isinstance(node, ast.ClassDef):
            yield from (n.id for part in node.body for n in ast.walk(part) if isinstance(n, ast.Name))


@cache
def _possible_names(module: str) -> frozenset[str]:
    """Keywords, fixed texts and fields of forms in a module that may be names of columns."""
    return frozenset(_texts(module))


@cache
def _packages_that_compute() -> dict[str, list[str]]:
    """Each package that writes by computed names, with its modules."""
    found = {
        str(PurePath(name).parent)
        for name in product()
        if "/models/" not in name and any(_computes_names(node) for node in nodes_of(name))
    }
    return {package: [n for n in product() if _belongs(n, package)] for package in found}


def _belongs(module: str, package: str) -> bool:
    """Whether a module is of a package, or of the one around it, which hands it its models."""
    around = PurePath(package).parent
    return PurePath(module).parent in {PurePath(package), around if len(around.parts) > 1 else None}


def _by_computed_names(names: set[str], called: set[str]) -> set[str]:
    return {
        package.replace("/", ".")
        for package, inside in _packages_that_compute().items()
        if any(names & _possible_names(module) for module in inside)
        and any(called & _mentioned(module) for module in inside)
    }


# --- all of it


@cache
def _mentioned(module: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text_of(module)))


def _names_of(model: type[models.Model]) -> set[str]:
    """What a module calls the model: its name, or the accessor of a relation: `review.parts` names the parts'
    model."""
    relations = [f.remote_field for f in model._meta.local_fields if f.remote_field]
    return {model.__name__} | {str(r.get_accessor_name()) for r in relations if r.get_accessor_name()}


@cache
def _all_writes() -> list[tuple[Unit, set[Write]]]:
    units = [unit for unit in reached() if "/models/" not in unit.module]
    return [(unit, {write for node in unit.nodes for write in _writes(node)}) for unit in units]


def _writers_of(column: models.Field) -> set[str]:
    names, called = {column.name, getattr(column, "attname", column.name)}, _names_of(column.model)
    return {
        str(unit)
        for unit, writes in _all_writes()
        for model, written in writes
        if written in names and (model == column.model.__name__ or not model)
        if model or called & _mentioned(unit.module)
    } or _by_computed_names(names, called)


@cache
def writers() -> dict[str, list[str]]:
    """Each column with the functions that write it and can be reached."""
    return {label: sorted(_writers_of(column)) for label, column in columns().items()}


def main() -> None:
    for column, by in sorted(writers().items()):
        print(f"{column}: {', '.join(by) or 'NOBODY'}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iro_portal.settings")
    os.environ.setdefault("IRO_MODE", "test")
    os.environ.setdefault("DATABASE_URL", "postgres:///none")
    os.environ.setdefault("REDIS_URL", "redis://localhost/0")
    django.setup()
    main()
