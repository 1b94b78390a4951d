"""What happens with the papers of a review: they are submitted, marked as received or asked for. Where some
are missing, the review goes ahead or is put off.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.audit import trail as audit
from accounts.calendars import terms_for, working_days
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox as mail
from accounts.models import Authority, User
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural
from children.models import Child
from reviews.cycle.current import running_cycle
from reviews.meeting import actions as meeting
from reviews.meeting import states
from reviews.meeting.actions import Booking
from reviews.meeting.counting import counts_on
from reviews.meeting.gate import report_is_in
from reviews.meeting.states import Act
from reviews.models import GateDecision, Review, ReviewPaper
from reviews.models.readiness import GateKind, PaperKind, PaperWay
from reviews.models.review import LateReason, ReviewStatus
from reviews.readiness.papers import due_on, in_hand, missing, wanted_for
from statute.timescales import next_chase_on, reports_due_on

NOT_TO_COME = "The day it was received must be today or in the past."
NOTHING_WRITTEN = "Write the report, or attach it as a file."
NOTHING_MISSING = "Nothing is missing: every paper is in, or is not needed."
NOBODY_TO_ASK = "The child’s social worker does not sign in here. Ask them yourself."
ASKED_TODAY = "This has already been asked for today."
NOT_LATER = "Choose a day after the one for which the review is booked."
IN_HAND = "This has already been received."


@dataclass(frozen=True)
class Attached:
    """A file as it was uploaded."""

    name: str
    content: bytes


def submit_report(
    *,
    review: Review,
    words: Sequence[dict[str, str]],
    attached: Attached | None,
    by: User,
    today: date,
    without_file: bool = False,
) -> ReviewPaper:
    """Take the social worker's report, written here or as a file. It can be replaced until the review is
    complete, and the day on which it first came counts; a file stays until another one comes or it is taken
    away. Raises NotNow.
    """
    written = [part for part in words if part["text"].strip()]
    with _about(review, Act.SUBMIT, "review.report_submitted", by=by):
        paper = _paper(review, PaperKind.REPORT)
        if attached is not None:
            paper.content, paper.file_name = attached.content, attached.name[-120:]
        elif without_file:
            paper.content, paper.file_name = b"", ""
        if not written and not paper.file_name:
            raise NotNow(NOTHING_WRITTEN)
        paper.words = written
        paper.way = PaperWay.FILE if paper.file_name else PaperWay.HERE
        _received(paper, paper.received_on or today, by, today)
        _tell_the_iro(review, by)
    return paper


def views_came(
    *,
    review: Review,
    words: list[dict[str, str]],
    on: date,
    said_before: date | None,
    by: User | None,
    today: date,
) -> None:
    """Take what the child said before the review as the child's views. A file that is there stays, and the
    day on which views first came. `said_before`: the day that the same answers had, which is corrected.
    Part of a larger action.
    """
    paper = _paper(review, PaperKind.VIEWS)
    first = paper.received_on
    if first is not None and first != said_before:
        on = min(first, on)
    paper.words = [{"title": part["title"], "text": part["text"]} for part in words]
    paper.way = PaperWay.FILE if paper.file_name else PaperWay.HERE
    _received(paper, on, by, today)


def mark_received(
    *, review: Review, kind: str, on: date, by: User, today: date, attached: Attached | None = None
) -> ReviewPaper:
    """Record that a paper is there: as a file, in the main system or on paper. A file stays until another one
    comes. Raises NotNow.
    """
    if on > today:
        raise NotNow(NOT_TO_COME, "on")
    with _about(review, Act.RECEIVE, "review.paper_received", by=by, paper=kind):
        paper = _paper(review, kind)
        if in_hand(paper):
            raise NotNow(IN_HAND)
        if attached is not None:
            paper.content, paper.file_name = attached.content, attached.name[-120:]
        paper.way = PaperWay.FILE if paper.file_name else PaperWay.MARKED
        _received(paper, on, by, today)
    return paper


def not_needed(*, review: Review, kind: str, reason: str, by: User) -> ReviewPaper:
    """Record why the review does not need a paper. Raises NotNow where it is there."""
    with _about(review, Act.RECEIVE, "review.paper_not_needed", by=by, paper=kind):
        paper = _paper(review, kind)
        if paper.received_on is not None:
            raise NotNow(IN_HAND)
        paper.not_needed, paper.recorded_by, paper.recorded_at = reason.strip(), by, now()
        paper.save()
    return paper


@contextmanager
def _about(review: Review, act: Act, kind: str, *, by: User | None, **details: Any) -> Iterator[None]:
    """The action of a paper, with the review held and its state checked."""
    child = review.child
    with audit.action(kind, by=by, authority=child.authority_id, child_id=child.pk, target=review, **details):
        meeting.lock(review, act)
        yield


def _paper(review: Review, kind: str) -> ReviewPaper:
    return review.papers.filter(kind=kind).first() or ReviewPaper(review=review, kind=PaperKind(kind))


def _received(paper: ReviewPaper, on: date, by: User | None, today: date) -> None:
    """Store that it came, with its limit as the review stands; `set_limits` keeps the last one."""
    review = paper.review
    day = counts_on(review) or today
    terms = terms_for(review.child.authority).on(day)
    paper.received_on, paper.not_needed = on, ""
    paper.due_on = due_on(paper.kind, day, calendar=working_days(), terms=terms)
    paper.recorded_by, paper.recorded_at = by, now()
    paper.save()


def _tell_the_iro(review: Review, by: User) -> None:
    people = User.objects.filter(
        workers__iro_allocations__child=review.child,
        workers__iro_allocations__ended_on=None,
        is_active=True,
    )
    for person in people.exclude(pk=by.pk).distinct().order_by("pk"):
        _mail(person, review, "A report for a review is in", "The social worker’s report has been submitted:")


def _mail(person: User, review: Review, subject: str, body: str) -> None:
    link = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:readiness', args=[review.public_id])}"
    authority = review.child.authority
    mail.queue_mail(to=person, authority=authority, subject=subject, body=f"{body}\n\n{link}\n", about=review)


def worker_of(child: Child) -> User | None:
    """The child's social worker, where they sign in."""
    rows = child.social_worker_allocations.filter(ended_on=None, worker__user__is_active=True)
    allocation = rows.select_related("worker__user").first()
    return allocation.worker.user if allocation and allocation.worker else None


