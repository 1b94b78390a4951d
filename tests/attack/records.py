"""Completed records that stand beside whatever is done: each goes on saying what it said, word by word."""

import html
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from unittest.mock import patch

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from accounts.clock import now, today
from accounts.councils.words import speaking
from accounts.templatetags.words import said
from children.models import Child, Erasure
from children.models.retention import ErasureState
from reviews.letters import actions as letters
from reviews.letters import copying
from reviews.letters.views import pdf_answer
from reviews.midway.forms import CheckForm
from reviews.midway.said import answers
from reviews.models import CompletedRecord, Letter, MidwayCheck, Review
from reviews.models.letter import LetterState
from reviews.models.midway import CheckState
from reviews.record import amending, completing, finished
from reviews.record.finished_views import shown_record
from reviews.record.followed import Step
from reviews.record.together import clashes
from tests import factories as make
from tests import monitoring_factories as monitoring
from tests.house_rules.url_matrix import World
from tests.integration.reviews.conftest import ACTION, answers_needed

HELD = date(2025, 4, 10)
LATER_HELD = date(2025, 9, 10)
CHECKED = {
    "record_read": "yes",
    "worker_contact": "yes",
    "child_contact": "yes",
    "concern": "NONE",
    "brings_forward": "no",
}


def a_record(w: World) -> None:
    """A review of the child that was completed long ago, with a decision and its answer."""
    child, by = w.child("own"), w.person("iro")
    review = make.make_review(child, HELD, recorded_at=now())
    make.make_section(review, "health", by, data={"about": "Well, and grown by two inches"}, is_complete=True)
    decision = make.make_decision(review, by)
    make.make_answer(decision, sent_by=by, sent_on=HELD, due_on=date(2025, 4, 17), team=w.team)
    finished.keep(review, by=by)


def contents() -> dict[int, Any]:
    return dict(CompletedRecord.objects.values_list("pk", "content"))


def rewritten(before: dict[int, Any], browser: Client) -> list[str]:
    """What is said otherwise than before, in the record as it is kept and on its page."""
    wrong = []
    for record in CompletedRecord.objects.filter(pk__in=before).select_related("review"):
        if record.content != before[record.pk]:
            wrong.append(f"the record of {record.review} was rewritten")
        answer = browser.get(reverse("reviews:review", args=[record.review.public_id]))
        if answer.status_code != 200:
            continue  # the child is not theirs any more
        text = re.sub(r"<[^>]+>", " ", answer.content.decode())
        text = re.sub(r"\s+", " ", html.unescape(text))
        for key, line in finished.Finished.from_stored(before[record.pk]).lines().items():
            if line.answer and re.sub(r"\s+", " ", line.answer) not in text:
                wrong.append(f"the page of {record.review} does not say what {key} was")
    return wrong


# --- with what followed


def full_records(w: World) -> None:
    """Two records of the child: one kept long ago and amended since, one completed by the product."""
    a_record(w)
    child, by = w.child("own"), w.person("iro")
    first = CompletedRecord.objects.get().review
    amending.amend(
        review=first, key="health.about", answer="Well", reason="Not measured", by=by, today=today()
    )
    form = CheckForm(CHECKED, open_decisions=[])
    assert form.is_valid()
    with speaking(child.authority):
        found = {"data": form.to_storage(), "after_review": first, "opened_on": HELD}
    monitoring.make_done_check(child, date(2025, 7, 7), by, date(2025, 7, 7), **found)
    review = make.make_started_review(child, LATER_HELD)
    decided = {"decisions": [ACTION | {"due_on": "2025-12-01"}]}
    for key, data in answers_needed(decisions=decided).items():
        make.make_section(review, key, by, data=data, is_complete=True)
    completing.complete(review=review, by=by, today=today())
    for letter in (
        *(letters.write(review=review, kind=kind, by=by, today=today()) for kind in ("MINUTES", "CHILD")),
        letters.introduce(child=child, by=by, today=today()),
    ):
        Letter.objects.filter(pk=letter.pk).update(state=LetterState.READY)
        copying.send(letter=letter, copies=list(letter.copies.all()), by=by, today=today())


@dataclass
class Told:
    """What one record has told: what it said at completion, and what followed by now."""

    content: dict[str, Any]
    steps: dict[str, list[Step]]
    amendments: list[str]
    check: list[str]
    """The finished midway check that followed the review, as its page draws it."""
    names: finished.Names
    clashes: frozenset[str]
    """What contradicts itself in the record."""
    sent: dict[str, str]
    """What was sent to the child and of the record, as its PDFs and their file names say it."""


