"""migrate, in which steps that make new tables share one picture of the models.

Django draws all models anew after every single step of a migration. For the first start, which makes some two
hundred tables, that takes minutes on a small server and says the same each time."""

from copy import copy
from itertools import groupby
from typing import Any

from django.core.management.commands import migrate
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

ADDING = (CreateModel, AddField, AddIndex, AddConstraint)
"""Steps that take nothing away, so that a row of them may see the models as they are at its end."""

_one_by_one = Migration.apply


def apply(
    self: Migration,
    project_state: ProjectState,
    schema_editor: BaseDatabaseSchemaEditor,
    collect_sql: bool = False,
) -> ProjectState:
    """The migration, each row of steps that only add with one picture of the models."""
    for adds, found in groupby(self.operations, lambda step: type(step) in ADDING):
        row = list(found)
        if adds and len(row) > 1 and not collect_sql:
            _together(self.app_label, row, project_state, schema_editor)
            continue
        part = copy(self)
        vars(part)["operations"] = row
        project_state = _one_by_one(part, project_state, schema_editor, collect_sql)
    return project_state


def _together(
    label: str, row: list[Operation], state: ProjectState, schema_editor: BaseDatabaseSchemaEditor
) -> None:
    """A table that the row makes gets all its fields, indexes and constraints at once."""
    state.__dict__.pop("apps", None)  # drawn again when the first step asks, with the whole row in it
    new = {step.name_lower for step in row if isinstance(step, CreateModel)}
    for step in row:
        step.state_forwards(label, state)
    for step in row:
        if isinstance(step, CreateModel) or step.model_name.lower() not in new:  # type: ignore[attr-defined]
            step.database_forwards(label, schema_editor, state, state)


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        Migration.apply = apply  # type: ignore[method-assign]
        try:
            super().handle(*args, **options)
        finally:
            Migration.apply = _one_by_one  # type: ignore[method-assign]
