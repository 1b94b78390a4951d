"""Lines of a completed record that rest on each other. An amendment of one that would contradict another is
refused and says which; a line that is asked only under another answer goes with that answer.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from accounts.councils.words import as_said, speaking
from accounts.lifecycle import NotNow
from accounts.templatetags.govuk import day as day_words
from reviews.models import Attendance, Review
from reviews.models.review import AttendeeRole, Presence
from reviews.models.review import SectionKey as K
from reviews.record import finished
from reviews.record.ages import asked_of
from reviews.record.own.asked import sections_for
from reviews.record.sections import Section, in_words

THERE = frozenset({Presence.CAME, Presence.REMOTE})
LED = frozenset({"some", "together", "chaired"})
"""Parts in running the review that nobody has who did not come."""
CAME = frozenset({"PN1", "PN2", "PN3", "PN4"})
STAYED_AWAY = frozenset({"PN5", "PN6", "PN7"})
SHORT = 60

NOT_BOTH = "{one} and {other} cannot both be right. Amend the other answer first."
PARTICIPATION = (
    "The record says that the child {came} to the review, and the participation code follows from that. "
    "Correct the participation instead: the list of who came is amended with it."
)
NOT_ASKED = "“{question}” is asked only if the answer to “{above}” is “{answer}”. Amend that answer first."
TOGETHER = (
    "“{question}” is asked only because of the present answer. If you choose another answer, this one is "
    "amended too and left blank."
)
BEFORE_THE_REVIEW = (
    "“{action}” would be due on {due}, before the review on {held}. Enter a later date, or correct the date "
    "of the review first."
)


def of(review: Review) -> frozenset[str]:
    """What contradicts itself in a completed record as it reads now, in words."""
    with speaking(review.child.authority):
        data = {section.key: section.data for section in review.sections.all()}
        sections = sections_for(review, asked_of(review))
        return frozenset(
            [
                *_participation(review, data),
                *_answers(sections, data),
                *_under_other_answers(sections, data),
                *_dates(review),
            ]
        )


def check_none_is_new(review: Review, before: frozenset[str]) -> None:
    """Raise NotNow where the record contradicts itself as it did not before. What did so already is the IRO's
    to amend, in whatever order.
    """
    new = sorted(of(review) - before)
    if new:
        raise NotNow(new[0], "answer")


def told_before(review: Review, key: str) -> list[str]:
    """What is amended together with a line, for those who are about to amend it."""
    lines = finished.read(review).lines()
    return [TOGETHER.format(question=lines[below].question) for below in falls_with(review, key, None)]


def falls_with(review: Review, key: str, answer: Any) -> list[str]:
    """The lines that say something and are asked only under another answer to this one, as keys."""
    group, _, name = key.rpartition(".")
    section = sections_for(review, asked_of(review)).get(group)
    saved = review.sections.filter(key=group).first()
    if section is None or saved is None:
        return []
    under = section.form.REVEALS.get(name, {})
    lines = finished.read(review).lines()
    return [
        f"{group}.{below}"
        for wanted, below in under.items()
        if wanted != answer and saved.data.get(below) and f"{group}.{below}" in lines
    ]


def came(review: Review, attendance: Mapping[str, Any]) -> bool | None:
    """Whether the record says that the child came; None where it says nothing of it."""
    answer = attendance.get("child_came")
    if answer in ("yes", "no"):
        return bool(answer == "yes")
    if review.participation_code in CAME | STAYED_AWAY:
        return review.participation_code in CAME
    return None


def row_of_child(review: Review) -> Attendance | None:
    """The child among those who were asked to the review."""
    return review.attendances.filter(role=AttendeeRole.CHILD).first()


def _participation(review: Review, data: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    has_come, row = came(review, data.get(K.ATTENDANCE, {})), row_of_child(review)
    if row is not None and has_come is not None and (row.presence in THERE) != has_come:
        yield as_said(PARTICIPATION.format(came="came" if has_come else "did not come"))


def _answers(sections: Mapping[str, Section], data: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    """Two answers of one section that exclude each other."""
    said = data.get(K.ATTENDANCE, {})
    if said.get("child_came") == "no" and said.get("led") in LED:
        yield _not_both(sections[K.ATTENDANCE], said, "child_came", "led")
    said = data.get(K.CHANGES, {})
    if said.get("decisions_done") == "yes" and said.get("decisions_why"):
        yield _not_both(sections[K.CHANGES], said, "decisions_done", "decisions_why")
    said = data.get(K.VIEW, {})
    if said.get("pace") == "yes" and said.get("held_up"):
        yield _not_both(sections[K.VIEW], said, "pace", "held_up")


def _not_both(section: Section, said: Mapping[str, Any], one: str, other: str) -> str:
    return NOT_BOTH.format(one=_said(section, said, one), other=_said(section, said, other))


def _said(section: Section, said: Mapping[str, Any], name: str) -> str:
    """A question with its answer: “Did the child come to the review?” (No)."""
    field = section.form.base_fields[name]
    text = in_words(field, name, said[name]) or ""
    return f"“{as_said(str(field.label))}” ({text if len(text) <= SHORT else f'{text[:SHORT]}…'})"


def _under_other_answers(
    sections: Mapping[str, Section], data: Mapping[str, dict[str, Any]]
) -> Iterator[str]:
    """Answers to questions that the answer above them did not ask."""
    for key, section in sections.items():
        fields, said = section.form.base_fields, data.get(key, {})
        for name, under in section.form.REVEALS.items():
            for answer, below in under.items():
                if said.get(below) and said.get(name) != answer:
                    yield NOT_ASKED.format(
                        question=as_said(str(fields[below].label)),
                        above=as_said(str(fields[name].label)),
                        answer=in_words(fields[name], name, answer),
                    )


def _dates(review: Review) -> Iterator[str]:
    """Decisions of this review that were to be done before it was held."""
    for row in review.decisions.filter(decision__made_at=review).select_related("decision"):
        said = row.wording
        if review.started_on is not None and said.due_on < review.started_on:
            yield as_said(
                BEFORE_THE_REVIEW.format(
                    action=said.action[:SHORT],
                    due=day_words(said.due_on),
                    held=day_words(review.started_on),
                )
            )
