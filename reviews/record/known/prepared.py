"""What came in before the review: the report, who was invited, how the child wanted it, what they said.
The record begins from it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BigIntegerField

from accounts.calendars import working_days
from accounts.councils.words import as_said
from accounts.templatetags.govuk import day as day_words
from accounts.ui.fields import sentence
from accounts.written import Written
from reviews.meeting.counting import counts_on
from reviews.models import Invitation, MeetingPerson, Review, ReviewPaper, ReviewTalk, ReviewWishes
from reviews.models.inviting import Given, InvitationState, Reply
from reviews.models.readiness import PaperKind
from reviews.models.review import AttendeeRole, MeetingWay, Presence, ReviewFormat
from reviews.models.review import SectionKey as K
from reviews.record.known.facts import Fact, First, Known
from statute.participation import Views
from statute.timescales import iro_contact_due_on, reports_due_on

HOW_GIVEN = {
    Given.WRITTEN: "written",
    Given.MESSAGE: "written",
    Given.TALK: "told",
    Given.PHONE: "told",
    Given.PICTURES: "drawing",
    Given.LINK: "written",
}
"""How the consultation was given -> how the record asks it."""


PAPERS = Written(
    lambda review: (
        ReviewPaper.objects.filter(review=review, received_on__isnull=False).defer("content").order_by("pk")
    ),
    review=BigIntegerField(),
)
INVITED = Written(
    lambda review: Invitation.objects.filter(review=review).select_related("consultation"),
    review=BigIntegerField(),
)
WISHES = Written(
    lambda review: ReviewWishes.objects.filter(review=review).order_by(), review=BigIntegerField()
)
TALKS = Written(lambda review: ReviewTalk.objects.filter(review=review), review=BigIntegerField())


MET = Written(
    lambda review: MeetingPerson.objects.filter(part__review=review).select_related("part"),
    review=BigIntegerField(),
)


def add_prepared(known: Known, review: Review, papers: Iterable[ReviewPaper]) -> None:
    """Everything that came in before the review, in a fixed number of queries; `papers` are those that are
    in.
    """
    on = counts_on(review)
    _report(known, papers, on)
    rows = INVITED(review=review.pk)
    _invited(known, rows)
    if review.format == ReviewFormat.SERIES:
        _met(known, MET(review=review.pk))
    _wanted(known, review)
    _said(known, rows)
    _talked(known, review, on)


def _report(known: Known, papers: Iterable[ReviewPaper], on: date | None) -> None:
    """When the social worker's report came, which says whether it came in time before the day as which the
    review counts.
    """
    paper = next((p for p in papers if p.kind == PaperKind.REPORT), None)
    if paper is None or paper.received_on is None or on is None:
        return
    due = reports_due_on(on, calendar=working_days(), terms=known.in_force.on(on))
    known.facts[K.PREPARATION].append(
        Fact("Social worker’s report", day_words(paper.received_on), f"needed by {day_words(due)}")
    )
    came = "yes" if paper.received_on <= due else "late"
    answer = First(came, "what the review needs", told_at=paper.recorded_at)
    known.begin(K.PREPARATION, "report_received", answer)


def _invited(known: Known, rows: Iterable[Invitation]) -> None:
    """Who was invited is who was asked to the review; who will not come has sent apologies."""
    others = [row for row in rows if row.role != AttendeeRole.CHILD]
    people = [_attendee(row) for row in others]
    if people:
        known.begin(K.ATTENDANCE, "attendees", First(people, "the invitations"))
    for row, person in zip(others, people, strict=True):
        known.people[person["role"], person["name"]] = f"{sentence(_invited_how(row))}."


def _invited_how(row: Invitation) -> str:
    """Whether somebody was invited, and what they answered."""
    state = row.get_state_display() if row.state != InvitationState.LISTED else "on the list of invitations"
    return f"{state}: {row.get_reply_display()}" if row.reply else state


def _met(known: Known, rows: Iterable[MeetingPerson]) -> None:
    """Who came to the meetings of a series, by role: those who are listed, and who is not. One who only
    joined by video or phone joined so.
    """
    came: dict[str, Presence] = {}
    for row in rows:
        is_remote = row.part.way == MeetingWay.REMOTE and came.get(row.role) != Presence.CAME
        came[row.role] = Presence.REMOTE if is_remote else Presence.CAME
    if not came:
        return
    first = known.first.setdefault(K.ATTENDANCE, {})
    if came.pop(AttendeeRole.CHILD, None):
        known.begin(K.ATTENDANCE, "child_came", First("yes", "the meetings"))
    listed = first["attendees"].value if "attendees" in first else []
    people = [
        row if row.get("presence") or row["role"] not in came else row | {"presence": came[row["role"]].value}
        for row in listed
    ]
    new = [role for role in came if all(row["role"] != role for row in listed)]
    people += [{"role": role, "name": "", "presence": came[role].value} for role in new]
    first["attendees"] = First(people, "the meetings")
    met = [row for row in people if row["role"] in came]
    known.people |= {(p["role"], p["name"]): f"From the meetings: {came[p['role']].label}." for p in met}


def _attendee(row: Invitation) -> dict[str, str]:
    is_named = row.name.casefold() != str(AttendeeRole(row.role).label).casefold()
    person = {"role": row.role, "name": row.name if is_named else ""}
    if row.state == InvitationState.LEFT_OUT:
        return person | {"presence": Presence.NOT_INVITED.value}
    if row.reply in (Reply.NOT, Reply.SENDS):
        return person | {"presence": Presence.APOLOGIES.value}
    return person


def _wanted(known: Known, review: Review) -> None:
    """How the child wanted the review."""
    wishes = WISHES.first(review=review.pk)
    if wishes is None:
        return
    asked = f"asked {day_words(wishes.asked_on)}, by {wishes.get_asked_by_display()}"
    source = as_said(asked) if wishes.asked_on else ""
    how = wishes.get_taking_part_display() if wishes.asked_on else f"not asked: {wishes.why_not}"
    facts = known.facts.setdefault(K.PREPARATION, [])
    facts.append(Fact("The child wants to", how, source))
    for name, value in (("Should come", wishes.wants), ("Should not come", wishes.does_not_want)):
        if value:
            facts.append(Fact(name, value, source))
    if wishes.agenda:
        known.facts.setdefault(K.WISHES, []).append(Fact("Wants to talk about", wishes.agenda, source))
        led = First("agenda", "how the child wants the review", told_at=wishes.recorded_at)
        known.begin(K.ATTENDANCE, "led", led)


def _said(known: Known, rows: Iterable[Invitation]) -> None:
    """What came back on the consultation papers: the child's words, and what the others think."""
    others, told = [], None
    for row in rows:
        paper = getattr(row, "consultation", None)
        if paper is None:
            continue
        told = max(filter(None, [told, paper.recorded_at]))
        if row.role == AttendeeRole.CHILD:
            _child_said(known, row)
        else:
            others.append(f"{row.name}, {row.get_role_display()}: {_answers(paper.words)}")
    if others:
        known.begin(
            K.ATTENDANCE, "others_said", First("\n\n".join(others), "the consultation papers", told_at=told)
        )


