"""A restricted child of a return, and files that somebody uploads who is not named on the record."""

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from accounts.jobs import queue as jobs
from accounts.models import Job, User
from accounts.models.jobs import JobState
from children.models import Child, ReturnImport
from tests import factories as make
from tests.integration.children.returns import (
    EPISODES,
    HEADER,
    REVIEWS,
    episode,
    header,
    review,
    small,
    table,
)
from tests.kept import helping, kept

CLOSED, OPEN = "411169", "1001"
THE_RETURN = small(
    header=table(HEADER, header(), header(CLOSED, SEX="M", DOB="22/10/2014", UPN="A123456789012")),
    episodes=table(EPISODES, episode(), episode(CLOSED, DOB="22/10/2014")),
    reviews=table(REVIEWS, review(), review(CLOSED, DOB="22/10/2014", on="03/10/2025")),
)
Uploaded = Callable[..., ReturnImport]


@kept
def closed_child(bring_in, on_day) -> Child:
    """A child who came with a return, and whose record was restricted then."""
    on_day("2026-04-20")
    bring_in(THE_RETURN, year=2026)
    Child.objects.filter(number=CLOSED).update(is_restricted=True)
    return Child.objects.get(number=CLOSED)


@kept
def browser(client_for, business_support: User) -> Client:
    return client_for(business_support)


@helping
def uploaded() -> Uploaded:
    """`uploaded(browser, files)`: the import after the worker has read the files."""

    def run(browser: Client, files: Mapping[str, bytes], *, year: str = "2026") -> ReturnImport:
        given = []
        for name, content in files.items():
            one = BytesIO(content)
            one.name = name
            given.append(one)
        answer = browser.post(reverse("children:new_import"), {"uploads": given, "year": year})
        assert answer.status_code == 302, answer.content.decode()
        work()
        return ReturnImport.objects.latest("pk")

    return run


def work() -> None:
    for pk in list(Job.objects.filter(state=JobState.QUEUED).values_list("pk", flat=True)):
        jobs.run(pk)


@pytest.fixture
def applied(uploaded: Uploaded) -> Uploaded:
    """As `uploaded`, and applied."""

    def run(browser: Client, files: Mapping[str, bytes], *, year: str = "2026") -> ReturnImport:
        record = uploaded(browser, files, year=year)
        browser.post(reverse("children:apply_import", args=[record.public_id]), {"may_remove": "yes"})
        work()
        record.refresh_from_db()
        assert record.state == "APPLIED"
        return record

    return run


@pytest.fixture
def recorded(closed_child: Child, iro: User) -> None:
    """A concern about the child, and a review of the return about which something was recorded."""
    make.make_concern(closed_child, iro, date(2026, 4, 1))
    held = closed_child.reviews.get(held_on=date(2025, 10, 3))
    make.make_decision(held, iro)
