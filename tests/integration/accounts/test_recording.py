"""From when each kind of record is complete: proposed from the first record, set by the QA manager, kept
apart by council."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEvent, Authority, Job, RecordedSince, User
from accounts.recording import actions
from accounts.recording.since import kind_of, kinds, recorded_since
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
