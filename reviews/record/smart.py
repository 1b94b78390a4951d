"""Prompts that make a decision clearer while it is typed: who does it, by when, and how we will know (PO-9).
They never stop the IRO, who decides.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from statute.working_days import add_months

LONGEST_MONTHS = 6
"""The next review is due by then, so nothing would have to happen before it."""
VAGUE_ACTION = re.compile(
    r"^\W*(?:to\s+)?(continue|explore|consider|ensure|monitor|liaise|look into|look at|think about|try|"
    r"encourage|promote|remain)\b",
    re.IGNORECASE,
)
VAGUE_TIME = re.compile(
    r"\b(asap|as soon as (?:possible|practicable)|in due course|when(?:ever)? (?:possible|appropriate)|"
    r"ongoing|going forward)\b",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"^\W*(?:the\s+)?(all|everyone|everybody|team|network|professionals|social care|children[’']s services|"
    r"local authority|la|tbc|tba|to be confirmed|not known|unknown|[?])\W*$",
    re.IGNORECASE,
)
ENOUGH_WORDS = 2
PARTS = ("action", "outcome", "owner", "how_known")


@dataclass(frozen=True)
class Prompt:
    """Something to make clearer, and the part of the decision that it is about."""

    part: str
    text: str


def prompts(decision: Mapping[str, str], *, due_on: date | None, started_on: date | None) -> list[Prompt]:
    """What could be clearer in a decision as it is typed; empty parts are listed elsewhere."""
    words = {part: " ".join(str(decision.get(part) or "").split()) for part in PARTS}
    return [
        *_action(words["action"]),
        *_outcome(words["outcome"], words["action"]),
        *_owner(words["owner"]),
        *_due(due_on, started_on),
        *_known(words["how_known"], words["action"]),
    ]


def _action(text: str) -> Iterator[Prompt]:
    if found := VAGUE_ACTION.match(text):
        yield Prompt("action", f"“{found[1].capitalize()}” has no end: say what will be done")
    if found := VAGUE_TIME.search(text):
        yield Prompt("action", f"Give a date instead of “{found[1]}”")


def _outcome(text: str, action: str) -> Iterator[Prompt]:
    if text and text.casefold() == action.casefold():
        yield Prompt("outcome", "Say what will be better for the child, not what will be done")


def _owner(text: str) -> Iterator[Prompt]:
    if NOBODY.match(text):
        yield Prompt("owner", f"“{text}” is nobody in particular: name one person or role")


def _due(due_on: date | None, started_on: date | None) -> Iterator[Prompt]:
    if due_on and started_on and due_on > add_months(started_on, LONGEST_MONTHS):
        yield Prompt("due_on", "The date is after the next review is due: is there a step before it?")


def _known(text: str, action: str) -> Iterator[Prompt]:
    if text and text.casefold() == action.casefold():
        yield Prompt("how_known", "Say what you will see or be told once it is done")
    elif text and len(text.split()) < ENOUGH_WORDS:
        yield Prompt("how_known", f"“{text}” does not say how we will know")
