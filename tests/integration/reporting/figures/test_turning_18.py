"""Who turns 18 in care leaves it on that day, whatever is recorded of later (RC-12): the count of children in
care, those who came and those who left agree by month, quarter and year, whole and in lists.
"""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from children.models import PeriodOfCare
from reporting.leaving import with_the_day
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.measures.timeliness import for_many
from reporting.periods import Period, collection_year, month, quarter
from reporting.results.families import compute_many
from reporting.results.months import compute_months, months_of
from statute.working_days import birthday
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = collection_year(2026)
QUARTERS = [quarter(2026, number) for number in (1, 2, 3, 4)]
BALANCE = (
    "looked_after_at_start",
    "starters",
    "crossed_in",
    "leavers",
    "crossed_out",
    "looked_after_at_end",
)
BEFORE, BORN, ON_THE_DAY = date(2024, 1, 1), date(2007, 6, 30), date(2025, 6, 30)


@pytest.fixture
def council():
    return make.make_authority()


def ask(council, code, period=YEAR, **more):
    return compute(MEASURES[code], Scope(council, period, **more))


def stay(council, started_on=BEFORE, ended_on=None, reason="E5", *, born_on=BORN, status="C2", **over):
    """A young person with one period of care."""
    child = make.make_child(council, born_on=born_on)
    reason = reason if ended_on else ""
    period = make.make_period(child, started_on, ended_on=ended_on, end_reason=reason, **over)
    make.make_legal_status(period, status, started_on=started_on, ended_on=ended_on)
    make.make_placement(period)
    return child


def left(council, period=YEAR):
    """The figure of those who left, and whether all figures of who came and went agree."""
    start, came, joined, ended, went, end = (ask(council, code, period).numerator for code in BALANCE)
    assert start + came + joined - ended - went == end, period
    return ask(council, "leavers", period)


@pytest.mark.parametrize(
    ("case", "found"),
    [
        ({}, Result(1, None, 0)),
        ({"started_on": date(2025, 6, 29)}, Result(1, None, 0)),
        ({"ended_on": ON_THE_DAY}, Result(1, None, 0)),
        ({"ended_on": date(2025, 9, 1)}, Result(1, None, 0)),
        ({"ended_on": date(2026, 9, 1)}, Result(1, None, 0)),
        ({"ended_on": date(2025, 9, 1), "reason": "NK"}, Result(1, None, 0)),
        ({"ended_on": date(2025, 6, 29), "reason": "NK"}, Result(0, None, 1)),
        ({"not_known_from": date(2025, 6, 29)}, Result(0, None, 1)),
        ({"not_known_from": ON_THE_DAY}, Result(1, None, 0)),
        ({"not_known_from": date(2025, 9, 1)}, Result(1, None, 0)),
    ],
    ids=range(10),
)
def test_care_ends_on_the_18th_birthday_at_the_latest(council, case, found):
    stay(council, **case)
    assert [left(council, period) for period in (YEAR, QUARTERS[0], month(ON_THE_DAY))] == [found] * 3
    nobody = Result(0, None, 0)
    others = [*QUARTERS[1:], *(m for m in YEAR.months() if m.start.month != 6)]
    assert {left(council, period) for period in others} == {nobody}
    assert left(council, collection_year(2027)) == nobody
    by_month = compute_months(MEASURES["leavers"], Scope(council, YEAR), months_of(Scope(council, YEAR)))
    assert by_month == {m: left(council, m) for m in YEAR.months()}
    for code in ("crossed_in", "crossed_out"):
        found_in_one = compute_many([MEASURES[code]], for_many(Scope(council, YEAR)))[code]
        assert found_in_one == ask(council, code)


def test_a_birthday_to_come_is_in_no_figure(council):
    stay(council)
    period = Period(date(2025, 6, 1), ON_THE_DAY)
    assert ask(council, "leavers", period, as_at=date(2025, 6, 29)).numerator == 0
    assert ask(council, "leavers", period, as_at=ON_THE_DAY).numerator == 1
    assert ask(council, "crossed_out", period, as_at=date(2025, 6, 29)).numerator == 0


def test_short_breaks_are_left_out(council):
    stay(council, status="V4")
    assert left(council) == Result(0, None, 0)


def test_why_the_young_person_left_is_not_known(council):
    stay(council)
    stay(council, ended_on=date(2025, 7, 5), reason="E17")
    stay(council, ended_on=date(2025, 6, 1), reason="E4A")
    groups = compute_by(MEASURES["exits"], Scope(council, YEAR), "group")
    assert groups["not recorded"] == Result(1, None, 0)
    assert sum(found.numerator for found in groups.values()) == 3
    assert compute_by(MEASURES["leavers"], Scope(council, YEAR), "reason")["not recorded"].numerator == 1
    assert ask(council, "left_to_family") == Result(1, 2, 1)
    assert ask(council, "stayed_put") == Result(1, 1, 1)
    assert ask(council, "home_by_second_review") == Result(1, 2, 1)
    assert ask(council, "left_at_18") == Result(2, 3, 0)
    assert ask(council, "left_before_first_review") == Result(3, 3, 0)


@pytest.mark.parametrize(
    "born_on", [date(2008, 2, 29), date(2008, 2, 28), date(2008, 3, 1), date(2010, 3, 1)]
)
def test_the_birthday_is_that_of_the_law(council, born_on):
    stay(council, born_on=born_on)
    on = birthday(born_on, 18)
    period = with_the_day(PeriodOfCare.objects.all()).get()
    assert (period.left_on, period.turned_18_on) == (on, on)
    assert left(council, Period(on, on)).numerator == 1


def test_the_list_behind_the_figure_names_the_day(client_for, qa_manager, authority):
    stay(authority)
    with time_machine.travel(make.at(date(2026, 6, 1)), tick=False):
        address = reverse("reporting:rows", args=["leavers"])
        page = client_for(qa_manager).get(address, {"period": "2026", "part": "numerator"}).content.decode()
    assert "started 1 January 2024, turned 18 30 June 2025" in page


def test_who_leaves_at_18_leaves_whoever_had_them_then(client_for, authority, iro):
    """An IRO's figures count those who were theirs on the day before the birthday."""
    mine = make.make_worker(authority, user=iro, is_iro=True)
    one, other = stay(authority, ended_on=date(2025, 9, 1)), stay(authority)
    theirs = make.make_worker(authority, is_iro=True)
    later = date(2025, 7, 1)
    for child, first, then in ((one, mine, theirs), (other, theirs, mine)):
        make.make_allocation(child, first, started_on=BEFORE, ended_on=later)
        make.make_allocation(child, then, started_on=later)
    with time_machine.travel(make.at(date(2026, 6, 1)), tick=False):
        address = reverse("reporting:measure", args=["leavers"])
        page = client_for(iro).get(address, {"period": "2026"})
    assert page.context["figure"] == "1"
