"""What a council has not recorded is not known: no nought, no denominator, no comparison, on any page of
measures.
"""

import re
from calendar import SATURDAY
from datetime import date

import pytest
from django.urls import reverse

from accounts.recording import actions
from accounts.recording.since import kind_of as portal_kind
from accounts.recording.since import kinds
from reporting.council.gaps import Gaps
from reporting.figures import Figures, challenge, follow_up, reviews
from reporting.layouts.registry import PAGES
from reporting.measures.base import Result, Scope, compute, compute_by
from reporting.measures.recorded import OF_RETURNS, RecordedFrom, kind_of
from reporting.measures.registry import ALL, MEASURES
from reporting.periods import collection_year, month
from reporting.results.store import store, store_months
from tests import factories as make
from tests import monitoring_factories as paper
from tests.integration.reporting.conftest import TODAY
from tests.turns import has_days, is_todays

pytestmark = pytest.mark.django_db
YEAR = collection_year(2026)
OF_THE_PORTAL = [m.code for m in ALL if m.record and m.record not in OF_RETURNS]


def test_every_kind_of_record_belongs_to_a_measure():
    assert {m.record for m in ALL if m.record} == {*OF_RETURNS, *(kind.code for kind in kinds())}
    assert kind_of("timeliness_reviews_held") == ""


@pytest.mark.parametrize("code", OF_THE_PORTAL)
def test_what_was_never_recorded_has_no_figure(sample, code):
    found = compute(MEASURES[code], Scope(sample, YEAR, as_at=TODAY))
    assert (found.numerator, found.denominator, found.value) == (None, None, None)


def test_reviews_that_no_form_could_follow_are_not_known(sample):
    """The returns hold 559 reviews, and no form."""
    found = compute(MEASURES["monitoring_after_reviews"], Scope(sample, YEAR, as_at=TODAY))
    assert found == Result(None, None, 559)


@pytest.fixture
def forms(authority, iro):
    """A review in June and one in September; forms are kept from the one of 1 September on."""
    child = make.make_child_in_care(authority)
    for held in (date(2025, 6, 2), date(2025, 9, 1)):
        make.make_review(child, held)
    review = child.reviews.get(held_on=date(2025, 9, 1))
    paper.make_form(review, state="SENT", completed_at=make.at(date(2025, 9, 1)), completed_by=iro)
    return authority


def test_before_the_first_day_nothing_is_in_a_denominator(forms):
    scope = Scope(forms, YEAR)
    assert RecordedFrom(forms).day("monitoring_forms") == date(2025, 9, 1)
    assert compute(MEASURES["monitoring_after_reviews"], scope) == Result(1, 1, 1)
    months = compute_by(MEASURES["monitoring_forms"], scope, "month")
    assert months["2025-08"] == Result(None, None, 0)
    assert months["2025-09"] == Result(1, None, 0)
    assert months["2025-10"] == Result(0, None, 0)


def test_such_a_month_is_a_gap_and_such_a_year_is_not_compared(forms):
    gaps, measure = Gaps(forms), MEASURES["monitoring_forms"]
    assert gaps.at(measure, month(date(2025, 8, 1))).reason == "Recorded from 1 September 2025"
    assert gaps.at(measure, YEAR) is None and not gaps.is_whole(measure, YEAR)
    assert gaps.is_whole(measure, collection_year(2027))
    assert gaps.notes(measure, YEAR) == [
        "Monitoring forms completed: recorded since 1 September 2025; not known before."
    ]


def test_a_return_without_a_file_says_nothing_of_it(authority):
    make.make_child_in_care(authority)
    assert compute(MEASURES["children_missing"], Scope(authority, YEAR)) == Result(None, None, 1)
    assert compute(MEASURES["unaccompanied"], Scope(authority, YEAR)) == Result(None, None, 1)


def test_the_parts_of_a_report_say_that_it_is_not_recorded(sample):
    figures = Figures(sample, 2026, as_at=TODAY)
    for make_part in (
        follow_up.midways,
        follow_up.monitoring,
        challenge.challenge,
        challenge.external,
        reviews.oversight,
    ):
        part = make_part(figures)
        assert not part.tables and "recorded here in this period" in part.absent


@has_days(SATURDAY)
def test_no_page_of_figures_shows_a_nought_for_what_was_never_recorded(sample, client):
    qa = make.make_user(sample, "QA_MANAGER", name="Quinn Adams")
    store(sample, YEAR, today=TODAY, dimensions=True)
    store_months(sample, YEAR, today=TODAY)
    client.force_login(qa)
    for key in PAGES:
        page = client.get(reverse("reporting:figures", args=[key]), {"year": "2026"}).content.decode()
        for code in OF_THE_PORTAL:
            row = re.search(rf"<a [^>]*/measures/{code}/\?[^>]*>.*?</tr>", page, re.S)
            assert row is None or not re.search(r">\s*0(\.0%)?\s*<", row[0]), (key, code)


@has_days(SATURDAY)
def test_no_page_of_a_measure_shows_a_nought_for_what_was_never_recorded(sample, client, at_night):
    client.force_login(make.make_user(sample, "QA_MANAGER", name="Quinn Adams"))
    for code in (c for at, c in enumerate(OF_THE_PORTAL) if at_night or is_todays(at, 3)):
        page = client.get(reverse("reporting:measure", args=[code]), {"period": "2026"}).content.decode()
        assert MEASURES[code].title.replace("’", "’") in page
        assert "not recorded yet, so there is no figure" in page, code
        assert not re.search(r">\s*0(\.0%| of 0)?\s*<", page), code


def test_the_day_that_is_set_takes_the_place_of_the_first_record(forms, qa_manager):
    actions.set_since(
        authority=forms,
        kind=portal_kind("monitoring_forms"),
        since=date(2025, 6, 1),
        reason="All teams began in June",
        by=qa_manager,
        today=TODAY,
    )
    assert compute(MEASURES["monitoring_after_reviews"], Scope(forms, YEAR)) == Result(1, 2, 0)
