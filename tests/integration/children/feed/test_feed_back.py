"""What goes back to the council's main system: reviews, IROs and decisions as tables."""

import csv
import io
import zipfile
from datetime import date

from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.models import AccessLog, AuditEvent
from accounts.sign_in import second_factor
from tests import factories as make


def test_who_exports_downloads_reviews_iros_and_decisions(client_for, qa_manager, child, iro, monkeypatch):
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    review = make.make_review(child, date(2026, 5, 20), participation_code="PN1", recorded_at=make.now())
    decision = make.make_decision(review, iro)
    answer = client_for(qa_manager).post(
        reverse("reporting:export"), {"year": "2027", "which": "dataset", "reason": "Upload to Mosaic"}
    )
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    rows = {
        name: list(csv.DictReader(io.StringIO(archive.read(name).decode()))) for name in archive.namelist()
    }
    held = next(r for r in rows["ssd_cla_reviews.csv"] if r["clar_cla_review_date"] == "2026-05-20")
    assert (held["clar_cla_person_id"], held["clar_cla_review_participation"]) == (child.number, "PN1")
    assert [r["decision_id"] for r in rows["iro_decisions.csv"]] == [str(decision.public_id)]
    assert rows["ssd_involvements.csv"][0]["invo_person_id"] == child.number
    assert rows["ssd_professionals.csv"]
    assert AuditEvent.objects.filter(kind="dataset.exported").count() == 1
    assert AccessLog.objects.filter(child_id=child.pk, reason="Upload to Mosaic").exists()


def test_restricted_and_foreign_children_are_left_out(
    client_for, qa_manager, restricted_child, foreign_child, monkeypatch
):
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    for one in (restricted_child, foreign_child):
        make.make_review(one, date(2026, 5, 20))
    answer = client_for(qa_manager).post(
        reverse("reporting:export"), {"year": "2027", "which": "dataset", "reason": "Upload"}
    )
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    told = b"".join(archive.read(name) for name in archive.namelist())
    assert restricted_child.number.encode() not in told
    assert foreign_child.number.encode() not in told


def test_a_restricted_record_is_left_out_also_for_who_is_named_on_it(
    client_for, qa_manager, restricted_child, monkeypatch
):
    monkeypatch.setattr(second_factor, "was_given", lambda request: True)
    make.make_review(restricted_child, date(2026, 5, 20))
    make.make_grant(qa_manager, restricted_child)
    page = reverse("reporting:export")
    browser = client_for(qa_manager)
    assertContains(browser.get(page), "never in the files for the main system")
    answer = browser.post(page, {"year": "2027", "which": "dataset", "reason": "Upload"})
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    told = b"".join(archive.read(name) for name in archive.namelist())
    assert restricted_child.number.encode() not in told
    assert not AccessLog.objects.filter(child_id=restricted_child.pk, reason="Upload").exists()
