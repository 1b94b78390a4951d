"""From when to when the returns and the daily feed that are in tell of reviews."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from django.db import connection
from django.db.models import Max

from accounts.models import Authority
from accounts.templatetags.govuk import day as day_words
from children.imports.rows import REJECTED, Row
from children.imports.state.lives import Council
from children.imports.values import year_bounds
from children.models import FeedDelivery, ReturnYear

DAY = timedelta(days=1)
MANY = 20
"""Of so many children, two must tell of the last day that files show they cover."""
QUIET = timedelta(days=31)
"""No council goes longer than this without anything happening to a child."""

SHORTEST_TAIL = timedelta(days=14)
"""Files of a year that is over may end so long before it, over Easter, and be whole all the same."""
EXPECTED_IN_TAIL = 10
"""Where so many dates would be expected after the last one, no whole year happens to have none."""
A_DAY = re.compile(r':"(\d{4}-\d\d-\d\d)"')


@dataclass(frozen=True)
class Reach:
    """How far returns and the feed tell, as the authority keeps it."""

    known_from: date | None = None
    known_until: date | None = None
    reviews_until: date | None = None
    told_from: date | None = None
    untold_years: list[int] = field(default_factory=list)
    years_without_reviews: list[int] = field(default_factory=list)
    parts_until: list[date] = field(default_factory=list)

    def differs_from(self, authority: Authority) -> bool:
        return any(getattr(authority, name) != kept for name, kept in asdict(self).items())

    def keep_in(self, authority: Authority) -> None:
        """Set what the authority says of itself; the caller saves it."""
        for name, kept in asdict(self).items():
            setattr(authority, name, kept)


def reach_of_returns(
    authority: Authority, in_now: Iterable[ReturnYear], *, reading: Council | None = None
) -> Reach:
    """The first and the last day of which the returns tell without a gap.

    A return tells no more than the day that its files cover (`ReturnYear.covers_until`). One without a
    reviews file says nothing about reviews, one without an episodes file nothing of who came, left and was in
    care, one of a part of its year nothing of the rest: once a later one is in, what is told without a gap
    begins after them. The feed tells of everybody who was in care since
    1 April of the year before, and no more than the last day that a delivery with care and reviews described.
    `reading`: what is read now.
    """
    returns = {r.year: r for r in in_now}
    if not returns:
        return Reach()
    told, last = set(returns), max(returns)
    reviewed, cared = _years_with(returns.values())
    years = {year for year in reviewed if year == last or returns[year].is_whole}
    until = returns[last].covers_until
    if is_told_by_feed(returns[last], reading):
        came_in = feed_reaches(authority, reading.feed_reaches_to if reading else None)
        told, cared = told | {last - 1}, cared | {last, last - 1}
        if came_in:
            years, reviewed = years | {last, last - 1}, reviewed | {last, last - 1}
        else:
            years, reviewed = years - {last}, reviewed - {last}
        until = _told_by_feed(returns[last], came_in)
        returns.pop(last - 1, None)  # the feed tells of the whole of it
    begins = year_bounds(min(told))[0]
    gaps = _missing(cared, told), _missing(reviewed, told), _parts(returns.values(), last)
    care_until = until if last in cared else _last_day(returns, cared, begins - DAY)
    first = _unbroken_since(years)
    if first is None:
        return Reach(year_bounds(last + 1)[0], care_until, begins - DAY, begins, *gaps)
    reviews_until = until if last in years else year_bounds(max(years))[1]
    own = None if last in years & cared else reviews_until
    return Reach(year_bounds(first)[0], care_until, own, begins, *gaps)


def _years_with(returns: Iterable[ReturnYear]) -> tuple[set[int], set[int]]:
    """The years of which returns tell of reviews, and those of care."""
    every = list(returns)
    return {r.year for r in every if r.has_reviews}, {r.year for r in every if r.has_care}


def _last_day(returns: Mapping[int, ReturnYear], years: Collection[int], before: date) -> date:
    """The last day of which the latest of these years tells; `before`, where there is none."""
    return returns[max(years)].covers_until if years else before


def is_told_by_feed(one: ReturnYear, reading: Council | None) -> bool:
    """Whether the feed told a year last, or tells it now."""
    is_read_now = reading is not None and reading.is_feed and reading.year == one.year
    return is_read_now or one.last_import.feed_deliveries.exists()


def told_until(one: ReturnYear) -> date:
    """The last day of which a year tells: of its files, or of what the feed's deliveries in it describe."""
    if not one.last_import.feed_deliveries.exists():
        return one.covers_until
    mine = FeedDelivery.objects.filter(authority=one.authority_id, reaches_to__lte=year_bounds(one.year)[1])
    return _told_by_feed(one, mine.aggregate(last=Max("reaches_to"))["last"])


def _told_by_feed(one: ReturnYear, came_in: date | None) -> date:
    until = min(year_bounds(one.year)[1], came_in or year_bounds(one.year - 1)[1])
    return max(until, one.stated_until or until)


