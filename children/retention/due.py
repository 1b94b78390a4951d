"""When the record of a child may go: the facts that the rule needs, and the records whose time is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.calendars import terms_for
from accounts.models import Authority
from children.models import Child, LegalHold, PeriodOfCare, RecordClosure
from statute.retention import Kept, kept_until
from statute.terms import Terms

DIED = ("E2",)
ADOPTED = ("E11", "E12")


@dataclass(frozen=True)
class Record:
    """A child's record with the day to which it is kept and whether a hold stands."""

    child: Child
    kept: Kept
    is_held: bool

    def is_over(self, today: date) -> bool:
        return self.kept.until < today


def with_ends(children: QuerySet[Child]) -> QuerySet[Child]:
    """The children with `died_on` and `adopted_on`, and whether a legal hold stands; one statement."""
    standing = LegalHold.objects.filter(child=OuterRef("pk"), lifted_at=None)
    return children.annotate(died_on=_last_end(DIED), adopted_on=_last_end(ADOPTED), is_held=Exists(standing))


def _last_end(reasons: tuple[str, ...]) -> Subquery:
    ended = PeriodOfCare.objects.filter(child=OuterRef("pk"), end_reason__in=reasons)
    return Subquery(ended.order_by("-ended_on").values("ended_on")[:1])


def record_of(child: Child, today: date) -> Record:
    """How long this child's record is kept by the terms of today."""
    found = with_ends(Child.objects.filter(pk=child.pk)).get()
    return _record(found, terms_for(child.authority).on(today))


def _record(child: Any, terms: Terms) -> Record:
    """`child` comes from `with_ends`."""
    kept = kept_until(born_on=child.born_on, died_on=child.died_on, adopted_on=child.adopted_on, terms=terms)
    return Record(child, kept, child.is_held)


def records_until(authority: Authority, children: QuerySet[Child], day: date, today: date) -> list[Record]:
    """The records that need not be kept after the day, the longest overdue first. `children` are those that
    may be seen; of these only the ones that can be so old are read.
    """
    terms = terms_for(authority).on(today)
    oldest = with_ends(children.filter(authority=authority, merged_into=None, anonymised_on=None)).filter(
        Q(died_on__isnull=False)
        | Q(adopted_on__isnull=False)
        | Q(born_on__lte=_years_before(day, terms.record_years))
    )
    found: Iterable[Record] = (_record(child, terms) for child in oldest)
    over = [record for record in found if record.kept.until <= day]
    return sorted(over, key=lambda record: (record.kept.until, record.child.number))


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, min(day.day, 28) if day.month == 2 else day.day)


def to_be_locked(authority: Authority, adopted_before: date) -> list[Child]:
    """Children with an adoption order of that day or earlier whose record has not been closed for it."""
    closed = RecordClosure.objects.filter(child=OuterRef("pk"), adopted_on=OuterRef("adopted_on"))
    later = PeriodOfCare.objects.filter(child=OuterRef("pk"), ended_on=None)
    children: QuerySet[Any] = with_ends(
        Child.objects.filter(authority=authority, merged_into=None, anonymised_on=None)
    )
    old = children.filter(Q(adopted_on__lte=adopted_before), ~Exists(closed), ~Exists(later))
    return list(old)
