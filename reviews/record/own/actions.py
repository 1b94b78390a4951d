"""What happens to the versions of a council's record: drafted from the last one, changed, published from a
day, or dropped."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from django.db import transaction

from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.models import Authority, User
from accounts.ordering import placed
from reviews.models import RecordVersion
from reviews.record.own import states
from reviews.record.own.asked import sections_of
from reviews.record.own.layout import AnswerKind, Layout, OwnQuestion, OwnSection, Worded
from reviews.record.own.ours import may_be_left_out


@transaction.atomic
def start_draft(*, authority: Authority, by: User) -> RecordVersion:
    """The draft of the next version, begun with what the last one asks. There is one draft at a time."""
    audit.hold(authority)
    draft = RecordVersion.objects.filter(authority=authority, published_at=None).first()
    return draft or _begin_draft(authority, by=by)


def _begin_draft(authority: Authority, *, by: User) -> RecordVersion:
    last = RecordVersion.objects.filter(authority=authority).order_by("-number").first()
    number, layout = (last.number + 1, last.layout) if last is not None else (1, Layout().stored())
    with audit.action("record_version.begun", by=by, authority=authority, number=number) as event:
        event.target = draft = RecordVersion.objects.create(
            authority=authority, number=number, layout=layout, created_by=by
        )
    return draft


@contextmanager
def _changing(version: RecordVersion, kind: str, by: User) -> Iterator[audit.Action]:
    """Change the draft within it: held, checked and logged."""
    with audit.action(kind, by=by, authority=version.authority_id, target=version) as event:
        audit.hold(version)
        states.check_is_draft(version)
        yield event


def _write(version: RecordVersion, layout: Layout) -> None:
    version.layout = layout.stored()
    version.save(update_fields=["layout"])


def add_question(*, version: RecordVersion, question: OwnQuestion, title: str, by: User) -> OwnQuestion:
    """Add a question at the end of its section, or of a new one with this title. Raises NotNow."""
    with _changing(version, "record_version.question_added", by) as event:
        layout = before = Layout.from_stored(version.layout)
        number = _next_number(version)
        if not question.section:
            section = OwnSection(f"own_{number}", title)
            layout = replace(layout, sections=(*layout.sections, section))
            question = replace(question, section=section.key)
        ending = "_on" if question.kind == AnswerKind.DATE else ""
        question = replace(question, name=f"own_{number}{ending}")
        layout = layout.with_question(question)
        states.check_fits(before, layout, question.text)
        _write(version, layout)
        event.details["question"] = question.text
    return question


def _next_number(version: RecordVersion) -> int:
    """A number that no version of the council has used for a question or a section."""
    layouts = RecordVersion.objects.filter(authority=version.authority_id).values_list("layout", flat=True)
    used = [part for stored in layouts for part in _numbers(Layout.from_stored(stored))]
    return max(used, default=0) + 1


def _numbers(layout: Layout) -> Iterator[int]:
    for name in (*(q.name for q in layout.questions), *(s.key for s in layout.sections)):
        yield int(name.split("_")[1])


def change_question(*, version: RecordVersion, question: OwnQuestion, by: User) -> None:
    """Word a question of the draft anew. It keeps its name, so that its answers stay one series. Raises
    NotNow."""
    with _changing(version, "record_version.question_changed", by) as event:
        layout = Layout.from_stored(version.layout)
        before = layout.question(question.name)
        if before is None:
            raise NotNow(states.NO_SUCH_QUESTION)
        changed = layout.with_question(replace(question, section=before.section, kind=before.kind))
        states.check_fits(layout, changed, question.text)
        _write(version, changed)
        event.details["question"] = question.text


def move_question(*, version: RecordVersion, name: str, place: int, by: User) -> None:
    """Put a question at this place among the council's own of its section, 1 for the first."""
    with _changing(version, "record_version.question_moved", by) as event:
        layout = Layout.from_stored(version.layout)
        question = layout.question(name)
        if question is None:
            raise NotNow(states.NO_SUCH_QUESTION)
        following = iter(placed(layout.of_section(question.section), question, place))
        order = [next(following) if q.section == question.section else q for q in layout.questions]
        _write(version, replace(layout, questions=tuple(order)))
        event.details["question"] = question.text


def remove_question(*, version: RecordVersion, name: str, by: User) -> None:
    """Take a question out of the draft. Answers of before stay with their records."""
    with _changing(version, "record_version.question_removed", by) as event:
        layout = Layout.from_stored(version.layout)
        question = layout.question(name)
        if question is None:
            raise NotNow(states.NO_SUCH_QUESTION)
        _write(version, layout.without_question(name))
        event.details["question"] = question.text


def name_section(*, version: RecordVersion, key: str, title: str, by: User) -> None:
    """Give a section of the council's own another title. Raises NotNow where its last question went."""
    with _changing(version, "record_version.section_named", by) as event:
        layout = Layout.from_stored(version.layout)
        if key not in {s.key for s in layout.sections}:
            raise NotNow(states.NO_SUCH_SECTION)
        named = tuple(OwnSection(key, title) if s.key == key else s for s in layout.sections)
        _write(version, replace(layout, sections=named))
        event.details["section"] = title


def change_ours(
    *,
    version: RecordVersion,
    section: str,
    left_out: Collection[str],
    worded: Iterable[Worded],
    by: User,
) -> None:
    """Leave out questions of the portal's, and word others anew, in one section. Raises NotNow."""
    with _changing(version, "record_version.ours_changed", by) as event:
        if any(not may_be_left_out(key) for key in left_out):
            raise NotNow(states.STAYS)
        layout = Layout.from_stored(version.layout).with_ours(section, left_out, worded)
        _write(version, layout)
        event.details |= {"section": section, "left_out": list(left_out)}


def move_section(*, version: RecordVersion, key: str, place: int, by: User) -> None:
    """Put a section at this place of the record, 1 for the first."""
    with _changing(version, "record_version.section_moved", by) as event:
        layout = Layout.from_stored(version.layout)
        if key not in sections_of(layout):
            raise NotNow(states.NO_SUCH_SECTION)
        order = placed(list(sections_of(layout)), key, place)
        _write(version, replace(layout, order=tuple(order)))
        event.details["section"] = key


def publish(*, version: RecordVersion, starts_on: date, by: User, today: date) -> RecordVersion:
    """Publish the draft for reviews from a day on. From then on the database refuses to change it. Raises
    NotNow, Final."""
    with _changing(version, "record_version.published", by) as event:
        states.check_can_publish(version, starts_on=starts_on, today=today)
        event.details |= {"number": version.number, "starts_on": starts_on.isoformat()}
        version.starts_on, version.published_by, version.published_at = starts_on, by, now()
        version.save(update_fields=["starts_on", "published_by", "published_at"])
    return version


def discard(*, version: RecordVersion, by: User) -> None:
    """Drop the draft. Raises Final when it is published."""
    with audit.action(
        "record_version.discarded", by=by, authority=version.authority_id, number=version.number
    ):
        audit.hold(version)
        states.check_is_draft(version)
        version.delete()
