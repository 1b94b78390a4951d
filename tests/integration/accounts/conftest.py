"""Tests of this floor need nothing of the floors above: no handler, no card of theirs."""

from collections.abc import Iterator

import pytest
from django.core import mail as outbox

from accounts.jobs import queue as jobs
from accounts.models import Job
from accounts.registry import registered


@pytest.fixture(autouse=True)
def _this_floor_alone(settings) -> Iterator[None]:
    settings.JOB_HANDLERS = ["accounts.mail.outbox", "accounts.sign_in.forgotten"]
    settings.HOME_CARDS = ["accounts.site.home.cards"]
    jobs.load_handlers.cache_clear()
    registered.cache_clear()
    yield
    jobs.load_handlers.cache_clear()
    registered.cache_clear()


@pytest.fixture
def run_jobs():
    """Do all waiting work, as the worker would; returns the mails sent by it."""

    def run() -> list:
        before = len(outbox.outbox)
        while waiting := list(Job.objects.filter(state="QUEUED").order_by("pk")):
            for job in waiting:
                jobs.run(job.pk)
        return outbox.outbox[before:]

    return run
