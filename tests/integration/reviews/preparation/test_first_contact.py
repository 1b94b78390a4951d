"""The first contact of the IRO before the first review: with the social worker, and with the child."""

import csv
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AuditEvent
from children.models import Child
from reporting.measures.base import Result, Scope, compute
from reporting.measures.registry import MEASURES
from reporting.periods import collection_year
from reviews.contact import actions, first
from reviews.cycle.replay import replay_children
from reviews.models import FirstContact
from tests import factories as make
from tests.refusing import refused

TODAY = date(2025, 3, 20)
"""The first review of `child` is due on 31 March 2025."""


@pytest.fixture(autouse=True)
def _clock(on_day, child):
    on_day(TODAY)
    replay_children([child.pk], today=TODAY)


def sent(**over) -> dict[str, str]:
    return {
        "with_whom": "WORKER",
        "outcome": "MADE",
        "way": "PHONE",
        "on_day": "10",
        "on_month": "3",
        "on_year": "2025",
        **over,
    }


def test_children_without_one_are_listed_until_both_are_recorded(client_for, child, iro, other_iro):
    browser, listed = client_for(iro), reverse("reviews:first_contacts")
    address = reverse("reviews:first_contact", args=[child.public_id])
    assertContains(browser.get(listed), child.name)
    assertNotContains(client_for(other_iro).get(listed), child.name)
    assertContains(browser.get("/"), "contact with the social worker or the child is not recorded")
    browser.post(address, sent())
    assertContains(browser.get("/"), "contact with the child is not recorded")
    missing = browser.post(address, sent(with_whom="CHILD", outcome="NOT_RIGHT"))
    assertContains(missing, first.SAY_WHY, status_code=422)
    page = browser.post(address, sent(with_whom="CHILD", outcome="NOT_RIGHT", note="Newborn."), follow=True)
    assertContains(page, "not appropriate")
    assertContains(page, "Newborn.")
    assertNotContains(browser.get(listed), child.name)


def test_an_attempt_is_recorded_and_is_no_contact(client_for, authority, child, iro):
    browser, listed = client_for(iro), reverse("reviews:first_contacts")
    address = reverse("reviews:first_contact", args=[child.public_id])
    for whom in ("WORKER", "CHILD"):
        tried = sent(with_whom=whom, outcome="TRIED", way="IN_PERSON")
        assertContains(browser.post(address, tried), first.SAY_WHAT, status_code=422)
        assertContains(browser.post(address, tried | {"way": ""}), first.SAY_HOW, status_code=422)
        page = browser.post(address, tried | {"note": "Nobody was at home."}, follow=True)
        assertContains(page, "10 March 2025, in person")
    assertContains(page, "Attempted", count=2)
    assertContains(browser.get(listed), child.name)
    assertContains(browser.get(listed), ">Attempted<", count=2)
    assertContains(browser.get("/"), "contact with the social worker or the child is not recorded")
    make.make_review(child, date(2025, 3, 24))
    replay_children([child.pk], today=date(2025, 3, 25))
    scope = Scope(authority, collection_year(2025))
    for code in ("contacts_first_worker", "contacts_first_child"):
        assert compute(MEASURES[code], scope) == Result(0, 1, 0)
    browser.post(address, sent(way="VIDEO"))
    assert compute(MEASURES["contacts_first_worker"], scope) == Result(1, 1, 0)
    made = AuditEvent.objects.filter(kind="contact.first_recorded").order_by("pk")
    assert [event.details["outcome"] for event in made] == ["TRIED", "TRIED", "MADE"]


def test_a_visit_to_the_child_counts_without_being_recorded_twice(client_for, child, iro):
    first.record_first(
        child=child, with_whom="WORKER", outcome="MADE", way="VIDEO", on=TODAY, note="", by=iro, today=TODAY
    )
    actions.record_contact(child=child, way="VISIT", state="MADE", on=TODAY, note="", by=iro, today=TODAY)
    assertNotContains(client_for(iro).get(reverse("reviews:first_contacts")), child.name)
    page = client_for(iro).get(reverse("reviews:child_contact", args=[child.public_id]))
    assertContains(page, "20 March 2025, a visit")


def test_it_is_replaced_not_repeated_and_refused_where_it_cannot_be(child, iro):
    given = {"child": child, "with_whom": "WORKER", "way": "PHONE", "note": "", "by": iro, "today": TODAY}
    for on in (TODAY, TODAY - timedelta(days=1)):
        first.record_first(outcome="MADE", on=on, **given)
    assert FirstContact.objects.get().happened_on == TODAY - timedelta(days=1)
    with refused(first.NOT_THEN, "on"):
        first.record_first(outcome="MADE", on=date(2025, 3, 2), **given)
    with refused(first.ONLY_CHILD, "outcome"):
        first.record_first(outcome="NOT_RIGHT", on=TODAY, **given)


def test_first_contacts_alone_begin_their_figures(authority, child, iro):
    given = {"child": child, "way": "LETTER", "note": "", "by": iro, "today": TODAY, "outcome": "MADE"}
    first.record_first(with_whom="WORKER", on=TODAY, **given)
    make.make_review(child, date(2025, 3, 24))
    replay_children([child.pk], today=date(2025, 3, 25))
    scope = Scope(authority, collection_year(2025))
    assert compute(MEASURES["contacts_first_worker"], scope) == Result(1, 1, 0)
    assert compute(MEASURES["contacts_first_child"], scope) == Result(0, 1, 0)
    assert compute(MEASURES["contacts_made"], scope).denominator is None


def test_the_export_has_a_column_for_each_fact_and_runs_nothing(
    client_for, authority, child, restricted_child, iro, qa_manager, social_worker
):
    Child.objects.filter(pk=child.pk).update(forename="=1+1")
    given = {"child": child, "way": "LETTER", "note": "=2+2", "by": iro, "today": TODAY, "outcome": "MADE"}
    first.record_first(with_whom="WORKER", on=date(2025, 3, 10), **given)
    for reviewed in (child, restricted_child):
        make.make_review(reviewed, date(2025, 3, 24))
    replay_children([child.pk, restricted_child.pk], today=date(2025, 3, 25))
    address = reverse("reporting:rows", args=["contacts_first_worker"])
    asked = {"period": "2024-25", "part": "denominator", "csv": "1"}
    sent = client_for(qa_manager).get(address, asked)
    name = 'attachment; filename="contacts_first_worker-2024-04-01-2025-03-31-denominator.csv"'
    assert sent["Content-Disposition"] == name
    headings, *rows = csv.reader(sent.content.decode("utf-8-sig").splitlines())
    assert headings == ["child number", "name", "due", "held", "status", "contact"]
    told = ["31 March 2025", "24 March 2025", "in time", "10 March 2025"]
    assert rows == [["200001", "'=1+1 Ashdown", *told]]
    assert client_for(social_worker).get(address, asked).status_code == 403


def test_figures_of_first_contacts(authority, child, iro):
    actions.record_contact(child=child, way="PHONE", state="MADE", on=TODAY, note="", by=iro, today=TODAY)
    make.make_review(child, date(2025, 3, 24))
    replay_children([child.pk], today=date(2025, 3, 25))
    scope = Scope(authority, collection_year(2025))
    assert compute(MEASURES["contacts_first_child"], scope) == Result(1, 1, 0)
    assert compute(MEASURES["contacts_first_worker"], scope) == Result(0, 1, 0)
