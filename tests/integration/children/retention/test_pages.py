"""Keeping records in the browser: the list, a hold, a deletion by two people, everything held on a person."""

import io
import re
import zipfile
from calendar import SUNDAY
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.jobs.queue import run
from accounts.models import AuditEvent, AuditSeal, Authority, Draft, OutgoingMail
from accounts.models.session import Session
from accounts.tasks import clear_away as clear_sessions
from children.models import Bundle, Child, Erasure, ImportReject, ReturnImport
from children.retention import actions
from children.retention.words import kind_in_words
from children.tasks import clear_away, tell_of_records
from disputes.models import ConcernNote
from tests import factories as make
from tests.kept import kept
from tests.refusing import written
from tests.turns import has_days

pytestmark = pytest.mark.django_db
OURS = ("accounts.", "children.", "reviews.", "disputes.")
NOT_ON_A_CHILD = {"authority termss", "feed deliverys", "same childs"}


@kept
def over(authority):
    child = make.make_child(authority, born_on=date(1950, 1, 9), number="19500109")
    make.make_period(child, date(1960, 1, 4), ended_on=date(1962, 1, 4), end_reason="E4A")
    return child


def at(name: str, *args: object) -> str:
    return reverse(f"children:{name}", args=args)


@has_days(SUNDAY)
def test_a_record_goes_from_the_list_to_the_certificate_by_two_people(
    over, qa_manager, officer, client_for, on_day
):
    on_day("2026-04-20")
    one, two = client_for(qa_manager), client_for(officer)
    home = one.get(reverse("home"))
    assertContains(home, "Records past the time they are kept")
    listed = one.get(at("records"))
    assertContains(listed, "19500109")
    assertContains(listed, "9 January 2025")
    assertNotContains(listed, over.surname)
    assertContains(one.get(at("record_end", over.public_id)), "75 years from the date of birth")
    unsaid = one.post(at("propose_erasure", over.public_id), {"reason": "Its time is over"})
    assertContains(unsaid, "Select what is to stay", status_code=422)
    answer = one.post(at("propose_erasure", over.public_id), {"how": "delete", "reason": "Its time is over"})
    erasure = Erasure.objects.get()
    assertRedirects(answer, at("erasure", erasure.public_id))
    for page in ("erasure", "answer_erasure"):  # the second person knows whose record it is
        assertContains(two.get(at(page, erasure.public_id)), f"hild {over.number}")
    refused = one.post(at("answer_erasure", erasure.public_id), {"answer": "yes", "reason": "Sure"})
    assertContains(refused, "You proposed this yourself", status_code=422)
    answer = two.post(at("answer_erasure", erasure.public_id), {"answer": "yes", "reason": "Checked"})
    certificate = two.get(at("erasure", erasure.public_id))
    assertRedirects(answer, at("erasure", erasure.public_id))
    assertContains(certificate, "Certificate of deletion")
    assertContains(certificate, str(erasure.public_id))
    assertNotContains(certificate, "19500109")
    assert not Child.objects.filter(pk=over.pk).exists()
    assertContains(one.get(at("records")), "deleted")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert AuditSeal.objects.count() == AuditEvent.objects.count()


def test_a_record_is_made_anonymous_by_two_people(over, qa_manager, officer, client_for, on_day):
    on_day("2026-04-20")
    one, two = client_for(qa_manager), client_for(officer)
    page = one.get(at("propose_erasure", over.public_id))
    assertContains(page, "Dates and codes used in figures")
    one.post(at("propose_erasure", over.public_id), {"how": "anonymise", "reason": "Its time is over"})
    erasure = Erasure.objects.get()
    asked = two.get(at("answer_erasure", erasure.public_id))
    assertContains(asked, "dates and codes used in figures, with nothing")
    assertContains(asked, "Yes, make it anonymous for good")
    two.post(at("answer_erasure", erasure.public_id), {"answer": "yes", "reason": "Checked"})
    for person in (one, two):
        certificate = person.get(at("erasure", erasure.public_id))
        assertContains(certificate, "Certificate of anonymisation")
        assertContains(certificate, "Facts that stay without a name")
    left = Child.objects.get(pk=over.pk)
    assert (left.surname, left.number.startswith("anon-")) == ("", True)
    for address in ("record_end", "child"):
        for public_id in (over.public_id, left.public_id):
            assert one.get(at(address, public_id)).status_code == 404
    assertNotContains(one.get(at("records")), left.number)


