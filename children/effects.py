"""What must happen after facts of children changed: the apps above are told, and the due dates that moved
are put in words.
"""

from datetime import date
from typing import Any

from accounts.models import Authority
from accounts.registry import registered
from accounts.templatetags.govuk import day as in_words
from children.models import Child


def facts_changed(authority: Authority, child_ids: list[int], today: date) -> list[dict[str, Any]]:
    """Tell the apps above (settings.AFTER_CHILDREN_CHANGED). Returns the due dates that moved."""
    moved: list[dict[str, Any]] = []
    for follow in registered("AFTER_CHILDREN_CHANGED"):
        moved += follow(authority, child_ids, today)
    return moved


def moved_words(moved: list[dict[str, Any]]) -> str:
    """The due dates that a change moved, in a sentence each; nothing where none moved."""
    return " ".join(_one(m["was"], m["now"]) for m in moved)


def _one(was: str | None, now: str | None) -> str:
    before = in_words(date.fromisoformat(was)) if was else ""
    after = in_words(date.fromisoformat(now)) if now else ""
    if before and after:
        return f"The review that was due on {before} is now due on {after}."
    return f"The review due on {before} is no longer due." if before else f"A review is now due on {after}."


def next_due(child: Child, day: date) -> date | None:
    """The day on which the child's next review is due, from the app above; None where none is due or
    known.
    """
    for columns in registered("CHILD_LIST_COLUMNS"):
        found = columns([child.pk], day).get(child.pk)
        if found and found["state"] != "void":
            due: date | None = found["due_on"]
            return due
    return None