def ask_for(*, review: Review, kind: str, by: User, today: date) -> User:
    """Ask the social worker for a paper by email. Raises NotNow."""
    person = _who_to_ask(review)
    with _about(review, Act.ASK_PAPER, "review.paper_asked", by=by, paper=kind):
        paper = _paper(review, kind)
        if paper.received_on is not None:
            raise NotNow(IN_HAND)
        if paper.asked_on == today:
            raise NotNow(ASKED_TODAY)
        _ask([paper], person, today)
    return person


def ask_for_all(*, review: Review, by: User, today: date) -> tuple[User, int]:
    """Ask the social worker for every paper that is missing and was not asked for today, in one email.
    Returns who, and for how many. Raises NotNow.
    """
    person = _who_to_ask(review)
    with _about(review, Act.ASK_PAPER, "review.papers_asked", by=by):
        lacking = missing(wanted_for(review, today=today))
        papers = [row.paper or _paper(review, row.kind) for row in lacking]
        papers = [paper for paper in papers if paper.asked_on != today]
        if not papers:
            raise NotNow(ASKED_TODAY if lacking else NOTHING_MISSING)
        _ask(papers, person, today)
    return person, len(papers)


def _who_to_ask(review: Review) -> User:
    person = worker_of(review.child)
    if person is None:
        raise NotNow(NOBODY_TO_ASK)
    return person


def _ask(papers: list[ReviewPaper], person: User, today: date) -> None:
    """Write down that they were asked for, and say so in one email. All are of one review."""
    review = papers[0].review
    calendar, terms, day = working_days(), terms_for(review.child.authority), review.booked_for or today
    wanted = []
    for paper in papers:
        paper.asked_on = today
        paper.save()
        limit = due_on(paper.kind, day, calendar=calendar, terms=terms.on(day))
        wanted.append((str(PaperKind(paper.kind).label), day_words(limit)))
    booked = f"A review is booked for {day_words(day)}. "
    if len(wanted) == 1:
        ((what, by),) = wanted
        body = f"{booked}Needed by {by}: {what}. Submit or record it here:"
        _mail(person, review, f"Needed for a review: {what}", body)
        return
    lines = "\n".join(f"- {what}, by {by}" for what, by in wanted)
    subject = f"Needed for a review: {plural(len(wanted), 'paper')}"
    _mail(person, review, subject, f"{booked}Needed:\n\n{lines}\n\nSubmit or record them here:")


