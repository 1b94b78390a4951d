"""What a finished check or update says: the questions as they were asked, with their answers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from accounts.councils.words import Typed
from accounts.ui.forms import BaseForm
from reviews.midway.forms import ASKED, KNOWN, names_of
from reviews.models import Decision
from reviews.models.decision import Progress


def answers(
    data: dict[str, Any], form: type[BaseForm], *, without: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Question and answer, in order, for reading; an unanswered question says "not recorded"."""
    found = []
    for name, field in form.base_fields.items():
        if name in without:
            continue
        value = data.get(name)
        if name == "concern_about" and not value:
            continue  # asked only where there is a concern
        choices = {str(v): t for v, t in getattr(field, "choices", [])}
        answer: Any = choices.get(str(value), value) if value is not None else None
        if name.endswith("_on") and value:
            day = date.fromisoformat(value)
            answer = f"{day.day} {day:%B %Y}"
        found.append({"question": _asked(data, name, field.label), "answer": answer})
    return found


def _asked(data: dict[str, Any], name: str, now: Any) -> str:
    """The question as it was asked; as it is asked `now` in answers that were stored without it."""
    asked = data.get(ASKED, {}).get(name)
    return Typed(asked) if asked else str(now)


def own_answers(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The council's own questions as they were asked, with answer and note."""
    said = dict(KNOWN)
    return [
        row | {"question": Typed(row["question"]), "answer": said.get(row["answer"], row["answer"])}
        for row in data.get("own", [])
    ]


def decisions_said(decisions: Iterable[Decision], data: dict[str, Any]) -> list[dict[str, Any]]:
    """What was said of each decision at the time, in words; the decision itself as it stood then."""
    found = []
    for decision in decisions:
        progress, note = names_of(decision)
        said = Progress(data[progress]).label if progress in data else "not known"
        question = Typed(_asked(data, progress, decision.action))
        found.append({"question": question, "progress": said, "note": data.get(note, "")})
    return found
