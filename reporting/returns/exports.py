"""The return as files: what we hold of a collection year, in the columns and words of the return."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Authority
from accounts.ui.spreadsheets import neutral
from children import codesets
from children.imports.state.precedence import END_NOT_KNOWN
from children.imports.values import year_bounds
from children.models import (
    AdoptionDecision,
    AdoptionMatch,
    CareLeaverContact,
    Child,
    Episode,
    HealthYear,
    LegalStatus,
    LibertyOrder,
    MissingEpisode,
    PreviousPermanence,
    SocialWorkerAllocation,
    UascStatus,
)
from reviews.models import Review
from reviews.models.review import ReviewStatus
from statute.clock_history import SHORT_BREAK_STATUSES

FILES = {
    "Header": "header.csv",
    "Episodes": "episodes.csv",
    "Reviews": "reviews.csv",
    "UASC": "uasc.csv",
    "OC2": "oc2.csv",
    "OC3": "oc3.csv",
    "AD1": "ad1.csv",
    "PlacedAdoption": "placed_adoption.csv",
    "PrevPerm": "prev_perm.csv",
    "Missing": "missing.csv",
    "SWEpisodes": "sw_episodes.csv",
    "DoLo": "dolo.csv",
}
FIRST_YEAR = {"DoLo": 2027}
"""Tables that the return has from a year on."""
OLD_SEX = {"M": "1", "F": "2"}


def export_return(authority: Authority, year: int) -> dict[str, bytes]:
    """File name -> content of every table we hold for the year, with its heading row. Dates are
    dd/mm/yyyy."""
    return {
        FILES[table]: _file(table, rows(authority, year))
        for table, rows in TABLES.items()
        if year >= FIRST_YEAR.get(table, 0)
    }


def children_in(authority: Authority, year: int) -> set[int]:
    """Every child whose record is in one of the files, restricted ones as well: the return must hold them."""
    found = set(_children(authority, year).values_list("pk", flat=True))
    return found | set(_reviews(authority, year).values_list("child_id", flat=True))


def _file(table: str, rows: Iterable[list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(codesets.columns_of(table))
    writer.writerows([_cell(c) for c in row] for row in rows)
    return out.getvalue().encode("utf-8")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if value is True or value is False:
        return "1" if value else "0"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else neutral(str(value))


def _in_year(field: str, year: int) -> Q:
    return Q(**{f"{field}__range": year_bounds(year)})


def _touching(year: int) -> Q:
    start, end = year_bounds(year)
    return Q(ended_on=None, started_on__lte=end) | Q(ended_on__gte=start, started_on__lte=end)


def _told(year: int) -> Q:
    """Episodes that run in the year as far as is known: one whose end lies in a year without a return is not
    told of there, nor one of which no return says on its first day whether it goes on."""
    over = Q(reason_ended=END_NOT_KNOWN, ended_on=year_bounds(year)[0])
    return _touching(year) & ~over & ~_not_known_in(year)


def _not_known_in(year: int) -> Q:
    """Episodes still open of children of whom it is not known whether they are looked after in the year."""
    return Q(ended_on=None, period__not_known_from__lte=year_bounds(year)[0])


def children_not_known(authority: Authority, year: int) -> int:
    """How many children are left out of the return for a year, because no return says whether they are looked
    after in it."""
    episodes = Episode.objects.filter(_touching(year) & _not_known_in(year), child__authority=authority)
    return episodes.values("child").distinct().count()


def _reported(authority: Authority, year: int) -> Q:
    """Children with an episode in the year, or who are reported on as care leavers."""
    episode = Episode.objects.filter(_told(year), child=OuterRef("pk"))
    leaver = CareLeaverContact.objects.filter(child=OuterRef("pk"), year=year)
    return Q(Exists(episode)) | Q(Exists(leaver))


def _children(authority: Authority, year: int) -> Any:
    return Child.objects.filter(_reported(authority, year), authority=authority).order_by("number")


def _in_care(authority: Authority, year: int) -> Any:
    """Children with an episode in the year."""
    episode = Episode.objects.filter(_told(year), child=OuterRef("pk"))
    return Child.objects.filter(Exists(episode), authority=authority)


def _sex(code: str, year: int) -> str:
    return OLD_SEX.get(code, code) if year < 2025 else code


OLD_PLACEMENTS = {
    "K3": ("H5", 2025),
    "Z11": ("Z1", 2026),
    "Z12": ("Z1", 2026),
    "Z13": ("Z1", 2026),
    "Z14": ("Z1", 2026),
}


def _placement(code: str, year: int) -> str:
    """The placement in the codes of the year: a later return may have told the same episode in newer ones."""
    old, since = OLD_PLACEMENTS.get(code, (code, 0))
    return old if year < since else code


def _by(day: date | None, end: date) -> date | None:
    """The day, unless it lies after the end of the year: the return does not know it yet."""
    return day if day is not None and day <= end else None


def header(authority: Authority, year: int) -> Iterable[list[Any]]:
    """Children with their facts; a mother is one from the year on in which her child was born."""
    _, end = year_bounds(year)
    for c in _children(authority, year):
        child_born_on = _by(c.mothers_child_born_on, end)
        is_mother = c.mothers_child_born_on == child_born_on if c.is_mother else c.is_mother
        yield [c.number, _sex(c.sex, year), c.born_on, c.ethnicity, c.upn, is_mother, child_born_on]


def episodes(authority: Authority, year: int) -> Iterable[list[Any]]:
    _, end = year_bounds(year)
    for e in (
        Episode.objects.filter(_told(year), child__authority=authority)
        .select_related("child")
        .order_by("child__number", "started_on")
    ):
        over = e.ended_on is not None and e.ended_on <= end
        yield [
            e.child.number,
            e.started_on,
            e.reason_new,
            e.legal_status,
            e.category_of_need,
            _placement(e.placement_type, year),
            e.provider,
            e.ended_on if over else None,
            e.reason_ended if over else "",
            e.reason_place_change if over else "",
            e.home_postcode,
            e.placement_postcode,
            e.urn,
        ]


def reviews(authority: Authority, year: int) -> Iterable[list[Any]]:
    """Reviews held in the year, by the date that counts (RC-13). One whose participation code is not known is
    told without it: left out, the child would seem not to have been reviewed.
    """
    for r in _reviews(authority, year).select_related("child").order_by("child__number", "held_on"):
        yield [r.child.number, r.child.born_on, r.held_on, r.participation_code]


def reviews_without_code(authority: Authority, year: int) -> int:
    """How many reviews of the return for a year have no participation code."""
    return _reviews(authority, year).filter(participation_code="").count()


def _reviews(authority: Authority, year: int) -> QuerySet[Review]:
    """Those of children under V3/V4 only are not returned (D2I 399), nor one of a series of short breaks
    after its last break, of a child who has no episode in the year (D2I 1012).
    """
    start, end = year_bounds(year)
    statuses = LegalStatus.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=start), child=OuterRef("child"), started_on__lte=end
    )
    of_breaks = Q(Exists(statuses.filter(code__in=SHORT_BREAK_STATUSES))) | Q(of_short_breaks=True)
    return Review.objects.filter(
        _in_year("held_on", year), child__authority=authority, status=ReviewStatus.COMPLETED
    ).exclude(of_breaks & ~Exists(statuses.exclude(code__in=SHORT_BREAK_STATUSES)))


def uasc(authority: Authority, year: int) -> Iterable[list[Any]]:
    start, _ = year_bounds(year)
    current = Q(ceased_on=None) | Q(ceased_on__gte=start)
    rows = (
        UascStatus.objects.filter(current, child__in=_children(authority, year))
        .select_related("child")
        .order_by("child__number")
    )
    for u in rows:
        yield [u.child.number, _sex(u.child.sex, year), u.child.born_on, u.ceased_on]


def oc2(authority: Authority, year: int) -> Iterable[list[Any]]:
    for h in (
        HealthYear.objects.filter(child__authority=authority, year=year)
        .select_related("child")
        .order_by("child__number")
    ):
        yield [
            h.child.number,
            h.child.born_on,
            h.sdq_score,
            h.sdq_reason,
            h.is_convicted,
            h.health_check,
            h.immunisations,
            h.teeth_check,
            h.health_assessment,
            h.substance_misuse,
            h.intervention_received,
            h.intervention_offered,
        ]


def oc3(authority: Authority, year: int) -> Iterable[list[Any]]:
    for c in (
        CareLeaverContact.objects.filter(child__authority=authority, year=year)
        .select_related("child")
        .order_by("child__number")
    ):
        yield [c.child.number, c.child.born_on, c.in_touch, c.activity or "0", c.accommodation or "0"]


def ad1(authority: Authority, year: int) -> Iterable[list[Any]]:
    """Children adopted in the year."""
    adopted = Episode.objects.filter(
        _in_year("ended_on", year), child=OuterRef("child"), reason_ended__in=["E11", "E12"]
    )
    rows = (
        AdoptionMatch.objects.filter(Exists(adopted), child__authority=authority)
        .select_related("child")
        .order_by("child__number")
    )
    for a in rows:
        yield [
            a.child.number,
            a.child.born_on,
            a.decided_on,
            a.matched_on,
            a.by_foster_carer,
            a.number_of_adopters,
            a.sex_of_adopters,
            a.status_of_adopters,
        ]


def placed_adoption(authority: Authority, year: int) -> Iterable[list[Any]]:
    """Decisions in force in the year, reversed ones up to the year of their reversal."""
    start, end = year_bounds(year)
    in_force = Q(reversed_on=None) | Q(reversed_on__gte=start)
    rows = (
        AdoptionDecision.objects.filter(in_force, child__in=_in_care(authority, year), decided_on__lte=end)
        .select_related("child")
        .order_by("child__number", "decided_on")
    )
    for a in rows:
        reversed_on = _by(a.reversed_on, end)
        yield [
            a.child.number,
            a.child.born_on,
            a.decided_on,
            reversed_on,
            a.reason_reversed if reversed_on else "",
        ]


def prev_perm(authority: Authority, year: int) -> Iterable[list[Any]]:
    started = Episode.objects.filter(_in_year("started_on", year), child=OuterRef("child"), reason_new="S")
    rows = (
        PreviousPermanence.objects.filter(Exists(started), child__authority=authority)
        .select_related("child")
        .order_by("child__number")
    )
    for p in rows:
        yield [p.child.number, p.child.born_on, p.code, p.authority_code, p.ended]


def missing(authority: Authority, year: int) -> Iterable[list[Any]]:
    _, end = year_bounds(year)
    rows = (
        MissingEpisode.objects.filter(_touching(year), child__in=_children(authority, year))
        .select_related("child")
        .order_by("child__number", "started_on")
    )
    for m in rows:
        yield [m.child.number, m.child.born_on, m.kind, m.started_on, _by(m.ended_on, end)]


def social_workers(authority: Authority, year: int) -> Iterable[list[Any]]:
    _, end = year_bounds(year)
    rows = SocialWorkerAllocation.objects.filter(
        _touching(year), child__in=_in_care(authority, year), worker__isnull=False
    )
    for a in rows.select_related("child", "worker").order_by("child__number", "started_on"):
        over = a.ended_on is not None and a.ended_on <= end
        yield [
            a.child.number,
            a.child.born_on,
            a.worker.staff_id if a.worker else "",
            a.started_on,
            a.ended_on if over else None,
            a.change_reason,
        ]


def liberty_orders(authority: Authority, year: int) -> Iterable[list[Any]]:
    _, end = year_bounds(year)
    rows = LibertyOrder.objects.filter(_touching(year), child__in=_children(authority, year))
    for o in rows.select_related("child").order_by("child__number", "started_on"):
        yield [o.child.number, o.child.born_on, o.started_on, _by(o.ended_on, end)]


TABLES: dict[str, Callable[[Authority, int], Iterable[list[Any]]]] = {
    "Header": header,
    "Episodes": episodes,
    "Reviews": reviews,
    "UASC": uasc,
    "OC2": oc2,
    "OC3": oc3,
    "AD1": ad1,
    "PlacedAdoption": placed_adoption,
    "PrevPerm": prev_perm,
    "Missing": missing,
    "SWEpisodes": social_workers,
    "DoLo": liberty_orders,
}
