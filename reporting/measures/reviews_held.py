"""Reviews as they were held: how many, of whom, late and why, and how soon the record stood (PO-6, T-5)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from accounts.models import BankHoliday
from reporting.measures import dimensions as by
from reporting.measures import facts, groups
from reporting.measures.base import Measure, Rows, Scope, text
from reporting.measures.groups import own_terms
from reporting.measures.participation import of_four_or_over, reviews
from reporting.measures.timeliness import looked_after, reviews_held, times_looked_after, told_in_care
from reviews.models import Letter, Review, ReviewCycle
from reviews.models.letter import LetterKind, LetterState
from reviews.models.review import LateOwner, LateReason, MeetingWay, ReviewFormat
from statute.participation import ATTENDED, DID_NOT_TAKE_PART, UNDER_FOUR

A_MONDAY = date(1990, 1, 1)
FOUR_WEEKS = timedelta(days=28)


def working_days_between(start: str, end: str) -> Any:
    """Working days after a day up to and including another, of two annotated columns (CAL-2)."""
    holidays = BankHoliday.objects.filter(
        day__gt=OuterRef(start), day__lte=OuterRef(end), day__iso_week_day__lte=5
    )
    number = holidays.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return (
        _weekdays_up_to(end)
        - _weekdays_up_to(start)
        - Coalesce(Subquery(number, output_field=IntegerField()), 0)
    )


def _weekdays_up_to(day: str) -> Any:
    since = Func(
        F(day), Value(A_MONDAY), template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField()
    )
    left = Func(since, Value(7), function="MOD", output_field=IntegerField()) + 1
    weeks = Func(since, Value(7), function="DIV", output_field=IntegerField())
    return Cast(weeks, IntegerField()) * 5 + Func(
        left, Value(5), function="LEAST", output_field=IntegerField()
    )


def choices_of(field: str, choices: list[tuple[str, str]]) -> Case:
    """The label of a choice."""
    whens = [When(**{field: value}, then=text(label[:1].upper() + label[1:])) for value, label in choices]
    return Case(*whens, default=text(""), output_field=CharField())


def dimensions_of_review(scope: Scope) -> dict[str, Any]:
    """Breakdowns of reviews held in the period."""
    turn = ReviewCycle.objects.filter(review=OuterRef("pk")).order_by("pk")
    number = Subquery(turn.values("number")[:1], output_field=IntegerField())
    kind = turn.annotate(wanted=by.kind()).values("wanted")[:1]
    return {
        "age": lambda: groups.by_age_then(scope, scope.period.end),
        "sex": lambda: by.labelled("child__sex", "sex"),
        "ethnicity": lambda: groups.by_code(
            groups.groups_of(scope, "ethnicity", scope.period.end), "child__ethnicity"
        ),
        "format": lambda: choices_of("format", ReviewFormat.choices),
        "way": lambda: choices_of("way", MeetingWay.choices),
        "number": number,
        "kind": lambda: Subquery(kind, output_field=CharField()),
        **by.iro_and_team("child", OuterRef("held_on")),
        "in_care": lambda: facts.time_in_care("child", "held_on"),
        "number_in_care": lambda: by.both(number, facts.time_in_care("child", "held_on")),
    }


def held(scope: Scope) -> Rows:
    """Reviews held in the period, short breaks left out."""

    def make() -> Rows:
        population = reviews(scope).population.annotate(years=by.years_old("child__born_on", F("held_on")))
        dimensions = dimensions_of_review(scope)
        return Rows(population, met=Q(), dimensions=dimensions, family="reviews held", base=population)

    return scope.for_all("reviews held", make)


def late(scope: Scope) -> Rows:
    """Reviews held in the period after their due date; not known of those whose due date is not."""
    found = reviews_held(scope)
    population = found.population.filter(Q(held_on__gt=F("due_on")) | ~found.known)
    return Rows(
        population.annotate(late_days=working_days_between("due_on", "held_on")),
        met=Q(),
        known=found.known,
        dimensions={
            **found.dimensions,
            "late_days": _late_by(),
            "late_reason": choices_of("review__late_reason", LateReason.choices),
            "late_owner": choices_of("review__late_owner", LateOwner.choices),
        },
    )


LATE_BY = {"Up to 5": 5, "6 to 10": 10, "11 to 20": 20, "More than 20": None}
"""Working days by which a review was late, in groups."""


def _late_by() -> Case:
    *some, (most, _) = LATE_BY.items()
    whens = [When(late_days__lte=days, then=text(label)) for label, days in some]
    return Case(When(due_on=None, then=text("")), *whens, default=text(most), output_field=CharField())


def _with_record(scope: Scope) -> Rows:
    rows = held(scope)
    population = rows.population.annotate(
        ended=Cast(F("completed_on"), DateField()), recorded=TruncDate("recorded_at")
    ).annotate(taken=working_days_between("ended", "recorded"))
    return Rows(population, met=Q(), known=Q(recorded_at__isnull=False), dimensions=rows.dimensions)


def recorded_in_time(scope: Scope) -> Rows:
    """PO-6: records that stood within the council's working days after the last meeting."""
    rows, limit = _with_record(scope), own_terms(scope).record_wd
    return Rows(rows.population, met=Q(taken__lte=limit), known=rows.known, dimensions=rows.dimensions)


