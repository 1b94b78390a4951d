"""Long work: asked for in a transaction, sent after commit, done once, swept until it ended.

A handler is `def work(job: Job, report: Report) -> dict` and is registered with `@handles("noun.verb")` in a
module named in
settings.JOB_HANDLERS. It must be idempotent: it may be started again after its worker was killed.
"""

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from importlib import import_module
from typing import Any

from celery import shared_task
from django.conf import settings
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)
from django.db.models import F, Q

from accounts.clock import now
from accounts.councils.words import speaking
from accounts.models import Authority, Job, User
from accounts.models.jobs import JobState

log = logging.getLogger(__name__)

Report = Callable[[int, str], None]
Handler = Callable[[Job, Report], dict[str, Any]]
HANDLERS: dict[str, Handler] = {}
MAX_ATTEMPTS = 3
STOPPED_TOO_OFTEN = "The work was stopped three times before it ended. Try again later."
INTERRUPTED = (OperationalError, InterfaceError)
"""The database went away, or another transaction got in the way: the job is run again."""


class JobFailed(Exception):
    """The work cannot be done; the text says why and what to do, in the user's words."""


class JobLost(Exception):
    """Another worker has taken the job over, so this one must stop without a word."""


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register a handler for a kind of job."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def council_of(job: Job) -> Authority:
    """Whose job it is. What its parameters name beside must be this council's, so handlers ask for both."""
    if job.authority is None or job.params.get("authority", job.authority.pk) != job.authority.pk:
        raise JobFailed("The job is about another council. Nothing was done.")
    return job.authority


@cache
def load_handlers() -> None:
    for name in settings.JOB_HANDLERS:
        import_module(name)


def enqueue(
    kind: str,
    *,
    key: str,
    params: dict[str, Any],
    authority: Authority | None = None,
    by: User | None = None,
    title: str = "",
    text: str = "",
) -> Job:
    """The job for this work: the one already waiting or running under the same key, else a new one, sent
    after commit.

    `title` says in the notice of its end what was made, `text` how far it is.

    The row is the truth (an outbox): with the broker down it stays QUEUED and the sweep sends it later.
    """
    with transaction.atomic():
        standing = Job.objects.filter(
            kind=kind, key=key, state__in=[JobState.QUEUED, JobState.RUNNING]
        ).first()
        if standing:
            return standing
        try:
            with transaction.atomic():
                job = Job.objects.create(
                    kind=kind,
                    key=key,
                    params=params,
                    authority=authority,
                    requested_by=by,
                    title=title,
                    text=text,
                )
        except IntegrityError:  # somebody else asked in the same moment
            return Job.objects.get(kind=kind, key=key, state__in=[JobState.QUEUED, JobState.RUNNING])
        transaction.on_commit(lambda: publish(job.pk))
    return job


@shared_task(name="accounts.run_job")
def run_job(job_id: int) -> None:
    """The task a worker receives. A report leaves objects that refer to each other; they are freed here, so
    that the next job in this process does not start with their memory.
    """
    run(job_id)
    gc.collect()


def publish(job_id: int) -> bool:
    """Tell the broker that the job waits. False, and a line in the log, when the broker cannot be reached."""
    try:
        run_job.apply_async(args=[job_id], retry=False)
    except Exception as error:  # any transport error: the row stays, the sweep sends it
        log.warning("job %s could not be published: %s", job_id, type(error).__name__)
        return False
    Job.objects.filter(pk=job_id).update(published_at=now())
    return True


