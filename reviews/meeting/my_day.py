"""An IRO's day: what cannot wait, with names, and the reviews of today and the next 14 days with what each
still lacks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.access.viewers import Viewer
from accounts.calendars import terms_for, working_days
from accounts.templatetags.govuk import day as day_words
from children.access import log_list
from children.models import Child
from reviews.cycle.conditions import overdue
from reviews.decisions.access import decisions_visible_to
from reviews.decisions.lists import TO_RESPOND
from reviews.decisions.states import OPEN
from reviews.meeting.access import reviews_visible_to
from reviews.meeting.lists import running_visible_to
from reviews.models import Review, ReviewTrigger
from reviews.models.review import ReviewStatus, SectionKey
from statute import timescales
from statute.terms import Terms
from statute.working_days import WorkingDays

DAYS_AHEAD = 14
MOST = 5
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


@dataclass(frozen=True)
class Ahead:
    """A review of the next days, with what it still lacks."""

    review: Review
    lacks: list[str]
    href: str
    verb: str

    @property
    def is_held(self) -> bool:
        """Held, and its record not complete. An adjourned review still has its second meeting to come."""
        return self.review.status == ReviewStatus.STARTED


def parts_of_day(viewer: Viewer, today: date) -> list[dict[str, Any]]:
    """The day of an IRO, as the home page draws it; nothing where there is nothing."""
    reviews = list(
        reviews_visible_to(viewer)
        .filter(status__in=[ReviewStatus.BOOKED, ReviewStatus.STARTED, ReviewStatus.ADJOURNED])
        .select_related("child")
        .prefetch_related("parts", "sections", "answers")
        .order_by("booked_for", "booked_time", "pk")
    )
    urgent = cannot_wait(viewer, reviews, today)
    ahead = [_ahead(r) for r in reviews if _is_ahead(r, today)]
    if not urgent and not ahead:
        return []
    named = [row.child.pk for row in urgent[:MOST]] + [row.review.child_id for row in ahead]
    log_list(viewer, named, page="my day")
    context = {"urgent": urgent[:MOST], "more": len(urgent[MOST:]), "ahead": ahead, "today": today}
    return [{"kind": "day", "title": "My day", "template": "reviews/my_day.html", "context": context}]


def cannot_wait(viewer: Viewer, reviews: list[Review], today: date) -> list[Urgent]:
    """What cannot wait, each child once, the gravest first."""
    found = [*_overdue(viewer, today), *_called(viewer, today), *_questioned(viewer)]
    found += [*_day_passed(reviews, today), *_after_meeting(viewer, reviews, today)]
    once: dict[int, Urgent] = {}
    for row in sorted(found, key=lambda u: (u.rank, u.on)):
        once.setdefault(row.child.pk, row)
    return list(once.values())


def _overdue(viewer: Viewer, today: date) -> Iterator[Urgent]:
    rows = running_visible_to(viewer).filter(overdue(today)).select_related("child").order_by("due_on")
    for cycle in rows[:50]:
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
    held = Review.objects.filter(child=OuterRef("child"), held_on__gte=OuterRef("raised_on"))
    for row in rows.filter(~Exists(held)).select_related("child").order_by("needed_before")[:50]:
        href = reverse("reviews:child_reviews", args=[row.child.public_id])
        text = f"A review is needed before {day_words(row.needed_before)}: {row.get_kind_display()}."
        yield Urgent(1, row.needed_before, row.child, text, "Open", href)


def _questioned(viewer: Viewer) -> Iterator[Urgent]:
    rows = decisions_visible_to(viewer).filter(TO_RESPOND, progress__in=OPEN).select_related("child")
    for decision in rows.order_by("due_on")[:50]:
        href = reverse("reviews:respond", args=[decision.public_id])
        text = "A manager has queried or objected to a decision."
        yield Urgent(3, decision.due_on, decision.child, text, "Respond", href)


def _day_passed(reviews: list[Review], today: date) -> Iterator[Urgent]:
    """Reviews whose booked day has passed without a record."""
    for review in reviews:
        if review.status != ReviewStatus.STARTED and review.booked_for and review.booked_for < today:
            text = f"Booked for {day_words(review.booked_for)}, and nothing is recorded."
            href = reverse("reviews:review", args=[review.public_id])
            yield Urgent(1, review.booked_for, review.child, text, "Record, move or cancel", href)


def _after_meeting(viewer: Viewer, reviews: list[Review], today: date) -> Iterator[Urgent]:
    """The two clocks of reviews that were held."""
    meetings = [
        (review, max(part.held_on for part in review.parts.all()))
        for review in reviews
        if review.status == ReviewStatus.STARTED and review.parts.all()
    ]
    if meetings:
        calendar, terms = working_days(), terms_for(viewer.authority)
        for review, held in meetings:
            yield from _clocks(review, held, calendar, terms.on(held), today)


def _clocks(review: Review, held: date, calendar: WorkingDays, terms: Terms, today: date) -> Iterator[Urgent]:
    record = reverse("reviews:record", args=[review.public_id])
    if not review.answers.all():
        due = timescales.decisions_due_on(held, calendar=calendar, terms=terms)
        if calendar.add(today, SOON) >= due:
            yield Urgent(2, due, review.child, f"Decisions are due by {day_words(due)}.", "Send", record)
    due = timescales.record_due_on(held, calendar=calendar, terms=terms)
    if calendar.add(today, SOON) >= due:
        yield Urgent(2, due, review.child, f"The record is due by {day_words(due)}.", "Write", record)


def _is_ahead(review: Review, today: date) -> bool:
    if review.status == ReviewStatus.STARTED:
        return True
    return review.booked_for is not None and today <= review.booked_for <= today + timedelta(days=DAYS_AHEAD)


def _ahead(review: Review) -> Ahead:
    href = reverse("reviews:record", args=[review.public_id])
    is_held = review.status == ReviewStatus.STARTED
    return Ahead(
        review, [] if is_held else _lacks(review), href, "Write the record" if is_held else "Prepare"
    )


def _lacks(review: Review) -> list[str]:
    """What of the preparation is not recorded yet."""
    said = {section.key: section.data for section in review.sections.all()}
    before, wishes = said.get(SectionKey.PREPARATION, {}), said.get(SectionKey.WISHES, {})
    wanted = [
        ("report", before.get("report_received") == "yes"),
        ("talk with the child", before.get("spoke_to_child") in ("yes", "refused", "inappropriate")),
        ("talk with the social worker", before.get("talked_with_social_worker") == "yes"),
        ("child’s views", bool(wishes.get("own_words"))),
    ]
    return [name for name, is_there in wanted if not is_there]
