"""Checks that the triggers which protect the trail and the history are installed, switched on and unchanged.

The right name is not enough. Whoever owns the tables can replace a trigger's function with one that does
nothing, create the trigger again for fewer cases, or add a rule to the table that acts before it.
"""

import re
from typing import Any

import pgtrigger
import pgtrigger.registry
from django.db import connection

BODY = re.compile(r"CREATE OR REPLACE FUNCTION\s+(\S+?)\(.*?AS \$\$(.*?)\$\$ LANGUAGE", re.S)
LEVEL, TIME = {"ROW": 1, "STATEMENT": 0}, {"BEFORE": 2, "AFTER": 0, "INSTEAD OF": 64}
OPERATIONS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}


def first_gap() -> str:
    """The first guard that is missing or was changed, in words; empty where none is."""
    functions, triggers = _functions(), _triggers()
    for model, trigger in pgtrigger.registry.registered():
        table = model._meta.db_table
        if state := _state(trigger, model, triggers.get((table, trigger.get_pgid(model))), functions):
            return f"the trigger {trigger.name} of {table} is {state}"
    return _rule_or_policy()


def _state(trigger: Any, model: Any, found: dict[str, Any] | None, functions: dict[str, str]) -> str:
    """What is wrong with a trigger; empty where nothing is."""
    compiled = trigger.compile(model)
    if found is None or found["hash"] != compiled.hash:
        return "missing or not the one of this release"
    if found["enabled"] != "O":
        return "switched off"
    if any(functions.get(name) != body for name, body in _bodies(compiled.install_sql)):
        return "not what this release installs: its function was replaced"
    if found["function"] != trigger.get_pgid(model) or found["cases"] != _cases(trigger):
        return "not what this release installs: it was created again for other cases"
    if found["has_condition"] and trigger.get_condition(model) is None:  # some make it of their fields
        return "not what this release installs: it was given a condition"
    return ""


def _cases(trigger: pgtrigger.Trigger) -> int:
    """When it fires, as PostgreSQL stores it (pg_trigger.tgtype)."""
    words = str(trigger.operation)
    operations = sum(bit for word, bit in OPERATIONS.items() if re.search(rf"\b{word}\b", words))
    return LEVEL[str(trigger.level)] + TIME[str(trigger.when)] + operations


def _bodies(install: str) -> list[tuple[str, str]]:
    """The functions of a trigger and what they do."""
    return [(name.rpartition(".")[2].strip('"'), body) for name, body in BODY.findall(install)]


def _functions() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
            "AND starts_with(ltrim(proname, '_'), 'pgtrigger_')"
        )
        return dict(cursor.fetchall())


def _triggers() -> dict[tuple[str, str], dict[str, Any]]:
    """(table, name) -> what PostgreSQL stores about the trigger."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, obj_description(t.oid), t.tgenabled::text, p.proname, t.tgtype, "
            "t.tgqual IS NOT NULL FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"
        )
        keys = ("hash", "enabled", "function", "cases", "has_condition")
        return {(table, name): dict(zip(keys, row, strict=True)) for table, name, *row in cursor.fetchall()}


def _rule_or_policy() -> str:
    """A rule that acts instead of the statement, or a policy that hides rows: the portal creates neither."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'the rule ' || rulename || ' of ' || tablename || ' is not part of the portal' "
            "FROM pg_rules WHERE schemaname = 'public' UNION ALL "
            "SELECT 'rows of ' || relname || ' are hidden by a policy' FROM pg_class "
            "WHERE relrowsecurity AND relnamespace = 'public'::regnamespace LIMIT 1"
        )
        row = cursor.fetchone()
    return row[0] if row else ""
