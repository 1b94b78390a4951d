"""What cannot wait, for each kind of work: one sentence with its date, and the way to what can be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.access.roles import Permission as P
from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from accounts.calendars import terms_for, working_days
from accounts.templatetags.govuk import day as day_words
from children.child.lists import shows as children_shown
from children.models import Child
from reviews.contact.first import before_first_review, lacking
from reviews.cycle.conditions import overdue, to_come
from reviews.decisions.access import decisions_visible_to
from reviews.decisions.lists import TO_RESPOND, waiting_for
from reviews.decisions.states import OPEN
from reviews.events.access import waiting_for_iro
from reviews.meeting.authorising import waiting_for as waiting_for_decision
from reviews.meeting.gate import report_is_in
from reviews.meeting.lists import running_visible_to
from reviews.midway.access import updates_asked_of
from reviews.models import ProgressRequest, Review, ReviewTrigger
from reviews.models.midway import UpdateState
from reviews.models.review import ReviewStatus
from reviews.record.clocks import DECISIONS, Clock, clocks
from statute.timescales import reports_due_on

DAYS_AHEAD = 14
SOON = 2
"""Working days within which a limit cannot wait."""
AT_MOST = 50
"""Of each kind: the rest is on its list."""


@dataclass(frozen=True)
class Urgent:
    """Something that cannot wait: whose it is, one sentence with its date, and the way there."""

    rank: int
    on: date
    child: Child
    text: str
    verb: str
    href: str


def cannot_wait(viewer: Viewer, reviews: list[Review], today: date) -> list[Urgent]:
    """What cannot wait for this person, each child once, the gravest first."""
    found: list[Urgent] = []
    if viewer.may(P.BOOK_REVIEW):
        found += [*_overdue(viewer, today), *_day_passed(reviews, today), *_called(viewer, today)]
    if viewer.is_a(Role.IRO):
        found += [
            *_no_first_contact(viewer, today),
            *_to_answer_of_events(viewer, today),
            *_questioned(viewer),
            *_after_meeting(viewer, reviews, today),
        ]
    if viewer.may(P.RESTRICT_CHILD):
        found += _to_authorise(viewer)
    if viewer.may(P.ALLOCATE_IRO):
        found += [*_without_iro(viewer, today), *_not_booked(viewer, today)]
    if viewer.may(P.ANSWER_DECISIONS):
        found += [*_to_answer(viewer, today), *_called(viewer, today)]
    if viewer.is_a(Role.SOCIAL_WORKER):
        found += [
            *_reports(viewer, today),
            *_asked(viewer, today),
            *_called(viewer, today),
            *_past_date(viewer, today),
        ]
    once: dict[int, Urgent] = {}
    for row in sorted(found, key=lambda u: (u.rank, u.on)):
        once.setdefault(row.child.pk, row)
    return list(once.values())


def _overdue(viewer: Viewer, today: date) -> Iterator[Urgent]:
    rows = running_visible_to(viewer).filter(overdue(today)).select_related("child").order_by("due_on")
    for cycle in rows[:AT_MOST]:
        if cycle.due_on is not None:
            href = reverse("reviews:child_reviews", args=[cycle.child.public_id])
            text = f"Review was due on {day_words(cycle.due_on)}."
            yield Urgent(0, cycle.due_on, cycle.child, text, "Open", href)


def _called(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Reviews that are needed before something happens within two weeks, and were not held since."""
    rows = ReviewTrigger.objects.filter(
        child__in=Child.objects.visible_to(viewer).values("pk").order_by(),
        waived_reason="",
        needed_before__gt=today,
        needed_before__lte=today + timedelta(days=DAYS_AHEAD),
    )
    held = Review.objects.filter(
        Q(held_on__gte=OuterRef("raised_on"))
        | Q(status=ReviewStatus.STARTED, started_on__gte=OuterRef("raised_on")),
        child=OuterRef("child"),
    )
    for row in rows.filter(~Exists(held)).select_related("child").order_by("needed_before")[:AT_MOST]:
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


def _questioned(viewer: Viewer) -> Iterator[Urgent]:
    rows = decisions_visible_to(viewer).filter(TO_RESPOND, progress__in=OPEN).select_related("child")
    for decision in rows.order_by("due_on")[:AT_MOST]:
        href = reverse("reviews:respond", args=[decision.public_id])
        text = "A manager has queried or objected to a decision."
        yield Urgent(3, decision.due_on, decision.child, text, "Respond", href)


def _after_meeting(viewer: Viewer, reviews: list[Review], today: date) -> Iterator[Urgent]:
    """The two clocks of reviews that were held, as the page of the record shows them."""
    held = [r for r in reviews if r.status == ReviewStatus.STARTED and r.parts.all()]
    if not held:
        return
    calendar, terms = working_days(), terms_for(viewer.authority)
    soon = calendar.add(today, SOON)
    for review in held:
        on = max(part.held_on for part in review.parts.all())
        href = reverse("reviews:record", args=[review.public_id])
        for clock in clocks(review, on, calendar=calendar, terms=terms.on(on), today=today):
            if clock.done_on is None and clock.due_on <= soon:
                verb = "Send" if clock.what == DECISIONS else "Write"
                yield Urgent(2, clock.due_on, review.child, _due_words(clock), verb, href)


def _due_words(clock: Clock) -> str:
    are, were = (
        ("Decisions are", "Decisions were")
        if clock.what == DECISIONS
        else ("The record is", "The record was")
    )
    return f"{were if clock.is_late else are} due by {day_words(clock.due_on)}."


