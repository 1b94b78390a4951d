"""Celery tasks of this floor: thin, dated, safe to run twice."""

from celery import shared_task

from accounts.clock import today
from disputes import chasing


@shared_task(name="disputes.chase")
def chase() -> dict[str, int]:
    """Flag limits that have passed, and ask again what changed for the child."""
    return chasing.chase(today=today())
