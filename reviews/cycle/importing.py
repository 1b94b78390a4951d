"""The Reviews table of the return, in this app because reviews are; found by settings.RETURN_TABLES."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any

from django.db import connection

from accounts.calendars import terms_for
from accounts.templatetags.govuk import day as day_words
from children.imports import values as v
from children.imports.registers import Store
from children.imports.rows import Column, Reading, Table
from children.imports.state.lives import Fact, Life, Told
from children.imports.state.storing import in_words
from children.imports.state.unread import note_mistyped
from children.imports.tables import table
from children.models.imports import year_words
from reviews.midway.planning import forget_untouched
from reviews.models import MidwayCheck, Review, ReviewCycle, ReviewPart
from reviews.models.review import ReviewStatus
from statute.clock_history import SINGLE_BREAKS
from statute.participation import CODES, UNDER_FOUR, ImpossibleParticipation, check_code
from statute.short_breaks import open_until
from statute.working_days import age_on, birthday


def _held_on(column: Column, text: str, so_far: Mapping[str, Any], reading: Reading) -> date | None:
    day = v.parse_date(column.name, text, column.rule)
    if day and day > reading.today:
        to_do = "Give reviews that were held; leave planned ones out."
        raise v.refuse(column.name, text, "The review is in the future.", to_do, "REV-3")
    return day


def _code(column: Column, text: str, so_far: Mapping[str, Any], reading: Reading) -> str:
    if text.upper() not in CODES:
        why = f"{text} is not a participation code. The review was taken, the code is not known."
        raise v.refuse(column.name, text, why, "Use PN0 to PN7.", column.rule)
    return text.upper()


REVIEWS = (
    Column(
        "REVIEW", "held_on", "166", _held_on, needed="Fill in REVIEW, or leave the row out.", decides=True
    ),
    Column("REVIEW_CODE", "participation_code", "167", _code, needed="Use PN0 to PN7.", blank=""),
)
IMPORTED = {
    "status": ReviewStatus.COMPLETED,
}
SERIES = {ReviewStatus.STARTED, ReviewStatus.ADJOURNED, ReviewStatus.COMPLETED}
"""How a review may stand that met already."""


def draw_reviews(life: Life) -> Iterable[Fact]:
    """Reviews by day, as far as they can have been held; a code impossible at that age is not known. The code
    is that of the latest return that has a possible one.
    """
    found: dict[date, list[Told]] = {}
    for told in life.rows("Reviews"):
        found.setdefault(told.values["held_on"], []).append(told)
    for held_on, each in found.items():
        told = each[-1]
        if _can_be(life, told, held_on):
            codes = (_possible_code(life, one, held_on) for one in reversed(each))
            code = next(filter(None, codes), "")
            dates = {"started_on": held_on, "completed_on": held_on}
            yield Fact((held_on,), {"participation_code": code}, told.source, told.row, IMPORTED | dates)


def _can_be(life: Life, told: Told, held_on: date) -> bool:
    """Whether the child was looked after and under 18 on the day (REV-1, REV-5)."""
    assert life.born_on is not None
    council = life.council
    if held_on >= birthday(life.born_on, 18):
        to_do = "Correct the date, or leave the review out."
        why = "The young person was 18 or over."
        council.refuse(told.row, "REVIEW", f"{held_on:%d/%m/%Y}", why, to_do, "REV-5")
        return False
    if not life.was_in_care(held_on) and not _between_breaks(life, held_on):
        why, to_do = "The child was not looked after on this day.", "Correct the date, or the episodes."
        if (without := council.why_without("Episodes", "episodes")) and not life.periods:
            why = f"No episode of the child is known: {without}."
            to_do = "Import the return again with its episodes file."
        council.refuse(told.row, "REVIEW", f"{held_on:%d/%m/%Y}", why, to_do, "REV-1")
        note_mistyped(council, told, held_on)
        return False
    return True


def _between_breaks(life: Life, day: date) -> bool:
    """Whether a series of short breaks went on, on a day between two of them or after the last (RC-6)."""
    rows = [t.values for t in life.rows("Episodes") if t.values["legal_status"] == SINGLE_BREAKS]
    ends = [values["ended_on"] for values in rows if values["ended_on"] and values["ended_on"] <= day]
    if not ends:
        return False
    terms = terms_for(life.council.authority)
    return any(day <= open_until(ended_on, terms=terms.on(ended_on)) for ended_on in ends)


def _possible_code(life: Life, told: Told, held_on: date) -> str:
    assert life.born_on is not None
    code = str(told.values["participation_code"])
    if not code:
        return ""
    try:
        check_code(code, born_on=life.born_on, review_on=held_on)
    except ImpossibleParticipation as wrong:
        rule = "440" if code == UNDER_FOUR and age_on(life.born_on, held_on) >= 4 else "441"
        to_do = (
            "Correct the code, the date of the review or the date of birth. Until then the code is not known."
        )
        life.council.warn(told.row, "REVIEW_CODE", code, str(wrong), to_do, rule)
        return ""
    return code


@cache
def _hanging_on() -> list[tuple[str, str]]:
    """Table and column of everything that can hang on a review but what the clock stores, which is worked out
    again."""
    return [
        (relation.related_model._meta.db_table, str(relation.field.column))
        for relation in Review._meta.related_objects
        if relation.related_model not in (ReviewCycle, MidwayCheck)
        and not relation.related_model.__name__.endswith("Event")
    ]


def _is_there_work(review: Review) -> bool:
    """Asked in one statement: a return that is withdrawn asks it of each of its reviews."""
    name = connection.ops.quote_name
    each = (
        f"EXISTS (SELECT FROM {name(table)} WHERE {name(column)} = %(review)s)"
        for table, column in _hanging_on()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' OR '.join(each)}", {"review": review.pk})
        return bool(cursor.fetchone()[0])


def _has_work(life: Life, review: Review) -> bool:
    """Whether something that was entered in the portal hangs on an imported review."""
    if _is_there_work(review):
        life.council.note(
            f"Child {life.number}: the review of {day_words(review.held_on)} is in no return any more, "
            "but something was recorded about it in the portal: kept.",
            life.number,
        )
        return True
    return False


def _say_out_of_care(life: Life, reviews: Sequence[Review]) -> None:
    """Point out reviews on days on which the returns say now that the child was not looked after. Those
    recorded in the portal stay, and no due date is worked out from them; those that came with another return
    go.
    """
    if not life.returned("Episodes"):
        return
    told = {t.values["held_on"]: t.year for t in life.rows("Reviews") if t.row is None}
    for review in reviews:
        day = review.held_on
        if day is None or life.was_in_care(day) or _between_breaks(life, day):
            continue
        if review.source_id is None:
            life.council.note(
                f"Child {life.number}: the review of {day:%d/%m/%Y} was recorded in the portal, but by the "
                "returns the child was not looked after on this day: kept. Correct the one or the other.",
                life.number,
            )
        elif day in told:
            life.council.note(
                f"Child {life.number}: the review of {day_words(day)} in the return of "
                f"{year_words(told[day])} is left out now, because the child was not looked after on this "
                "day by what came in since. Correct the one or the other.",
                life.number,
            )


def _without_other_meetings(life: Life, stored: Sequence[Review], facts: list[Fact]) -> list[Fact]:
    """The reviews of the return without those that are another meeting of one recorded in the portal: a
    review of several meetings is one (RC-13), and its day is the portal's to tell. What differs is said.
    """
    by_hand = [r for r in stored if r.source_id is None and r.status in SERIES]
    other = _other_meetings(by_hand)
    for fact in facts:
        if fact.key[0] in other:
            names = ["held_on", *fact.values]
            theirs = in_words(names, {"held_on": fact.key[0], **fact.values}.get)
            life.council.keep(fact.row, theirs, in_words(names, partial(getattr, other[fact.key[0]])))
    return [fact for fact in facts if fact.key[0] not in other]


def _other_meetings(by_hand: Sequence[Review]) -> dict[date, Review]:
    """The days of meetings that are not the day that counts of any of these reviews."""
    several = {r.pk: r for r in by_hand if r.adjourned_until or r.held_on and r.completed_on != r.started_on}
    if not several:
        return {}
    parts = ReviewPart.objects.filter(review__in=list(several)).order_by("pk")
    days = {day: several[pk] for pk, day in parts.values_list("review", "held_on")}
    days |= {day: r for r in several.values() for day in (r.started_on, r.completed_on) if day}
    counted = {review.held_on for review in by_hand}
    return {day: review for day, review in days.items() if day not in counted}


def _forget(reviews: Sequence[Review]) -> None:
    """Midway checks that were only planned go with the review that opened their turn."""
    forget_untouched(MidwayCheck.objects.filter(after_review__in=[r.pk for r in reviews]))


TABLES: list[Table] = [
    table(
        "Reviews",
        "CHILD REVIEW",
        REVIEWS,
        "held_on",
        dates="REVIEW",
        twice=("REVIEW", "The child has two reviews on this day.", "REV-4"),
    )
]
STORES = [
    Store(
        "Reviews",
        Review,
        ("held_on",),
        draw_reviews,
        is_kept_here=lambda review: review.held_on is not None,
        stays=_has_work,
        left_to=_without_other_meetings,
        look=_say_out_of_care,
        forget=_forget,
        moves_clock=True,
    )
]
