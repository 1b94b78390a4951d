"""What cannot wait, for each kind of work: one sentence with its date, and the way to what can be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.access.roles import Permission as P
from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from accounts.calendars import terms_for, working_days
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural
from children.models import Child
from children.people.appointment import late_since
from reviews.contact.first import lacking
from reviews.day import asked
from reviews.models import Review
from reviews.models.review import ReviewStatus, SectionKey
from reviews.record.clocks import DECISIONS, Clock, clocks
from statute.timescales import reports_due_on
from statute.working_days import WorkingDays

SOON = 2
"""Working days within which a limit cannot wait."""


@dataclass(frozen=True)
class Urgent:
    """Something that cannot wait: whose it is, one sentence with its date, and the way there."""

    rank: int
    on: date
    child: Child
    text: str
    verb: str
    href: str
    why: str = ""
    """Why the date is that one, where the sentence does not say it."""


class Limits:
    """The day up to which a limit cannot wait; the calendar is read where somebody has limits."""

    def __init__(self, today: date) -> None:
        self.today = today

    @cached_property
    def calendar(self) -> WorkingDays:
        return working_days()

    @cached_property
    def soon(self) -> date:
        return self.calendar.add(self.today, SOON)

    def counted(self, since: date, due_on: date, what: str) -> str:
        """Why a limit is on its day: so many working days after what happened."""
        days = plural(self.calendar.between(since, due_on), "working day")
        return f"{days} after {what} of {day_words(since)}"


def cannot_wait(viewer: Viewer, reviews: list[Review], today: date) -> list[Urgent]:
    """What cannot wait for this person, each child once, the gravest first."""
    found: list[Urgent] = []
    limits = Limits(today)
    if viewer.may(P.BOOK_REVIEW):
        found += [*_overdue(viewer, today), *_day_passed(reviews, today), *_called(viewer, today)]
    if viewer.is_a(Role.IRO):
        found += [
            *_no_first_contact(viewer, today),
            *_to_answer_of_events(viewer, today, limits),
            *_questioned(viewer, today),
            *_after_meeting(viewer, reviews, today, limits),
        ]
    if viewer.may(P.RESTRICT_CHILD):
        found += _to_authorise(viewer, today)
    if viewer.may(P.ALLOCATE_IRO):
        found += [*_without_iro(viewer, today), *_not_booked(viewer, today)]
    if viewer.may(P.ANSWER_DECISIONS):
        found += [*_to_answer(viewer, today, limits), *_called(viewer, today)]
    if viewer.is_a(Role.SOCIAL_WORKER):
        found += [
            *_reports(viewer, today, limits),
            *_asked(viewer, today, limits),
            *_called(viewer, today),
            *_past_date(viewer, today),
        ]
    once: dict[int, Urgent] = {}
    for row in sorted(found, key=lambda u: (u.rank, u.on)):
        once.setdefault(row.child.pk, row)
    return list(once.values())


def _overdue(viewer: Viewer, today: date) -> Iterator[Urgent]:
    for cycle in asked.OVERDUE(viewer, today):
        if cycle.due_on is not None:
            href = reverse("reviews:child_reviews", args=[cycle.child.public_id])
            text = f"Review was due on {day_words(cycle.due_on)}."
            yield Urgent(0, cycle.due_on, cycle.child, text, "Open", href, cycle.reason)


def _called(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Reviews that are needed before something happens within two weeks, and were not held since."""
    for row in asked.CALLED(viewer, today):
        href = reverse("reviews:child_reviews", args=[row.child.public_id])
        text = f"A review is needed before {day_words(row.needed_before)}: {row.get_kind_display()}."
        yield Urgent(1, row.needed_before, row.child, text, "Open", href)


def _day_passed(reviews: list[Review], today: date) -> Iterator[Urgent]:
    """Reviews whose booked day has passed without a record."""
    for review in reviews:
        if review.status != ReviewStatus.STARTED and review.booked_for and review.booked_for < today:
            text = f"Booked for {day_words(review.booked_for)}, and nothing is recorded."
            href = reverse("reviews:review", args=[review.public_id])
            yield Urgent(1, review.booked_for, review.child, text, "Record, move or cancel", href)


def _questioned(viewer: Viewer, today: date) -> Iterator[Urgent]:
    for decision in asked.QUESTIONED(viewer, today):
        href = reverse("reviews:respond", args=[decision.public_id])
        text = "A manager has queried or objected to a decision."
        yield Urgent(3, decision.due_on, decision.child, text, "Respond", href)


def _after_meeting(viewer: Viewer, reviews: list[Review], today: date, limits: Limits) -> Iterator[Urgent]:
    """The two clocks of reviews that were held, as the page of the record shows them."""
    held = [r for r in reviews if r.status == ReviewStatus.STARTED and r.parts.all()]
    if not held:
        return
    terms = terms_for(viewer.authority)
    for review in held:
        on = max(part.held_on for part in review.parts.all())
        href = reverse("reviews:record", args=[review.public_id])
        for clock in clocks(
            on,
            sent_on=_first_sent(review),
            decisions=next((s.data for s in review.sections.all() if s.key == SectionKey.DECISIONS), None),
            calendar=limits.calendar,
            terms=terms.on(on),
            today=today,
        ):
            if clock.done_on is None and clock.due_on <= limits.soon:
                verb = "Send" if clock.what == DECISIONS else "Write"
                why = limits.counted(on, clock.due_on, "the review")
                yield Urgent(2, clock.due_on, review.child, _due_words(clock), verb, href, why)


