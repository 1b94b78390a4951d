"""Celery tasks of this floor: thin, by id only, safe to run twice."""

import logging

from celery import shared_task

from accounts.audit import proof
from accounts.clock import now
from accounts.drafts import actions as drafts
from accounts.jobs import queue as jobs
from accounts.jobs.queue import run_job
from accounts.mail import outbox as mail
from accounts.models.session import Session

__all__ = ["run_job"]  # Celery looks for tasks in this module

log = logging.getLogger(__name__)


@shared_task(name="accounts.sweep_jobs")
def sweep_jobs() -> dict[str, int]:
    """Send waiting and lost jobs again."""
    return jobs.sweep()


@shared_task(name="accounts.forget_sent_forms")
def forget_sent_forms() -> int:
    """Clear what only served to recognise the second copy of a form."""
    return drafts.forget_sent()


@shared_task(name="accounts.clear_away")
def clear_away() -> int:
    """Clear sessions that have ended, with the searches typed in them, and words that were never sent."""
    ended = Session.objects.filter(expire_date__lt=now()).delete()[0]
    return ended + drafts.forget_unsent()


@shared_task(name="accounts.retry_mail")
def retry_mail() -> int:
    """Try mail that could not be sent again."""
    return mail.retry()


@shared_task(name="accounts.write_down_audit_heads")
def write_down_audit_heads() -> int:
    """Put the newest link of every chain of the audit trail into the server's log, which is kept outside the
    database.
    """
    heads = proof.heads()
    for head in heads:
        log.info("audit head %s", head.as_line())
    return len(heads)