def all_told() -> dict[int, Told]:
    """Every completed record as its page and its printed copy draw it."""
    return {
        record.pk: _told(record)
        for record in CompletedRecord.objects.select_related("review__child__authority")
    }


def _told(record: CompletedRecord) -> Told:
    page = shown_record(record.review, frozenset())
    parts = [page["facts"], *(s.lines for s in page["sections"]), *(d.lines for d in page["decisions"])]
    people = [line for person in page["people"] for line in (person.name, person.presence)]
    shown = [line for part in [*parts, people] for line in part]
    changes = sorted((change for line in shown for change in line.amendments), key=lambda change: change.pk)
    return Told(
        content={line.line.key: (line.line.question, line.line.answer) for line in shown},
        steps={d.agreed.decision: d.steps for d in page["decisions"]},
        amendments=[render_to_string("reviews/_amendment.html", {"amendment": c}) for c in changes],
        check=_check_told(record),
        names=page["names"],
        clashes=clashes.of(record.review) | _who_came(record.review, page),
        sent=_sent(record.review.child),
    )


def _who_came(review: Review, page: dict[str, Any]) -> frozenset[str]:
    """Whether the child came, as three places of the record say it: the words are compared, not the rules."""
    answers = {line.line.key: line.answer for part in page["sections"] for line in part.lines}
    facts = {line.line.key: line.answer for line in page["facts"]}
    code = facts.get(finished.PARTICIPATION, "")
    says = {
        "the answer": {"Yes": True, "No": False}.get(answers.get("attendance.child_came", "")),
        "the code": None if code[:3] in ("", "PN0") else code[:3] in ("PN1", "PN2", "PN3", "PN4"),
    }
    rows = [person.presence.answer for person in page["people"] if person.is_child]
    says["who came"] = rows[0] in ("came", "joined by phone or video") if rows else None
    return frozenset() if len(set(says.values()) - {None}) < 2 else frozenset([str(says)])


def _sent(child: Child) -> dict[str, str]:
    """The PDFs of all that was sent about the child, as the text that is drawn. Their pages are not laid out:
    that would take most of the time of the walk.
    """
    found = {}
    with speaking(child.authority), patch("reviews.letters.pdf.drawn", str.encode):
        for letter in child.letters.filter(state=LetterState.SENT).select_related("review"):
            found[f"letter {letter.pk}"] = _text_of(pdf_answer(letter, letter.parts))
            for copy in letter.copies.exclude(parts=None):
                parts, _ = copying.as_it_would_go(copy)
                found[f"copy {copy.pk}"] = _text_of(pdf_answer(letter, parts, to=copy.name))
    return found


def _text_of(answer: HttpResponse) -> str:
    return answer["Content-Disposition"] + answer.content.decode()


def _check_told(record: CompletedRecord) -> list[str]:
    check = MidwayCheck.objects.filter(after_review=record.review, state=CheckState.DONE).first()
    if check is None:
        return []
    with speaking(record.review.child.authority):
        return [f"{said(row['question'])} {row['answer']}" for row in answers(check.data, CheckForm)]


def told_otherwise(before: dict[int, Told]) -> list[str]:
    """What the records do not tell any more as they did: what they said, and what had followed."""
    wrong, now_told = list[str](), all_told()
    for pk, told in before.items():
        found = now_told.get(pk)
        if found is None:
            wrong += [] if Erasure.objects.filter(state=ErasureState.DONE).exists() else ["a record is gone"]
            continue
        wrong += [
            f"{key} said {told.content[key]}"
            for key in told.content
            if told.content[key] != found.content.get(key)
        ]
        if found.amendments[: len(told.amendments)] != told.amendments:
            wrong.append(f"amendments were {told.amendments}, are {found.amendments}")
        if told.check and found.check != told.check:
            wrong.append(f"the midway check was {told.check}, is {found.check}")
        wrong += _sent_otherwise(told, found)
        for key, steps in told.steps.items():
            if found.steps.get(key, [])[: len(steps)] != steps:
                wrong.append(f"what followed was {steps}, is {found.steps.get(key)}")
    return wrong


def _sent_otherwise(told: Told, found: Told) -> list[str]:
    """What was sent and says something else, other names over the record, and what contradicts itself now."""
    wrong = [f"{key} said {text}" for key, text in told.sent.items() if found.sent.get(key) != text]
    if found.names != told.names:
        wrong.append(f"the names were {told.names}, are {found.names}")
    return wrong + sorted(found.clashes - told.clashes)
