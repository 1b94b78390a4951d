"""Where a row came from: the import that told it."""

from typing import Any

import pgtrigger
from django.db import models

from accounts.models.pointing import points_at


def told_by(**more: Any) -> "models.ForeignKey[Any, Any]":
    """The field `source`: empty where somebody entered the row. The model needs `source_is_checked` too."""
    return models.ForeignKey(
        "children.ReturnImport",
        models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        **{"db_index": False, **more},
    )


def source_is_checked() -> list[pgtrigger.Trigger]:
    """The triggers that refuse a source that is no import."""
    return points_at("children_returnimport", by="source")
