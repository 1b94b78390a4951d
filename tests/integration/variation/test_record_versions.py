"""Versions of what a council's record asks: drafted, previewed, published from a day on, and then final."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.audit.reading import action_words
from accounts.lifecycle import NotNow
from accounts.models import AuditEvent
from reviews.models import RecordVersion
from reviews.record.own import actions, states
from reviews.record.own.layout import Layout
from tests import factories as make
from tests.integration.reviews.conftest import STARTED
from tests.integration.variation.test_record_questions import (
    LIST,
    PASSPORT,
    SECTION,
    from_day,
    page_of,
    publishes,
    the_version,
    version,
)
from tests.refusing import refused

pytestmark = pytest.mark.django_db
__all__ = ["publishes", "version"]


def test_questions_move_and_a_section_has_another_title(version, client_for, qa_manager):
    browser = client_for(qa_manager)
    browser.post(reverse("reviews:new_record_version"))
    for _ in range(2):  # pressed twice it moves once
        browser.post(page_of("move_record_question", "own_4_on"), {"to": "1"})
    browser.post(page_of("edit_record_section", "own_2"), {"title": "The book"})
    layout = Layout.from_stored(the_version().layout)
    assert [q.name for q in layout.questions] == ["own_1", "own_4_on", "own_2", "own_3", "own_5"]
    assertContains(browser.get(page_of("record_version")), "The book")
    browser.post(page_of("discard_record"))
    assert the_version() == version


@pytest.mark.parametrize("act", ["change", "move", "remove"])
def test_what_another_tab_has_removed_is_refused(version, qa_manager, act):
    draft = actions.start_draft(authority=version.authority, by=qa_manager)
    gone = Layout.from_stored(draft.layout).question("own_1")
    actions.remove_question(version=draft, name=gone.name, by=qa_manager)
    with refused(states.NO_SUCH_QUESTION, kind=NotNow):
        match act:
            case "change":
                actions.change_question(version=draft, question=gone, by=qa_manager)
            case "move":
                actions.move_question(version=draft, name=gone.name, place=2, by=qa_manager)
            case _:
                actions.remove_question(version=draft, name=gone.name, by=qa_manager)
    assert Layout.from_stored(the_version().layout).question(gone.name) is None


def test_the_preview_shows_the_whole_record_and_cannot_be_sent(version, client_for, qa_manager):
    page = client_for(qa_manager).get(page_of("record_preview"))
    for words in (PASSPORT, SECTION, "Who works on it?", "Is the health assessment up to date?"):
        assertContains(page, words)
    assertNotContains(page, "Save")


def test_a_published_version_is_final(version, client_for, qa_manager):
    browser = client_for(qa_manager)
    for name, more in (("add_record_question", []), ("edit_record_question", ["own_1"])):
        page = browser.get(page_of(name, *more), follow=True)
        assertContains(page, states.PUBLISHED_IS_FINAL)
    browser.post(page_of("remove_record_question", "own_1"))
    browser.post(page_of("discard_record"))
    assert len(Layout.from_stored(the_version().layout).questions) == 5
    with pytest.raises(InternalError), transaction.atomic():
        RecordVersion.objects.update(layout={})


@pytest.mark.parametrize(
    ("on", "says"),
    [
        (date(2025, 3, 23), states.STARTS_LATER),
        (STARTED, states.STARTS_THAT_DAY),
        (date(2025, 6, 2), states.NOTHING_CHANGED),
    ],
)
def test_a_version_starts_on_a_day_of_its_own_with_something_new(version, qa_manager, client_for, on, says):
    browser = client_for(qa_manager)
    browser.post(reverse("reviews:new_record_version"))
    assertContains(browser.post(page_of("publish_record"), from_day(on)), says, status_code=422)


def test_each_change_is_on_the_log(version):
    kinds = set(AuditEvent.objects.filter(kind__startswith="record_version.").values_list("kind", flat=True))
    assert kinds == {"record_version.begun", "record_version.question_added", "record_version.published"}
    assert AuditEvent.objects.filter(details__question=PASSPORT).count() == 1
    assert "ecord" in action_words("record_version.published")


REFUSED = {
    "record_version_once": {"number": 1},
    "record_version_one_draft": {"number": 3},
    "record_version_published_paired": {"number": 2, "starts_on": date(2025, 9, 1)},
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(version, qa_manager, name):
    RecordVersion.objects.create(authority=version.authority, number=2, created_by=qa_manager)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        RecordVersion.objects.filter(number=2).update(**REFUSED[name]) if name.endswith("paired") else (
            RecordVersion.objects.create(authority=version.authority, created_by=qa_manager, **REFUSED[name])
        )


def test_the_database_refuses_two_versions_of_one_day(version, qa_manager):
    given = {"starts_on": STARTED, "published_at": make.now(), "published_by": qa_manager}
    with pytest.raises(IntegrityError, match='"record_version_one_a_day"'), transaction.atomic():
        RecordVersion.objects.create(authority=version.authority, number=2, created_by=qa_manager, **given)


def test_the_settings_lead_to_the_page(client_for, administrator, on_day):
    on_day(STARTED)
    assertContains(client_for(administrator).get(reverse("accounts:settings")), LIST)
    assertContains(client_for(administrator).get(LIST), "No questions of your own yet")
