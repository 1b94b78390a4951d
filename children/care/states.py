"""Is it allowed now? What may be changed by hand on a child, and the checks on its dates."""

from datetime import date, timedelta

from django.db import models

from accounts.lifecycle import NotNow
from accounts.templatetags.govuk import day as in_words
from children.models import Child, LegalStatus, PeriodOfCare, Placement
from children.models.care import NOTIFIED_PLACEMENTS
from children.retention.due import ADOPTED, DIED
from statute.clock_history import ADOPTIVE_PLACEMENTS, TEMPORARY_PLACEMENTS
from statute.working_days import birthday

NOT_NOTIFIABLE = "The child is not placed for adoption with their foster carer now."


class ImportOwned(NotNow):
    """The fact came with a return: it is corrected there and imported again."""


def is_import_owned(row: models.Model) -> bool:
    """Whether an import set this row, so that nobody edits it by hand."""
    return getattr(row, "source_id", None) is not None


def check_not_import_owned(row: models.Model, what: str) -> None:
    """Raise ImportOwned when the row came with a return."""
    if is_import_owned(row):
        raise ImportOwned(
            f"{what} came with the council's return. Correct it in the source system and import the "
            "return again."
        )


def open_period(child: Child) -> PeriodOfCare:
    """The period of care that runs now. Raises NotNow when the child is not looked after."""
    period = child.periods.filter(ended_on=None).first()
    if period is None:
        raise NotNow("The child is not looked after now.")
    return period


def editable_period(child: Child) -> PeriodOfCare:
    """The period that runs now, where it was entered by hand. Raises NotNow, ImportOwned."""
    period = open_period(child)
    check_not_import_owned(period, "This time in care")
    return period


def notifiable_placement(child: Child) -> Placement | None:
    """The placement for adoption with the present carers that runs now: they are notified in writing."""
    return child.placements.filter(ended_on=None, placement_type__in=NOTIFIED_PLACEMENTS).first()


def is_with_adopters(child: Child) -> bool:
    """Whether the placement that runs now is one for adoption, or a temporary stay away from one: then it
    matters whether the carers change with the next (RC-7b)."""
    lasting = child.placements.filter(period__ended_on=None).exclude(placement_type__in=TEMPORARY_PLACEMENTS)
    last = lasting.order_by("-started_on").first()
    return last is not None and last.placement_type in ADOPTIVE_PLACEMENTS


def check_day_in_period(period: PeriodOfCare, on: date, *, today: date) -> None:
    """Raise NotNow unless a change can have happened on the day: after the start, not in the future, before
    the 18th birthday.
    """
    if on > today:
        raise NotNow("The date must be today or in the past.", "on")
    if on <= period.started_on:
        raise NotNow(f"The date must be after the start of care, {in_words(period.started_on)}.", "on")
    if on > birthday(period.child.born_on, 18):
        raise NotNow("The young person was 18 by that day.", "on")


def check_after(span: Placement | LegalStatus, on: date, what: str) -> None:
    """Raise NotNow unless the day comes after the start of the span that it ends."""
    if on <= span.started_on:
        raise NotNow(f"The date must be after {what} began, {in_words(span.started_on)}.", "on")


def time_before(child: Child) -> PeriodOfCare | None:
    """The last time in care of a child who is not looked after now; None where there was none. Raises NotNow
    when the child is looked after, died, or was adopted: then another record is begun.
    """
    if child.periods.filter(ended_on=None).exists():
        raise NotNow("The child is looked after now. Record the end of this time in care first.")
    last = child.periods.order_by("-ended_on").first()
    if last and last.end_reason in DIED:
        raise NotNow("The record says that the child died.")
    if last and last.end_reason in ADOPTED:
        raise NotNow("The child was adopted. A child who comes into care after that has a new record.")
    return last


def check_start(period: PeriodOfCare, started_on: date, *, today: date) -> None:
    """Raise NotNow unless this time in care can have begun on the day: after the one before it, and before
    anything that was recorded of it.
    """
    child = period.child
    check_new_child(born_on=child.born_on, started_on=started_on, today=today)
    before = child.periods.filter(started_on__lt=period.started_on).order_by("-ended_on").first()
    _check_after(before, started_on)
    changes = [
        first.ended_on
        for spans in (period.placements, period.legal_statuses)
        for first in spans.order_by("started_on")[:1]
        if first.ended_on
    ]
    if changes and started_on >= min(changes):
        changed = in_words(min(changes))
        raise NotNow(f"The date must be before the first change, on {changed}.", "started_on")
    passed_over = (period.started_on, started_on - timedelta(days=1))
    later = (
        child.iro_allocations.filter(started_on__range=passed_over),
        child.social_worker_allocations.filter(started_on__range=passed_over),
        child.reviews.filter(held_on__range=passed_over),
    )
    if any(rows.exists() for rows in later):
        said = "An IRO or social worker was named, or a review held, before that day. Correct that first."
        raise NotNow(said, "started_on")


def _check_after(last: PeriodOfCare | None, started_on: date) -> None:
    if last and last.ended_on and started_on < last.ended_on:
        left = in_words(last.ended_on)
        raise NotNow(f"The child was in care until {left}. The date must not be before that.", "started_on")


def check_return(child: Child, started_on: date, *, today: date) -> None:
    """Raise NotNow unless a child who left care can have come back on the day: on the day of leaving at the
    earliest.
    """
    last = time_before(child)
    check_new_child(born_on=child.born_on, started_on=started_on, today=today)
    _check_after(last, started_on)


def check_new_child(*, born_on: date, started_on: date, today: date) -> None:
    """Raise NotNow unless a child of this birth date can have come into care on the day."""
    if born_on > today:
        raise NotNow("The date of birth must be today or in the past.", "born_on")
    if started_on > today:
        raise NotNow("The start of care must be today or in the past.", "started_on")
    if started_on < born_on:
        raise NotNow("The start of care must not be before the date of birth.", "started_on")
    if started_on >= birthday(born_on, 18):
        raise NotNow("The young person was 18 or over on that day.", "started_on")
