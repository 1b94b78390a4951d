"""Long work: sent once, done once, kept while the broker is down, taken over when its worker dies."""

import socket
import threading
import time
from calendar import WEDNESDAY
from datetime import date, timedelta

import pytest
from celery.exceptions import OperationalError as BrokerError
from django.core import mail as outbox
from django.db import InterfaceError, OperationalError, connection, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts import tasks
from accounts.jobs import queue as jobs
from accounts.mail import outbox as mail
from accounts.mail import reading
from accounts.models import Job, OutgoingMail
from iro_portal.celery import app
from tests import factories as make
from tests.turns import has_days

KIND = "test.work"


@pytest.fixture
def done(monkeypatch) -> list[int]:
    """A kind of work that notes each time it is done."""
    runs: list[int] = []

    def work(job: Job, report: jobs.Report) -> dict:
        report(50, "Half way")
        runs.append(job.pk)
        return {"next": "/somewhere/"}

    monkeypatch.setitem(jobs.HANDLERS, KIND, work)
    return runs


@pytest.fixture
def sent(monkeypatch) -> list[int]:
    """What the broker was told."""
    told: list[int] = []
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda args, **kw: told.append(args[0]))
    return told


@pytest.fixture
def broker_down(monkeypatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise BrokerError("no broker")

    monkeypatch.setattr(tasks.run_job, "apply_async", refuse)


def test_work_is_sent_after_commit_alone(db, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue(KIND, key="a", params={})
        assert sent == []
    assert sent == [job.pk]
    job.refresh_from_db()
    assert job.published_at


def test_work_of_a_change_that_was_undone_is_never_sent(db, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ValueError), transaction.atomic():
        jobs.enqueue(KIND, key="a", params={})
        raise ValueError
    assert sent == [] and not Job.objects.exists()


def test_same_work_asked_for_ten_times_is_one_job(db, sent):
    assert len({jobs.enqueue(KIND, key="a", params={}).pk for _ in range(10)}) == 1
    assert Job.objects.count() == 1


def test_same_work_may_be_asked_for_again_when_it_has_ended(db, sent, done):
    first = jobs.enqueue(KIND, key="a", params={})
    jobs.run(first.pk)
    assert jobs.enqueue(KIND, key="a", params={}).pk != first.pk


def test_broker_down_keeps_the_row_and_the_sweep_sends_it(
    db, broker_down, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.enqueue(KIND, key="a", params={})
    job.refresh_from_db()
    assert (job.state, job.published_at) == ("QUEUED", None)
    assert jobs.sweep() == {"sent": 0, "given_up": 0}
    told: list[int] = []
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda args, **kw: told.append(args[0]))
    assert jobs.sweep() == {"sent": 1, "given_up": 0}
    assert told == [job.pk]
    assert jobs.sweep()["sent"] == 0


@has_days(WEDNESDAY)
@pytest.mark.slow
def test_broker_that_hangs_does_not_hold_the_page_up(db, settings, tmp_path, monkeypatch):
    """A server that takes the connection and never answers: publishing gives up within seconds, the row
    stays."""
    path = str(tmp_path / "hung.sock")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen(8)
        held: list[socket.socket] = []
        threading.Thread(target=_accept_and_say_nothing, args=(server, held), daemon=True).start()
        job = make.make_job(kind=KIND)
        options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        with app.connection_for_write(f"redis+socket://{path}", transport_options=options) as hung:
            send = tasks.run_job.apply_async
            monkeypatch.setattr(tasks.run_job, "apply_async", lambda **kw: send(connection=hung, **kw))
            began = time.perf_counter()
            assert jobs.publish(job.pk) is False
            assert time.perf_counter() - began < 10
        for one in held:
            one.close()
    job.refresh_from_db()
    assert (job.state, job.published_at) == ("QUEUED", None)


def _accept_and_say_nothing(server: socket.socket, held: list[socket.socket]) -> None:
    while True:
        try:
            held.append(server.accept()[0])
        except OSError:
            return


def test_work_runs_once_however_often_it_is_delivered(db, done):
    job = make.make_job(kind=KIND)
    for _ in range(3):
        tasks.run_job(job.pk)
    assert done == [job.pk]
    job.refresh_from_db()
    assert (job.state, job.percent, job.attempts, job.result) == ("DONE", 100, 1, {"next": "/somewhere/"})


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_work_is_begun_again_when_the_database_went_away(db, monkeypatch, sent, error):
    """A restart of the database is no fault of the work: it waits for its second start and has not failed."""
    runs: list[int] = []

    def work(job: Job, report: jobs.Report) -> dict:
        runs.append(job.attempts)
        if job.attempts == 1:
            raise error("server closed the connection unexpectedly")
        return {}

    monkeypatch.setitem(jobs.HANDLERS, KIND, work)
    job = make.make_job(kind=KIND, published_at=make.now())
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.published_at, job.percent) == ("QUEUED", None, 0)
    assert jobs.sweep()["sent"] == 1 and sent == [job.pk]
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, runs) == ("DONE", [1, 2])


