"""The triggers that keep the trail and the history: there, in force, and doing what this release says.

That a trigger has the right name is not enough: its function can be replaced by one that does nothing, it can
be made anew for fewer cases, and a rule of the table can stand in front of it. Whoever can do that owns the
tables; it is seen here.
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
    """The first guard that does not stand, in words; empty where all do."""
    functions, triggers = _functions(), _triggers()
    for model, trigger in pgtrigger.registry.registered():
        table = model._meta.db_table
        if state := _state(trigger, model, triggers.get((table, trigger.get_pgid(model))), functions):
            return f"the trigger {trigger.name} of {table} is {state}"
    return _stands_in_front()


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
        return "not what this release installs: it was made anew for other cases"
    if found["has_condition"] and trigger.condition is None:
        return "not what this release installs: it was given a condition"
    return ""


def _cases(trigger: pgtrigger.Trigger) -> int:
    """When it fires, as PostgreSQL writes it down (pg_trigger.tgtype)."""
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
    """(table, name) -> what PostgreSQL holds of the trigger."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, obj_description(t.oid), t.tgenabled::text, p.proname, t.tgtype, "
            "t.tgqual IS NOT NULL FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"
        )
        keys = ("hash", "enabled", "function", "cases", "has_condition")
        return {(table, name): dict(zip(keys, told, strict=True)) for table, name, *told in cursor.fetchall()}


def _stands_in_front() -> str:
    """A rule that does something else instead, or a policy that hides rows: the portal makes neither."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'the rule ' || rulename || ' of ' || tablename || ' is not the portal’s' FROM pg_rules "
            "WHERE schemaname = 'public' UNION ALL "
            "SELECT 'rows of ' || relname || ' are hidden by a policy' FROM pg_class "
            "WHERE relrowsecurity AND relnamespace = 'public'::regnamespace LIMIT 1"
        )
        row = cursor.fetchone()
    return row[0] if row else ""
