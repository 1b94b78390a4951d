"""Rows of children and of imports."""

from typing import Any

from children.models import Child, ReturnImport
from tests.house_rules.url_matrix import Row, World

IMPORTERS = {"qa_manager": "own", "business_support": "own", "administrator": "own"}


def imported(w: World, child: Child) -> dict[str, Any]:
    """An import of the child's council that waits to be checked."""
    found = ReturnImport.objects.create(authority=child.authority, year=2026, state="PREVIEW")
    return {"public_id": found.public_id}


ROWS: dict[str, Row] = {
    "children:imports": Row(sees=IMPORTERS),
    "children:new_import": Row(sees=IMPORTERS),
    "children:import": Row(sees=IMPORTERS, args=imported, objects=("own", "foreign")),
    "children:import_rejects": Row(sees=IMPORTERS, args=imported, objects=("own", "foreign")),
    "children:apply_import": Row(sees=IMPORTERS, args=imported, objects=("own", "foreign"), method="POST"),
    "children:discard_import": Row(sees=IMPORTERS, args=imported, objects=("own", "foreign"), method="POST"),
}