def test_work_that_is_interrupted_three_times_has_failed(db, monkeypatch):
    def work(job: Job, report: jobs.Report) -> dict:
        raise OperationalError("deadlock detected")

    monkeypatch.setitem(jobs.HANDLERS, KIND, work)
    job = make.make_job(kind=KIND)
    for _ in range(4):
        jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("FAILED", 3)
    assert "stopped three times" in job.text


def test_work_under_way_is_not_taken_by_a_second_worker(db, done):
    job = make.make_job(kind=KIND, state="RUNNING", heartbeat_at=make.now(), attempts=1)
    jobs.run(job.pk)
    assert done == []


@pytest.mark.django_db(transaction=True)
def test_a_long_step_is_not_taken_for_a_dead_worker(settings, sent, monkeypatch):
    """The work says nothing for longer than the limit; its heartbeat does, so that nobody else begins it."""
    settings.JOB_STALE_SECONDS = 0.4
    swept: list[dict[str, int]] = []

    def step(job: Job, report: jobs.Report) -> dict:
        first = Job.objects.get(pk=job.pk).heartbeat_at
        until = time.monotonic() + 20
        while Job.objects.get(pk=job.pk).heartbeat_at < first + timedelta(seconds=1):
            assert time.monotonic() < until, "no heartbeat"
            time.sleep(0.05)
        swept.append(jobs.sweep())
        return {}

    monkeypatch.setitem(jobs.HANDLERS, KIND, step)
    job = make.make_job(kind=KIND)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert swept == [{"sent": 0, "given_up": 0}] and sent == []
    assert (job.state, job.attempts) == ("DONE", 1)
    assert not [t for t in threading.enumerate() if t.name.startswith("heartbeat")]


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_a_long_transaction_runs(sent, monkeypatch):
    """What is said apart from the transaction is there for others before it ends, and its connection is
    closed behind it."""
    seen: list[tuple[int, str]] = []

    def look() -> None:
        try:
            seen.append(Job.objects.values_list("percent", "text").get())
        finally:
            connection.close()

    def work(job: Job, report: jobs.Report) -> dict:
        with jobs.at_once(report) as say, transaction.atomic():
            say(40, "Half way")
            other = threading.Thread(target=look)
            other.start()
            other.join()
        return {}

    monkeypatch.setitem(jobs.HANDLERS, KIND, work)
    job = make.make_job(kind=KIND)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert seen == [(40, "Half way")]
    assert (job.state, job.percent) == ("DONE", 100)


def stale(**over: object) -> Job:
    past = make.now() - timedelta(minutes=10)
    return make.make_job(
        kind=KIND, **{"state": "RUNNING", "heartbeat_at": past, "published_at": past, "attempts": 1, **over}
    )