def _first_sent(review: Review) -> date | None:
    sent = [answer.sent_at for answer in review.answers.all()]
    return localdate(min(sent)) if sent else None


def _due_words(clock: Clock) -> str:
    are, were = (
        ("Decisions are", "Decisions were")
        if clock.what == DECISIONS
        else ("The record is", "The record was")
    )
    return f"{were if clock.is_late else are} due by {day_words(clock.due_on)}."


def _without_iro(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Children whose IRO was not named in time."""
    rows = asked.WITHOUT_IRO(viewer, today, late=late_since(viewer.authority, today))
    prefetch_related_objects(rows, "periods")
    for child in rows:
        since = max(period.started_on for period in child.periods.all())
        href = reverse("children:allocate", args=[child.public_id])
        text = f"Looked after since {day_words(since)}, and no IRO is recorded."
        yield Urgent(1, since, child, text, "Allocate an IRO", href)


def _not_booked(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Reviews due within two weeks for which nothing is booked."""
    for cycle in asked.NOT_BOOKED(viewer, today):
        if cycle.due_on is not None:
            href = reverse("reviews:book", args=[cycle.child.public_id])
            text = f"Review is due by {day_words(cycle.due_on)}, and nothing is booked."
            yield Urgent(2, cycle.due_on, cycle.child, text, "Book", href, cycle.reason)


def _to_answer(viewer: Viewer, today: date, limits: Limits) -> Iterator[Urgent]:
    """Decisions whose time to answer ends within two working days."""
    for task in asked.TO_ANSWER(viewer, today, soon=limits.soon):
        text = f"Decisions to answer by {day_words(task.due_on)}; without an answer they stand by default."
        why = limits.counted(localdate(task.sent_at), task.due_on, "the sending")
        yield Urgent(0, task.due_on, task.decision.child, text, "Answer", reverse("reviews:to_answer"), why)


def _asked(viewer: Viewer, today: date, limits: Limits) -> Iterator[Urgent]:
    """Updates that an IRO asked this social worker for, due within two working days or past their day."""
    for one in asked.ASKED(viewer, today, soon=limits.soon):
        text = f"An update on a decision was asked for by {day_words(one.due_on)}."
        href = reverse("reviews:progress", args=[one.decision.public_id])
        why = f"the day chosen when it was asked for, {day_words(localdate(one.asked_at))}"
        yield Urgent(0, one.due_on, one.decision.child, text, "Give the update", href, why)
    for update in asked.UPDATES(viewer, today, soon=limits.soon):
        text = f"An update before the midway check was asked for by {day_words(update.due_on)}."
        href = reverse("reviews:midway_updates")
        why = limits.counted(localdate(update.asked_at), update.due_on, "the request")
        yield Urgent(0, update.due_on, update.of.child, text, "Give the update", href, why)


def _no_first_contact(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """First reviews due within two weeks for which contact with the social worker or the child is missing."""
    for cycle in asked.BEFORE_FIRST(viewer, today):
        if cycle.due_on is not None:
            lacks = " or ".join(lacking(cycle))
            text = (
                f"First review is due by {day_words(cycle.due_on)}, and contact with {lacks} is not recorded."
            )
            href = reverse("reviews:child_contact", args=[cycle.child.public_id])
            yield Urgent(3, cycle.due_on, cycle.child, text, "Record it", href, cycle.reason)


def _to_answer_of_events(viewer: Viewer, today: date, limits: Limits) -> Iterator[Urgent]:
    """Events and meetings on which the IRO's view is asked for within two working days, or past its day."""
    for event in asked.EVENTS(viewer, today, soon=limits.soon):
        text = f"Your view is asked for by {day_words(event.answer_due_on)}: {event.get_kind_display()}."
        href = reverse("reviews:answer_event", args=[event.public_id])
        why = "the day chosen when it was recorded"
        yield Urgent(1, event.answer_due_on or today, event.child, text, "Answer", href, why)


def _to_authorise(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Reviews booked out of time on which somebody asked the QA manager to decide. They come first: such
    a review may be overdue as well, and of each child one thing is named.
    """
    for row in asked.TO_AUTHORISE(viewer, today):
        is_due = "was" if row.due_on < today else "is"
        booked = day_words(row.booked_for)
        text = f"Review {is_due} due by {day_words(row.due_on)} and booked for {booked}: decide."
        href = reverse("reviews:answer_late", args=[row.review.public_id])
        yield Urgent(-1, row.due_on, row.review.child, text, "Decide", href)


def _reports(viewer: Viewer, today: date, limits: Limits) -> Iterator[Urgent]:
    """Reviews whose report is due within two working days, or past its day, and is not in."""
    terms = terms_for(viewer.authority).on(today)
    for review in asked.REPORTS(viewer, today, last=limits.calendar.add(today, SOON + terms.report_wd)):
        if review.booked_for is not None:
            due = reports_due_on(review.booked_for, calendar=limits.calendar, terms=terms)
            needed = f"{'was' if due < today else 'is'} needed by {day_words(due)}."
            text = f"Your report for the review of {day_words(review.booked_for)} {needed}"
            href = reverse("reviews:submit_report", args=[review.public_id])
            why = f"{plural(terms.report_wd, 'working day')} before the review"
            yield Urgent(1, due, review.child, text, "Submit it", href, why)


def _past_date(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Decisions past their date, for whoever carries them out."""
    for decision in asked.PAST_DATE(viewer, today):
        text = f"A decision was to be done by {day_words(decision.due_on)}."
        href = reverse("reviews:progress", args=[decision.public_id])
        why = "the day that the review set"
        yield Urgent(2, decision.due_on, decision.child, text, "Say how far it is", href, why)