def test_a_hold_is_placed_and_lifted_in_the_browser(over, officer, client_for, on_day):
    on_day("2026-04-20")
    browser = client_for(officer)
    found = browser.post(at("records"), {"number": "19500109", "worker": ""})
    assertRedirects(found, at("record_end", over.public_id))
    browser.post(at("place_hold", over.public_id), {"reason": "Inquiry 2026/4"})
    assertContains(browser.get(at("records")), "Inquiry 2026/4")
    page = browser.get(at("record_end", over.public_id))
    assertNotContains(page, "Propose to delete")
    browser.post(at("lift_hold", over.public_id), {"reason": "It has ended"})
    assertContains(browser.get(at("record_end", over.public_id)), "Propose to delete")


def test_once_a_month_those_who_end_records_are_told(over, qa_manager, officer, on_day):
    on_day("2026-05-01")
    assert tell_of_records() == 2
    assert tell_of_records() == 0
    mails = OutgoingMail.objects.filter(subject="Records past the time they are kept")
    assert {mail.to for mail in mails} == {qa_manager, officer}
    assert "19500109" not in mails[0].body and "longer: 1," in mails[0].body
    on_day("2026-06-01")
    assert tell_of_records() == 2


def test_what_is_not_found_is_said(officer, client_for):
    browser = client_for(officer)
    assertContains(browser.post(at("records"), {"number": "77"}), "There is no record", status_code=422)
    assertContains(browser.post(at("records"), {"worker": "No One"}), "There is nobody", status_code=422)
    assertContains(browser.post(at("records"), {}), "Enter the number of a child", status_code=422)
    both = {"number": "77", "worker": "No One"}
    assertContains(browser.post(at("records"), both), "or a worker, not both", status_code=422)


def gathered(browser, asked_at, bundle_of) -> str:
    """Ask, let the worker do it, download; the page in the zip."""
    answer = browser.post(asked_at, {"reason": "Asked for on 3 April"})
    bundle = bundle_of.latest("pk")
    assertRedirects(answer, reverse("accounts:job", args=[bundle.job.public_id]))
    run(bundle.job_id)
    answer = browser.post(at("bundle", bundle.public_id))
    assert answer["Content-Type"] == "application/zip"
    return record_in(answer.content)


