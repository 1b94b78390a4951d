"""The history of a table, written once for each statement that adds rows, not once for each row:
an import adds
many thousands.
"""

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from pghistory.trigger import Event

CONTEXT = "WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) "
"""Keeps who acts in a table of its own; here it is kept beside each row
(settings.PGHISTORY_CONTEXT_FIELD)."""


WHO_ACTS = "COALESCE(NULLIF(CURRENT_SETTING('pghistory.{}', TRUE), ''), NULL)::{}"
ONCE = "WITH acting AS MATERIALIZED (SELECT {} AS metadata, {} AS id) SELECT new_values."
"""Who acts, read once for all rows of a statement: read for each of them it took a twentieth of an import."""


class _Inserted(Event):
    """The trigger of a table: all rows of a statement at once."""

    def get_func(self, model: Any) -> pgtrigger.Func:
        sql: str = super().get_func(model).func
        metadata, key = WHO_ACTS.format("context_metadata", "JSONB"), WHO_ACTS.format("context_id", "UUID")
        for old, new in (
            (CONTEXT, ""),
            (", _pgh_attached_context", ", acting"),
            (metadata, "acting.metadata"),
            (key, "acting.id"),
            (" SELECT new_values.", " " + ONCE.format(metadata, key)),
        ):
            assert old in sql, f"The library writes its triggers otherwise now: no {old}"
            sql = sql.replace(old, new, 1)
        return pgtrigger.Func(sql)


def _look_up_by_owner(event_model: type[models.Model]) -> None:
    """Leave the history without an index for what a row only mentions: it is read by the row and the child;
    by what a row belongs to where it names no child. Every index costs each import and each night of the
    feed.
    """
    fields: list[Any] = [*event_model._meta.local_fields]
    of_child = any(field.name == "child" for field in fields)
    for field in fields:
        if field.many_to_one and (field.null or of_child) and field.name not in ("child", "pgh_obj"):
            field.db_index = False


class InsertEvent(pghistory.InsertEvent):
    """Rows that were added."""

    def add_event_trigger(self, event_model: type[models.Model]) -> None:
        _look_up_by_owner(event_model)
        trigger = _Inserted(
            event_model=event_model,
            label=self.label,
            name=self.trigger_name,
            row=self.row,
            operation=pgtrigger.Insert,  # that of self is a copy, which the library does not know again
            level=pgtrigger.Statement,
        )
        tracked: type[models.Model] = event_model.pgh_tracked_model  # type: ignore[attr-defined]
        pgtrigger.register(trigger)(tracked)
