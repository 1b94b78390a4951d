"""Celery tasks of this floor: thin, by id only, safe to run twice."""

from celery import shared_task

from accounts.jobs import queue as jobs
from accounts.mail import outbox as mail


@shared_task(name="accounts.run_job")
def run_job(job_id: int) -> None:
    """Run one job."""
    jobs.run(job_id)


@shared_task(name="accounts.sweep_jobs")
def sweep_jobs() -> dict[str, int]:
    """Send waiting and lost jobs again."""
    return jobs.sweep()


@shared_task(name="accounts.retry_mail")
def retry_mail() -> int:
    """Try mail that could not be sent again."""
    return mail.retry()
