"""The author gives the exhibits of a section an order, and the report keeps it."""

from calendar import MONDAY
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority
from reporting.edition import actions as edition_actions
from reporting.edition.printing import printed
from reporting.models import Report
from reporting.report import choosing, writing_actions
from reporting.report.choosing import Choice
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(sample: Authority, client: Client) -> Report:
    author = make.make_user(sample, Role.QA_MANAGER)
    client.force_login(author)
    found = writing_actions.begin(authority=sample, year=2026, by=author)
    found.sections.exclude(key="timeliness").update(is_included=False)
    return found


def offered(client: Client, report: Report) -> list[Any]:
    page = client.get(reverse("reporting:report_section", args=[report.public_id, "timeliness"]))
    return list(page.context["preview"].choices)


def press(client: Client, report: Report, do: str, ticked: list[str]) -> list[str]:
    """Press a button of the list of exhibits; the keys of those ticked, in the order then shown."""
    where = reverse("reporting:exhibits", args=[report.public_id, "timeliness"])
    client.post(where, {"exhibit": ticked, "do": do})
    return [choice.key for choice in offered(client, report) if choice.is_in]


def moving(client: Client, report: Report, key: str, way: str) -> str:
    """What the button says that moves an exhibit: where it goes."""
    found = {choice.key: choice for choice in offered(client, report)}
    return f"{getattr(found[key], way)}:{key}"


def shown(report: Report, edition: str) -> list[str]:
    content = printed(edition_actions.build(report, today=TODAY), edition)
    return [table.key for section in content.sections for table in section.tables]


@has_days(MONDAY)
def test_an_exhibit_is_moved_and_stays_there_in_print(client, report):
    before = [choice.key for choice in offered(client, report) if choice.is_in]
    last = before[-1]
    after = before
    for _ in before:
        after = press(client, report, moving(client, report, last, "up_to"), after)
    assert after == [last, *before[:-1]]
    for edition in ("internal", "public"):
        in_print = shown(report, edition)
        assert in_print == [key for key in after if key in in_print] and len(in_print) > 3
    down = moving(client, report, last, "down_to")
    for _ in range(2):  # pressed twice it moves once
        assert press(client, report, down, after)[:2] == [before[0], last]


def test_the_portal_orders_them_again(client, report):
    before = [choice.key for choice in offered(client, report) if choice.is_in]
    moved = press(client, report, moving(client, report, before[-1], "up_to"), before)
    assert moved != before and press(client, report, "free", moved) == before
    assert "order" not in report.sections.get(key="timeliness").exhibits


def test_an_exhibit_takes_the_place_of_its_neighbour_that_is_printed():
    order = [Choice("a", "A", True, True), Choice("hidden", "H", False, True), Choice("b", "B", True, True)]
    found = choosing.with_neighbours(order)
    assert [(c.up_to, c.down_to) for c in found] == [(0, 3), (1, 3), (1, 0)]
