"""What an author is told while writing: which words to mark, and which figure a typed number may be."""

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

pytestmark = pytest.mark.django_db

CLAIMS = (
    ("Formal disputes fell from five to two.", "[[outside:fell from five to two|source]]"),
    ("The number of children in care grew by a tenth.", "[[outside:grew by a tenth|source]]"),
    ("Only a handful of reviews were late.", "[[outside:a handful|source]]"),
    ("No child went missing in the year.", "[[outside:No child|source]]"),
    ("Thirty reviews went ahead without the views of a child aged 4 or over.", "[[outside:Thirty|source]]"),
)


@pytest.fixture
def author(sample: Authority) -> User:
    return make.make_user(sample, Role.QA_MANAGER)


@pytest.fixture
def report(sample: Authority, author: User) -> Report:
    return writing_actions.begin(authority=sample, year=2026, by=author)


def told(client: Client, report: Report, author: User, words: str) -> str:
    """What the page says while these words are typed."""
    client.force_login(author)
    url = reverse("reporting:check_words", args=[report.public_id, "introduction"])
    with time_machine.travel(make.at(TODAY), tick=False):
        answer = client.post(url, {"narrative": words})
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


@pytest.mark.parametrize(("words", "mark"), CLAIMS)
def test_the_claim_or_its_number_is_to_be_marked(
    client: Client, report: Report, author: User, words: str, mark: str
) -> None:
    found = told(client, report, author, words)
    assert mark in found and "went ahead” is said" not in found
    claim = mark.removeprefix("[[outside:").partition("|")[0]
    settled = words.replace(claim, f"[[outside:{claim}|Cabinet paper, 2026]]")
    assert "To put right" not in told(client, report, author, settled)


def test_the_figure_that_the_words_name_is_offered_whatever_its_number(
    client: Client, report: Report, author: User
) -> None:
    """Late reviews are none of the main figures; a month whose count is as large is not offered for them."""
    found = told(client, report, author, "Nineteen reviews were late.")
    assert "“Nineteen” is typed, but “Reviews held late” is " in found
    assert "[[figure:reviews_late|2025-26|count]]" in found and "it may be" not in found


def test_the_number_of_the_named_figure_is_offered_as_it(
    client: Client, report: Report, author: User
) -> None:
    late = told(client, report, author, "Nineteen reviews were late.")
    number = late.partition("“Reviews held late” is ")[2].split()[0]
    found = told(client, report, author, f"{number} reviews were late.")
    assert "it may be: Reviews held late ([[figure:reviews_late|2025-26|count]])" in found


def test_nothing_is_offered_for_what_no_figure_names(client: Client, report: Report, author: User) -> None:
    assert "[[figure:" not in told(client, report, author, "There were 104 new foster carers.")
