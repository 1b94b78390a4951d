"""A completed record put right: the line as it was stays readable, what counts in figures follows, and its
readers are told.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.councils.words import as_said
from accounts.lifecycle import NotNow
from accounts.mail import outbox as mail
from accounts.models import User
from accounts.templatetags.govuk import day as day_words
from children.people.absence import iro_seen
from reviews import wording
from reviews.decisions.actions import current_team, managers_to_notify
from reviews.decisions.amended_answers import tell_managers
from reviews.letters.access import may_be_sent_a_link
from reviews.letters.amended_copies import tell_holders
from reviews.meeting.actions import lock
from reviews.meeting.states import Act
from reviews.models import Amendment, Attendance, Decision, DecisionAtReview, Review, Wording
from reviews.models.review import AttendeeRole, SectionKey
from reviews.record import finished
from reviews.record.ages import asked_of
from reviews.record.forms import words
from reviews.record.own import counted
from reviews.record.own.asked import sections_for
from reviews.record.row_forms import EVIDENCE_LIMIT, AttendeeForm, DecisionForm
from reviews.record.sections import choice_words, in_words, plain
from reviews.record.together import clashes

BY_ITSELF = frozenset({f"{SectionKey.ATTENDANCE}.child_came", f"{SectionKey.ATTENDANCE}.views"})
"""Lines from which the participation code follows: they are corrected together, on the page of the
participation (together/correcting.py).
"""


class NothingChanged(NotNow):
    """The new words are the old ones."""

    def __init__(self) -> None:
        super().__init__(wording.NOTHING_CHANGED, "answer")


@dataclass(frozen=True)
class Amendable:
    """A line that can be amended: what it says now, and the question it is put right with."""

    line: finished.Line
    field: forms.Field
    initial: Any


def amended(review: Review) -> dict[str, list[Amendment]]:
    """The amendments of each line, oldest first."""
    found: dict[str, list[Amendment]] = {}
    for row in review.amendments.select_related("by").order_by("pk"):
        found.setdefault(row.line, []).append(row)
    return found


def reads_now(line: finished.Line, amendments: list[Amendment]) -> str:
    """What a line says with its amendments."""
    return amendments[-1].now if amendments else (line.answer or "")


def can_be_amended(key: str) -> bool:
    """Whether a line is put right by itself: not the facts, and not what the participation code follows
    from.
    """
    return not key.startswith(f"{finished.FACTS}.") and key not in BY_ITSELF


def amendable(review: Review, key: str) -> Amendable | None:
    """The line of this key with the question it was asked with; None where there is no such line."""
    line = finished.read(review).lines().get(key)
    if line is None or not can_be_amended(key):
        return None
    group, _, name = key.rpartition(".")
    if group.startswith(f"{finished.PEOPLE}."):
        row = Attendance.objects.get(pk=int(group.partition(".")[2]), review=review)
        if name == finished.NAME and row.role == AttendeeRole.CHILD:
            return None  # what the child is called stands in the child's own details
        return Amendable(line, _question(AttendeeForm.base_fields[name], line), getattr(row, name))
    if group.startswith("decisions."):
        at_review = _at_review(review, group)
        said = at_review.words | {"evidence": at_review.evidence}
        fields = DecisionForm.base_fields | {"evidence": words("", limit=EVIDENCE_LIMIT)}
        value = date.fromisoformat(said[name]) if name == "due_on" else said[name]
        return Amendable(line, _question(fields[name], line), value)
    data = review.sections.get(key=group).data
    section = sections_for(review, asked_of(review)).get(group)
    field = section.form.base_fields.get(name) if section is not None else None
    return Amendable(line, _question(field, line), data.get(name)) if field else None


def _question(field: forms.Field, line: finished.Line) -> forms.Field:
    asked = deepcopy(field)
    asked.label, asked.required, asked.help_text = line.question, False, ""
    return asked


def _at_review(review: Review, group: str) -> DecisionAtReview:
    return review.decisions.select_related("decision").get(decision__public_id=UUID(group.partition(".")[2]))


def check_iro_is_absent(review: Review, *, by: User, today: date) -> None:
    """Raise NotNow where somebody else than the child's IRO would correct the record and the IRO is here."""
    seen = iro_seen(review.child, today)
    if seen and seen[0] != by:
        raise NotNow(wording.IRO_IS_HERE.format(iro=seen[0].name, day=day_words(localdate(seen[1]))))