def _parts(returns: Iterable[ReturnYear], last: int) -> list[date]:
    """The last days of which returns before the last one tell that are not of their whole year."""
    return sorted(r.covers_until for r in returns if r.year != last and not r.is_whole)


def _missing(years: Collection[int], told: Collection[int]) -> list[int]:
    """The years from the earliest to the latest return that are not among these."""
    return [year for year in range(min(told), max(told) + 1) if year not in years]


def feed_reaches(authority: Authority, being_read: date | None) -> date | None:
    """The last day of which any delivery so far tells, the one that is read now among them."""
    kept = FeedDelivery.objects.filter(authority=authority).aggregate(last=Max("reaches_to"))["last"]
    return max((day for day in (kept, being_read) if day), default=None)


def note_what_files_cover(council: Council) -> None:
    """Note of a return whose year is not over, once its rows are kept, to which day its files tell; and say
    so.
    """
    if council.today > year_bounds(council.year)[1]:
        return
    one = ReturnYear.objects.get(authority=council.authority, year=council.year)
    if one.files_until is None:
        one.files_until = _shown_by_files(council)
        one.save(update_fields=["files_until"])
    _say_to_which_day(council, one)


def limit_to_what_rows_show(council: Council, rows: Collection[Row]) -> None:
    """Of a year that is over, and of which nobody said to which day its files tell: where they plainly stop
    before its end, they were taken from the council's system before it. What came after is not known.
    """
    is_over = council.today > year_bounds(council.year)[1]
    if not is_over or council.is_feed or not {"Episodes", "Reviews"} & council.tables:
        return
    one = ReturnYear.objects.get(authority=council.authority, year=council.year)
    if one.stated_until or one.files_until or (shown := _where_rows_stop(rows, council.year)) is None:
        return
    one.files_until = shown
    one.save(update_fields=["files_until"])
    council.part_years = None
    end = day_words(year_bounds(council.year)[1])
    council.note(
        f"Nothing in the files is later than {day_words(shown)}, so they are taken to be of a part of the "
        "year: what came after that day is not known. If they are of the whole year, import them again and "
        f"state {end} as the last day that they cover."
    )


def _where_rows_stop(rows: Collection[Row], year: int) -> date | None:
    """The last day of which rows tell, where many children's dates stop long before the end of the year."""
    start, end = year_bounds(year)
    first, last, tail = start.isoformat(), end.isoformat(), (end - SHORTEST_TAIL).isoformat()
    sound = [row for row in rows if row.status != REJECTED and row.table != "Header"]
    if _two_begin_between(sound, tail, last):
        return None  # before the days in every row are looked for
    latest: dict[str, str] = {}
    count = 0
    for row in sound:
        days = {day for day in A_DAY.findall(row.text) if first <= day <= last}
        count += len(days)
        newest = max(days, default=first)
        if newest > latest.get(row.number, ""):
            latest[row.number] = newest
    if len(latest) < MANY:
        return None
    shown = date.fromisoformat(sorted(latest.values())[-2])
    told, silent = shown - start + DAY, end - shown
    return shown if silent > SHORTEST_TAIL and count * silent >= EXPECTED_IN_TAIL * told else None


def _two_begin_between(rows: Iterable[Row], after: str, last: str) -> bool:
    """Whether rows of two children have these days in their keys."""
    found: set[str] = set()
    for row in rows:
        if after < row.key[:10] <= last:
            found.add(row.number)
            if len(found) > 1:
                return True
    return False


def _say_to_which_day(council: Council, one: ReturnYear) -> None:
    if one.stated_until:
        why = "as was stated"
    elif one.files_until == council.today:
        why = "the day they came in"
    else:
        why = "because nothing in them is later"
    council.note(
        f"The year of this return is not over. Its files are taken to tell to {day_words(one.covers_until)}, "
        f"{why}; what was due later is not known. If they tell to another day, state it."
    )


def _shown_by_files(council: Council) -> date:
    """The day on which the kept rows of a year that is not over came in, or, where nothing happened in the
    month before it, the last day on which something did.

    Of many children two must tell of that day, so that a date mistyped in one row moves nothing of others.
    """
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [council.authority.pk, council.year, council.today.isoformat()])
        found = cursor.fetchall()
    days = [date.fromisoformat(day) for day, children in found[: 2 if found and found[0][1] >= MANY else 1]]
    last = max(min(days, default=date.min), year_bounds(council.year - 1)[1])
    return last if last < council.today - QUIET else council.today


LATEST = r"""
SELECT max(cell.value), count(*) OVER () FROM children_returnrow kept, jsonb_each_text(kept.values) cell
WHERE kept.authority_id = %s AND kept.year = %s AND kept."table" NOT IN ('Header', 'Unread reviews')
  AND cell.value ~ '^\d{4}-\d\d-\d\d$' AND cell.value <= %s
GROUP BY kept.number ORDER BY 1 DESC LIMIT 2
"""


def _unbroken_since(years: set[int]) -> int | None:
    """The first year of the run without a gap that ends with the latest return."""
    if not years:
        return None
    year = max(years)
    while year - 1 in years:
        year -= 1
    return year