def test_work_of_a_dead_worker_is_taken_over(db, done, sent):
    job = stale()
    assert jobs.sweep()["sent"] == 1
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (done, job.state, job.attempts) == ([job.pk], "DONE", 2)


def test_worker_that_was_thought_dead_stops_without_a_word(db, monkeypatch):
    """The first worker wakes up after the second took over: what it reports counts no more."""
    job, wrote = make.make_job(kind=KIND), []

    def slow(job: Job, report: jobs.Report) -> dict:
        Job.objects.filter(pk=job.pk).update(attempts=job.attempts + 1)
        report(60, "still here")
        wrote.append("went on")
        return {"by": "the first"}

    monkeypatch.setitem(jobs.HANDLERS, KIND, slow)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, wrote) == ("RUNNING", {}, [])


def test_work_that_kills_its_worker_three_times_is_given_up(db, sent):
    job = stale(attempts=3)
    assert jobs.sweep() == {"sent": 0, "given_up": 1}
    job.refresh_from_db()
    assert job.state == "FAILED" and "three times" in job.text


def test_sent_work_that_was_lost_by_the_broker_is_sent_again(db, sent):
    past = make.now() - timedelta(minutes=10)
    job = make.make_job(kind=KIND, published_at=past)
    assert jobs.sweep()["sent"] == 1
    assert sent == [job.pk]


def test_refusal_is_told_in_its_own_words(db, monkeypatch):
    def refuse(job: Job, report: jobs.Report) -> dict:
        raise jobs.JobFailed("The table does not sum. Correct it and try again.")

    monkeypatch.setitem(jobs.HANDLERS, KIND, refuse)
    job = make.make_job(kind=KIND)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.text) == ("FAILED", "The table does not sum. Correct it and try again.")


def test_crash_is_told_without_its_text(db, monkeypatch):
    def crash(job: Job, report: jobs.Report) -> dict:
        raise KeyError("Robin Ashdown")

    monkeypatch.setitem(jobs.HANDLERS, KIND, crash)
    job = make.make_job(kind=KIND)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "FAILED" and "Robin" not in job.text and "Try again" in job.text


def test_timed_tasks_call_the_sweep_and_the_retry(db, sent, iro, authority):
    past = make.now() - timedelta(minutes=10)
    make.make_job(kind=KIND, published_at=past)
    assert tasks.sweep_jobs() == {"sent": 1, "given_up": 0}
    make.make_mail(iro, authority, state="FAILED")
    assert tasks.retry_mail() == 1


# --- pages


def page_of(job: Job, name: str = "job") -> str:
    return reverse(f"accounts:{name}", args=[job.public_id])


def test_page_follows_the_work_and_says_when_it_ended(client_for, iro, authority, done, sent):
    job = make.make_job(authority, by=iro, kind=KIND)
    client = client_for(iro)
    waiting = client.get(page_of(job))
    assertContains(waiting, "Work in progress")
    assertContains(waiting, '<meta http-equiv="refresh" content="5">')
    state = client.get(page_of(job, "job_state")).json()
    assert (state["percent"], state["done"], state["failed"], state["next"]) == (0, False, False, None)
    jobs.run(job.pk)
    state = client.get(page_of(job, "job_state")).json()
    assert (state["percent"], state["done"], state["failed"], state["next"]) == (
        100,
        True,
        False,
        "/somewhere/",
    )
    assertContains(client.get(page_of(job)), "The work is done")


def test_home_says_that_it_ended_until_it_was_seen(client_for, iro, authority):
    job = make.make_job(authority, by=iro, state="DONE", finished_at=make.now(), text="Report made")
    client = client_for(iro)
    assertContains(client.get(reverse("home")), "Report made")
    client.post(page_of(job, "see_job"))
    assertNotContains(client.get(reverse("home")), "Report made")
    assertContains(client.get(reverse("home")), "Nothing is waiting for you")


