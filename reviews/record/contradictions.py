"""What in a record does not fit together, shown before it is completed. The IRO decides: nothing here stops a
record.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.councils.words import as_said
from accounts.templatetags.govuk import day as day_words
from reviews.models import Decision, Review, ReviewSection
from reviews.models.decision import Fate
from reviews.models.review import LateReason
from reviews.models.review import SectionKey as K
from reviews.record.entry import EARLIER
from reviews.record.forms import is_text
from reviews.record.known.facts import Known
from reviews.record.sections import SECTIONS, Section

DONE_AND_NOT_DONE = "All decisions were carried out, but something is said not to have been done."
SHORTEST = 40
"""Answers of fewer characters are not compared with last time: they are often the same and still right."""
DONE_AND_CARRIED = "All decisions were carried out, but some are carried over."


@dataclass(frozen=True)
class Contradiction:
    """Two things that do not fit, and the section where that can be put right."""

    section: Section
    text: str


def contradictions(
    review: Review,
    data: Mapping[str, dict[str, Any]],
    earlier: list[Decision],
    known: Known | None = None,
    *,
    sections: Mapping[str, Section] = SECTIONS,
) -> list[Contradiction]:
    """Everything that does not fit in the sections so far; `earlier` are the open decisions of
    earlier reviews, `known` what the portal knows by itself.
    """
    by_key: dict[str, dict[str, Any]] = {key: data.get(key, {}) for key in sections}
    fates = by_key[K.DECISIONS].get(EARLIER, {})
    carried = [d for d in earlier if _fate(fates, d).get("fate", Fate.CARRIED) == Fate.CARRIED]
    found = [
        *_about_decisions(review, by_key, fates, carried),
        *_said_twice(by_key, carried),
        *(_as_last_time(by_key, sections, known) if known else ()),
        *((key, as_said(text)) for key, text in _about_sections(review, by_key)),
        *((key, as_said(text)) for key, text in (_against_facts(by_key, sections, known) if known else ())),
    ]
    return [Contradiction(sections[key], text) for key, text in found]


def saved_data(saved: Mapping[str, ReviewSection]) -> dict[str, dict[str, Any]]:
    """What the sections hold, by key."""
    return {key: section.data for key, section in saved.items()}


def _against_facts(
    data: dict[str, dict[str, Any]], sections: Mapping[str, Section], known: Known
) -> Iterator[tuple[str, str]]:
    """A yes or no that says the opposite of what the portal knows."""
    for key, firsts in known.first.items():
        for name, first in firsts.items():
            answer = data[key].get(name)
            if answer in ("yes", "no") and first.value in ("yes", "no") and answer != first.value:
                question = sections[key].form.base_fields[name].label
                yield key, f"“{question}” is answered {answer}, but {first.source} says {first.value}."


def _as_last_time(
    data: dict[str, dict[str, Any]], sections: Mapping[str, Section], known: Known
) -> Iterator[tuple[str, str]]:
    """Words that stood in the last record too: nobody has read them again until something in them changes."""
    for key, section in sections.items():
        before = known.last_time(key)
        for name, field in section.form.base_fields.items():
            now, then = (" ".join(str(said.get(name) or "").split()) for said in (data[key], before))
            if is_text(field) and len(now) >= SHORTEST and now.casefold() == then.casefold():
                label = as_said(str(field.label))
                yield key, f"“{label}” says word for word what it said last time. Is it still right?"


def _fate(fates: dict[str, Any], decision: Decision) -> dict[str, Any]:
    chosen: dict[str, Any] = fates.get(str(decision.public_id), {})
    return chosen


def _about_decisions(
    review: Review, data: dict[str, dict[str, Any]], fates: dict[str, Any], carried: list[Decision]
) -> Iterator[tuple[str, str]]:
    if data[K.CHANGES].get("decisions_done") == "yes":
        if data[K.CHANGES].get("decisions_why"):
            yield K.CHANGES, as_said(DONE_AND_NOT_DONE)
        if carried:
            yield K.CHANGES, as_said(DONE_AND_CARRIED)
    for decision in carried:
        is_past = review.started_on is not None and decision.due_on < review.started_on
        if is_past and not _fate(fates, decision).get("due_on"):
            day = day_words(decision.due_on)
            yield K.DECISIONS, f"“{decision.action[:60]}” is carried over with a date that has passed, {day}."


def _said_twice(data: dict[str, dict[str, Any]], carried: list[Decision]) -> Iterator[tuple[str, str]]:
    """A decision that is made twice in one record, or made anew while it is carried over."""
    before = {_bare(decision.action) for decision in carried}
    made: set[str] = set()
    for row in data[K.DECISIONS].get("decisions", []):
        action = str(row.get("action") or "")
        bare = _bare(action)
        if bare and bare in before:
            yield K.DECISIONS, f"“{action[:60]}” is made anew, and carried over as well. Keep one of them."
        elif bare and bare in made:
            yield K.DECISIONS, f"“{action[:60]}” is in this record twice. Keep one of them."
        made.add(bare)


def _bare(text: str) -> str:
    """The words alone: capitals, spaces and what ends a sentence make no other decision."""
    return " ".join(re.findall(r"[\w’']+", text.casefold()))


def _about_sections(review: Review, data: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    if data[K.PREPARATION].get("report_received") == "yes" and review.late_reason == LateReason.REPORT:
        yield (
            K.PREPARATION,
            (
                "The report reached you in time, but the review was booked late because the report was "
                "not ready."
            ),
        )
    if data[K.PLAN].get("permanence") == "yes" and not data[K.PLAN].get("permanence_plan"):
        yield K.PLAN, "There is a plan for permanence, but which one is not recorded."
    if data[K.SUPPORT].get("pledge") == "no" and not data[K.SUPPORT].get("pledge_next"):
        yield K.SUPPORT, "The child has no copy of the council’s promise, but nothing says what will be done."
    if data[K.SAFEGUARDING].get("worries") == "yes" and not data[K.SAFEGUARDING].get("about"):
        yield K.SAFEGUARDING, "There are worries about the child’s safety, but nothing says which."
