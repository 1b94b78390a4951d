"""Names and words, groups and targets: what would change is shown before anything is saved."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AuditEvent, Authority
from reporting.models import Grouping, Target
from tests import factories as make

pytestmark = pytest.mark.django_db
SHOW = {"show": "1"}


@pytest.fixture(autouse=True)
def _today(on_day) -> None:
    on_day("2026-04-20")


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def as_it_stands(council: Authority) -> dict[str, Any]:
    """The form of names and words with nothing changed."""
    names = ("name", "child_term", "child_term_one", "review_term", "record_term", "decision_term")
    more = ("qa_manager_term", "iro_term", "iro_full_term", "case_system")
    return {name: getattr(council, name) for name in (*names, *more)}


def test_other_words_are_shown_in_sentences_and_nothing_is_saved(client_for, administrator, authority):
    browser, address = client_for(administrator), reverse("accounts:words")
    typed = as_it_stands(authority) | {"review_term": "looked after meeting"}
    page = browser.post(address, typed | SHOW)
    assertContains(page, "Looked after meetings due this week")
    assertContains(page, "Nothing is saved yet")
    assertContains(page, 'value="looked after meeting"')
    authority.refresh_from_db()
    assert authority.review_term != "looked after meeting"
    assert not AuditEvent.objects.filter(kind="council.words_changed").exists()
    assert browser.post(address, typed).status_code == 302
    authority.refresh_from_db()
    assert authority.review_term == "looked after meeting"


def test_a_manager_s_other_title_is_shown_too(client_for, administrator, authority):
    typed = as_it_stands(authority) | {"TEAM_MANAGER": "practice manager"}
    page = client_for(administrator).post(reverse("accounts:words"), typed | SHOW)
    names, said = page.context["tables"]
    assert [list(row[1:]) for row in names.rows] == [["Team manager", "practice manager"]]
    assert [
        "The team manager answers",
        "The team manager answers",
        "The practice manager answers",
    ] in said.rows


def test_words_that_stay_change_nothing(client_for, administrator, authority):
    page = client_for(administrator).post(reverse("accounts:words"), as_it_stands(authority) | SHOW)
    assertContains(page, "No name or word changes.")
    assertContains(page, "No sentence of the portal changes.")


def test_wrong_words_are_refused_before_anything_is_shown(client_for, administrator, authority):
    typed = as_it_stands(authority) | {"dfe_code": "31"}
    page = client_for(administrator).post(reverse("accounts:words"), typed | SHOW)
    assertContains(page, "three digits", status_code=422)
    assertNotContains(page, "Nothing is saved yet", status_code=422)


def test_a_target_is_shown_beside_the_one_before_and_the_figure(client_for, qa_manager, authority, child):
    Target.objects.create(
        authority=authority,
        code="timeliness_reviews_due",
        starts_on=date(2026, 4, 1),
        value=90,
        created_by=qa_manager,
    )
    typed = {"code": "timeliness_reviews_due", "value": "95"} | on("starts_on", date(2026, 5, 1))
    page = client_for(qa_manager).post(reverse("reporting:set_target"), typed | SHOW)
    assertContains(page, "90%")
    assertContains(page, "95%")
    assert Target.objects.count() == 1
    client_for(qa_manager).post(reverse("reporting:set_target"), typed)
    assert Target.objects.count() == 2


@pytest.mark.parametrize(
    ("kind", "groups", "before", "after"),
    [
        ("age", "Young: 0-9\nOlder: 10+", "10 to 15", "Older"),
        (
            "placement",
            "With a family: U4, U5, U6\nElsewhere: K1, K2",
            "Foster care, provider not recorded",
            "With a family",
        ),
        ("legal", "Under an order: C1, C2\nAgreed: V2", "Full care order", "Under an order"),
        ("ethnicity", "White: WBRI, WIRI\nOthers: BAFR", "White", "Others"),
        ("reason", "Adopted here: E11, E12\nHome: E4A", "Adopted", "Adopted here"),
    ],
)
def test_groups_are_shown_with_how_many_children_are_in_each(
    client_for, qa_manager, child, kind, groups, before, after
):
    address = reverse("reporting:set_groups", args=[kind])
    page = client_for(qa_manager).post(address, {"groups": groups} | on("starts_on", date(2026, 5, 1)) | SHOW)
    for words in (before, after, "no such group", "Nothing is saved yet"):
        assertContains(page, words)
    assert not Grouping.objects.exists()


def test_the_numbers_of_the_groups_are_those_of_today(client_for, qa_manager, authority, other_authority):
    for born in (date(2024, 1, 5), date(2014, 1, 5), date(2013, 1, 5)):
        make.make_child_in_care(authority, born_on=born)
    make.make_child_in_care(other_authority, born_on=date(2014, 1, 5))
    left = make.make_child(authority, born_on=date(2014, 1, 5))
    make.make_period(left, date(2024, 1, 8), ended_on=date(2026, 3, 2), end_reason="E4A")
    typed = {"groups": "Young: 0-9\nOlder: 10+"} | on("starts_on", date(2026, 5, 1)) | SHOW
    page = client_for(qa_manager).post(reverse("reporting:set_groups", args=["age"]), typed)
    shown = {row[0]: tuple(row[1:]) for row in page.context["tables"][0].rows}
    assert shown["10 to 15"] == ("2", "no such group")
    assert (shown["Young"], shown["Older"]) == (("no such group", "1"), ("no such group", "2"))


def test_groups_that_do_not_fit_are_refused_and_kept(client_for, qa_manager):
    typed = {"groups": "Young: 0-9\nOlder: 11+"} | on("starts_on", date(2026, 5, 1)) | SHOW
    page = client_for(qa_manager).post(reverse("reporting:set_groups", args=["age"]), typed)
    assertContains(page, "Begin it at 10", status_code=422)
    assertContains(page, "Older: 11+", status_code=422)