def _talked(known: Known, review: Review, on: date | None) -> None:
    """The IRO's talks before the review, and whether that with the social worker was early enough (PR-1)
    before the day as which the review counts.
    """
    talks = TALKS(review=review.pk)
    if not talks:
        return
    said = "; ".join(f"{day_words(t.on)}, {t.name or t.get_role_display()}" for t in talks)
    known.facts.setdefault(K.PREPARATION, []).append(Fact("Talks before the review", said, "the invitations"))
    first = next((t for t in talks if t.role == AttendeeRole.SOCIAL_WORKER), None)
    if on is None or first is None:
        return
    if first.on <= iro_contact_due_on(on, calendar=working_days(), terms=known.in_force.on(on)):
        answer = First("yes", f"the talk of {day_words(first.on)}", told_at=first.recorded_at)
        known.begin(K.PREPARATION, "talked_with_social_worker", answer)


def _child_said(known: Known, row: Invitation) -> None:
    paper = row.consultation
    source = f"the consultation of {day_words(paper.returned_on)}"
    helped = f", with {paper.helped_by}" if paper.helped_by else ""
    how = f"{day_words(paper.returned_on)}, {paper.get_given_display()}{helped}"
    known.facts.setdefault(K.WISHES, []).append(Fact("Consultation with the child", how, "the invitations"))
    said = {
        "own_words": _answers(paper.words, leaving_out="change"),
        "how_given": HOW_GIVEN[Given(paper.given)],
    }
    change = next((part["text"].strip() for part in paper.words if part["key"] == "change"), "")
    if change:
        said["wants_changed"] = change
    for name, value in said.items():
        known.begin(K.WISHES, name, First(value, source, told_at=paper.recorded_at))
    if row.reply in (Reply.NOT, Reply.SENDS):
        known.begin(K.ATTENDANCE, "views", First(Views.OTHER_MEANS, source, told_at=paper.recorded_at))


def _answers(words: list[dict[str, Any]], *, leaving_out: str = "") -> str:
    return "\n".join(f"{p['title']} {p['text'].strip()}" for p in words if p["key"] != leaving_out)
