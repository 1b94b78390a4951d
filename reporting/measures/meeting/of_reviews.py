"""Rows that belong to reviews held in the period, as several measures count them."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from reporting.measures import dimensions as by
from reporting.measures.base import Rows, Scope, only
from reviews.cycle.of_breaks import of_ordinary_care


def of_reviews(scope: Scope, rows: QuerySet[Any], path: str = "review", **dimensions: Any) -> Rows:
    """Those of these rows whose review, which `path` leads to, was held in the period, short breaks left out:
    by IRO and team on its day, and by further `dimensions`."""
    child, held_on = f"{path}__child", f"{path}__held_on"
    period = (scope.period.start, scope.period.end)
    found = rows.filter(**{f"{child}__authority": scope.authority, f"{held_on}__range": period})
    own = by.iro_and_team(child, OuterRef(held_on))
    counted = only(of_ordinary_care(found, path), scope, child)
    return Rows(counted, met=Q(), dimensions=own | dimensions)
