"""What the children's edition says in words and numbers of its own."""

from calendar import FRIDAY
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import Authority
from reporting.edition import actions as edition_actions
from reporting.edition.for_children import in_twenties
from reporting.edition.printing import printed
from reporting.models import Priority
from reporting.report import writing_actions
from tests import factories as make
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("95.6", "19 of every 20"),
        ("91.4", "9 of every 10"),
        ("99.2", "Nearly all"),
        ("100.0", "All"),
        ("0.0", "No"),
        ("1.1", "Very few"),
        ("52.4", "5 of every 10"),
    ],
)
def test_shares_are_told_as_children_count(share: str, words: str) -> None:
    assert in_twenties(Decimal(share)) == words


@has_days(FRIDAY)
@pytest.mark.slow
@pytest.mark.django_db
def test_priorities_are_printed_in_words_for_children(client: Client, sample: Authority) -> None:
    author = make.make_user(sample, Role.QA_MANAGER)
    report = writing_actions.begin(authority=sample, year=2026, by=author)
    client.force_login(author)
    url = reverse("reporting:add_priority", args=[report.public_id])
    for title, words in (("Reviews in time", "We want every meeting to be on time."), ("Midway checks", "")):
        sent = {"year": "2027", "title": title, "child_words": words}
        assert client.post(url, sent).status_code == 302
    assert Priority.objects.filter(authority=sample).count() == 2
    whole = printed(edition_actions.build(report, today=TODAY), "children")
    edition = whole.for_children
    assert edition is not None
    assert len(whole.pack) == len(edition.figures) and not whole.tables, "its data are those of its pages"
    assert edition.next == ("We want every meeting to be on time.", "Midway checks")
    assert all("%" not in figure.figure for figure in edition.figures)
