"""What happens to the versions of a council's monitoring form:

drafted from the last one, changed, published from a day, or dropped.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.models import Authority, User
from accounts.ordering import placed
from reviews.models import MonitoringQuestion, MonitoringVersion
from reviews.monitoring import states
from reviews.monitoring.actions import load_default

COPIED = ("position", "section", "key", "text", "hint", "kind", "applies", "seen_by", "flag", "known_from")


@transaction.atomic
def start_draft(*, authority: Authority, by: User, today: date) -> MonitoringVersion:
    """The draft of the next version, begun with the questions of the last one.

    There is one draft at a time.
    """
    audit.hold(authority)
    draft = MonitoringVersion.objects.filter(authority=authority, published_at=None).first()
    return draft or _begin_draft(authority, by=by, today=today)


def _begin_draft(authority: Authority, *, by: User, today: date) -> MonitoringVersion:
    last = MonitoringVersion.objects.filter(authority=authority).order_by("-number").first()
    last = last or load_default(authority, starts_on=today)
    with audit.action(
        "monitoring.version_begun", by=by, authority=authority, number=last.number + 1
    ) as event:
        draft = MonitoringVersion.objects.create(authority=authority, number=last.number + 1, created_by=by)
        MonitoringQuestion.objects.bulk_create(
            MonitoringQuestion(version=draft, **{name: getattr(q, name) for name in COPIED})
            for q in last.questions.all()
        )
        event.target = draft
    return draft


def save_question(
    *, version: MonitoringVersion, question: MonitoringQuestion | None, values: dict[str, Any], by: User
) -> MonitoringQuestion:
    """Add a question at the end of its section, or change one.

    Its key stays, so that its answers stay one series.
    """
    with audit.action(
        "monitoring.question_saved", by=by, authority=version.authority_id, target=version
    ) as event:
        _hold_draft(version)
        if question is None:
            question = MonitoringQuestion(version=version, key=_new_key(version, values["text"]))
            question.position = _end_of(version, values["section"])
        else:
            audit.hold(question)
        for name, value in values.items():
            setattr(question, name, value)
        question.save()
        _renumber(version)
        event.details["key"] = question.key
    return question


def _hold_draft(version: MonitoringVersion) -> None:
    audit.hold(version)
    states.check_is_draft(version)


def _new_key(version: MonitoringVersion, text: str) -> str:
    """A key that no version of the council has used for another question."""
    taken = set(
        MonitoringQuestion.objects.filter(version__authority=version.authority_id)
        .order_by("key")
        .values_list("key", flat=True)
    )
    stem = slugify(text).replace("-", "_")[:30].strip("_") or "question"
    return next(k for n in range(1, 10_000) if (k := stem if n == 1 else f"{stem}_{n}") not in taken)


def _end_of(version: MonitoringVersion, section: str) -> int:
    inside = version.questions.filter(section=section).aggregate(last=Max("position"))["last"]
    return (inside or version.questions.aggregate(last=Max("position"))["last"] or 0) + 1


def _renumber(version: MonitoringVersion) -> None:
    """Positions 1, 2, 3, with the questions of one section together:

    sections in the order in which they first come.
    """
    questions = list(version.questions.order_by("position", "pk"))
    sections = list(dict.fromkeys(q.section for q in questions))
    questions.sort(key=lambda q: sections.index(q.section))
    for position, question in enumerate(questions, 1):
        question.position = position
    MonitoringQuestion.objects.bulk_update(questions, ["position"])


@transaction.atomic
def move_question(*, question: MonitoringQuestion, place: int, by: User) -> None:
    """Put a question at this place of its section, 1 for the first.

    The same press twice moves it once: it stands there already.
    """
    version = question.version
    _hold_draft(version)
    audit.hold(question)
    questions = list(version.questions.order_by("position", "pk"))
    inside = [q for q in questions if q.section == question.section]
    moved = placed(inside, question, place)
    if moved != inside:
        following = iter(moved)
        order = [next(following) if q.section == question.section else q for q in questions]
        _write_order(question, order, by=by)


@transaction.atomic
def move_section(*, question: MonitoringQuestion, place: int, by: User) -> None:
    """Put the section of a question, with all its questions, at this place of the form."""
    version = question.version
    _hold_draft(version)
    audit.hold(question)
    questions = list(version.questions.order_by("position", "pk"))
    sections = list(dict.fromkeys(q.section for q in questions))
    moved = placed(sections, question.section, place)
    if moved != sections:
        _write_order(question, sorted(questions, key=lambda q: moved.index(q.section)), by=by)


def _write_order(question: MonitoringQuestion, questions: list[MonitoringQuestion], *, by: User) -> None:
    version = question.version
    with audit.action(
        "monitoring.question_moved", by=by, authority=version.authority_id, target=version, key=question.key
    ):
        for position, q in enumerate(questions, 1):
            q.position = position
        MonitoringQuestion.objects.bulk_update(questions, ["position"])


def remove_question(*, question: MonitoringQuestion, by: User) -> None:
    """Take a question out of the draft. Answers of before stay with the versions that asked it."""
    version = question.version
    with audit.action(
        "monitoring.question_removed", by=by, authority=version.authority_id, target=version, key=question.key
    ):
        _hold_draft(version)
        audit.hold(question)
        question.delete()
        _renumber(version)


def publish(*, version: MonitoringVersion, starts_on: date, by: User, today: date) -> MonitoringVersion:
    """Publish the draft for reviews from a day on.

    From then on the database refuses to change it. Raises NotNow, Final.
    """
    with audit.action(
        "monitoring.version_published",
        by=by,
        authority=version.authority_id,
        target=version,
        number=version.number,
        starts_on=starts_on.isoformat(),
    ):
        audit.hold(version)
        states.check_can_publish(version, starts_on=starts_on, today=today)
        version.starts_on, version.published_by, version.published_at = starts_on, by, now()
        version.save(update_fields=["starts_on", "published_by", "published_at"])
    return version


def discard(*, version: MonitoringVersion, by: User) -> None:
    """Drop the draft. Raises Final when it is published."""
    with audit.action(
        "monitoring.version_discarded", by=by, authority=version.authority_id, number=version.number
    ):
        _hold_draft(version)
        version.delete()
