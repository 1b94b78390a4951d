"""Words that name a figure and print none, checked while they are typed: what a paragraph denies, says of all
or compares is computed for it, so that it is held to what the council recorded."""

from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority, User
from reporting.models import Report
from reporting.report import writing_actions
from tests import factories as make
from tests.integration.reporting.conftest import TODAY

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
HELD = "[[figure:timeliness_reviews_held|year|percent]] of reviews were in time. "
IN_CARE = "There were [[figure:looked_after_at_end|year|count]] children in care. "
WRONG = (
    ("No child lives more than 20 miles from home.", "not known"),
    ("All return interviews were offered within 72 hours.", "not known"),
    ("No return interview was refused.", "not known"),
    ("IROs did not contact a child between reviews all year.", "not known"),
    ("Midway checks started late: none was done from April to October.", "not known"),
    ("In the first half of the year nobody raised a dispute.", "not known"),
    ("Nobody sent the service a compliment.", "not known"),
    (IN_CARE + "The number has doubled since 2023-24.", "on 31 March 2024"),
    (IN_CARE + "That has halved in two years.", "on 31 March 2024"),
    (IN_CARE + "Our rate is below that of England.", "nothing to check it with"),
    ("IROs raised fewer concerns than last year.", "without the figures"),
    (HELD + "In the Nowhere team it was the same.", "without its figure"),
)


@pytest.fixture
def author(sample: Authority) -> User:
    return make.make_user(sample, Role.QA_MANAGER)


@pytest.fixture
def report(sample: Authority, author: User) -> Report:
    return writing_actions.begin(authority=sample, year=2026, by=author)


def checked(client: Client, report: Report, author: User, words: str) -> str:
    """What is wrong of words that are being typed into a section without figures of its own."""
    with time_machine.travel(make.at(TODAY), tick=False):
        client.force_login(author)
        url = reverse("reporting:check_words", args=[report.public_id, "introduction"])
        return unescape(client.post(url, {"narrative": words}).content.decode())


@pytest.mark.parametrize(("words", "why"), WRONG)
def test_what_the_council_did_not_record_or_contradicts_is_named(
    client: Client, report: Report, author: User, words: str, why: str
) -> None:
    assert why in checked(client, report, author, words)


def test_the_quarters_of_the_year_are_laid_beside_it(client: Client, report: Report, author: User) -> None:
    """One of the four is the best: of each other it is said that it was another."""
    names = ("first", "second", "third", "last")
    found = [checked(client, report, author, f"{HELD}The best quarter was the {one}.") for one in names]
    assert 1 <= sum("but it was another" in one for one in found) < len(names)
    assert not any("nothing to check it with" in one for one in found)


def test_what_is_hoped_for_raises_nothing(client: Client, report: Report, author: User) -> None:
    hoped = "No child should live more than 20 miles from home. We want each of them to be heard."
    assert "paragraph 1" not in checked(client, report, author, hoped)
