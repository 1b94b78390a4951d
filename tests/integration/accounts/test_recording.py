"""From when each kind of record is complete: proposed from the first record, set by the QA manager, kept
apart by council."""

from contextlib import nullcontext
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AuditEvent, Authority, Job, RecordedSince, User
from accounts.recording import actions
from accounts.recording.since import kind_of, kinds, recorded_since, since
from reporting.measures.recorded import RecordedFrom
from statute.refusals import Refused
from tests import factories as make

TODAY = date(2026, 3, 2)
RAISED = date(2026, 1, 5)


def test_a_council_that_recorded_nothing_knows_nothing(authority: Authority) -> None:
    assert set(recorded_since(authority).values()) == {None}
    assert {kind.code for kind in kinds()} >= {"monitoring_forms", "midway_checks", "concerns", "decisions"}


def test_the_first_record_proposes_the_date_until_one_is_set(
    authority: Authority, child, iro: User, qa_manager: User
) -> None:
    make.make_concern(child, iro, RAISED)
    assert recorded_since(authority)["concerns"] == RAISED
    concerns = kind_of("concerns")
    assert concerns is not None
    actions.set_since(
        authority=authority, kind=concerns, since=date(2025, 4, 1), reason="All", by=qa_manager, today=TODAY
    )
    assert recorded_since(authority)["concerns"] == date(2025, 4, 1)
    assert recorded_since(make.make_authority())["concerns"] is None
    assert AuditEvent.objects.filter(kind="recording.since_set").count() == 1


def test_a_date_to_come_is_refused(authority: Authority, qa_manager: User) -> None:
    concerns = kind_of("concerns")
    assert concerns is not None
    with pytest.raises(Refused, match=actions.IN_FUTURE):
        actions.set_since(
            authority=authority, kind=concerns, since=date(2026, 3, 3), reason="x", by=qa_manager, today=TODAY
        )


@pytest.mark.parametrize(
    ("since", "is_allowed"),
    [(date(1900, 1, 1), False), (date(2004, 9, 26), False), (actions.FIRST_IROS, True)],
)
def test_a_date_before_there_were_iros_is_refused(
    authority: Authority, qa_manager: User, since: date, is_allowed: bool
) -> None:
    concerns = kind_of("concerns")
    assert concerns is not None
    with nullcontext() if is_allowed else pytest.raises(Refused, match="IROs since 27 September 2004"):
        actions.set_since(
            authority=authority, kind=concerns, since=since, reason="x", by=qa_manager, today=TODAY
        )


def test_a_set_date_is_taken_back_and_the_first_record_counts_again(
    client_for, child, iro: User, qa_manager: User, authority: Authority
) -> None:
    make.make_concern(child, iro, RAISED)
    first, listed = reverse("accounts:use_first_record", args=["concerns"]), reverse("accounts:recording")
    browser = client_for(qa_manager)
    asked = {"reason": "It was a mistake"}
    assertContains(browser.post(first, asked), actions.NOT_SET, status_code=422)
    assertNotContains(browser.get(listed), first)
    make.make_recorded_since(authority, "concerns", date(2025, 4, 1), qa_manager)
    assertContains(browser.get(listed), first)
    assertContains(browser.get(first), "It is of 5 January 2026.")
    assert browser.post(first, {"reason": ""}).status_code == 422
    assert browser.post(first, asked).status_code == 302
    assert recorded_since(authority)["concerns"] == since(authority, "concerns") == RAISED
    assert RecordedFrom(authority).day("concerns") == RAISED
    assert AuditEvent.objects.get(kind="recording.since_set").details["since"] == "first record"
    page = browser.get(listed)
    assertContains(page, "It was a mistake")
    assertContains(page, "from the first record")
    row = RecordedSince.objects.get()
    assert row.since is None, "figures computed before are known to be older"


def test_the_database_keeps_one_row_a_kind_with_its_reason(authority: Authority, qa_manager: User) -> None:
    row = {"authority": authority, "kind": "concerns", "since": TODAY, "set_by": qa_manager}
    RecordedSince.objects.create(**row, reason="All", set_at=make.now())
    with pytest.raises(IntegrityError, match="recorded_since_once_a_kind"), transaction.atomic():
        RecordedSince.objects.create(**row, reason="Again", set_at=make.now())
    with pytest.raises(IntegrityError, match="recorded_since_has_reason"), transaction.atomic():
        RecordedSince.objects.create(**row | {"kind": "contacts"}, reason="", set_at=make.now())


def test_the_qa_manager_sees_and_changes_the_dates(client_for, child, iro: User, qa_manager: User) -> None:
    make.make_concern(child, iro, RAISED)
    browser = client_for(qa_manager)
    assert "from the first record" in browser.get(reverse("accounts:recording")).content.decode()
    address = reverse("accounts:set_recording", args=["concerns"])
    day = {"since_day": "1", "since_month": "4", "since_year": "2025"}
    assert browser.post(address, day).status_code == 422
    assert browser.post(address, day | {"reason": "Every team began then"}).status_code == 302
    page = browser.get(reverse("accounts:recording")).content.decode()
    assert "1 April 2025" in page and "Every team began then" in page
    assert browser.get(reverse("accounts:set_recording", args=["nothing"])).status_code == 404


def test_figures_are_asked_for_anew_when_a_date_is_set(authority: Authority, qa_manager: User) -> None:
    concerns = kind_of("concerns")
    assert concerns is not None
    actions.set_since(
        authority=authority, kind=concerns, since=date(2025, 4, 1), reason="All", by=qa_manager, today=TODAY
    )
    job = Job.objects.get(kind="measures.compute", authority=authority)
    assert (job.requested_by, job.params) == (qa_manager, {"authority": authority.pk})