@pytest.mark.parametrize(("state", "says_how_it_ended"), [("DONE", False), ("FAILED", True)])
def test_the_notice_names_what_was_made(client_for, iro, authority, state, says_how_it_ended):
    title = "Quarterly report 2025-26 Q3: internal edition"
    job = make.make_job(
        authority, by=iro, state=state, finished_at=make.now(), title=title, text="Page 13 of 13"
    )
    client = client_for(iro)
    home = client.get(reverse("home"))
    assertContains(home, f"{title}</a>")
    assertContains(home, f'<span class="govuk-visually-hidden"> {title}</span>')
    assert ("Page 13 of 13" in home.content.decode()) is says_how_it_ended
    assertContains(client.get(page_of(job)), title)


def test_somebody_elses_notice_cannot_be_dismissed(client_for, iro, qa_manager, authority):
    job = make.make_job(authority, by=iro, state="DONE", finished_at=make.now())
    client_for(qa_manager).post(page_of(job, "see_job"))
    job.refresh_from_db()
    assert job.seen_at is None


def test_job_of_a_person_is_closed_to_others_and_from_another_council(
    client_for, iro, other_iro, outsider, authority
):
    job = make.make_job(authority, by=iro)
    assert client_for(other_iro).get(page_of(job)).status_code == 404
    assert client_for(outsider).get(page_of(job)).status_code == 404


def test_job_page_costs_a_fixed_number_of_queries(client_for, iro, authority, django_assert_num_queries):
    job, client = make.make_job(authority, by=iro), client_for(iro)
    client.get(page_of(job))
    with django_assert_num_queries(4):
        client.get(page_of(job, "job_state"))


# --- mail


@pytest.fixture
def owed(iro, authority, sent) -> OutgoingMail:
    return mail.queue_mail(to=iro, authority=authority, subject="Something waits", body="Sign in.")


def test_mail_counts_as_sent_when_the_server_took_it(owed, run_jobs):
    (letter,) = run_jobs()
    assert (letter.subject, letter.to) == ("Something waits", ["iro@council.example"])
    owed.refresh_from_db()
    assert owed.state == "SENT" and owed.sent_at and owed.attempts == 1


def test_no_mail_turns_its_words_round(iro, authority):
    """A mark of direction in a name or in a council's own words, say; joiners stay."""
    letter = mail.queue_mail(
        to=iro,
        authority=authority,
        subject="\u202eReview\u2066 of a\u200d b\ufeff",
        body="Sign\u202e in.\n\nNow\u200b.\n",
        is_worded=True,
    )
    letter.refresh_from_db()
    assert (letter.subject, letter.body) == ("Review of a\u200d b", "Sign in.\n\nNow.\n")


def test_mail_is_sent_once(owed, run_jobs):
    run_jobs()
    mail.send(Job.objects.get(kind="mail.send"), lambda percent, text: None)
    assert len(outbox.outbox) == 1


