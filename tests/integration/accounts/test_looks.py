"""Who has looked at whom: every list writes a line for each child it names; who reads that."""

from calendar import THURSDAY
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.access.roles import Role
from accounts.models import AccessLog, AuditEvent
from tests import factories as make
from tests.kept import kept
from tests.turns import has_days

LOOKS, LIST = "accounts:looks", "children:list"


@kept
def officer(authority, client_for):
    return client_for(make.make_user(authority, Role.DATA_PROTECTION, name="Dot Pryor"))


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day("2026-03-30")


def test_a_list_writes_a_line_for_each_child_it_names_and_how_it_was_narrowed(
    client_for, iro, child, other_child, team
):
    client_for(iro).get(f"{reverse(LIST)}?team={team.public_id}")
    (line,) = AccessLog.objects.all()
    assert (line.child_id, line.page, line.filters) == (child.pk, "children", "Team: North team")


def test_what_was_typed_is_not_written(client_for, qa_manager, child):
    client_for(qa_manager).post(reverse(LIST), {"search": "Ashdown"}, follow=True)
    assert AccessLog.objects.get().filters == "Name or number: typed"


def test_a_list_takes_one_insert_however_many_children(
    client_for, qa_manager, authority, iro, team, django_assert_num_queries
):
    for _ in range(25):
        make.make_child_in_care(authority, iro=iro, team=team)
    client_for(qa_manager).get(reverse(LIST))
    assert AccessLog.objects.count() == 25
    assert AccessLog.objects.values("at").distinct().count() == 1


def test_officer_and_qa_manager_read_it_by_number_and_nobody_else(
    client_for, officer, qa_manager, iro, administrator, child, other_child
):
    client_for(iro).get(reverse(LIST))
    for browser in (officer, client_for(qa_manager)):
        page = browser.get(reverse(LOOKS))
        assertContains(page, "Iris Reed")
        assertContains(page, child.number)
        assertNotContains(page, "Ashdown")
    for other in (iro, administrator):
        assert client_for(other).get(reverse(LOOKS)).status_code == 403


def test_it_is_searched_by_person_and_by_number(client_for, officer, iro, other_iro, child, other_child):
    client_for(iro).get(reverse("children:child", args=[child.public_id]))
    client_for(other_iro).get(reverse("children:child", args=[other_child.public_id]))
    for words, shown, hidden in (("oscar", "200002", "200001"), ("200001", "200001", "200002")):
        page = officer.post(reverse(LOOKS), {"search": words}, follow=True)
        shown_numbers = [row[3] for row in page.context["rows"]]
        assert shown in shown_numbers and hidden not in shown_numbers
        assert words not in page.redirect_chain[-1][0]


def test_many_numbers_open_under_their_count(client_for, officer, qa_manager, authority, iro, team):
    children = [make.make_child_in_care(authority, iro=iro, team=team) for _ in range(4)]
    client_for(qa_manager).get(reverse(LIST))
    page = officer.get(reverse(LOOKS))
    assertContains(page, '<span class="govuk-details__summary-text">4 children</span>', html=True)
    for child in children:
        assertContains(page, child.number)


def test_who_was_turned_away_is_found(client_for, officer, other_iro, child):
    client_for(other_iro).get(reverse("children:child", args=[child.public_id]))
    page = officer.get(f"{reverse(LOOKS)}?kind=refused")
    assertContains(page, "Turned away")


def test_a_restricted_record_has_its_number_for_the_officer_alone(
    client_for, officer, qa_manager, iro, restricted_child
):
    client_for(iro).get(reverse("children:child", args=[restricted_child.public_id]))
    assertContains(officer.get(reverse(LOOKS)), restricted_child.number)
    page = client_for(qa_manager).get(reverse(LOOKS))
    assertNotContains(page, restricted_child.number)
    assertContains(page, "a restricted record")
    found = client_for(qa_manager).post(reverse(LOOKS), {"search": restricted_child.number}, follow=True)
    assert found.context["rows"] == []


def test_another_council_s_looks_are_not_there(client_for, officer, outsider, foreign_child):
    client_for(outsider).get(reverse(LIST))
    assert officer.get(reverse(LOOKS)).context["rows"] == []


def test_the_export_has_a_line_for_each_child_and_is_on_the_log(
    client_for, officer, qa_manager, child, other_child
):
    client_for(qa_manager).get(reverse(LIST))
    answer = officer.post(reverse("accounts:export_looks"), {"since": "30/3/2026", "until": "30/3/2026"})
    text = b"".join(answer.streaming_content).decode()
    assert "200001" in text and "200002" in text and "Ashdown" not in text
    assert AuditEvent.objects.filter(kind="looks.exported").exists()
    wrong = officer.post(reverse("accounts:export_looks"), {"since": "30/3/2026", "until": "1/3/2026"})
    assertContains(wrong, "must be the first day or later", status_code=422)


def test_older_looks_are_shown_when_asked_for(client_for, qa_manager, iro, child, on_day):
    client_for(iro).get(reverse("children:child", args=[child.public_id]))
    on_day(date(2026, 3, 30) + timedelta(days=20))
    reader = client_for(qa_manager)
    assert reader.get(reverse(LOOKS)).context["rows"] == []
    assert len(reader.get(f"{reverse(LOOKS)}?period=30").context["rows"]) == 1


@has_days(THURSDAY)
def test_it_costs_the_same_however_long_the_log(client_for, officer, iro, child, django_assert_num_queries):
    browser = client_for(iro)
    for _ in range(2):
        for _ in range(30):
            browser.get(reverse(LIST))
        officer.get(reverse(LOOKS))
        with django_assert_num_queries(6):
            officer.get(reverse(LOOKS))