def days_to_record(scope: Scope) -> Rows:
    """The mean of working days from the last meeting to the finished record."""
    rows = _with_record(scope)
    return Rows(rows.population, rows.met, rows.known, rows.dimensions, amount=F("taken"))


def reviews_of_child(scope: Scope) -> QuerySet[Review]:
    """Reviews held in the period of the child outside, short breaks left out."""
    return reviews(scope).population.filter(child=OuterRef("pk")).order_by()


def reviews_per_child(scope: Scope) -> Rows:
    """Reviews held in the period of each child in care at its end."""
    done = reviews_of_child(scope)
    number = done.values("child").annotate(n=Count("pk")).values("n")
    children = looked_after(scope, perhaps=True).annotate(
        reviews_held=Coalesce(Subquery(number, output_field=IntegerField()), 0)
    )
    return Rows(
        children,
        met=Q(),
        known=told_in_care(scope),
        amount=F("reviews_held"),
        dimensions=by.at_the_end(scope, "pk"),
    )


def reviews_for_each(scope: Scope) -> Rows:
    """Reviews held in the period; divided by the mean number in care at the ends of its months."""
    rows = held(scope)
    ends = [m.period.end for m in scope.months() if scope.as_at is None or m.period.end <= scope.as_at]
    mean = round(times_looked_after(scope, ends) / len(ends)) if ends else 0
    return Rows(rows.population, Q(), dimensions={}, total=mean)


def under_four(scope: Scope) -> Rows:
    """Reviews of children under four on the day, of those with a code."""
    rows = held(scope)
    return _codes(rows, rows.population, Q(participation_code=UNDER_FOUR))


def attended(scope: Scope) -> Rows:
    """PA-6: reviews the child came to (PN1 to PN4), of those with a code other than PN0."""
    rows = held(scope)
    return _codes(rows, of_four_or_over(rows.population), Q(participation_code__in=ATTENDED))


def _codes(rows: Rows, of: QuerySet[Review], met: Q) -> Rows:
    return Rows(of, met=met, known=~Q(participation_code=""), dimensions=rows.dimensions)


def every_review_taken_part(scope: Scope) -> Rows:
    """PA-4: children in care for more than four weeks whose views came to each review of the year they
    were four or over at.
    """
    end = scope.period.end
    of_child = of_four_or_over(reviews_of_child(scope))
    children = looked_after(scope, perhaps=True).filter(
        Exists(facts.running_periods("pk", end).filter(started_on__lt=scope.period.end - FOUR_WEEKS)),
        Exists(of_child),
    )
    children = children.annotate(
        silent=Exists(of_child.filter(participation_code__in=DID_NOT_TAKE_PART)),
        uncoded=Exists(of_child.filter(participation_code="")),
    )
    return Rows(
        children,
        met=Q(silent=False),
        known=told_in_care(scope) & (Q(uncoded=False) | Q(silent=True)),
        dimensions=by.at_the_end(scope, "pk") | {"sex": lambda: by.labelled("sex", "sex")},
    )


def letter_to_child(scope: Scope) -> Rows:
    """Reviews whose record was finished here, of which the child was sent a letter."""
    rows = held(scope)
    sent = Letter.objects.filter(review=OuterRef("pk"), kind=LetterKind.CHILD, state=LetterState.SENT)
    here = rows.population.filter(recorded_at__isnull=False).annotate(has_letter=Exists(sent))
    return Rows(here, met=Q(has_letter=True), dimensions=rows.dimensions)


def _with_copies(scope: Scope) -> Rows:
    """Reviews whose record was finished here, with the working days to the first copies of their minutes."""
    rows = held(scope)
    sent = Letter.objects.filter(review=OuterRef("pk"), kind=LetterKind.MINUTES, state=LetterState.SENT)
    first = sent.order_by().values("review").annotate(day=TruncDate(Min("sent_at"))).values("day")
    here = rows.population.filter(recorded_at__isnull=False).annotate(
        ended=Cast(F("completed_on"), DateField()), copies_on=Subquery(first, output_field=DateField())
    )
    here = here.annotate(copies_after=working_days_between("ended", "copies_on"))
    return Rows(here, met=Q(), known=Q(copies_on__isnull=False), dimensions=rows.dimensions)