def test_mail_that_fails_is_shown_and_tried_again(owed, run_jobs, monkeypatch, client_for, administrator):
    def refuse(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError("mail server is away")

    with monkeypatch.context() as broken:
        broken.setattr(mail, "send_mail", refuse)
        run_jobs()
    owed.refresh_from_db()
    assert (owed.state, owed.sent_at, owed.attempts) == ("FAILED", None, 1)
    client = client_for(administrator)
    assertContains(client.get(reverse("home")), "Emails not sent")
    assertContains(client.get(reverse("accounts:mails")), "mail server is away")
    assert mail.retry() == 1
    assert len(run_jobs()) == 1
    owed.refresh_from_db()
    assert owed.state == "SENT"
    assert mail.retry() == 0


def test_mail_is_not_tried_after_three_days_or_for_leavers(owed, iro, on_day):
    OutgoingMail.objects.update(state="FAILED", created_at=make.now() - timedelta(days=4))
    assert mail.retry() == 0
    OutgoingMail.objects.update(created_at=make.now())
    type(iro).objects.filter(pk=iro.pk).update(is_active=False, deactivated_at=make.now())
    assert mail.retry() == 0


def test_a_mail_goes_to_whoever_may_read_it_when_it_is_sent(iro, authority, child, run_jobs):
    letter = mail.queue_mail(to=iro, authority=authority, subject="A record", body="Sign in.", about=child)
    type(child).objects.filter(pk=child.pk).update(is_restricted=True)
    assert run_jobs() == []
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == ("HELD", reading.CLOSED)
    make.make_grant(iro, child)
    mail.retry()
    assert len(run_jobs()) == 1


def test_a_mail_is_held_as_it_is_written_and_looked_at_again_when_all_is_written(
    iro, qa_manager, authority, child, run_jobs, viewer_of
):
    """Who is named in the same act as they are told is told."""
    type(child).objects.filter(pk=child.pk).update(is_restricted=True)
    written = {"to": iro, "authority": authority, "subject": "A record", "body": "Sign in."}
    with mail.noting_held() as held:
        letter = mail.queue_mail(**written, about=child)
        mail.queue_mail(**written)
    assert held == [letter.pk] and letter.state == "HELD"
    assert mail.not_told(held, viewer=viewer_of(qa_manager)) == "", "of a record that is closed to them too"
    make.make_grant(qa_manager, child)
    assert mail.not_told(held, viewer=viewer_of(qa_manager)) == f"{iro.name} gets no email. {reading.CLOSED}"
    make.make_grant(iro, child)
    assert len(run_jobs()) == 2
    assert mail.not_told(held, viewer=viewer_of(qa_manager)) == ""


def test_nothing_goes_to_somebody_whose_role_has_ended_but_what_is_told_of_their_sign_in(
    iro, authority, owed, run_jobs
):
    own = mail.queue_mail(to=iro, authority=authority, subject="Your password", body="New.", about=iro)
    iro.memberships.update(started_on=date(2026, 1, 5), ended_on=date(2026, 1, 6))
    assert [letter.subject for letter in run_jobs()] == [own.subject]
    owed.refresh_from_db()
    assert (owed.state, owed.last_error) == ("HELD", reading.NO_ROLE)


@pytest.mark.parametrize("how", ["ack", "reject"])
def test_a_worker_whose_confirmations_fail_goes_on_taking_work(how, monkeypatch):
    """The library keeps the place of each, and with the last one the worker waits for good."""
    with app.connection_for_write("redis://127.0.0.1:1/0") as nowhere:
        channel = object.__new__(nowhere.transport.Channel)
        counted = channel.QoS(channel, prefetch_count=2)
        monkeypatch.setattr(counted, "_remove_from_indices", fails)
        for tag in ("one", "two"):
            counted._delivered[tag] = "a task"
        assert not counted.can_consume()
        for tag in ("one", "two"):
            with pytest.raises(TimeoutError):
                getattr(counted, how)(tag)
        assert counted.can_consume()
        counted._delivered.clear()


def fails(tag: str) -> None:
    raise TimeoutError("Timeout reading from socket")


# --- constraints


@pytest.mark.parametrize(
    ("model", "change", "name"),
    [
        (Job, {"percent": 101}, "job_percent_range"),
        (Job, {"state": "DONE"}, "job_finished_paired"),
        (OutgoingMail, {"state": "SENT"}, "mail_sent_paired"),
        (OutgoingMail, {"to": None}, "mail_has_recipient"),
    ],
)
def test_database_refuses(owed, model, change, name):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(**change)


def test_two_jobs_for_the_same_work_are_refused_by_the_database(db):
    from django.db import IntegrityError

    make.make_job(key="same")
    with pytest.raises(IntegrityError, match="job_once_at_a_time"), transaction.atomic():
        make.make_job(key="same")
    assert connection.is_usable()