def run(job_id: int) -> None:
    """Do the job unless it has ended or another worker is at it. Safe to call any number of times."""
    load_handlers()
    stale = now() - timedelta(seconds=settings.JOB_STALE_SECONDS)
    taken = Job.objects.filter(
        Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, heartbeat_at__lt=stale), pk=job_id
    ).update(state=JobState.RUNNING, started_at=now(), heartbeat_at=now(), attempts=F("attempts") + 1)
    if not taken:
        return
    job = Job.objects.select_related("authority", "requested_by").get(pk=job_id)
    attempt = job.attempts

    def report(percent: int, text: str) -> None:
        mine = Job.objects.filter(pk=job_id, attempts=attempt, state=JobState.RUNNING)
        if not mine.update(percent=max(0, min(100, percent)), text=text[:300], heartbeat_at=now()):
            raise JobLost(job_id)

    try:
        with heartbeat(job_id, attempt), speaking(job.authority):
            result = HANDLERS[job.kind](job, report)
    except JobLost:
        return
    except JobFailed as failed:
        finish(job_id, attempt, JobState.FAILED, str(failed), {})
    except INTERRUPTED as error:
        log.warning("job %s (%s) was interrupted: %s", job_id, job.kind, type(error).__name__)
        _give_back(job_id, attempt)
    except Exception as error:
        log.exception("job %s (%s) failed", job_id, job.kind)
        text = (
            f"Something went wrong ({type(error).__name__}). Nothing was changed. Try again, or tell your "
            "administrator."
        )
        finish(job_id, attempt, JobState.FAILED, text, {})
    else:
        finish(job_id, attempt, JobState.DONE, "", result)


def is_tried_again(job: Job, error: Exception) -> bool:
    """Whether a job that ended with this error is run again, so that it has not failed yet."""
    return isinstance(error, INTERRUPTED) and job.attempts < MAX_ATTEMPTS


def _give_back(job_id: int, attempt: int) -> None:
    """Let the sweep start the job again. If the database is still away the job stays RUNNING without a
    heartbeat, and the sweep finds it that way.
    """
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    if attempt >= MAX_ATTEMPTS:
        finish(job_id, attempt, JobState.FAILED, STOPPED_TOO_OFTEN, {})
        return
    mine = Job.objects.filter(pk=job_id, attempts=attempt, state=JobState.RUNNING)
    mine.update(state=JobState.QUEUED, published_at=None, percent=0, text="")


@contextmanager
def at_once(report: Report) -> Iterator[Report]:
    """A report that is seen while a long transaction runs: it goes over a connection of its own.

    To be opened before that transaction; inside one already it is passed on as it is.
    """
    if connection.in_atomic_block:
        yield report
        return
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="progress") as thread:
        try:
            yield lambda percent, text: thread.submit(report, percent, text).result()
        finally:
            thread.submit(lambda: connection.close()).result()  # looked up there: each thread has its own


@contextmanager
def heartbeat(job_id: int, attempt: int) -> Iterator[None]:
    """Say again and again that the work goes on, however long one step of it takes. Only a worker that is
    gone falls silent.
    """
    ended = threading.Event()
    mine = Job.objects.filter(pk=job_id, attempts=attempt, state=JobState.RUNNING)

    def beat() -> None:
        try:
            while not ended.wait(settings.JOB_STALE_SECONDS / 4):
                try:
                    mine.update(heartbeat_at=now())
                except (DatabaseError, InterfaceError) as error:  # the next beat may get through
                    log.warning("job %s: no heartbeat (%s)", job_id, type(error).__name__)
                    connection.close_if_unusable_or_obsolete()
        finally:
            connection.close()  # this thread's own

    thread = threading.Thread(target=beat, name=f"heartbeat-{job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def finish(job_id: int, attempt: int, state: str, text: str, result: dict[str, Any]) -> None:
    changes: dict[str, Any] = {"state": state, "finished_at": now(), "heartbeat_at": now(), "result": result}
    if text:
        changes["text"] = text[:300]
    if state == JobState.DONE:
        changes["percent"] = 100
    Job.objects.filter(pk=job_id, attempts=attempt, state=JobState.RUNNING).update(**changes)


def sweep() -> dict[str, int]:
    """Send again what the broker never got or whose worker died; give up after three attempts with a clear
    word.
    """
    stale = now() - timedelta(seconds=settings.JOB_STALE_SECONDS)
    given_up = Job.objects.filter(
        state=JobState.RUNNING, heartbeat_at__lt=stale, attempts__gte=MAX_ATTEMPTS
    ).update(
        state=JobState.FAILED,
        finished_at=now(),
        text=STOPPED_TOO_OFTEN,
    )
    lost = Job.objects.filter(
        Q(state=JobState.QUEUED, published_at=None)
        | Q(state=JobState.QUEUED, published_at__lt=stale)
        | Q(state=JobState.RUNNING, heartbeat_at__lt=stale)
    ).order_by("pk")
    sent = sum(publish(pk) for pk in lost.values_list("pk", flat=True)[:500])
    return {"sent": sent, "given_up": given_up}
