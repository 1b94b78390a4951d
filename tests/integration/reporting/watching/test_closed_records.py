"""Figures leave out the children whose records are closed to the reader, wherever lists or other figures of
the same reader do; the documents of the council count them."""

import re
from datetime import date
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from accounts.access.roles import LINE_ROLES, Role
from accounts.access.viewers import viewer_for
from accounts.models import Connection
from accounts.models.connections import ConnectionScope
from children.models import Child
from reporting.access import scope_for
from reporting.api.views import _scope
from reporting.layouts.registry import PAGES
from reporting.measures.base import compute, compute_by
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reporting.results.store import store_year
from tests import factories as make
from tests.kept import kept

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
YEAR = collection_year(2026)
LEADS = re.compile(r'href="(/measures/[^"]+)"')


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(make.at(TODAY), tick=False):
        yield


@kept
def team(authority):
    return make.make_team(authority, name="North")


@kept
def children(authority, team, iro):
    """Two girls whom everybody sees; two boys, of other IROs, whose records are closed."""
    mine = make.make_worker(authority, user=iro, is_iro=True)
    seen = [
        make.make_child_in_care(authority, team=team, iro=mine, sex="F", born_on=date(2012, 1, 1))
        for _ in range(2)
    ]
    other = make.make_worker(authority, is_iro=True)
    closed = [
        make.make_child_in_care(
            authority, team=team, iro=other, sex="M", born_on=date(2020, 1, 1), is_restricted=True
        )
        for _ in range(2)
    ]
    for child in (*seen, *closed):
        make.make_review(child, date(2025, 6, 2), participation_code="PN1")
    store_year(authority, YEAR, today=TODAY)
    return seen


def person(authority, team, role):
    found = make.make_user(authority, role)
    if role in LINE_ROLES:
        make.make_line(team, found, role)
    return found


def figures(client, key):
    return client.get(reverse("reporting:figures", args=[key]), {"year": "2026"})


ROLES = (Role.QA_MANAGER, Role.HEAD_OF_SERVICE, Role.ASSISTANT_DIRECTOR, Role.DIRECTOR)


@pytest.mark.parametrize("role", ROLES)
def test_the_pages_of_figures_agree_with_the_pages_of_measures(client_for, authority, team, children, role):
    client = client_for(person(authority, team, role))
    for dimension, parts in (("sex", {"Female": 2}), ("iro", None), ("age", None), ("ethnicity", None)):
        page = client.get(
            reverse("reporting:measure", args=["looked_after_at_end"]), {"period": "2026", "by": dimension}
        )
        found = {row[0]["text"]: int(row[1]["text"]) for row in page.context["broken"].rows}
        assert sum(found.values()) == 2 and found == (parts or found)
    raw = {grid.title: grid.raw for grid in figures(client, "children").context["grids"]}
    said = [number for grid in raw.values() for row in grid.values() for number in row if number is not None]
    assert said and 4 not in said, "four children would count those who are closed"


@pytest.mark.parametrize("role", [*ROLES, Role.IRO])
def test_what_the_pages_of_figures_lead_to_opens(client_for, authority, team, children, iro, role):
    client = client_for(iro if role == Role.IRO else person(authority, team, role))
    links = {unescape(link) for key in PAGES for link in LEADS.findall(figures(client, key).text)}
    lists = {link for link in links if "/rows/" in link}
    assert bool(lists) is (role != Role.DIRECTOR)
    assert [link for link in sorted(lists) if client.get(link).status_code != 200] == []


def test_a_head_of_service_is_told_what_is_of_the_council_alone(client_for, authority, team, children):
    page = figures(client_for(person(authority, team, Role.HEAD_OF_SERVICE)), "service")
    assert "of the whole council only" in page.text and "caseload/rows" not in page.text
    assert "Counted now from the records" in page.text and "are not counted here" in page.text


def test_who_is_named_on_every_record_sees_what_is_stored(client_for, authority, qa_manager, children):
    for child in Child.objects.filter(is_restricted=True):
        make.make_grant(qa_manager, child)
    page = figures(client_for(qa_manager), "children")
    assert "Computed" in page.text and any(
        c["text"] == "4" for g in page.context["grids"] for r in g.rows for c in r
    )


@pytest.mark.parametrize("code", ["caseload", "iros_over_70", "care_leavers"])
def test_a_figure_of_the_council_is_there_for_who_sees_all_but_some(authority, qa_manager, children, code):
    scope = scope_for(viewer_for(qa_manager, today=TODAY), YEAR)
    assert scope.children is not None and not scope.is_of_some
    assert MEASURES[code].rows(scope) is not None


def test_what_was_restated_is_for_those_who_write_the_reports(
    client_for, authority, team, children, qa_manager
):
    make.make_freeze(authority, qa_manager, 2026, looked_after_at_end=4)
    for role, sees in ((Role.QA_MANAGER, True), (Role.HEAD_OF_SERVICE, False), (Role.DIRECTOR, False)):
        client = client_for(person(authority, team, role))
        page = client.get(reverse("reporting:freezes"))
        assert ("Without a reason" in page.text) is sees, role
        frozen = client.get(page.context["table"].rows[0][0]["href"])
        assert ("No figure has been restated" in frozen.text) is sees, role
        measure = client.get(reverse("reporting:measure", args=["looked_after_at_end"]), {"period": "2026"})
        assert measure.context["around"].frozen is None and measure.context["figure"] == "2"


def test_other_groups_are_shown_without_closed_children(client_for, qa_manager, children):
    """Bands of age as narrow as somebody likes would tell the age of a child."""
    first = {"starts_on_day": "1", "starts_on_month": "7", "starts_on_year": "2026"}
    typed = {"groups": "Young: 0-9\nOlder: 10+", "show": "1"} | first
    page = client_for(qa_manager).post(reverse("reporting:set_groups", args=["age"]), typed)
    shown = {row[0]: row[2] for row in page.context["tables"][0].rows}
    assert "Young" in shown and (shown["Young"], shown["Older"]) == ("0", "2")


@pytest.mark.parametrize(("right", "number"), [(ConnectionScope.ROWS, 2), (ConnectionScope.ALL_ROWS, 4)])
def test_a_token_gets_figures_of_the_children_whose_rows_it_reads(authority, children, right, number):
    scope = _scope(Connection(authority=authority, scope=right), YEAR)
    assert compute(MEASURES["looked_after_at_end"], scope).numerator == number
    assert len(compute_by(MEASURES["looked_after_at_end"], scope, "iro")) == number // 2
