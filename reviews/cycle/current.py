"""The turn of the clock that runs now, and what hangs on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField

from accounts.calendars import terms_for, working_days
from accounts.models import Authority
from accounts.templatetags.govuk import plural
from accounts.written import OneOf, Written
from children.models import Child
from reviews.models import Review, ReviewCycle
from statute import timescales

RUNNING = Written(
    lambda child: (
        ReviewCycle.objects.filter(child=child, closed_on=None)
        .select_related("authority")
        .order_by("-sequence")[:1]
    ),
    child=BigIntegerField(),
)

RUNNING_OF = Written(
    lambda children: (
        ReviewCycle.objects.filter(OneOf("child", children), closed_on=None)
        .select_related("authority")
        .order_by("child_id", "sequence")
    ),
    children=ArrayField(BigIntegerField()),
)


def running_cycle(child: Child) -> ReviewCycle | None:
    """The child's turn that has not closed; None when the child is not looked after."""
    cycle = RUNNING.first(child=child.pk)
    if cycle is not None:
        cycle.child = child
    return cycle


def running_cycles(child_ids: Iterable[int]) -> dict[int, ReviewCycle]:
    """Child -> running turn, in one query."""
    return {row.child_id: row for row in RUNNING_OF(children=list(child_ids))}


@dataclass(frozen=True)
class Timetable:
    """What is due before and after a review (PR-1, PR-2, PO-1, PO-5, PO-6)."""

    contact_on: date | None
    reports_on: date | None
    decisions_on: date | None
    record_on: date | None
    distribution_on: date | None
    adjourned_until: date | None
    contact_why: str = ""
    reports_why: str = ""
    distribution_why: str = ""


def timetable(review: Review, authority: Authority) -> Timetable:
    """The days by which things are due around this review; None where a date it hangs on is not known."""
    calendar, terms = working_days(), terms_for(authority)
    before, after, first = review.booked_for or review.started_on, review.completed_on, review.started_on
    at_first, at_end = terms.on(before or date.min), terms.on(after or date.min)
    return Timetable(
        contact_on=timescales.iro_contact_due_on(before, calendar=calendar, terms=terms.on(before))
        if before
        else None,
        reports_on=timescales.reports_due_on(before, calendar=calendar, terms=terms.on(before))
        if before
        else None,
        decisions_on=timescales.decisions_due_on(after, calendar=calendar, terms=terms.on(after))
        if after
        else None,
        record_on=timescales.record_due_on(after, calendar=calendar, terms=terms.on(after))
        if after
        else None,
        distribution_on=timescales.distribution_due_on(after, calendar=calendar, terms=terms.on(after))
        if after
        else None,
        adjourned_until=timescales.adjourned_review_due_on(first, calendar=calendar, terms=terms.on(first))
        if first
        else None,
        contact_why=f"{plural(at_first.iro_sw_contact_wd, 'working day')} before the review",
        reports_why=f"{plural(at_first.report_wd, 'working day')} before the review",
        distribution_why=f"{plural(at_end.distribute_wd, 'working day')} after the review",
    )
