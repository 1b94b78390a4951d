"""Values of rows as somebody reads them who does not know the portal: no ids, no names of columns."""

import re
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst

from accounts.councils.words import as_said
from accounts.models import User, Worker
from accounts.templatetags.govuk import day as in_words
from accounts.templatetags.govuk import moment
from children.models import Child

DAYS = (
    *("held_on", "booked_for", "started_on", "raised_on", "opened_on", "made_on", "due_on", "day"),
    *("sent_at", "written_at", "raised_at", "recorded_at", "created_at", "made_at", "at"),
)
"""By what somebody tells one row of a kind from another: the first that is there."""
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|object \(")
OUR_WORD = re.compile(r"[A-Z]+(_[A-Z]+)+|[A-Z]{4,}")


def named(row: models.Model) -> str:
    """A row that another one belongs to: by its name, else by its kind and day."""
    if isinstance(row, (User, Worker, Child)):
        return row.name
    words = str(row)
    if not (ID.search(words) or re.search(rf"\b{row.pk}\b", words)):
        return words
    kind = as_said(str(row._meta.verbose_name))
    found = next((value for name in DAYS if (value := getattr(row, name, None))), None)
    return str(capfirst(f"{kind} of {said(found)}" if isinstance(found, date) else kind))


def said(value: Any) -> str:
    """A value in words; what a code means the caller knows."""
    if value is True or value is False:
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, dict):
        return "; ".join(f"{k}: {said(v)}" for k, v in value.items() if v not in (None, "", [], {}))
    if isinstance(value, (list, tuple)):
        return ", ".join(said(v) for v in value)
    return str(value)


def without_our_names(value: Any) -> Any:
    """What the portal keeps as a whole, with its own names for parts and answers as words; ids left out."""
    if isinstance(value, dict):
        return {
            str(key).replace("_", " "): without_our_names(inner)
            for key, inner in value.items()
            if not (isinstance(inner, str) and ID.search(inner))
        }
    if isinstance(value, (list, tuple)):
        return [without_our_names(inner) for inner in value]
    if isinstance(value, str) and OUR_WORD.fullmatch(value):
        return value.replace("_", " ").lower()
    return value
