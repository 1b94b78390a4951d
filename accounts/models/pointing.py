"""Foreign keys that the database checks once for all rows that a statement adds.

By default it checks each row separately. In an import of 200,000 rows, all of which name the same council and
the same import, that was a quarter of the database's work; the keys to a child, a period of care and a review
were a fifth of what was left.

`points_at` is for what is never deleted (its model carries `never_deleted`), so that nothing need check again
later. `hangs_on` is for what may be deleted. As with PostgreSQL's own keys, the row that is pointed at is
locked until the transaction ends. When such a row is deleted and not put back, a trigger checks at the end
that nothing points at it any more.
"""

from typing import Any

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
_ADDED_AND_HELD = """
    SELECT array_agg(DISTINCT {column}) INTO told FROM new_values WHERE {column} IS NOT NULL;
    PERFORM FROM {table} WHERE id = ANY(told) ORDER BY id FOR KEY SHARE;
    GET DIAGNOSTICS there = ROW_COUNT;
    IF there < cardinality(told) THEN
        RAISE foreign_key_violation USING MESSAGE = '{column} points at nothing in {table}';
    END IF;
    RETURN NULL;
"""
_CHANGED_AND_HELD = """
    IF NEW.{column} IS NOT NULL THEN
        PERFORM FROM {table} WHERE id = NEW.{column} FOR KEY SHARE;
        IF NOT FOUND THEN
            RAISE foreign_key_violation USING MESSAGE = '{column} points at nothing in {table}';
        END IF;
    END IF;
    RETURN NULL;
"""
_GONE = """
    IF (TG_OP = 'DELETE' OR NEW.id <> OLD.id)
        AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = OLD.id)
        AND EXISTS (SELECT 1 FROM {by_table} WHERE {column} = OLD.id)
    THEN
        RAISE foreign_key_violation USING MESSAGE = '{column} of {by_table} still points at it in {table}';
    END IF;
    RETURN NULL;
"""
LEFT_BY = "left_by_"
"""The names of the triggers begin so that check whether anything still points at a deleted row."""


def points_at(table: str, by: str) -> list[pgtrigger.Trigger]:
    """For the model with the foreign key `by`, which says db_constraint=False: refuse a key that
    `table` does not have. It is checked when the statement ends, not at the end of the transaction.
    """
    names = {"column": f"{by}_id", "table": table}
    return [_if_added(by, _ADDED.format(**names)), _if_changed(by, _CHANGED.format(**names))]


def hangs_on(there: Any, by: str, of: str) -> list[pgtrigger.Trigger]:
    """The same for a key to a model whose rows may be deleted. `of`: the table of the model with the key.

    The trigger that refuses to delete a row while this table points at it is put on that model here.
    """
    names = {"column": f"{by}_id", "table": there._meta.db_table, "by_table": of}
    pgtrigger.Trigger(
        name=f"{LEFT_BY}{by}_of_{of.partition('_')[2]}",
        when=pgtrigger.After,
        operation=pgtrigger.Delete | pgtrigger.UpdateOf("id"),
        timing=pgtrigger.Deferred,
        func=_GONE.format(**names),
    ).register(there)
    declared = [("told", "bigint[]"), ("there", "bigint")]
    return [
        _if_added(by, _ADDED_AND_HELD.format(**names), declare=declared),
        _if_changed(by, _CHANGED_AND_HELD.format(**names)),
    ]


def _if_added(by: str, func: str, **more: Any) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"{by}_is_there_if_added",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        level=pgtrigger.Statement,
        referencing=pgtrigger.Referencing(new="new_values"),
        func=func,
        **more,
    )


def _if_changed(by: str, func: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"{by}_is_there_if_changed",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf(f"{by}_id"),
        condition=pgtrigger.Condition(f"OLD.{by}_id IS DISTINCT FROM NEW.{by}_id"),
        func=func,
    )


def never_deleted() -> pgtrigger.Trigger:
    """For a model that others point at in this way."""
    return pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