def distributed_in_time(scope: Scope) -> Rows:
    """PO-6: minutes whose copies went within the council's working days after the last meeting.

    One without copies is not in time; while its time runs it is not known.
    """
    rows, limit = _with_copies(scope), own_terms(scope).distribute_wd
    asked_on = Cast(Value(scope.as_at or scope.period.end), DateField())
    here = rows.population.annotate(asked_on=asked_on).annotate(
        waited=working_days_between("ended", "asked_on")
    )
    known = rows.known | Q(waited__gt=limit)
    return Rows(here, met=Q(copies_after__lte=limit), known=known, dimensions=rows.dimensions)


def days_to_copies(scope: Scope) -> Rows:
    """The mean of working days from the last meeting to the first copies."""
    rows = _with_copies(scope)
    return Rows(rows.population, rows.met, rows.known, rows.dimensions, amount=F("copies_after"))


_REVIEW = ("month", "age", "sex", "ethnicity", "kind", "iro", "team")


def _measure(
    code: str, title: str, definition: str, rule: str, rows: Callable[[Scope], Rows], **over: Any
) -> Measure:
    return Measure(
        code, title, definition, rule, over.pop("unit", "review"), rows, **{"dimensions": _REVIEW, **over}
    )


_HELD = "Of reviews held in the period, "
_HERE = "Of reviews held in the period whose record was finished in the portal, "
_OF_LETTERS = ("month", "iro", "team", "age")
MEASURES = [
    _measure(
        "reviews_held",
        "Reviews held",
        "Reviews held in the period, those of short breaks left out; a review of several meetings is one.",
        "T-2, I-29",
        held,
        is_count=True,
        dimensions=(*_REVIEW, "number", "format", "in_care", "number_in_care", "way"),
    ),
    _measure(
        "reviews_late",
        "Reviews held late",
        "Reviews held in the period after their due date, by the reason and whose delay it was.",
        "T-2",
        late,
        is_count=True,
        is_more_better=False,
        dimensions=("month", "late_reason", "late_owner", "late_days", "kind", "iro", "team"),
    ),
    _measure(
        "record_in_time",
        "Records finished in time",
        f"{_HELD}those whose record was finished within 15 working days of the last meeting (or fewer, "
        "where the council asks for fewer). "
        "Not known where the review was imported.",
        "PO-6",
        recorded_in_time,
        is_more_better=True,
        dimensions=("month", "iro", "team", "kind"),
    ),
    _measure(
        "record_days",
        "Working days to the finished record",
        f"{_HELD}the mean of working days from the last meeting to the finished record. Not known where the "
        "review was imported.",
        "PO-6",
        days_to_record,
        is_more_better=False,
        dimensions=("month", "iro", "team"),
        scale=1,
        sign=" working days",
    ),
    _measure(
        "reviews_per_child",
        "Reviews for each child",
        "The mean number of reviews held in the period of children in care at its end.",
        "T-2, I-01",
        reviews_per_child,
        unit="child",
        dimensions=("iro", "team"),
        as_at_end=True,
        scale=1,
        sign="",
    ),
    _measure(
        "reviews_for_each",
        "Reviews for each child in care",
        "All reviews held in the period, divided by the mean number of children in care at the ends of "
        "its months, to the nearest whole child.",
        "T-2, I-01",
        reviews_for_each,
        dimensions=(),
        scale=1,
        sign="",
    ),
    _measure(
        "reviews_under_four",
        "Reviews of children under four",
        f"{_HELD}with a participation code: those of children under four on the day (PN0).",
        "PA-1",
        under_four,
    ),
    _measure(
        "child_attended",
        "Reviews the child came to",
        f"{_HELD}of children aged 4 or over with a code: those the child came to (PN1 to PN4).",
        "PA-6",
        attended,
        is_more_better=True,
    ),
    _measure(
        "participation_every_review",
        "Children who took part in each of their reviews",
        "Children in care at the end of the last day for more than four weeks with a review in the "
        "period at which they were 4 or over: those "
        "whose views came to each such review (PN1, PN2, PN3, PN5, PN6).",
        "PA-4 (PAF C63)",
        every_review_taken_part,
        unit="child",
        is_more_better=True,
        dimensions=("iro", "team", "sex"),
        as_at_end=True,
    ),
    Measure(
        "letters_to_children",
        "Letters to children",
        f"{_HERE}those after which the child was sent a letter.",
        "P-29",
        "review",
        letter_to_child,
        is_more_better=True,
        dimensions=_OF_LETTERS,
    ),
    Measure(
        "letters_in_time",
        "Minutes distributed in time",
        f"{_HERE}those whose minutes were sent within 20 working days of the last meeting (or fewer, "
        "where the council asks for fewer). Not known while the time runs.",
        "PO-6",
        "review",
        distributed_in_time,
        is_more_better=True,
        dimensions=_OF_LETTERS,
    ),
    Measure(
        "letters_days",
        "Working days to the minutes",
        f"{_HERE}the mean of working days from the last meeting to the first copies of the minutes. "
        "Not known where none were sent.",
        "PO-6",
        "review",
        days_to_copies,
        is_more_better=False,
        scale=1,
        sign=" working days",
        dimensions=_OF_LETTERS,
    ),
]
