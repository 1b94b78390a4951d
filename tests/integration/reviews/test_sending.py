"""Decisions go out: by mail that counts as sent only when the server took it, and also after the broker was
down."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from celery.exceptions import OperationalError
from django.conf import settings
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts import tasks
from accounts.clock import now
from accounts.jobs import queue as jobs
from accounts.mail import outbox as mail
from accounts.mail.reading import CLOSED
from accounts.models import Job, OutgoingMail, User
from accounts.models.jobs import JobState, MailState
from children.models import Child
from reviews.models import DecisionAnswer, Review
from reviews.models.review import ReviewStatus
from tests import factories as make


@pytest.fixture
def told(monkeypatch) -> list[int]:
    """What the broker was told."""
    heard: list[int] = []
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda args, **kw: heard.append(args[0]))
    return heard


@pytest.fixture
def broker_down(monkeypatch) -> Callable[[], list[int]]:
    """The broker cannot be reached; calling it brings the broker back and gives what it is told from then
    on."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.run_job, "apply_async", refuse)

    def back() -> list[int]:
        heard: list[int] = []
        monkeypatch.setattr(tasks.run_job, "apply_async", lambda args, **kw: heard.append(args[0]))
        return heard

    return back


@pytest.fixture
def complete(
    ready, client_for, iro: User, django_capture_on_commit_callbacks
) -> Callable[[], tuple[Client, Review]]:
    """`complete()`: the IRO completes the review through the page, and the transaction commits."""

    def go() -> tuple[Client, Review]:
        review, browser = ready(), client_for(iro)
        with django_capture_on_commit_callbacks(execute=True):
            assert browser.post(reverse("reviews:check", args=[review.public_id])).status_code == 302
        return browser, review

    return go


def record(review: Review) -> str:
    return reverse("reviews:review", args=[review.public_id])


def test_manager_is_written_to_when_the_review_is_completed(complete, told, team_manager, child):
    browser, review = complete()
    assert len(told) == 1
    assertContains(browser.get(record(review)), f"The email to {team_manager.name} is being sent.")
    OutgoingMail.objects.update(created_at=now() - timedelta(minutes=6))
    assertContains(browser.get(record(review)), "has not been sent yet")
    jobs.run(told[0])
    letter = outbox.outbox[0]
    assert letter.to == [team_manager.email]
    assert letter.subject == "1 decision to answer by 2 April 2025"
    assert child.surname not in letter.subject + letter.body and child.forename not in letter.body
    assert "/decisions/" in letter.body
    assertNotContains(browser.get(record(review)), "has not been sent yet")


def test_failed_mail_is_shown_tried_again_and_never_counted_as_sent(
    complete, told, monkeypatch, team_manager
):
    browser, review = complete()
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
    monkeypatch.setattr(settings, "EMAIL_PORT", 9)
    jobs.run(told[0])
    letter = OutgoingMail.objects.get()
    assert (letter.state, letter.sent_at, letter.attempts) == (MailState.FAILED, None, 1)
    page = browser.get(record(review))
    assertContains(page, f"The email to {team_manager.name} has not been sent yet")
    assertContains(page, "The portal will try again.")
    decision = DecisionAnswer.objects.get().decision
    assertContains(
        browser.get(reverse("reviews:decision", args=[decision.public_id])), "has not been sent yet"
    )
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    assert mail.retry() == 1
    jobs.run(Job.objects.get(state=JobState.QUEUED).pk)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, len(outbox.outbox)) == (MailState.SENT, 2, 1)
    assertNotContains(browser.get(record(review)), "has not been sent yet")
    assert mail.retry() == 0


def test_broker_down_keeps_the_review_tells_the_iro_and_sends_when_it_is_back(complete, broker_down):
    browser, review = complete()
    review.refresh_from_db()
    assert review.status == ReviewStatus.COMPLETED
    assert DecisionAnswer.objects.get().state == "WAITING"
    assertContains(
        browser.get(record(review)),
        "The record is saved. Messages will be sent as soon as the queue is back.",
    )
    assert tasks.sweep_jobs.run()["sent"] == 0  # still down
    heard = broker_down()
    assert tasks.sweep_jobs.run()["sent"] == 1
    jobs.run(heard[0])
    jobs.run(heard[0])
    assert len(outbox.outbox) == 1
    page = browser.get(record(review))
    assertNotContains(page, "Messages go out as soon as the queue is back.")
    assertNotContains(page, "has not been sent yet")


def test_mail_that_is_tried_again_while_the_broker_is_down_is_told_too(complete, broker_down):
    browser, review = complete()
    OutgoingMail.objects.update(state=MailState.FAILED)
    Job.objects.all().delete()
    assertNotContains(browser.get(record(review)), "as soon as the queue is back")
    assert mail.retry() == 1
    assert Job.objects.get().authority_id == review.child.authority_id
    assertContains(browser.get(record(review)), "as soon as the queue is back")


def test_saving_a_record_needs_no_broker(ready, client_for, iro, broker_down):
    review = ready()
    review.sections.all().delete()  # what was written there is not the point
    kinds = [f"{rows}-{count}_FORMS" for rows in ("attendees", "decisions") for count in ("TOTAL", "INITIAL")]
    data = {"health-about": "Well.", "draft_version": "0.0"} | dict.fromkeys(kinds, "0")
    address = reverse("reviews:record", args=[review.public_id])
    assert client_for(iro).post(address, data).status_code == 302
    assert review.sections.filter(key="health").exists()


def test_beat_goes_round_for_each_of_them():
    planned = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert {
        "reviews.lapse_unanswered",
        "reviews.replay_all",
        "accounts.sweep_jobs",
        "accounts.retry_mail",
    } <= set(planned)
    nightly = next(
        e["schedule"]
        for e in settings.CELERY_BEAT_SCHEDULE.values()
        if e["task"] == "reviews.lapse_unanswered"
    )
    assert nightly.hour == {0}  # on the day after the limit, before anybody comes to work
    assert planned["accounts.sweep_jobs"] <= timedelta(minutes=1).total_seconds()


def test_whoever_is_not_named_on_a_restricted_record_is_not_owed_mail_and_the_page_says_so(
    complete, told, team_manager, child, iro, administrator, client_for
):
    """It stood as unsent for ever, and the page counted the manager as told."""
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    make.make_grant(iro, child)
    browser, review = complete()
    jobs.run(told[0])
    assert OutgoingMail.objects.get(to=team_manager).state == MailState.HELD and outbox.outbox == []
    page, says = browser.get(record(review)).text, f"{team_manager.name} gets no email"
    assert f"{says}. {CLOSED}" in page, "whoever did it is told at once"
    assert f"{says} about this. {CLOSED}" in page and "not been sent yet" not in page
    assert f"{says}." not in browser.get(record(review)).text, "that is said once"
    office = client_for(administrator)
    assert team_manager.name not in office.get(reverse("accounts:mails")).text
    make.make_grant(team_manager, child)
    assert mail.retry() == 1
    jobs.run(Job.objects.get(state=JobState.QUEUED).pk)
    assert [sent.to for sent in outbox.outbox] == [[team_manager.email]], "named, they are told"
    assert "gets no email" not in browser.get(record(review)).text