def chase_reports(*, today: date) -> int:
    """Ask social workers for reports that are not in: in the working day before the limit, and again after
    the council's number of days. Safe to run any number of times. Returns how many were asked for.
    """
    return sum(_chase_of(authority, today) for authority in Authority.objects.order_by("pk"))


@transaction.atomic
def _chase_of(authority: Authority, today: date) -> int:
    calendar, terms, asked = working_days(), terms_for(authority).on(today), 0
    if not terms.chase_reports:
        return 0
    last = calendar.add(today, terms.report_wd + 1)
    rows = Review.objects.filter(
        ~report_is_in(),
        child__authority=authority,
        status=ReviewStatus.BOOKED,
        booked_for__gt=today,
        booked_for__lte=last,
    )
    for review in rows.select_related("child__authority").order_by("pk"):
        paper, person = _paper(review, PaperKind.REPORT), worker_of(review.child)
        due = reports_due_on(review.booked_for or today, calendar=calendar, terms=terms)
        if person is None or today < calendar.add(due, -1):
            continue
        if paper.asked_on and today < next_chase_on(paper.asked_on, calendar=calendar, terms=terms):
            continue
        with _about(review, Act.ASK_PAPER, "review.paper_asked", by=None, paper=PaperKind.REPORT):
            _ask([paper], person, today)
        asked += 1
    return asked


def go_ahead(*, review: Review, reason: str, by: User, today: date) -> GateDecision:
    """Record that the review goes ahead though papers are missing. Raises NotNow."""
    with _about(review, Act.PROCEED, "review.goes_ahead", by=by):
        return _decided(review, GateKind.PROCEED, reason, by, today)


def put_off(
    *,
    review: Review,
    on: date,
    at: time | None,
    place: str,
    reason: str,
    owner: str,
    by: User,
    today: date,
) -> GateDecision:
    """Book the review for a later day because papers are missing. Whose delay it is, and what it does to the
    review clock, is kept; the due date never moves. Raises NotNow, BadDate.
    """
    if review.booked_for is not None and on <= review.booked_for:
        raise NotNow(NOT_LATER, "on")
    with _about(review, Act.PUT_OFF, "review.put_off", by=by, owner=owner):
        late = states.is_late(running_cycle(review.child), on)
        found = _decided(review, GateKind.PUT_OFF, reason, by, today, owner=owner, moved_to=on)
        booking = replace(
            Booking.of(review),
            on=on,
            at=at,
            place=place,
            late_reason=_late_reason(found) if late else "",
            late_note=reason if late else "",
        )
        meeting.change_booking(review=review, booking=booking, reason=reason, by=by, today=today)
        if late:
            review.late_owner = owner
            review.save(update_fields=["late_owner"])
    return found


def _late_reason(found: GateDecision) -> str:
    """“Report” only where the report is missing."""
    return LateReason.REPORT if PaperKind.REPORT.value in found.missing else LateReason.OTHER


def _decided(
    review: Review,
    kind: GateKind,
    reason: str,
    by: User,
    today: date,
    *,
    owner: str = "",
    moved_to: date | None = None,
) -> GateDecision:
    lacking = missing(wanted_for(review, today=today))
    if not lacking:
        raise NotNow(NOTHING_MISSING)
    due, days = effect(review.child, moved_to or review.booked_for or today)
    return GateDecision.objects.create(
        review=review,
        kind=kind,
        missing=[str(row.kind.value) for row in lacking],
        reason=reason.strip(),
        owner=owner,
        booked_for=review.booked_for or today,
        moved_to=moved_to,
        due_on=due,
        working_days_late=days,
        decided_by=by,
        decided_at=now(),
    )


def effect(child: Child, on: date) -> tuple[date | None, int | None]:
    """The last lawful day of the review, and by how many working days a day misses it; None: not known."""
    due = states.last_day_known(running_cycle(child))
    if due is None:
        return None, None
    return due, working_days().between(due, on) if on > due else 0