def _without_iro(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Children whose IRO was not named in time."""
    rows = Child.objects.visible_to(viewer).filter(children_shown(viewer, today, "iro_late"))
    for child in rows.prefetch_related("periods").distinct()[:AT_MOST]:
        since = max(period.started_on for period in child.periods.all())
        href = reverse("children:child", args=[child.public_id])
        text = f"Looked after since {day_words(since)}, and no IRO is named."
        yield Urgent(1, since, child, text, "Allocate an IRO", href)


def _not_booked(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Reviews due within two weeks for which nothing is booked."""
    in_hand = Review.objects.filter(
        child=OuterRef("child"),
        status__in=[ReviewStatus.BOOKED, ReviewStatus.STARTED, ReviewStatus.ADJOURNED],
    )
    rows = running_visible_to(viewer).filter(
        to_come(today, today + timedelta(days=DAYS_AHEAD)), ~Exists(in_hand)
    )
    for cycle in rows.select_related("child").order_by("due_on")[:AT_MOST]:
        if cycle.due_on is not None:
            href = reverse("reviews:book", args=[cycle.child.public_id])
            text = f"Review is due by {day_words(cycle.due_on)}, and nothing is booked."
            yield Urgent(2, cycle.due_on, cycle.child, text, "Book", href)


def _to_answer(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Decisions whose time to answer ends within two working days."""
    soon = working_days().add(today, SOON)
    for task in waiting_for(viewer, today).filter(due_on__lte=soon)[:AT_MOST]:
        text = f"Decisions to answer by {day_words(task.due_on)}; without an answer they stand by default."
        yield Urgent(0, task.due_on, task.decision.child, text, "Answer", reverse("reviews:to_answer"))


def _asked(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Updates that an IRO asked this social worker for, due within two working days or past their day."""
    soon = working_days().add(today, SOON)
    of_decisions = ProgressRequest.objects.filter(
        decision__in=decisions_visible_to(viewer).values("pk").order_by(), answer=None, due_on__lte=soon
    )
    for asked in of_decisions.select_related("decision__child").order_by("due_on")[:AT_MOST]:
        text = f"An update on a decision was asked for by {day_words(asked.due_on)}."
        href = reverse("reviews:progress", args=[asked.decision.public_id])
        yield Urgent(0, asked.due_on, asked.decision.child, text, "Give the update", href)
    waiting = Q(state=UpdateState.WAITING, due_on__lte=soon)
    for update in updates_asked_of(viewer).filter(waiting).select_related("of__child")[:AT_MOST]:
        text = f"An update before the midway check was asked for by {day_words(update.due_on)}."
        href = reverse("reviews:midway_updates")
        yield Urgent(0, update.due_on, update.of.child, text, "Give the update", href)


def _no_first_contact(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """First reviews due within two weeks for which contact with the social worker or the child is missing."""
    soon = to_come(today, today + timedelta(days=DAYS_AHEAD))
    for cycle in before_first_review(viewer).filter(soon)[:AT_MOST]:
        if cycle.due_on is not None:
            lacks = " or ".join(lacking(cycle))
            text = (
                f"First review is due by {day_words(cycle.due_on)}, and contact with {lacks} is not recorded."
            )
            href = reverse("reviews:child_contact", args=[cycle.child.public_id])
            yield Urgent(3, cycle.due_on, cycle.child, text, "Record it", href)


def _to_answer_of_events(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Events and meetings on which the IRO's view is asked for within two working days, or past its day."""
    soon = working_days().add(today, SOON)
    for event in waiting_for_iro(viewer).filter(answer_due_on__lte=soon)[:AT_MOST]:
        text = f"Your view is asked for by {day_words(event.answer_due_on)}: {event.get_kind_display()}."
        href = reverse("reviews:answer_event", args=[event.public_id])
        yield Urgent(1, event.answer_due_on or today, event.child, text, "Answer", href)


def _to_authorise(viewer: Viewer) -> Iterator[Urgent]:
    """Reviews booked out of time on which somebody asked the QA manager to decide."""
    for row in waiting_for_decision(viewer)[:AT_MOST]:
        text = f"Review is due by {day_words(row.due_on)} and booked for {day_words(row.booked_for)}: decide."
        href = reverse("reviews:answer_late", args=[row.review.public_id])
        yield Urgent(0, row.due_on, row.review.child, text, "Decide", href)


def _reports(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Reviews whose report is due within two working days, or past its day, and is not in."""
    calendar, terms = working_days(), terms_for(viewer.authority).on(today)
    rows = Review.objects.filter(
        ~report_is_in(),
        child__in=Child.objects.visible_to(viewer).values("pk").order_by(),
        status=ReviewStatus.BOOKED,
        booked_for__range=(today, calendar.add(today, SOON + terms.report_wd)),
    )
    for review in rows.select_related("child").order_by("booked_for")[:AT_MOST]:
        if review.booked_for is not None:
            due = reports_due_on(review.booked_for, calendar=calendar, terms=terms)
            text = (
                f"Your report for the review of {day_words(review.booked_for)} is needed by {day_words(due)}."
            )
            href = reverse("reviews:submit_report", args=[review.public_id])
            yield Urgent(1, due, review.child, text, "Submit it", href)


def _past_date(viewer: Viewer, today: date) -> Iterator[Urgent]:
    """Decisions past their date, for whoever carries them out."""
    rows = decisions_visible_to(viewer).filter(progress__in=OPEN, due_on__lt=today).select_related("child")
    for decision in rows.order_by("due_on")[:AT_MOST]:
        text = f"A decision was to be done by {day_words(decision.due_on)}."
        href = reverse("reviews:progress", args=[decision.public_id])
        yield Urgent(2, decision.due_on, decision.child, text, "Say how far it is", href)
