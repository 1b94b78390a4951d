"""Foreign keys that the database checks once for all rows that a statement adds.

By default it checks each row separately. In an import of 200,000 rows, all of which name the same council and
the same import, that was a quarter of the database's work. Only a row that is never deleted can be pointed at
in this way, because nothing checks again later; its model carries `never_deleted`.
"""

import pgtrigger

_ADDED = """
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT {column} AS id FROM new_values WHERE {column} IS NOT NULL) told
        WHERE NOT EXISTS (SELECT 1 FROM {table} there WHERE there.id = told.id)
    ) THEN
        RAISE foreign_key_violation USING MESSAGE = '{column} points at nothing in {table}';
    END IF;
    RETURN NULL;
"""
_CHANGED = """
    IF NEW.{column} IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM {table} there WHERE there.id = NEW.{column})
    THEN
        RAISE foreign_key_violation USING MESSAGE = '{column} points at nothing in {table}';
    END IF;
    RETURN NULL;
"""


def points_at(table: str, by: str) -> list[pgtrigger.Trigger]:
    """For the model with the foreign key `by`, which says db_constraint=False: refuse a key that
    `table` does not have. It is checked when the statement ends, not at the end of the transaction.
    """
    names = {"column": f"{by}_id", "table": table}
    return [
        pgtrigger.Trigger(
            name=f"{by}_is_there_if_added",
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            level=pgtrigger.Statement,
            referencing=pgtrigger.Referencing(new="new_values"),
            func=_ADDED.format(**names),
        ),
        pgtrigger.Trigger(
            name=f"{by}_is_there_if_changed",
            when=pgtrigger.After,
            operation=pgtrigger.UpdateOf(f"{by}_id"),
            condition=pgtrigger.Condition(f"OLD.{by}_id IS DISTINCT FROM NEW.{by}_id"),
            func=_CHANGED.format(**names),
        ),
    ]


def never_deleted() -> pgtrigger.Trigger:
    """For a model that others point at in this way."""
    return pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