@transaction.atomic
def amend(*, review: Review, key: str, answer: Any, reason: str, by: User, today: date) -> Amendment:
    """Put one line of the record right. Raises NotNow, also where another line would contradict it, and
    NothingChanged.

    Lines that are asked only under another answer are amended with it, each visibly. What figures count (the
    section's data, who came, the decision while it still says the same) is corrected with it.
    """
    lock(review, Act.AMEND)
    check_iro_is_absent(review, by=by, today=today)
    found = amendable(review, key)
    if found is None:
        raise NotNow(wording.NOT_AMENDABLE)
    was = reads_now(found.line, amended(review).get(key, []))
    reads = answer_in_words(found.field, key, answer)
    if reads == was or _is_same_choice(found, answer):
        raise NothingChanged
    with audit.action(
        "review.amended",
        by=by,
        authority=review.child.authority_id,
        child_id=review.child_id,
        target=review,
        reason=reason,
        line=key,
    ):
        before, falls = clashes.of(review), clashes.falls_with(review, key, answer)
        _correct_what_counts(review, key, answer)
        row = write(review, key, was, reads, reason, by)
        take_back(review, falls, reason, by)
        clashes.check_none_is_new(review, before)
        notify_readers(review, [key, *falls], by=by, today=today)
    return row


def take_back(review: Review, keys: Iterable[str], reason: str, by: User) -> None:
    """Amend lines that are asked only under an answer that was just amended: they say nothing any more."""
    lines, before = finished.read(review).lines(), amended(review)
    for key in keys:
        _correct_what_counts(review, key, "")
        write(review, key, reads_now(lines[key], before.get(key, [])), "", reason, by)


def _is_same_choice(found: Amendable, answer: Any) -> bool:
    """The council may have other words for a choice since the record was completed: that amends nothing."""
    return bool(choice_words(found.field)) and str(found.initial or "") == str(answer or "")


def answer_in_words(field: forms.Field, key: str, answer: Any) -> str:
    """The new answer as it is read; empty where nothing is recorded any more."""
    if answer in (None, ""):
        return ""
    if choice_words(field) and key.endswith(f".{finished.PRESENCE}"):
        return as_said(str(dict(Attendance._meta.get_field("presence").flatchoices)[answer]))
    return in_words(field, key, plain(answer)) or ""


def write(review: Review, key: str, was: str, reads: str, reason: str, by: User) -> Amendment:
    """One amendment. Every line that says something else than before has one of its own."""
    return Amendment.objects.create(
        review=review, line=key, was=was, now=reads, reason=reason.strip(), by=by, at=now()
    )


def _correct_what_counts(review: Review, key: str, answer: Any) -> None:
    group, _, name = key.rpartition(".")
    if group.startswith(f"{finished.PEOPLE}."):
        row = Attendance.objects.get(pk=int(group.partition(".")[2]), review=review)
        if name == finished.NAME and row.role == AttendeeRole.CHILD:
            return None  # what the child is called stands in the child's own details
        setattr(row, name, answer)
        row.save(update_fields=[name])
    elif group.startswith("decisions."):
        _correct_decision(_at_review(review, group), name, answer)
    else:
        section = review.sections.get(key=group)
        section.data = {k: v for k, v in section.data.items() if k != name}
        if answer not in (None, ""):
            section.data[name] = plain(answer)
        section.version += 1
        section.save(update_fields=["data", "version"])
        counted.correct(review, name, answer or "")


def _correct_decision(row: DecisionAtReview, name: str, answer: Any) -> None:
    """The decision itself follows only while it still says what this review agreed: later changes are left
    alone.
    """
    if name == "evidence":
        row.evidence = answer
        row.save(update_fields=["evidence"])
        return
    decision: Decision = row.decision
    if getattr(decision, name) == getattr(row.wording, name):
        setattr(decision, name, answer)
        decision.save(update_fields=[name])
    row.words = Wording.from_stored({**row.words, name: plain(answer)}).stored()
    row.save(update_fields=["words"])


def readers(review: Review) -> list[User]:
    """Who has the record: the child's IRO and worker now, and the managers its decisions went to or go to."""
    child = review.child
    people: list[User | None] = [
        *(a.worker.user for a in child.iro_allocations.filter(ended_on=None).select_related("worker__user")),
        *(a.worker.user for a in _workers_now(review)),
        *(row.by_manager for row in review.answers.select_related("answered_by", "late_comment_by")),
    ]
    return [person for person in people if person is not None]


def _workers_now(review: Review) -> Iterable[Any]:
    return review.child.social_worker_allocations.filter(ended_on=None, worker__isnull=False).select_related(
        "worker__user"
    )


def notify_readers(review: Review, lines: Iterable[str], *, by: User, today: date) -> None:
    """Tell everybody who reads the record that it was amended, without a name, and whoever was sent a copy of
    these lines, or answered them, and reads it no more.
    """
    lines, child = list(lines), review.child
    managers = managers_to_notify(current_team(child), excluding=by)
    told = {
        person: mail.queue_mail(
            to=person,
            authority=child.authority,
            subject="A review record was amended",
            body=(
                "A review record that you can read was amended. It shows "
                "what was changed and why, and what it said before.\n\n"
                f"{settings.PUBLIC_ADDRESS}{reverse('reviews:review', args=[review.public_id])}\n"
            ),
            about=review,
        )
        for person in dict.fromkeys([*readers(review), *managers])
        if person != by and person.is_active and may_be_sent_a_link(person, child, today)
    }
    told = tell_holders(review, lines, told=told, by=by, today=today)
    tell_managers(review, lines, told=told, by=by, today=today)