def record_in(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["record.html", "record.css", "read-me.txt"]
        return archive.read("record.html").decode()


def test_everything_held_on_a_child_with_other_people_marked(
    child, iro, qa_manager, client_for, with_code, authority
):
    brother = make.make_child(authority, forename="Jonathan", surname="Elsewhere")
    make.make_siblings(child, brother)
    review = make.make_review(child, date(2026, 3, 2), participation_code="PN1")
    make.make_decision(review, iro, outcome="Jonathan visits twice a month")
    make.make_section(review, "attendance", iro, data={"attendees": [{"role": "SOCIAL_WORKER"}]})
    Authority.objects.filter(pk=authority.pk).update(review_term="zmeeting")
    make.make_concern(child, iro, date(2026, 3, 3), text="No visit so far")
    page = gathered(client_for(qa_manager), at("bundle_child", child.public_id), Bundle.objects)
    assert child.surname in page and "No visit so far" in page
    assert "<mark>Jonathan</mark> visits twice a month" in page
    assert "<mark>Iris Reed</mark>" in page
    assert f"<mark>{child.forename}" not in page
    assert "came and spoke for themselves (PN1)" in page and "White British (WBRI)" in page
    assert "Periods of care (1)" in page and "Zmeeting of 2 March 2026" in page
    assert "attendees: role: social worker" in page
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-|object \(|\bReview\b", page), "ids and our own words"
    event = written("bundle.taken", by=qa_manager)
    assert (event.child_id, event.reason) == (child.pk, "Asked for on 3 April")


def test_what_is_confidential_is_counted_and_left_out(child, iro, officer, client_for, with_code):
    concern = make.make_concern(child, iro, date(2026, 3, 3))
    ConcernNote.objects.create(concern=concern, text="Between us", on=date(2026, 3, 4), by=iro, at=make.now())
    page = gathered(client_for(officer), at("bundle_child", child.public_id), Bundle.objects)
    assert "Between us" not in page
    assert "Notes on a dispute" in page


def test_everything_held_on_a_worker_with_children_marked(
    child, iro, officer, client_for, with_code, authority
):
    worker = make.worker_of(iro, authority)
    browser = client_for(officer)
    found = browser.post(at("records"), {"number": "", "worker": iro.email})
    asked = at("bundle_worker", worker.public_id)
    assertRedirects(found, asked)
    page = gathered(browser, asked, Bundle.objects)
    assert iro.email in page and f"<mark>{child.name}</mark>" in page
    assert iro.password not in page


def test_without_a_code_from_the_phone_nothing_is_put_together_or_taken(child, qa_manager, client_for):
    browser = client_for(qa_manager)
    asked = at("bundle_child", child.public_id)
    assertContains(browser.get(asked), "Enter a code from your phone")
    assertContains(browser.post(asked, {"reason": "Asked"}), "Enter a code from your phone", status_code=422)
    assert not Bundle.objects.exists()
    made = Bundle.objects.create(
        authority=child.authority,
        child=child,
        reason="Asked",
        requested_by=qa_manager,
        requested_at=make.now(),
        content=b"zip",
        made_at=make.now(),
    )
    answer = browser.post(at("bundle", made.public_id))
    assert answer.status_code == 422 and b"zip file" in answer.content


def test_another_person_does_not_take_the_file(child, qa_manager, officer, client_for, with_code):
    made = Bundle.objects.create(
        authority=child.authority,
        child=child,
        reason="Asked",
        requested_by=qa_manager,
        requested_at=make.now(),
    )
    assert client_for(officer).get(at("bundle", made.public_id)).status_code == 404


def test_what_has_served_is_cleared(child, qa_manager, authority, on_day):
    on_day("2026-01-05")
    left = ReturnImport.objects.create(authority=authority, year=2026, state="PREVIEW")
    left.files.create(name="header.csv", content=b"CHILD")
    applied = ReturnImport.objects.create(authority=authority, year=2025, state="APPLIED")
    ImportReject.objects.create(of=applied, file="f", line=2, column="DOB", why="w", to_do="t", rule="1")
    made = Bundle.objects.create(
        authority=authority,
        child=child,
        reason="Asked",
        requested_by=qa_manager,
        requested_at=make.now(),
        content=b"zip",
        made_at=make.now(),
    )
    make.make_draft(qa_manager, "children:restrict", "x", {"reason": ["typed"]})
    Session.objects.create(session_key="old", session_data="searches", expire_date=make.now())
    on_day("2026-02-03")
    assert clear_away() == 0
    on_day("2026-02-06")
    assert clear_away() == 2
    left.refresh_from_db()
    made.refresh_from_db()
    assert left.state == "DISCARDED" and bytes(left.files.get().content) == b""
    assert bytes(made.content) == b"" and made.emptied_at
    assert ImportReject.objects.exists() and Draft.objects.exists()
    on_day("2027-02-08")
    assert clear_away() == 1
    assert not ImportReject.objects.exists()
    assert clear_sessions() == 2
    assert not Draft.objects.exists() and not Session.objects.filter(session_key="old").exists()


def test_a_certificate_has_no_word_that_a_person_would_not_write(child):
    world = (model for model in apps.get_models() if model.__module__.startswith(OURS))
    kinds = {str(model._meta.verbose_name_plural) for model in world}
    on_a_child = {kind for kind in kinds if not kind.endswith("events")} - NOT_ON_A_CHILD
    assert not [
        k for k in map(kind_in_words, on_a_child) if re.search(r"([^a]ys|chs|[um]ss|childs|cares)$", k)
    ]
    assert kind_in_words("period of cares") == "Periods of care"


def test_a_deletion_that_was_answered_is_not_asked_about_again(over, qa_manager, officer, client_for, on_day):
    day = on_day("2026-04-20")
    erasure = actions.propose(child=over, reason="Its time is over", by=qa_manager, today=day)
    browser = client_for(officer)
    assert browser.get(at("answer_erasure", erasure.public_id)).status_code == 200
    actions.confirm(erasure=erasure, reason="Checked", by=officer, today=day)
    answer = browser.get(at("answer_erasure", erasure.public_id))
    assertRedirects(answer, at("erasure", erasure.public_id))
    page = browser.get(at("erasure", erasure.public_id))
    assertContains(page, "Periods of care")
    assertNotContains(page, "period of cares")


def test_a_proposed_deletion_is_shown_to_the_second_person_alone(
    over, qa_manager, officer, client_for, on_day
):
    day = on_day("2026-04-20")
    actions.propose(child=over, reason="Its time is over", by=qa_manager, today=day)
    assertContains(client_for(officer).get(at("records")), "waiting for a second person", count=2)
    assertContains(client_for(officer).get(reverse("home")), "Deletions to answer")
    assertNotContains(client_for(qa_manager).get(reverse("home")), "Deletions to answer")
