"""Care leavers in the year of a birthday (OC3): in touch, at work or learning, living somewhere suitable."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q

from children.models import CareLeaverContact
from reporting.measures import dimensions as by
from reporting.measures.base import Measure, Rows, Scope, only
from reporting.measures.facts import not_read

OCCUPIED = ("F1", "P1", "F2", "P2", "F3", "P3", "F4", "P4", "F5", "P5")
HIGHER = ("F1", "P1")


def contacts(met: Q, known: Q) -> Callable[[Scope], Rows | None]:
    """Care leavers of the collection year of whom something is said; of the whole council alone, since they
    left years ago and it is not recorded whose they were.
    """

    def rows(scope: Scope) -> Rows | None:
        if scope.is_of_some:
            return None
        found = CareLeaverContact.objects.filter(child__authority=scope.authority, year=scope.period.end.year)
        refused = {r.child for r in not_read(scope, "OC3") if r.year == scope.period.end.year}
        told = set(found.values_list("child", flat=True)) if refused else set()
        found = only(found, scope).annotate(years=by.years_old("child__born_on", scope.period.end))
        return Rows(
            found,
            family="care leavers",
            base=found,
            met=met,
            known=known,
            besides=len(refused - told),
            dimensions={"years": F("years"), "sex": lambda: by.labelled("child__sex", "sex")},
        )

    return rows


def has_file(scope: Scope) -> bool:
    """Whether the file of care leavers came in for the year: it tells of them without any of the others."""
    told = CareLeaverContact.objects.filter(child__authority=scope.authority, year=scope.period.end.year)
    return scope.period.is_collection_year and told.exists()


def _measure(code: str, title: str, definition: str, met: Q, known: Q, **over: Any) -> Measure:
    given = {
        "dimensions": ("years", "sex"),
        "of_years": True,
        "as_at_end": True,
        "is_more_better": True,
        "path": "child",
        "has_file": has_file,
    }
    return Measure(code, title, definition, "OC3", "care leaver", contacts(met, known), **{**given, **over})


_OF = "Of care leavers in the return of the year"
_KNOWN = ~Q(activity__in=["", "0"])
MEASURES = [
    _measure(
        "care_leavers",
        "Care leavers",
        "Care leavers in the return of the year.",
        Q(),
        Q(),
        is_count=True,
        is_more_better=None,
    ),
    _measure(
        "care_leavers_in_touch",
        "Care leavers in touch",
        f"{_OF}: those the council is in touch with.",
        Q(in_touch="YES"),
        ~Q(in_touch=""),
    ),
    _measure(
        "care_leavers_occupied",
        "Care leavers in education, work or training",
        f"{_OF} whose activity is known: those in education, work or training.",
        Q(activity__in=OCCUPIED),
        _KNOWN,
    ),
    _measure(
        "care_leavers_higher",
        "Care leavers in higher education",
        f"{_OF} whose activity is known: those in higher education.",
        Q(activity__in=HIGHER),
        _KNOWN,
    ),
    _measure(
        "care_leavers_suitable",
        "Care leavers in suitable accommodation",
        f"{_OF} whose accommodation is known: those who live somewhere suitable.",
        Q(accommodation__endswith="1"),
        ~Q(accommodation__in=["", "0"]),
    ),
]
