"""What the child's pages and lists show of reviews."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, OuterRef, Q, Subquery
from django.urls import reverse

from accounts.access.roles import Permission
from accounts.access.viewers import Viewer
from accounts.councils.words import as_said
from accounts.templatetags.govuk import plural
from accounts.written import Written
from children.access import may_record
from children.models import Child
from reviews.cycle.beside import beside_the_clock
from reviews.cycle.current import running_cycle, running_cycles
from reviews.cycle.facts import told_of_child
from reviews.cycle.wording import why_not_known
from reviews.meeting.access import may_read_record
from reviews.meeting.lists import overdue_filter
from reviews.meeting.states import IN_HAND
from reviews.models import Review, ReviewCycle

CLOSED_TURNS = Written(
    lambda child: ReviewCycle.objects.filter(child=child, review__isnull=False).order_by(),
    child=BigIntegerField(),
)
HELD = Written(
    lambda child: (
        Review.objects.filter(child=child, held_on__isnull=False).select_related("chaired_by").order_by()
    ),
    child=BigIntegerField(),
)
REVIEW_IN_HAND = Written(
    lambda child: Review.objects.filter(child=child, status__in=IN_HAND)[:1], child=BigIntegerField()
)


def next_review(viewer: Viewer, child: Child, today: date) -> dict[str, Any]:
    """When the next review is due, by which rule and why; what is booked; what can be done."""
    in_hand = REVIEW_IN_HAND.first(child=child.pk)
    cycle = running_cycle(child)
    state = cycle.state_on(today) if cycle else ""
    until = told_of_child(viewer.authority.reviews_told_until, child.told_until)
    is_of_child = until != viewer.authority.reviews_told_until
    is_of_breaks = bool(cycle and cycle.due_on and not cycle.counts)
    context = {
        "cycle": cycle,
        "state": state,
        "not_known": as_said(why_not_known(state, is_of_breaks=is_of_breaks, of_child=is_of_child)),
        "known_until": until,
        "in_hand": in_hand,
        "child": child,
        "today": today,
        "may_book": viewer.may(Permission.BOOK_REVIEW) and in_hand is None,
        "may_record": may_record(viewer, child),
        "may_see_review": viewer.may(Permission.BOOK_REVIEW),
        "may_read": viewer.may(Permission.READ_REVIEW_RECORD),
        "beside": beside_the_clock(viewer, child),
    }
    return {"template": "reviews/panel.html", "context": context}


def timeline(viewer: Viewer, child: Child) -> list[dict[str, Any]]:
    """Reviews held, newest facts of each turn; the record is linked for those who may read it."""
    cycles = {c.review_id: c for c in CLOSED_TURNS(child=child.pk)}
    events = []
    for review in HELD(child=child.pk):
        cycle = cycles.get(review.pk)
        state = (
            {"met": "in time", "late": "late"}.get(cycle.state, "due date not known")
            if cycle
            else "outside the clock"
        )
        if cycle and cycle.state == "late" and cycle.working_days_late:
            state = f"late by {plural(cycle.working_days_late, 'working day')}"
        readable = may_read_record(viewer, review)
        events.append(
            {
                "on": review.held_on,
                "title": f"Review held, {state}",
                "text": f"Participation {review.participation_code}"
                if review.participation_code
                else "Participation not recorded",
                "by": review.chaired_by.called_at(review.held_on) if review.chaired_by else "",
                "href": reverse("reviews:review", args=[review.public_id]) if readable else None,
                "kind": "review",
            }
        )
    return events


def list_columns(child_ids: Iterable[int], today: date) -> dict[int, dict[str, Any]]:
    """Child -> the next review's due date and state, for the list of children."""
    return {
        child: {
            "due_on": c.due_on,
            "state": c.state_on(today),
            "reason": c.reason,
        }
        for child, c in running_cycles(child_ids).items()
    }


def list_filter_overdue(today: date) -> Q:
    """Children whose review is overdue."""
    return overdue_filter(today)


def list_order_due() -> Subquery:
    """When a child's next review is due, to sort the list of children by; empty where none is due or the day
    is not known.
    """
    running = ReviewCycle.objects.filter(child=OuterRef("pk"), closed_on=None).exclude(state="void")
    return Subquery(running.order_by("-sequence").values("due_on")[:1])


def tabs(viewer: Viewer, child: Child) -> list[dict[str, str]]:
    """The pages of reviews in the navigation of a child's pages."""
    if not (viewer.may(Permission.BOOK_REVIEW) or viewer.may(Permission.READ_REVIEW_RECORD)):
        return []
    return [{"text": "Reviews", "href": reverse("reviews:child_reviews", args=[child.public_id])}]
