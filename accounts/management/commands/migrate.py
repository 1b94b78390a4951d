"""migrate, in which steps that create tables share one state of the models, and the large apps come last.

Django rebuilds all models after every step of a migration. The first start creates some two hundred tables,
and on a small server that takes minutes without changing the result."""

from copy import copy
from itertools import groupby
from typing import Any

from django.core.management.commands import migrate
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

ADDING = (CreateModel, AddField, AddIndex, AddConstraint)
"""Steps that remove nothing, so that a run of them can use the models as they are at its end."""

_one_by_one = Migration.apply


def apply(
    self: Migration,
    project_state: ProjectState,
    schema_editor: BaseDatabaseSchemaEditor,
    collect_sql: bool = False,
) -> ProjectState:
    """The migration, with one state of the models for each run of steps that only add."""
    for adds, found in groupby(self.operations, lambda step: type(step) in ADDING):
        steps = list(found)
        if adds and len(steps) > 1 and not collect_sql:
            _together(self.app_label, steps, project_state, schema_editor)
            continue
        part = copy(self)
        vars(part)["operations"] = steps
        project_state = _one_by_one(part, project_state, schema_editor, collect_sql)
    return project_state


def _together(
    label: str, steps: list[Operation], state: ProjectState, schema_editor: BaseDatabaseSchemaEditor
) -> None:
    """A table that these steps create gets all its fields, indexes and constraints at once."""
    state.__dict__.pop("apps", None)  # rebuilt when the first step asks, with all these steps in it
    new = {step.name_lower for step in steps if isinstance(step, CreateModel)}
    for step in steps:
        step.state_forwards(label, state)
    for step in steps:
        if isinstance(step, CreateModel) or step.model_name.lower() not in new:  # type: ignore[attr-defined]
            step.database_forwards(label, schema_editor, state, state)


LARGE = ("children", "disputes", "reporting", "reviews")
"""Apps to whose tables nothing of others leads: made last, since what came after would rebuild them all."""

_in_order_of_names = MigrationGraph.leaf_nodes


def leaf_nodes(self: MigrationGraph, app: str | None = None) -> list[tuple[str, str]]:
    return sorted(_in_order_of_names(self, app), key=lambda leaf: (leaf[0] in LARGE, leaf))


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        Migration.apply = apply  # type: ignore[method-assign]
        MigrationGraph.leaf_nodes = leaf_nodes  # type: ignore[method-assign]
        try:
            super().handle(*args, **options)
        finally:
            Migration.apply = _one_by_one  # type: ignore[method-assign]
            MigrationGraph.leaf_nodes = _in_order_of_names  # type: ignore[method-assign]
