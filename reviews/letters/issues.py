"""The issues of one letter: what a later one begins with, and which earlier ones the record has overtaken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reviews.letters.versions import Parts
from reviews.models import Amendment, Letter
from reviews.models.letter import LetterKind, LetterState


@dataclass(frozen=True)
class Written:
    """The words of a letter, and what of the record each part was drawn from."""

    parts: Parts
    drawn_from: list[dict[str, str]]


def again(before: Letter, anew: Written) -> Written:
    """What another issue begins with. A letter to the child keeps the words that were found for the child:
    what the record says differently now stands above them until it is changed or confirmed. Minutes keep the
    parts of which nothing has changed.
    """
    if before.kind == LetterKind.CHILD:
        return Written(before.parts, before.drawn_from)
    texts = {part["key"]: part["text"] for part in before.parts}
    was, now = _by_part(before.drawn_from), _by_part(anew.drawn_from)
    kept = {key: text for key, text in texts.items() if was.get(key) == now.get(key)}
    parts = [{**part, "text": kept.get(part["key"], part["text"])} for part in anew.parts]
    return Written(parts, anew.drawn_from)


def _by_part(facts: list[dict[str, str]]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for fact in facts:
        found.setdefault(fact["part"], []).append((fact["key"], fact["says"]))
    return found


def later(letter: Letter) -> Letter | None:
    """The latest issue after this one."""
    rows = Letter.objects.filter(review=letter.review_id, kind=letter.kind, issue__gt=letter.issue)
    return rows.order_by("-issue").first() if letter.review_id else None


AMENDED_SINCE = "Record amended since"


def to_write_again(letters: Iterable[Letter]) -> list[Letter]:
    """Letters that were sent, say what was amended since, and were not begun again yet."""
    letters = list(letters)
    after = overtaken(letters)
    return [row for row in letters if after.get(row.pk) == AMENDED_SINCE]


def overtaken(letters: Iterable[Letter]) -> dict[int, str]:
    """Of letters that were sent: key -> what came after, another issue or an amendment of what it says."""
    sent = [row for row in letters if row.state == LetterState.SENT and row.review_id]
    reviews = {row.review_id for row in sent}
    last: dict[tuple[Any, str], int] = {}
    issues = Letter.objects.filter(review__in=reviews).order_by("issue")
    for review, kind, issue in issues.values_list("review", "kind", "issue"):
        last[review, kind] = issue
    amended: dict[Any, list[tuple[str, datetime]]] = {}
    rows = Amendment.objects.filter(review__in=reviews).order_by("pk")
    for review, line, at in rows.values_list("review", "line", "at"):
        amended.setdefault(review, []).append((line, at))
    found = {}
    for row in sent:
        if (issue := last[row.review_id, row.kind]) > row.issue:
            found[row.pk] = f"Replaced by issue {issue}"
        elif any(_was_sent_saying(row, line, at) for line, at in amended.get(row.review_id, [])):
            found[row.pk] = AMENDED_SINCE
    return found


def drawn_parts(letter: Letter, lines: Iterable[str]) -> set[str]:
    """The parts of a letter in which these lines of the record stand."""
    return {
        str(row["part"])
        for row in letter.drawn_from
        for line in lines
        if line == row["key"] or line.startswith(f"{row['key']}.")
    }


def _was_sent_saying(letter: Letter, line: str, at: datetime) -> bool:
    """Whether a line of the record that was amended at this time stands in a letter that was sent before."""
    return letter.sent_at is not None and at >= letter.sent_at and bool(drawn_parts(letter, [line]))
