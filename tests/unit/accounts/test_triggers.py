"""The registry of triggers keeps its names: they must be those that the library works out each time."""

import pgtrigger
import pytest
from pgtrigger import registry

from accounts.models import Session
from iro_portal.triggers import KeptNames


def test_the_names_it_keeps_are_those_of_all_triggers() -> None:
    kept = registry._registry
    assert isinstance(kept, KeptNames)
    pairs = [value for _, value in kept.items()]
    assert len(pairs) > 100
    assert kept.by_db_table == {(m._meta.db_table, t.name): t for m, t in pairs}
    assert kept.pg_function_names == {t.get_pgid(m) for m, t in pairs}


def test_a_second_trigger_of_a_name_is_refused_as_long_as_the_first_is_there() -> None:
    kept = KeptNames()
    uri = f"{Session._meta.label}:stands"
    first = pgtrigger.Protect(name="stands", operation=pgtrigger.Delete)
    names = list(getattr(Session._meta, "triggers", [])), Session._meta.original_attrs.get("triggers", [])
    try:
        kept[uri] = (Session, first)
        with pytest.raises(KeyError, match="already"):
            kept[uri] = (Session, pgtrigger.Protect(name="stands", operation=pgtrigger.Update))
        assert kept.by_db_table[Session._meta.db_table, "stands"] is first
    finally:
        Session._meta.triggers, Session._meta.original_attrs["triggers"] = names
