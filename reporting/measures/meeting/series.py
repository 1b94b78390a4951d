"""The meetings of which reviews consist, and what helped children to take part (P-12, P-20)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from reporting.measures.at_review import answer_to, with_records
from reporting.measures.base import Measure, Rows, Scope
from reporting.measures.meeting.left_out import asked_at, left_out
from reporting.measures.meeting.of_reviews import of_reviews
from reporting.measures.reviews_held import choices_of, held
from reviews.models import MeetingPerson, ReviewPart, ReviewSection
from reviews.models.review import AttendeeRole, MeetingWay, ReviewFormat, SectionKey


def meetings(scope: Scope) -> Rows:
    """Every meeting of reviews held in the period."""
    return of_reviews(scope, ReviewPart.objects.all(), way=lambda: choices_of("way", MeetingWay.choices))


def people(scope: Scope) -> Rows:
    """Who came to which meeting of a series."""
    roles = choices_of("role", AttendeeRole.choices)
    return of_reviews(scope, MeetingPerson.objects.all(), "part__review", invited=roles)


def with_child(scope: Scope) -> Rows:
    """Meetings of reviews of several meetings to which the child came; known where it is said who did."""
    rows, own = meetings(scope), MeetingPerson.objects.filter(part=OuterRef("pk"))
    others = ReviewPart.objects.filter(review=OuterRef("review")).exclude(pk=OuterRef("pk"))
    population = rows.population.annotate(
        is_one_of_several=Exists(others),
        says_who=Exists(own),
        child_came=Exists(own.filter(role=AttendeeRole.CHILD)),
    ).filter(is_one_of_several=True)
    return Rows(population, Q(child_came=True), Q(says_who=True), rows.dimensions)


def _series(scope: Scope) -> Rows:
    """Reviews held as a series of meetings; known where the meetings are recorded."""
    rows = held(scope)
    own = ReviewPart.objects.filter(review=OuterRef("pk"))
    population = rows.population.filter(format=ReviewFormat.SERIES).annotate(
        is_central=Exists(own.filter(is_central=True)), has_meetings=Exists(own)
    )
    return Rows(population, Q(), Q(has_meetings=True), rows.dimensions)


def central(scope: Scope) -> Rows:
    """Those of which the central meeting is recorded."""
    rows = _series(scope)
    return Rows(rows.population, Q(is_central=True), rows.known, rows.dimensions)


def with_activity(scope: Scope) -> Rows:
    """Records of reviews that say what helped the child to take part."""
    rows = held(scope)
    section = ReviewSection.objects.filter(review=OuterRef("pk"), key=SectionKey.ATTENDANCE)
    left = left_out(scope, SectionKey.ATTENDANCE, "activity")
    population = asked_at(with_records(rows.population), left).annotate(
        answer=answer_to(SectionKey.ATTENDANCE, "activity"), is_kept=Exists(section)
    )
    return Rows(population, ~Q(answer=""), Q(is_kept=True), rows.dimensions, unasked=left.words)


def _measure(code: str, title: str, definition: str, rule: str, unit: str, rows: Any, **over: Any) -> Measure:
    given = {"dimensions": ("month", "iro", "team"), **over}
    return Measure(code, title, definition, rule, unit, rows, **given)


MEASURES = [
    _measure(
        "meetings_held",
        "Meetings of reviews",
        "Meetings recorded for reviews held in the period, in person, by video or both; a review of several "
        "meetings is one review.",
        "P-12, P-20",
        "meeting",
        meetings,
        is_count=True,
        path="review__child",
        dimensions=("month", "iro", "team", "way"),
    ),
    _measure(
        "meetings_people",
        "Who came to the meetings of a series",
        "People recorded as at the meetings of reviews held in the period that were several meetings, by who "
        "they are: each role once for each meeting.",
        "P-12",
        "role at a meeting",
        people,
        is_count=True,
        path="part__review__child",
        dimensions=("month", "iro", "team", "invited"),
    ),
    _measure(
        "meetings_with_child",
        "Meetings of a series that the child came to",
        "Of meetings of reviews held in the period that were several meetings, for which it is recorded who "
        "came: those that the child came to.",
        "P-12",
        "meeting",
        with_child,
        path="review__child",
        dimensions=("month", "iro", "team", "way"),
        is_more_better=True,
    ),
    _measure(
        "meetings_central",
        "Series with a central meeting",
        "Of reviews held in the period as a series of meetings that are recorded: those of which the central "
        "meeting, with the IRO, the child and the adults who matter most, is recorded.",
        "P-12",
        "review",
        central,
        is_more_better=True,
    ),
    _measure(
        "activity_recorded",
        "What helped the child to take part",
        "Of reviews held in the period whose record says who came: those whose record says what helped the "
        "child to take part, for example cooking, drawing or a poem.",
        "P-20",
        "review",
        with_activity,
        is_more_better=True,
    ),
]
