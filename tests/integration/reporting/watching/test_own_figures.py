"""Figures of one's own children and teams: who left counts for those who had the child then, and what is
counted of the whole council alone is no figure of some children.
"""

from calendar import WEDNESDAY
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.access.roles import Role
from accounts.access.viewers import viewer_for
from children.models import IroAllocation
from reporting.access import scope_for
from reporting.dashboard.table import APART
from reporting.measures.base import NO_FIGURE, Result, compute
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reporting.screen.shown import OF_ALL_ALONE
from tests import factories as make
from tests.kept import kept
from tests.turns import has_days

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
LEFT_ON = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(make.at(TODAY), tick=False):
        yield


@kept
def worker(authority, iro):
    return make.make_worker(authority, user=iro, is_iro=True)


@kept
def team(authority):
    return make.make_team(authority, name="North")


@kept
def manager(authority, team):
    person = make.make_user(authority, Role.TEAM_MANAGER)
    make.make_line(team, person)
    return person


def gone(authority, *, ended_on=LEFT_ON, **over):
    """A child who left care on the day, whose people are recorded until `ended_on`."""
    child = make.make_child_in_care(authority, **over)
    child.periods.update(ended_on=LEFT_ON, end_reason="E11")
    for spans in (child.legal_statuses, child.placements):
        spans.update(ended_on=LEFT_ON)
    for people in (child.iro_allocations, child.social_worker_allocations):
        people.update(ended_on=ended_on)
    return child


def figure(person, code):
    viewer = viewer_for(person, today=TODAY)
    return compute(MEASURES[code], scope_for(viewer, collection_year(2026)))


@pytest.mark.parametrize("ended_on", [LEFT_ON, None, date(2026, 2, 1)])
@pytest.mark.parametrize("code", ["leavers", "exits"])
def test_who_left_counts_for_the_iro_and_the_team_of_the_last_day(
    authority, iro, worker, manager, team, code, ended_on
):
    gone(authority, iro=worker, team=team, ended_on=ended_on)
    gone(authority, iro=make.make_worker(authority, is_iro=True), team=make.make_team(authority))
    assert figure(iro, code) == figure(manager, code) == Result(1, None)
    assert figure(iro, "left_adopted") == figure(manager, "left_adopted") == Result(1, 1)


def test_reviews_of_who_left_count_as_well(authority, iro, worker):
    make.make_review(gone(authority, iro=worker), date(2025, 6, 2))
    assert figure(iro, "reviews_held") == Result(1, None)
    assert figure(iro, "looked_after_at_end") == Result(0, None)


def test_who_was_handed_over_before_leaving_counts_for_the_other(authority, iro, worker):
    other = make.make_user(authority, Role.IRO)
    child = gone(authority, iro=worker, ended_on=date(2025, 7, 1))
    second = make.make_worker(authority, user=other, is_iro=True)
    make.make_allocation(child, second, started_on=date(2025, 7, 1), ended_on=LEFT_ON)
    assert (figure(iro, "leavers"), figure(other, "leavers")) == (Result(0, None), Result(1, None))


def test_who_came_back_to_another_still_left_from_the_first(authority, iro, worker):
    other = make.make_user(authority, Role.IRO)
    child, again = gone(authority, iro=worker), date(2026, 1, 5)
    make.make_legal_status(make.make_period(child, again))
    make.make_allocation(child, make.make_worker(authority, user=other, is_iro=True), started_on=again)
    assert (figure(iro, "leavers"), figure(other, "leavers")) == (Result(1, None), Result(0, None))
    assert figure(iro, "looked_after_at_end") == Result(0, None), "the child is another's now"
    assert figure(other, "looked_after_at_end") == Result(1, None)


def test_whose_a_child_was_on_the_last_day_is_not_known_where_nobody_is_recorded(
    authority, iro, worker, manager, team
):
    gone(authority, iro=worker, team=team)
    IroAllocation.objects.update(ended_on=date(2025, 8, 31))
    assert figure(iro, "leavers") == Result(0, None, 1)
    assert figure(manager, "leavers") == Result(1, None)
    gone(authority)
    assert (figure(iro, "leavers"), figure(manager, "leavers")) == (Result(0, None, 2), Result(1, None, 1))


def test_a_restricted_child_who_left_does_not_count_for_whom_the_record_is_closed_to(authority, iro, worker):
    gone(authority, iro=worker, is_restricted=True)
    gone(authority, is_restricted=True)
    assert figure(iro, "leavers") == Result(0, None)


@pytest.mark.parametrize("code", ["caseload", "iros_over_70", "care_leavers", "care_leavers_in_touch"])
def test_what_is_counted_of_the_whole_council_is_said_to_be(
    client_for, authority, iro, worker, manager, code
):
    make.make_child_in_care(authority, iro=worker)
    assert figure(iro, code) == figure(manager, code) == NO_FIGURE
    page = client_for(iro).get(reverse("reporting:measure", args=[code]), {"period": "2026"})
    assert OF_ALL_ALONE in page.content.decode()


@has_days(WEDNESDAY)
def test_the_dashboard_says_that_it_is_not_counted_so(client_for, iro, worker):
    page = client_for(iro).get(reverse("reporting:dashboard"), {"year": "2026"})
    row = next(row for row in page.context["table"].rows if "full-time IRO" in row[0]["text"])
    assert {cell["text"] for cell in row[1:-1]} == {APART}
