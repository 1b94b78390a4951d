"""Whether a migration leaves the release before it working, which runs beside the new one for a while.

What takes something away or refuses more than before comes one release later than the code that can do
without: the migration then says since which release that is, `since = "1.2.0"`.
"""

from collections.abc import Iterator
from typing import Any

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

TAKES_AWAY = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)
ADVICE = "add, fill and use it, and do this one release later"


def version_of(words: str) -> tuple[int, ...]:
    return tuple(int(word) for word in words.split("."))


def problems(migration: Any, state: Any, last_release: str) -> list[str]:
    """What of a migration the release before would not survive. `state` is that before the migration."""
    since = getattr(migration, "since", "")
    if since and version_of(since) <= version_of(last_release):
        return []
    app, made = migration.app_label, set()
    found: list[str] = []
    for operation in migration.operations:
        name = _model_of(operation)
        if isinstance(operation, migrations.CreateModel):
            made.add(name)
        elif name not in made:
            found += [f"{operation.describe()}: {why}; {ADVICE}" for why in _why(app, name, operation, state)]
        operation.state_forwards(app, state)
    return found


def _model_of(operation: Operation) -> str:
    """The table that an operation is about; empty where it is about none."""
    return str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()


def _why(app: str, name: str, operation: Operation, state: Any) -> Iterator[str]:
    if isinstance(operation, TAKES_AWAY):
        yield "the release before still uses it"
    elif isinstance(operation, migrations.AddField) and _is_needed(operation.field):
        yield "the release before writes rows without it (give it db_default or null=True)"
    elif isinstance(operation, migrations.AddConstraint):
        yield "the release before may write rows that it refuses"
    elif isinstance(operation, migrations.AlterField):
        yield from _refuses_more(state.models[app, name].fields[operation.name], operation.field)


def _is_needed(field: "models.Field[Any, Any]") -> bool:
    """Whether an INSERT that does not name the column is refused."""
    return not (field.null or field.has_db_default() or field.many_to_many)


def _refuses_more(old: "models.Field[Any, Any]", new: "models.Field[Any, Any]") -> Iterator[str]:
    """Why a value that the release before writes could be refused."""
    if old.null and not new.null:
        yield "the release before leaves it empty"
    if old.get_internal_type() != new.get_internal_type():
        yield "the release before writes another type"
    if new.max_length is not None and (old.max_length is None or new.max_length < old.max_length):
        yield "the release before writes longer values"
    if new.unique and not old.unique:
        yield "the release before may write a value twice"
